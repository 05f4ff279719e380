"""A school's first year: from an empty database to the closed roadmap.

Lived over `/json/2` and in a browser on a server whose clock is moved month by month.
No line of the roadmap is marked by hand, every paper of the addon is printed, and the
section of the site is read for names of people who have not consented to be named.
"""

import io
import re
import zipfile
from datetime import date

import pytest
from browsing import address, fill_in
from outside import (
    Refused,
    employ,
    enter_bank,
    first_day,
    is_russian,
    order_of,
    pages_of,
    register,
    sign_consents,
    to,
    words_of,
)

MENTORS = [
    ("Петрова Ольга Ивановна", "Учитель математики"),
    ("Иванов Сергей Петрович", "Учитель истории"),
    ("Громова Елена Сергеевна", "Учитель начальных классов"),
]
MENTEES = [
    ("Смирнова Анна Дмитриевна", "Учитель физики"),
    ("Козлов Пётр Ильич", "Учитель географии"),
    ("Белова Мария Олеговна", "Учитель начальных классов"),
]
SECRETARY = ("Зимина Вера Олеговна", "Секретарь")
# Who may be named in public, and how the others would stand in a sentence. The
# director is named by law; the curator, too, has not consented.
NAMED = ("Петрова Ольга Ивановна", "Смирнова Анна Дмитриевна")
UNNAMED = re.compile(
    r"\b(Иванов(а|у|ым|е)?|Громов(а|ой|у)|Козлов(а|у|ым|е)?|Белов(а|ой|у)"
    r"|Зимин(а|ой|у|е)|Орлов(а|ой|у))\b"
)
YEAR = first_day().year


def day(number, month):
    """A day of this school year."""
    return date(YEAR + (month < 8), month, number)


def lines_of(school):
    """The lines of the roadmap, by the record that stands behind each in the form."""
    return school.curator.find(
        "mentorship.measure",
        [("roadmap_id", "=", school.roadmap)],
        *("name", "state", "progress", "hint", "hand_done", "stage_id", "evidence"),
        *("evidence_purpose", "evidence_role", "evidence_event", "evidence_effect"),
    )


def line(school, **parameters):
    """The one line with this evidence."""
    (found,) = [
        row
        for row in lines_of(school)
        if all(getattr(row, name) == value for name, value in parameters.items())
    ]
    return found


def publish(school, stage_line, text, *named):
    """A planned publication of a line gets its text and goes out on the site."""
    curator = school.curator
    (planned,) = curator.find(
        "mentorship.publication", [("measure_id", "=", stage_line.id)], "name"
    )
    curator.write(
        "mentorship.publication",
        planned.id,
        text=text,
        named_ids=[(6, 0, [school.partners[name] for name in named])],
    )
    curator("mentorship.publication", "action_add_posts", ids=planned.id)
    posts = curator.find(
        "mentorship.publication.post", [("publication_id", "=", planned.id)], "url"
    )
    assert posts
    curator.write(
        "mentorship.publication.post",
        posts[0].id,
        url=f"https://school7.example.ru/news/{planned.id}",
    )
    curator("mentorship.publication.post", "action_publish", ids=posts[0].id)
    return planned.id


def hold(school, name, kind, held_on, **vals):
    """A training of the mentors: planned, held, everybody came."""
    curator = school.curator
    event = curator.create(
        "mentorship.event",
        {"name": name, "kind": kind, "date_start": held_on.isoformat(), **vals},
    )
    curator("mentorship.event", "action_invite_mentors", ids=event)
    curator("mentorship.event", "action_all_attended", ids=event)
    curator("mentorship.event", "action_held", ids=event)
    return event


def type_in(school, sitting, invitation):
    """The curator types in a sheet of paper: number by number."""
    curator = school.curator
    # The window as the web client opens it, with a line for every question.
    opened = curator(
        "mentorship.sheet",
        "default_get",
        fields=["sitting_id", "line_ids", "date"],
        context={"default_sitting_id": sitting},
    )
    sheet = curator.create("mentorship.sheet", {**opened, "invitation_id": invitation})
    lines = curator.find(
        "mentorship.sheet.line", [("sheet_id", "=", sheet)], "row_id", "hint"
    )
    assert lines
    typed = {}
    for row in lines:
        numbers = re.findall(r"\d+(?= –|$)|^\d+", row.hint or "") or ["2"]
        # The last column of a matrix, the first of other answers.
        typed.setdefault(numbers[-1 if row.row_id else 0], []).append(row.id)
    for number, ids in typed.items():
        curator.write("mentorship.sheet.line", ids, typed=number)
    curator("mentorship.sheet", "action_save", ids=sheet)


def answer_all(school, phone, traveller, by_link, *purposes):
    """Everybody answers: one by the link on a telephone, the others on paper."""
    curator = school.curator
    sittings = curator.find(
        "mentorship.sitting",
        [("purpose", "in", purposes), ("state", "=", "open")],
        "purpose",
    )
    assert {row.purpose for row in sittings} == set(purposes)
    for sitting in sittings:
        waiting = curator.find(
            "mentorship.invitation",
            [("sitting_id", "=", sitting.id), ("state", "=", "waiting")],
            *("name", "link"),
        )
        assert waiting
        for person in waiting:
            if person.name.startswith(by_link):
                words = fill_in(phone, address(traveller, person.link), last=True)
                assert "под именем" in words
            else:
                type_in(school, sitting.id, person.id)
        row = curator.read("mentorship.sitting", sitting.id, "rate", "waiting")
        assert (row.rate, row.waiting) == (100, 0)


@pytest.fixture
def phone(browser):
    """A page of a telephone."""
    context = browser.new_context(
        viewport={"width": 400, "height": 850}, locale="ru-RU"
    )
    page = context.new_page()
    page.set_default_timeout(30_000)
    yield page
    context.close()


def test_from_an_empty_database_to_the_closed_roadmap(
    new_school, traveller, phone, tmp_path
):
    school = new_school
    for model in ("roadmap", "participant", "pair", "order", "consent", "event"):
        assert not school.curator.find(f"mentorship.{model}", [], "id")
    august(school, traveller, phone)
    september(school, traveller, phone)
    autumn_and_winter(school)
    may(school, traveller, phone)
    june(school)
    every_paper(school)
    the_section_of_the_site(school, phone, tmp_path)
    the_closed_roadmap(school)


def august(school, traveller, phone):
    """Orders, staff, banks, consents, questionnaires: stages one to three."""
    curator = school.curator
    # Questionnaires are given out by the school's calendar: it is on from the first
    # day. To the product the school came today, after the terms of this August had
    # begun; who switches the calendar on means those as well.
    (settings,) = curator.find("mentorship.school", [], "survey_by_calendar")
    assert settings.survey_by_calendar
    for on in (False, True):
        curator.write("mentorship.school", settings.id, survey_by_calendar=on)
    school.roadmap = curator.create("mentorship.roadmap", {})
    assert len(lines_of(school)) == 17
    curator("mentorship.roadmap", "action_start", ids=school.roadmap)

    to(school, day(20, 8))
    register(school, order_of(school, "Об утверждении положения"), "95-ОД")
    register(school, order_of(school, "Об утверждении дорожной карты"), "96-ОД")
    register(school, order_of(school, "О назначении куратора"), "97-ОД")
    for effect in ("approves_regulation", "approves_roadmap"):
        assert line(school, evidence_effect=effect).state == "done"

    to(school, day(24, 8))
    school.mentors = enter_bank(school, "mentor", *MENTORS)
    school.mentees = enter_bank(school, "mentee", *MENTEES)
    (school.secretary,) = employ(school, SECRETARY)
    people = curator.find("mentorship.participant", [], "name", "partner_id")
    school.partners = {person.name: person.partner_id for person in people}
    sign_consents(school, school.mentors + school.mentees, day(24, 8).isoformat())
    public = curator(
        "mentorship.consent",
        "create",
        vals_list=[
            {"partner_id": school.partners[name], "kind": kind}
            for name in NAMED
            for kind in ("data_distribution", "image")
        ],
    )
    curator("mentorship.consent", "action_print", ids=public)
    curator("mentorship.consent", "action_sign", ids=public)

    # In the night the calendar gives the questionnaires out.
    to(school, day(25, 8))
    (sitting,) = curator.find(
        "mentorship.sitting", [("purpose", "=", "needs")], "waiting"
    )
    slips = " ".join(curator.pdf("mentorship_slips_document", sitting.id))
    assert all(name in slips for name, _position in MENTEES), slips
    answer_all(school, phone, traveller, "Смирнова", "needs")
    answer_all(school, phone, traveller, "Петрова", "mentor")
    for parameters in (
        {"evidence_purpose": "needs"},
        {"evidence_purpose": "mentor"},
        {"evidence": "bank", "evidence_role": "mentee"},
        {"evidence": "bank", "evidence_role": "mentor"},
    ):
        row = line(school, **parameters)
        assert (row.state, row.progress) == ("done", 100), row
    publish(
        school,
        line(school, evidence_effect="approves_roadmap"),
        "В школе утверждены Положение и Дорожная карта.",
    )
    for role in ("mentee", "mentor"):
        publish(
            school,
            line(school, evidence="bank", evidence_role=role),
            "Банк собран, спасибо всем, кто ответил на анкету.",
        )


def september(school, traveller, phone):
    """Matching, pairs, the order, agreements, programmes, the first training."""
    curator = school.curator
    to(school, day(2, 9))
    school.match = curator.create("mentorship.match", {})
    curator("mentorship.match", "action_propose", ids=school.match)
    found = curator.read("mentorship.match", school.match, "coverage", "matched_count")
    assert (found.coverage, found.matched_count) == (100, 3)
    action = curator("mentorship.match", "action_apply", ids=school.match)
    order = action["res_id"]
    to(school, day(3, 9))
    register(school, order, "101-ОД")
    pairs = curator.find("mentorship.pair", [], "state", "missing", "name")
    school.pairs = [pair.id for pair in pairs]
    assert len(pairs) == 3
    assert {pair.state for pair in pairs} == {"active"}
    for parameters in (
        {"evidence": "match"},
        {"evidence": "pair"},
        {"evidence_effect": "assigns_pairs"},
    ):
        row = line(school, **parameters)
        assert (row.state, row.progress) == ("done", 100), row

    # Agreements to the labour contracts, and the order on what is paid by them.
    action = curator("mentorship.pair", "action_prepare_agreements", ids=school.pairs)
    ((_field, _operator, agreements),) = action["domain"]
    assert len(agreements) == 3
    for number, agreement in enumerate(agreements, start=1):
        curator.write(
            "mentorship.agreement",
            agreement,
            contract_number=f"{number}/15",
            contract_date="2015-08-25",
            pay_amount=3000,
            number=str(number),
        )
    curator("mentorship.agreement", "action_print", ids=agreements)
    curator("mentorship.agreement", "action_sign", ids=agreements)
    register(school, order_of(school, "О выплатах за наставничество"), "31-К")

    # Programmes from the templates, approved by an order.
    to(school, day(10, 9))
    make = curator.create("mentorship.program.make", {})
    curator("mentorship.program.make", "action_make", ids=make)
    programs = curator.find("mentorship.program", [], "state", "pair_id")
    assert len(programs) == 3
    school.programs = [program.id for program in programs]
    action = curator("mentorship.program", "action_prepare_order", ids=school.programs)
    register(school, action["res_id"], "104-ОД")
    for row in lines_of(school):
        if row.evidence == "program":
            assert (row.state, row.progress) == ("done", 100), row
    publish(
        school,
        line(school, evidence="pair"),
        "Первой начала работу пара, где наставляемая – Смирнова Анна Дмитриевна.",
        "Смирнова Анна Дмитриевна",
    )

    # The round of autumn, its questionnaires answered on paper.
    to(school, day(16, 9))
    monitoring = curator.create("mentorship.monitoring", {})
    assert curator.read("mentorship.monitoring", monitoring, "season").season == "start"
    curator("mentorship.monitoring", "action_give_out", ids=monitoring)
    answer_all(school, phone, traveller, "Смирнова", "start_mentee", "start_mentor")
    curator("mentorship.monitoring", "action_suggest", ids=monitoring)
    curator("mentorship.monitoring", "action_done", ids=monitoring)


def autumn_and_winter(school):
    """A meeting a month by the month's sheet, a training a quarter, materials."""
    curator = school.curator
    trainings = {
        10: ("Как вести встречу с наставляемым", "consultation"),
        11: ("Открытый урок и его разбор", "exchange"),
        1: ("Обратная связь без оценок", "seminar"),
        3: ("Как описать свою практику", "consultation"),
    }
    for month in (9, 10, 11, 12, 1, 2, 3, 4):
        to(school, day(28, month))
        enter_month(school, month)
        if month in trainings:
            name, kind = trainings[month]
            event = hold(school, name, kind, day(27, month), hours=2)
        if month == 10:
            refused_in_october(school)
            material(school)
            publish(
                school,
                line(school, evidence_event="training"),
                "Наставник Петрова Ольга Ивановна провела консультацию.",
                "Петрова Ольга Ивановна",
            )
    assert line(school, evidence_event="training").progress == 100
    school.training = event
    trained = curator.find(
        "mentorship.event.attendee",
        [("attended", "=", True), ("role", "=", "mentor")],
        "hours",
    )
    assert sum(row.hours for row in trained) == 4 * 3 * 2


def enter_month(school, month):
    """The sheet of a month, typed in from paper: every pair met on the 20th."""
    curator = school.curator
    sheet = curator.create(
        "mentorship.month.sheet", {"month": day(1, month).isoformat()}
    )
    rows = curator.find(
        "mentorship.month.sheet.line",
        [("sheet_id", "=", sheet)],
        *("program_id", "session_id"),
    )
    # The lines of the plan that are due, and where there are none the free row.
    for program in school.programs:
        mine = [row for row in rows if row.program_id == program]
        planned = [row for row in mine if row.session_id] or mine
        for number, row in enumerate(planned):
            curator.write(
                "mentorship.month.sheet.line",
                row.id,
                days=str(20 - number),
                result="Разобран урок, согласованы следующие шаги.",
            )
    curator("mentorship.month.sheet", "action_save", ids=sheet)


def refused_in_october(school):
    """Nobody goes out under a name without consent, whoever asks for it."""
    curator = school.curator
    publication = curator.create(
        "mentorship.publication",
        {
            "name": "Наставляемый и его урок",
            "measure_id": line(school, evidence_event="training").id,
            "named_ids": [(6, 0, [school.partners["Козлов Пётр Ильич"]])],
        },
    )
    row = curator.read("mentorship.publication", publication, "blocked")
    assert "Козлов П.И." in row.blocked.replace("\xa0", " ")
    curator("mentorship.publication", "action_add_posts", ids=publication)
    (post, *_rest) = curator.find(
        "mentorship.publication.post", [("publication_id", "=", publication)], "id"
    )
    with pytest.raises(Refused) as refused:
        curator("mentorship.publication.post", "action_publish", ids=post.id)
    assert "Козлов П.И." in refused.value.message
    assert is_russian(refused.value.message)
    curator.write("mentorship.publication", publication, active=False)


def material(school):
    """A material of the mentors goes to the collection; its author is not public."""
    curator = school.curator
    material = curator.create(
        "mentorship.practice",
        {
            "name": "Карта наблюдения урока",
            "kind": "material",
            "author_ids": [(6, 0, [school.partners["Громова Елена Сергеевна"]])],
        },
    )
    curator("mentorship.practice", "action_collect", ids=material)
    curator("mentorship.practice", "action_permit", ids=material)
    assert line(school, evidence="practice", name=MATERIALS).progress == 100


MATERIALS = (
    "Обучение наставников: подготовка методических материалов для сопровождения "
    "наставнической деятельности"
)
PRACTICES = "Пополнение методической копилки педагогических практик наставничества"


def may(school, traveller, phone):
    """Monitoring by order, the round table with its minutes, practices, completion."""
    curator = school.curator
    to(school, day(4, 5))
    order = register(school, order_of(school, "О проведении мониторинга"), "58-ОД")
    (spring,) = curator.find(
        "mentorship.monitoring", [("order_id", "=", order)], "season"
    )
    assert spring.season == "final"
    answer_all(
        school, phone, traveller, "Козлов", "monitoring_mentee", "monitoring_mentor"
    )
    row = line(school, evidence_purpose="monitoring")
    assert (row.state, row.progress) == ("done", 100), row
    measured(school)

    to(school, day(21, 5))
    sum_up(school, spring.id)
    round_table(school)
    complete(school)


def measured(school):
    """«Before» came from the requests of August; «after» is what the mentors see."""
    lines = school.curator.find("mentorship.program.area", [], "before", "program_id")
    assert {row.program_id for row in lines} == set(school.programs)
    assert all(row.before for row in lines)
    school.curator.write("mentorship.program.area", [row.id for row in lines], after=1)


def sum_up(school, monitoring):
    """The curator's sheet is filled in, the round is closed."""
    curator = school.curator
    curator("mentorship.monitoring", "action_suggest", ids=monitoring)
    fields = [
        f"sheet_{name}"
        for name in "needs programs papers meetings training materials interim "
        "discussed practices site".split()
    ]
    row = curator.read("mentorship.monitoring", monitoring, *fields)
    empty = {name: "2" for name in fields if not getattr(row, name)}
    curator.write("mentorship.monitoring", monitoring, **empty)
    curator("mentorship.monitoring", "action_done", ids=monitoring)


def round_table(school):
    """The final event: order, participants, minutes; its practices are collected."""
    curator = school.curator
    held_on = day(26, 5)
    event = curator.create(
        "mentorship.event",
        {
            "name": "Лучшие практики наставничества",
            "kind": "round_table",
            "date_start": held_on.isoformat(),
            "hour": 14.5,
            "place": "методический кабинет",
            "chair_id": school.director_id,
            "secretary_id": school.secretary,
            "minutes_number": "1",
        },
    )
    school.round_table = event
    curator("mentorship.event", "action_invite_all", ids=event)
    curator.create("mentorship.event.attendee", {"event_id": event, "name": "Гость И."})
    action = curator("mentorship.event", "action_prepare_order", ids=event)
    register(school, action["res_id"], "66-ОД")
    with pytest.raises(Refused) as refused:
        curator("mentorship.event", "action_minutes", ids=event)
    assert is_russian(refused.value.message)

    to(school, day(27, 5))
    mentor = curator.read("mentorship.participant", school.mentors[0], "employee_id")
    curator.create(
        "mentorship.event.item",
        {
            "event_id": event,
            "sequence": 1,
            "kind": "heard",
            "text": "О практиках года.",
            "employee_id": school.deputy_id,
        },
        {
            "event_id": event,
            "sequence": 2,
            "kind": "spoke",
            "text": "Взаимные посещения уроков помогли всем парам.",
            "employee_id": mentor.employee_id,
        },
        {
            "event_id": event,
            "sequence": 3,
            "kind": "decided",
            "text": "Описать практику взаимных посещений и внести её в копилку.",
            "employee_id": mentor.employee_id,
            "date_deadline": day(10, 6).isoformat(),
            "vote": "единогласно",
        },
    )
    curator("mentorship.event", "action_all_attended", ids=event)
    curator("mentorship.event", "action_held", ids=event)
    curator("mentorship.event", "action_minutes", ids=event)
    tasks = curator.find(
        "mentorship.event.item",
        [("event_id", "=", event), ("kind", "=", "decided")],
        "task_state",
    )
    assert [task.task_state for task in tasks] == ["open"]
    row = line(school, evidence_event="final")
    assert (row.state, row.progress) == ("done", 100), row
    publish(school, row, "Круглый стол подвёл итоги года.")
    practices(school)


def practices(school):
    """Three for the collection; one of them names somebody in its text."""
    curator = school.curator
    text = {"problem": "Трудно начать.", "result": "Уроки стали интереснее."}
    drafted = []
    for program in school.programs:
        action = curator("mentorship.program", "action_make_practice", ids=program)
        drafted.append(action["res_id"])
    for number, practice in enumerate(drafted, start=1):
        curator.write(
            "mentorship.practice",
            practice,
            name=f"Взаимные посещения уроков – {number}",
            steps="Выбрать урок.\nПосетить его.\nОбсудить.",
            event_id=school.round_table,
            **text,
        )
    curator.write("mentorship.practice", drafted[-1], result="Урок Козлова удался.")
    curator("mentorship.practice", "action_collect", ids=drafted)
    curator("mentorship.practice", "action_permit", ids=drafted)
    school.practices = drafted
    assert line(school, evidence="practice", name=PRACTICES).progress == 100


def complete(school):
    """All pairs in one window, one order; registered, they are completed."""
    curator = school.curator
    action = curator("mentorship.pair", "action_complete", ids=school.pairs)
    window = action["res_id"]
    curator.write("mentorship.completion", window, result="done")
    curator("mentorship.completion", "action_apply_all", ids=window)
    action = curator("mentorship.completion", "action_prepare_order", ids=window)
    to(school, day(31, 5))
    register(school, action["res_id"], "70-ОД")
    to(school, day(2, 6))
    pairs = curator.find("mentorship.pair", [], "state")
    assert {pair.state for pair in pairs} == {"done"}


def june(school):
    """Every stage told about, every line proved by its records."""
    to(school, day(15, 6))
    for row in lines_of(school):
        assert (row.state, row.progress, row.hand_done) == ("done", 100, False), row
    row = school.curator.read(
        "mentorship.roadmap",
        school.roadmap,
        *("progress", "stage_progress", "late_count", "gap_count"),
    )
    assert row.progress == 100 and not row.late_count and not row.gap_count
    stages = row.stage_progress.replace("\xa0", " ").split(" · ")
    assert stages == ["100 %"] * 7


def every_paper(school):
    """All reports of the addon, found by search: a new one cannot be forgotten."""
    curator = school.curator
    the_last_sheets(school)
    reports = curator.find(
        "ir.actions.report",
        [("report_name", "=like", "school_mentorship.%")],
        *("report_name", "model"),
    )
    assert len(reports) >= 31
    # Those who are asked for by a window, and the record that tells most.
    chosen = {
        "mentorship.event": [("id", "=", school.round_table)],
        "mentorship.order": [("assigns_pairs", "=", True)],
        "mentorship.event.attendee": [("event_id", "=", school.training)],
        "mentorship.practice": [("id", "=", school.practices[-1])],
        "mentorship.monitoring": [("season", "=", "final")],
        "survey.survey": [("mentorship_purpose", "=", "needs")],
    }
    school.printed = {}
    for report in reports:
        domain = SPECIAL.get(report.report_name, chosen.get(report.model, []))
        records = curator.find(report.model, domain, "id")
        assert records, f"The year has no record for {report.report_name}"
        record = min(row.id for row in records)
        school.printed[report.model] = record
        name = report.report_name.removeprefix("school_mentorship.")
        text = " ".join(curator.pdf(name, record))
        assert is_paper(text), f"{name}: {text}"
    every_docx(school)


SPECIAL = {
    "school_mentorship.mentorship_agreement_end_document": [("state", "=", "ended")],
    "school_mentorship.mentorship_agreement_refusal_document": [
        ("state", "=", "ended")
    ],
    "school_mentorship.mentorship_agreement_cancel_document": [("state", "=", "ended")],
    "school_mentorship.mentorship_consent_withdrawal_document": [
        ("kind", "=", "image"),
        ("state", "=", "signed"),
    ],
}
# What stands in Latin letters in a Russian paper; an act of destruction names the
# system, its database and its tables.
LATIN = re.compile(
    r"Odoo|outside_[0-9a-f]+|mentorship\.[a-z.]+|"
    r"SWOT|QR|PDF|VK|MAX|[IVX]+|https?://\S+|\S+@\S+|\bAZ\b|\b[A-Z]\b|curator-\S+"
)


def is_paper(text):
    """Whether the text of a paper is there, and all of it is Russian."""
    return len(text) > 10 and is_russian(LATIN.sub("", text))


def the_last_sheets(school):
    """What only some years need: an agreement ended, a list for the accountant, the
    act that somebody's answers were destroyed after his consent was withdrawn."""
    curator = school.curator
    mentor = school.mentors[-1]
    (agreement,) = curator.find(
        "mentorship.agreement", [("participant_id", "=", mentor)], "state", "date_end"
    )
    if agreement.state == "signed":
        window = curator.create(
            "mentorship.agreement.end", {"agreement_id": agreement.id}
        )
        curator("mentorship.agreement.end", "action_end", ids=window)
    curator.create("mentorship.pay.list", {"date": day(1, 5).isoformat()})
    (consent,) = curator.find(
        "mentorship.consent",
        [
            ("partner_id", "=", school.partners[MENTEES[-1][0]]),
            ("kind", "=", "data_processing"),
            ("state", "=", "signed"),
        ],
        "id",
    )
    curator("mentorship.consent", "action_withdraw", ids=consent.id)
    curator("mentorship.consent", "action_erase", ids=consent.id)


def every_docx(school):
    """The menus that give a paper as DOCX, all of them, run as the web client does."""
    rows = school.keeper.find(
        "ir.model.data",
        [("module", "=", "school_mentorship"), ("model", "=", "ir.actions.server")],
        "res_id",
    )
    actions = school.keeper.find(
        "ir.actions.server",
        [("id", "in", [row.res_id for row in rows]), ("code", "ilike", "docx_action")],
        *("name", "model_name"),
    )
    assert len(actions) >= 20
    for action in actions:
        model = action.model_name
        result = school.curator.run(action.id, model, school.printed[model])
        assert result["type"] == "ir.actions.act_url", action.name
        text = words_of(school.curator.download(result["url"]))
        assert is_paper(text), f"{action.name}: {text}"


def the_section_of_the_site(school, phone, folder):
    """Made in the background, opened from disk, read for names of the others."""
    curator = school.curator
    action = curator("mentorship.school", "action_make_site")
    job = action["res_id"]
    (cron,) = school.keeper.find(
        "ir.model.data",
        [("module", "=", "school_mentorship"), ("name", "=", "mentorship_job_cron")],
        "res_id",
    )
    school.keeper("ir.cron", "method_direct_trigger", ids=cron.res_id)
    row = curator.read("mentorship.job", job, "state", "result_name", "error")
    assert row.state == "done", row.error
    content = curator.download(
        f"/web/content/mentorship.job/{job}/result/{row.result_name}"
    )
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
    files = [path for path in folder.rglob("*") if path.is_file()]
    pages = {path.name for path in files if path.suffix == ".html"}
    assert pages >= {
        f"{page}.html"
        for page in "index documents mentors programs practices news".split()
    }
    everything = ""
    for path in files:
        if path.suffix == ".pdf":
            words = " ".join(pages_of(path.read_bytes()))
        elif path.suffix == ".html":
            phone.goto(path.as_uri())
            # What is read, and what stands in the source behind it.
            words = phone.inner_text("body") + path.read_text()
            width = phone.evaluate("document.documentElement.scrollWidth")
            assert width <= 400, path.name
            assert is_russian(
                re.sub(r"https?://\S+|PDF", "", phone.inner_text("body"))
            ), path.name
        else:
            words = path.read_bytes().decode(errors="ignore")
        assert not (found := UNNAMED.search(words)), f"{path.name}: {found}"
        everything += words
    for link in {
        link
        for page in pages
        for link in re.findall(
            r'(?:href|src)="([^"#:]+)"', next(folder.rglob(page)).read_text()
        )
    }:
        assert list(folder.rglob(link.rpartition("/")[2])), link
    # Who has consented is named; what names others was left out, and it is said why.
    for name in ("Петрова", "Смирнова"):
        assert name in everything
    assert "Взаимные посещения уроков – 1" in everything
    assert "Взаимные посещения уроков – 3" not in everything
    (note,) = [
        message.body
        for message in curator.find(
            "mail.message",
            [("model", "=", "mentorship.job"), ("res_id", "=", job)],
            "body",
        )
        if "Взаимные посещения уроков – 3" in message.body
    ]
    assert "Козлов" in note


def the_closed_roadmap(school):
    """Closed at the end of June: nothing moves any more, the paper says «выполнено»."""
    curator = school.curator
    to(school, day(30, 6))
    curator("mentorship.roadmap", "action_close", ids=school.roadmap)
    row = curator.read("mentorship.roadmap", school.roadmap, "state", "progress")
    assert (row.state, row.progress) == ("closed", 100)
    text = " ".join(curator.pdf("mentorship_roadmap_document", school.roadmap))
    assert text.count("Выполнено ") >= 17
    with pytest.raises(Refused) as refused:
        curator.write("mentorship.measure", lines_of(school)[0].id, not_required=True)
    assert is_russian(refused.value.message)


def test_a_school_without_young_teachers(settled_school):
    """«Не требуется» with a reason, all else proved: 100 % and closed as well."""
    school = settled_school
    curator = school.curator
    school.roadmap = curator.create("mentorship.roadmap", {})
    curator("mentorship.roadmap", "action_start", ids=school.roadmap)
    to(school, day(20, 8))
    register(school, order_of(school, "Об утверждении положения"), "95-ОД")
    register(school, order_of(school, "Об утверждении дорожной карты"), "96-ОД")
    # Whatever needs a mentee; mentors learn and share all the same.
    for row in lines_of(school):
        if row.evidence in ("program", "pair", "match") or (
            row.evidence_effect == "assigns_pairs"
            or row.evidence_purpose in ("needs", "monitoring")
            or (row.evidence == "bank" and row.evidence_role == "mentee")
        ):
            curator.write(
                "mentorship.measure",
                row.id,
                not_required=True,
                not_required_reason="Молодых учителей нет",
            )
    mentors = enter_bank(school, "mentor", *MENTORS)
    sign_consents(school, mentors, day(20, 8).isoformat())
    people = curator.find("mentorship.participant", [], "name", "partner_id")
    school.partners = {person.name: person.partner_id for person in people}
    (survey,) = curator.find(
        "survey.survey",
        [("mentorship_purpose", "=", "mentor"), ("mentorship_company_id", "=", False)],
        "title",
    )
    sitting = curator.create("mentorship.sitting", {"survey_id": survey.id})
    curator("mentorship.sitting", "action_open", ids=sitting)
    for row in curator.find(
        "mentorship.invitation", [("sitting_id", "=", sitting)], "name"
    ):
        type_in(school, sitting, row.id)
    for month in (9, 11, 1, 3):
        to(school, day(27, month))
        hold(school, f"Обмен опытом, {month}-й месяц", "exchange", day(26, month))
    material(school)
    to(school, day(26, 5))
    event = curator.create(
        "mentorship.event",
        {
            "name": "Опыт наставников",
            "kind": "round_table",
            "date_start": day(26, 5).isoformat(),
            "chair_id": school.director_id,
            "secretary_id": school.deputy_id,
            "item_ids": [(0, 0, {"text": "Об опыте года.", "name": "Орлова Т.С."})],
        },
    )
    curator("mentorship.event", "action_invite_all", ids=event)
    action = curator("mentorship.event", "action_prepare_order", ids=event)
    register(school, action["res_id"], "66-ОД")
    curator("mentorship.event", "action_all_attended", ids=event)
    curator("mentorship.event", "action_held", ids=event)
    curator("mentorship.event", "action_minutes", ids=event)
    practice = curator.create(
        "mentorship.practice",
        {
            "name": "Урок для коллег",
            "author_ids": [(6, 0, [school.partners[MENTORS[0][0]]])],
            "problem": "Опыт остаётся в кабинете.",
            "steps": "Позвать.\nПоказать.\nОбсудить.",
            "result": "Шесть открытых уроков за год.",
        },
    )
    curator("mentorship.practice", "action_collect", ids=practice)
    for row in lines_of(school):
        if row.state == "done" and curator.find(
            "mentorship.publication", [("measure_id", "=", row.id)], "id"
        ):
            publish(school, row, "Коллектив делится опытом.")
    to(school, day(30, 6))
    rows = lines_of(school)
    assert {row.state for row in rows} == {"done", "not_required"}, rows
    assert all(row.progress == 100 and not row.hand_done for row in rows)
    curator("mentorship.roadmap", "action_close", ids=school.roadmap)
    row = curator.read("mentorship.roadmap", school.roadmap, "state", "progress")
    assert (row.state, row.progress) == ("closed", 100)
    text = " ".join(curator.pdf("mentorship_roadmap_document", school.roadmap))
    assert "Молодых учителей нет" in text
