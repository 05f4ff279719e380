"""A school's year, month by month, on a server whose clock is moved.

Everything is done over `/json/2`, as people do it on the day; the nights are the
server's own scheduled jobs, started by the administrator after each leap. No date is
passed in where a person would not type one.
"""

from datetime import date, timedelta

import pytest
from outside import (
    Refused,
    draft_order,
    enter_bank,
    first_day,
    is_russian,
    sign_consents,
    to,
)

MENTORS = [
    ("Петрова Ольга Ивановна", "Учитель математики"),
    ("Иванов Сергей Петрович", "Учитель истории"),
    ("Громова Елена Сергеевна", "Учитель начальных классов"),
    ("Кузнецова Вера Павловна", "Учитель биологии"),
]
MENTEES = [
    ("Смирнова Анна Дмитриевна", "Учитель физики"),
    ("Козлов Пётр Ильич", "Учитель географии"),
    ("Белова Мария Олеговна", "Учитель начальных классов"),
    ("Орлов Денис Олегович", "Учитель химии"),
]


def states(school, model, ids):
    return [
        row.state for row in school.curator.find(model, [("id", "in", ids)], "state")
    ]


def held(school, programs, day, **vals):
    """Each pair meets on a day: a line of the plan whose term it is, or beside it."""
    for program in programs:
        lines = school.curator.find(
            "mentorship.session",
            [
                ("program_id", "=", program),
                ("state", "=", "planned"),
                ("date_start", "<=", day.isoformat()),
            ],
            "name",
        )
        if lines:
            school.curator.write(
                "mentorship.session", lines[0].id, date_held=day.isoformat(), **vals
            )
        else:
            school.curator.create(
                "mentorship.session",
                {
                    "program_id": program,
                    "name": "Консультация вне плана",
                    "date_held": day.isoformat(),
                    **vals,
                },
            )


def test_year(year):
    """From the roadmap of September to the closed papers of June."""
    curator = year.curator
    autumn = first_day()
    spring = date(autumn.year + 1, 5, 31)

    # September: the roadmap, the banks, the consents, the pairs, their order.
    to(year, autumn + timedelta(days=1))
    roadmap = curator.create("mentorship.roadmap", {})
    row = curator.read("mentorship.roadmap", roadmap, "name", "date_start")
    assert f"{autumn.year}/{autumn.year + 1}" in row.name
    assert row.date_start == autumn.isoformat()
    curator("mentorship.roadmap", "action_start", ids=roadmap)
    mentors = enter_bank(year, "mentor", *MENTORS)
    mentees = enter_bank(year, "mentee", *MENTEES)
    sign_consents(year, mentors + mentees, (autumn + timedelta(days=1)).isoformat())
    pairs = curator(
        "mentorship.pair",
        "create",
        vals_list=[
            {"mentor_id": mentor, "mentee_ids": [(6, 0, [mentee])]}
            for mentor, mentee in zip(mentors, mentees, strict=True)
        ],
    )
    # The term is proposed: from today to the end of the lessons.
    terms = curator.find("mentorship.pair", [("id", "in", pairs)], "date_end")
    assert {term.date_end for term in terms} == {spring.isoformat()}
    order = draft_order(year, *pairs)
    curator("mentorship.order", "action_to_sign", ids=order)
    to(year, date(autumn.year, 9, 14))
    curator("mentorship.order", "register", ids=order, number="125-ОД")
    assert (
        curator.read("mentorship.order", order, "date").date == f"{autumn.year}-09-14"
    )
    assert set(states(year, "mentorship.pair", pairs)) == {"active"}

    # The programs: made for all at once, approved.
    make = curator.create("mentorship.program.make", {"pair_ids": [(6, 0, pairs)]})
    curator("mentorship.program.make", "action_make", ids=make)
    programs = [
        row.id
        for row in curator.find(
            "mentorship.program", [("pair_id", "in", pairs)], "pair_id"
        )
    ]
    assert len(programs) == len(pairs)
    curator("mentorship.program", "action_approve", ids=programs)
    assert set(states(year, "mentorship.program", programs)) == {"running"}

    # October to April: a meeting a month, one pair falls silent after the new year.
    silent = programs[-1]
    for month in (10, 11, 12, 1, 2, 3, 4):
        day = date(autumn.year + (month < 9), month, 20)
        to(year, day)
        held(
            year,
            programs if month > 9 else programs[:-1],
            day - timedelta(days=1),
            result="Разобран урок, согласованы критерии оценивания.",
        )
        if month == 11:
            _november(year, programs[0], day)
        if month == 2:
            rows = curator.find(
                "mentorship.program", [("is_silent", "=", True)], "pair_id"
            )
            assert [row.id for row in rows] == [silent]
    late = curator.find("mentorship.program", [("is_late", "=", True)], "pair_id")
    assert silent in [row.id for row in late]

    # May: the order on monitoring opens the round, the questionnaires go out.
    to(year, date(spring.year, 5, 4))
    monitoring = _monitoring(year)
    to(year, date(spring.year, 5, 21))
    _sum_up(year, monitoring, programs)

    # End of May: all pairs in one window, one order.
    to(year, date(spring.year, 5, 28))
    completion = _complete(year, pairs)

    # June: registered; the pairs and programs are completed, one goes on.
    to(year, date(spring.year, 6, 3))
    curator("mentorship.order", "action_to_sign", ids=completion)
    curator("mentorship.order", "register", ids=completion, number="88-ОД")
    assert sorted(states(year, "mentorship.pair", pairs)) == ["active"] + ["done"] * 3
    results = curator.find(
        "mentorship.program", [("id", "in", programs)], "result", "state"
    )
    assert sorted(row.result for row in results) == ["done", "done", "done", "extended"]
    lines = year.officer.find(
        "hr.resume.line",
        [
            ("name", "ilike", "Наставник"),
            ("employee_id.name", "in", [name for name, _position in MENTORS]),
        ],
        "name",
    )
    assert len(lines) == 3
    note = " ".join(curator.pdf("mentorship_program_note_document", programs[0]))
    assert "СПРАВКА о реализации персонализированной программы" in note
    assert "Программа выполнена." in note and "125-ОД" in note
    folder = " ".join(curator.pdf("mentorship_pair_folder_document", pairs[0]))
    for title in ("Персонализированная программа", "Журнал встреч", "Мониторинг"):
        assert title in folder
    # What the summer brings: the extended pair works on, the others rest.
    to(year, date(spring.year, 6, 30))
    assert sorted(states(year, "mentorship.pair", pairs)) == ["active"] + ["done"] * 3


def _november(school, program, day):
    """What is refused in the middle of the year, in words of the school."""
    for vals in (
        {"date_held": (day + timedelta(days=1)).isoformat()},
        {"date_held": (first_day() - timedelta(days=40)).isoformat()},
        {"date_held": day.isoformat(), "duration": 1200},
    ):
        with pytest.raises(Refused) as refused:
            school.curator.create(
                "mentorship.session",
                {"program_id": program, "name": "Консультация", **vals},
            )
        assert is_russian(refused.value.message), refused.value.message


def _monitoring(school):
    """The order on monitoring; registered, it opens the spring's round."""
    curator = school.curator
    (kind,) = curator.find(
        "mentorship.order.kind", [("name", "=", "О проведении мониторинга")], "name"
    )
    order = curator.create("mentorship.order", {"kind_id": kind.id})
    curator("mentorship.order", "action_to_sign", ids=order)
    curator("mentorship.order", "register", ids=order, number="61-ОД")
    (monitoring,) = curator.find(
        "mentorship.monitoring", [], "name", "season", "order_id"
    )
    assert (monitoring.season, monitoring.order_id) == ("final", order)
    curator("mentorship.monitoring", "action_give_out", ids=monitoring.id)
    (asked,) = curator(
        "mentorship.monitoring", "read", ids=monitoring.id, fields=["sitting_ids"]
    )
    assert len(asked["sitting_ids"]) == 2
    return monitoring.id


def _sum_up(school, monitoring, programs):
    """«After» is measured, the sheet is filled in, the summary is printed."""
    curator = school.curator
    areas = curator.find("mentorship.area", [], "name")[:2]
    for program in programs:
        for area in areas:
            curator.create(
                "mentorship.program.area",
                {
                    "program_id": program,
                    "area_id": area.id,
                    "before": 3,
                    "target": 1,
                    "after": 1,
                },
            )
    with pytest.raises(Refused) as refused:
        curator("mentorship.monitoring", "action_done", ids=monitoring)
    assert "лист куратора" in refused.value.message
    curator("mentorship.monitoring", "action_suggest", ids=monitoring)
    fields = [
        f"sheet_{name}"
        for name in "needs programs papers meetings training materials interim "
        "discussed practices site".split()
    ]
    row = curator.read("mentorship.monitoring", monitoring, *fields)
    empty = {name: "1" for name in fields if not getattr(row, name)}
    curator.write("mentorship.monitoring", monitoring, **empty)
    curator("mentorship.monitoring", "action_done", ids=monitoring)
    row = curator.read(
        "mentorship.monitoring", monitoring, "pair_count", "growth", "sheet_programs"
    )
    assert (row.pair_count, row.growth, row.sheet_programs) == (4, 2.0, "2")
    text = " ".join(school.curator.pdf("mentorship_monitoring_document", monitoring))
    assert "СВОДКА РЕЗУЛЬТАТОВ итогового мониторинга" in text and "2,0 балла" in text


def _complete(school, pairs):
    """One window for all pairs: three are completed, one is extended."""
    curator = school.curator
    action = curator("mentorship.pair", "action_complete", ids=pairs)
    window = action["res_id"]
    lines = curator.find(
        "mentorship.completion.line",
        [("completion_id", "=", window)],
        *("pair_id", "plan", "missing", "result"),
    )
    assert len(lines) == len(pairs)
    assert all(line.missing and line.plan for line in lines)
    curator.write("mentorship.completion", window, result="done")
    curator("mentorship.completion", "action_apply_all", ids=window)
    last = next(line for line in lines if line.pair_id == pairs[-1])
    curator.write(
        "mentorship.completion.line",
        last.id,
        result="extended",
        date=date(first_day().year + 1, 12, 31).isoformat(),
    )
    action = curator("mentorship.completion", "action_prepare_order", ids=window)
    assert action["res_model"] == "mentorship.order"
    return action["res_id"]
