"""The curator's whole job, done from outside: from an empty school to the order."""

from datetime import date, timedelta

from outside import (
    draft_order,
    enter_bank,
    pages_of,
    prepare_consents,
    sign_consents,
    today,
)

MONTHS = (
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
).split()
MENTORS = [
    ("Петрова Ольга Ивановна", "Учитель математики"),
    ("Иванов Сергей Петрович", "Учитель истории и обществознания"),
]
MENTEES = [
    ("Смирнова Анна Дмитриевна", "Учитель начальных классов"),
    ("Козлов Пётр Ильич", "Учитель физики"),
]


def words(day):
    """A date as it stands in an order."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year} г."


def numeric(day):
    """A date as it stands in a table."""
    return f"{day:%d.%m.%Y}"


def lines_of(curator, roadmap):
    """The lines of a roadmap by the first words of their names."""
    rows = curator.find(
        "mentorship.measure",
        [("roadmap_id", "=", roadmap)],
        *("name", "state", "progress", "date_done", "hint", "evidence", "stage_id"),
    )
    return {row.name: row for row in rows}


def line(lines, beginning):
    """The one line whose name begins so."""
    (found,) = [row for name, row in lines.items() if name.startswith(beginning)]
    return found


def test_whole_job(school):
    """Roadmap → participants → consents → pairs → order → PDF, as the curator."""
    curator = school.curator
    signed = today() - timedelta(days=3)

    # The roadmap: one step, all lines of the model with their terms.
    roadmap = curator.create("mentorship.roadmap", {})
    assert len(lines_of(curator, roadmap)) == 17
    curator("mentorship.roadmap", "action_start", ids=roadmap)
    lines = lines_of(curator, roadmap)
    bank = line(lines, "Формирование банка данных наставников")
    assert (bank.state != "done") and bank.progress == 0 and bank.hint

    # The banks.
    mentors = enter_bank(school, "mentor", *MENTORS)
    mentees = enter_bank(school, "mentee", *MENTEES)
    states = curator.find(
        "mentorship.participant", [("id", "in", mentors + mentees)], "state"
    )
    assert {person.state for person in states} == {"no_consent"}

    # The consents: made with one click, printed as PDFs, received on paper.
    consents = prepare_consents(school, mentors + mentees)
    assert len(consents) == 8
    action = curator("mentorship.consent", "action_print", ids=consents)
    assert action["type"] == "ir.actions.report"
    sheets = curator.pdf("mentorship_consent_document", *consents)
    text = " ".join(sheets)
    for name, _position in MENTORS + MENTEES:
        assert name in text
    assert "СОГЛАСИЕ на обработку персональных данных" in text
    assert "статьёй 351.8 Трудового кодекса" in text
    # Each sheet is a document of its own, with a head of its own.
    assert text.count("СОГЛАСИЕ") == len(consents)
    curator("mentorship.consent", "action_sign", ids=consents, date=signed.isoformat())
    people = curator.find(
        "mentorship.participant", [("id", "in", mentors + mentees)], "state", "ready"
    )
    assert {(person.state, person.ready) for person in people} == {("ready", True)}
    lines = lines_of(curator, roadmap)
    for role in ("наставников", "наставляемых"):
        bank = line(lines, f"Формирование банка данных {role}")
        assert (bank.state, bank.progress) == ("done", 100)
        # the day on the papers, not the day on which they were entered
        assert bank.date_done == signed.isoformat()

    # The pairs.
    start, end = today(), today() + timedelta(days=200)
    pairs = curator(
        "mentorship.pair",
        "create",
        vals_list=[
            {
                "mentor_id": mentor,
                "mentee_ids": [(6, 0, [mentee])],
                "date_start": start.isoformat(),
                "date_end": end.isoformat(),
            }
            for mentor, mentee in zip(mentors, mentees, strict=True)
        ],
    )
    rows = curator.find(
        "mentorship.pair", [("id", "in", pairs)], "name", "state", "missing"
    )
    assert {row.name.replace("\xa0", " ") for row in rows} == {
        "Петрова О.И. – Смирнова А.Д.",
        "Иванов С.П. – Козлов П.И.",
    }
    assert all(row.state == "preparing" and row.missing for row in rows)

    # The order: drafted from the pairs, printed for signature, registered.
    order = draft_order(school, *pairs)
    draft = " ".join(curator.pdf("mentorship_order_document", order))
    assert "ПРОЕКТ" in draft and "О закреплении наставников" in draft
    action = curator("mentorship.order", "action_to_sign", ids=order)
    assert action["type"] == "ir.actions.report"
    on_desk = curator.read(
        "mentorship.order", order, "state", "number", "date", "frozen_hash"
    )
    assert (on_desk.state, on_desk.number, on_desk.date) == ("signing", False, False)
    assert on_desk.frozen_hash
    blank = " ".join(curator.pdf("mentorship_order_document", order))
    assert "ПРОЕКТ" not in blank and "№ ____" in blank
    number = "125-ОД"
    assert curator(
        "mentorship.order",
        "register",
        ids=order,
        number=number,
        date=today().isoformat(),
    )
    registered = curator.read(
        "mentorship.order", order, "state", "number", "date", "frozen_hash"
    )
    assert registered.state == "registered"
    assert (registered.number, registered.date) == (number, today().isoformat())
    assert registered.frozen_hash == on_desk.frozen_hash

    # The pairs are at work, and the roadmap has counted them.
    rows = curator.find("mentorship.pair", [("id", "in", pairs)], "state", "missing")
    assert all(row.state == "active" and not row.missing for row in rows)
    lines = lines_of(curator, roadmap)
    for beginning in (
        "Подготовка и принятие приказа о закреплении",
        "Анализ банка наставников",
        "Формирование наставнических пар/групп",
    ):
        done = line(lines, beginning)
        assert (done.state, done.progress) == ("done", 100), beginning
        assert done.date_done == today().isoformat()
        assert not done.hint

    # The PDF: what a director signs and an inspector reads.
    pages = curator.pdf("mentorship_order_document", order)
    text, annex, sheet = pages[0], pages[-2], pages[-1]
    everything = " ".join(pages)
    assert "Муниципальное бюджетное общеобразовательное учреждение" in text
    assert f"№ {number}" in text and words(today()) in text and "г. Вологда" in text
    assert "О закреплении наставников (наставнических пар/групп)" in text
    assert f"на период с {words(start)} по {words(end)}" in everything
    assert (
        "Заместителю директора по учебно-воспитательной работе Орловой Т.С."
        in everything
    )
    for name in ("Петровой О.И.", "Иванова С.П.", "Смирновой А.Д.", "Козлова П.И."):
        assert f"{name} от {numeric(signed)}" in everything
    assert "А.В. Соколов" in everything
    assert "Приложение № 1" in annex and "Состав наставнических пар (групп)" in annex
    assert f"№ {number}" in annex and words(today()) in annex
    for name, position in MENTORS + MENTEES:
        assert f"{name}, {position[0].lower()}{position[1:]}" in annex
    assert annex.count(numeric(signed)) == 4
    assert f"с {numeric(start)} по {numeric(end)}" in annex
    assert "ЛИСТ ОЗНАКОМЛЕНИЯ" in sheet
    for name, _position in MENTORS + MENTEES:
        assert name in sheet
    assert "Орлова Татьяна Сергеевна" in sheet

    # The sheet that was signed stays as it was, whoever has changed his name since.
    frozen = curator.read("mentorship.order", order, "frozen_pdf").frozen_pdf
    assert "Смирнова Анна Дмитриевна" in " ".join(pages_of(frozen))

    carry_on(curator, roadmap)


def carry_on(curator, roadmap):
    """Orders, a mark by hand and «not required» carry the roadmap to its next stage."""
    lines = lines_of(curator, roadmap)
    before = curator.read("mentorship.roadmap", roadmap, "stage_id", "progress")
    (kind,) = curator.find(
        "mentorship.order.kind",
        [("name", "=", "Об утверждении дорожной карты")],
        "name",
    )
    # A small school makes one order of two.
    order = curator.create(
        "mentorship.order", {"kind_id": kind.id, "approves_regulation": True}
    )
    curator("mentorship.order", "action_to_sign", ids=order)
    curator("mentorship.order", "register", ids=order, number="98-ОД")
    programs = line(lines, "Подготовка персонализированных программ")
    curator.write(
        "mentorship.measure",
        programs.id,
        not_required=True,
        not_required_reason="Программы прошлого года продолжаются",
    )
    requests = line(lines, "Сбор информации о профессиональных запросах")
    curator.write(
        "mentorship.measure",
        requests.id,
        hand_done=True,
        hand_basis="Сводка запросов, папка 02-14",
    )
    lines = lines_of(curator, roadmap)
    for beginning in (
        "Подготовка и принятие приказа «Об утверждении Положения",
        "Подготовка и принятие Дорожной карты",
        "Сбор информации о профессиональных запросах",
    ):
        assert line(lines, beginning).state == "done", beginning
    assert line(lines, "Подготовка персонализированных").state == "not_required"
    after = curator.read("mentorship.roadmap", roadmap, "stage_id", "progress")
    assert after.stage_id != before.stage_id
    assert after.progress > before.progress
    text = " ".join(curator.pdf("mentorship_roadmap_document", roadmap))
    assert "Сводка запросов, папка 02-14" in text
    assert f"Выполнено {numeric(today())}" in text


def test_somebody_from_outside(school):
    """A student becomes a mentee: a contact, no employee, all papers the same."""
    curator = school.curator
    contact = curator.create("res.partner", {"name": "Белова Мария Олеговна"})
    mentee = curator.create(
        "mentorship.participant",
        {
            "role": "mentee",
            "partner_id": contact,
            "position": "Студент педагогического колледжа",
        },
    )
    consents = sign_consents(school, [mentee], today().isoformat())
    assert len(consents) == 2
    person = curator.read("mentorship.participant", mentee, "state", "employee_id")
    assert (person.state, person.employee_id) == ("ready", False)


def test_new_surname(school):
    """Papers follow the staff list: whoever has married is printed as she is now."""
    curator, officer = school.curator, school.officer
    mentors = enter_bank(school, "mentor", ("Громова Ирина Олеговна", "Учитель музыки"))
    person = curator.read("mentorship.participant", mentors[0], "employee_id")
    officer.write("hr.employee", person.employee_id, name="Лисицына Ирина Олеговна")
    person = curator.read("mentorship.participant", mentors[0], "name")
    assert person.name == "Лисицына Ирина Олеговна"
    (sheet, *_rest) = prepare_consents(school, mentors)
    text = " ".join(curator.pdf("mentorship_consent_document", sheet))
    assert "Лисицына Ирина Олеговна" in text and "Громова" not in text


def test_director_signs(school):
    """The director reads the roadmap and registers what the curator has prepared."""
    mentors = enter_bank(
        school, "mentor", ("Зайцева Ирина Павловна", "Учитель биологии")
    )
    mentees = enter_bank(school, "mentee", ("Лебедев Олег Юрьевич", "Учитель химии"))
    sign_consents(school, mentors + mentees, today().isoformat())
    pair = school.curator.create(
        "mentorship.pair",
        {"mentor_id": mentors[0], "mentee_ids": [(6, 0, mentees)]},
    )
    order = draft_order(school, pair)
    school.curator("mentorship.order", "action_to_sign", ids=order)
    director = school.director
    assert director.find("mentorship.roadmap", [], "stage_progress")
    assert director("mentorship.order", "register", ids=order, number="131-ОД")
    assert director.read("mentorship.pair", pair, "state").state == "active"
    text = " ".join(director.pdf("mentorship_order_document", order))
    assert "№ 131-ОД" in text and "Зайцевой И.П." in text


def test_closed_year_is_an_archive(school):
    """Papers of before the system: a past year, kept here since today, all done."""
    curator = school.curator
    year = today().year - 6
    roadmap = curator.create(
        "mentorship.roadmap",
        {
            "date_start": date(year, 9, 1).isoformat(),
            "tracked_from": today().isoformat(),
        },
    )
    row = curator.read("mentorship.roadmap", roadmap, "date_end", "name")
    assert row.date_end == date(year + 1, 8, 31).isoformat()
    assert f"{year}/{year + 1}" in row.name
    curator("mentorship.roadmap", "action_start", ids=roadmap)
    assert {row.state for row in lines_of(curator, roadmap).values()} == {"done"}
