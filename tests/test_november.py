"""A school adopted in November: everything is on paper, nothing is printed again."""

import base64
from datetime import date, timedelta

import pytest
from outside import Refused, employ, is_russian, today

PEOPLE = [
    ("Петрова Ольга Ивановна", "Учитель математики"),
    ("Иванов Сергей Петрович", "Учитель истории"),
    ("Смирнова Анна Дмитриевна", "Учитель начальных классов"),
    ("Козлов Пётр Ильич", "Учитель физики"),
    ("Белова Мария Олеговна", "Учитель химии"),
]


def school_year():
    """The first day of the school year that runs."""
    now = today()
    return date(now.year - (now.month < 9), 9, 1)


def before(days):
    """So many days before the school year, or after it if negative."""
    return (school_year() - timedelta(days=days)).isoformat()


def adopt(school, kind, number, day, **vals):
    """Enter one order of before; the order's id."""
    curator = school.curator
    (kind,) = curator.find("mentorship.order.kind", [("name", "=", kind)], "name")
    window = curator.create(
        "mentorship.adopt",
        {"kind_id": kind.id, "number": number, "date": day, **vals},
    )
    action = curator("mentorship.adopt", "action_adopt", ids=window)
    assert action["res_model"] == "mentorship.order"
    return action["res_id"]


@pytest.fixture(scope="module")
def adopted(running_school):
    """The school, its roadmap, its orders and its pairs."""
    school = running_school
    curator = school.curator
    ids = employ(school, *PEOPLE)
    year = school_year()
    roadmap = curator.create(
        "mentorship.roadmap",
        {"date_start": year.isoformat()},
    )
    curator("mentorship.roadmap", "action_start", ids=roadmap)
    scan = base64.b64encode(b"%PDF-1.4 scan").decode()
    orders = [
        adopt(
            school,
            "Об утверждении положения",
            "41-од",
            before(365),
            signer="директор Н.П. Осипова",
            signed_copy=scan,
            signed_copy_name="Положение.pdf",
        ),
        adopt(school, "Об утверждении дорожной карты", "98-ОД", before(4)),
        adopt(school, "О назначении куратора", "99-ОД", before(4), is_acting=True),
        adopt(
            school,
            "О закреплении наставников",
            "125-ОД",
            before(-7),
            line_ids=[
                (
                    0,
                    0,
                    {
                        "mentor_id": mentor,
                        "mentee_ids": [(6, 0, mentees)],
                        "date_start": before(-7),
                        "date_end": date(year.year + 1, 5, 31).isoformat(),
                        "consent_date": before(-2),
                        "mentee_date": before(-2),
                        "agreement_number": number,
                        "agreement_date": before(-6),
                    },
                )
                for number, mentor, mentees in (
                    ("14", ids[0], [ids[2]]),
                    ("15", ids[1], [ids[3], ids[4]]),
                )
            ],
        ),
    ]
    return school, roadmap, orders, ids


def test_nothing_is_red(adopted):
    """Papers, pairs and the roadmap stand as they stand on paper."""
    school, roadmap, orders, _ids = adopted
    curator = school.curator
    rows = curator.find(
        "mentorship.order",
        [("id", "in", orders)],
        *("state", "number", "missing", "frozen_hash", "issued_before"),
    )
    assert {row.state for row in rows} == {"registered"}
    assert {row.number for row in rows} == {"41-од", "98-ОД", "99-ОД", "125-ОД"}
    assert all(row.issued_before and not row.frozen_hash for row in rows)
    assert not [row.missing for row in rows if row.missing]
    pairs = curator.find("mentorship.pair", [], "state", "missing", "date_start")
    assert len(pairs) == 2
    for pair in pairs:
        assert (pair.state, pair.missing) == ("active", "")
        assert pair.date_start == before(-7)
    people = curator.find("mentorship.participant", [], "state")
    assert {person.state for person in people} == {"ready"}
    agreements = curator.find("mentorship.agreement", [], "state", "missing", "number")
    assert {row.number for row in agreements} == {"14", "15"}
    assert {(row.state, row.missing) for row in agreements} == {("signed", "")}
    counted = curator.find(
        "mentorship.measure",
        [
            ("roadmap_id", "=", roadmap),
            ("evidence", "in", ("order", "bank", "match", "pair")),
        ],
        *("name", "state", "date_done", "evidence"),
    )
    assert len(counted) == 7
    assert {line.state for line in counted} == {"done"}, counted
    # Each with the day of its paper, not with the day on which it was entered.
    assert today().isoformat() not in {
        line.date_done for line in counted if line.evidence not in ("match", "pair")
    }


def test_the_act_in_force_is_quoted(adopted):
    """The regulation of last year satisfies its line and is a ground of new orders."""
    school, roadmap, orders, _ids = adopted
    curator = school.curator
    (line,) = curator.find(
        "mentorship.measure",
        [
            ("roadmap_id", "=", roadmap),
            ("evidence_effect", "=", "approves_regulation"),
        ],
        *("state", "hint"),
    )
    assert line.state == "done" and not line.hint
    (kind,) = curator.find(
        "mentorship.order.kind", [("name", "=", "О назначении куратора")], "name"
    )
    draft = curator.create("mentorship.order", {"kind_id": kind.id})
    text = " ".join(curator.pdf("mentorship_order_document", draft))
    assert "№ 41-од" in text
    curator("mentorship.order", "unlink", ids=draft)


def test_number_is_corrected_with_trace(adopted):
    """A mistyped number: with a reason, in the log, and never silently."""
    school, _roadmap, orders, _ids = adopted
    curator = school.curator
    with pytest.raises(Refused) as refused:
        curator.write("mentorship.order", orders[2], number="100-ОД")
    assert is_russian(refused.value.message)
    curator(
        "mentorship.order",
        "correct",
        ids=orders[2],
        reason="опечатка",
        vals={"number": "100-ОД"},
    )
    row = curator.read("mentorship.order", orders[2], "number", "corrections")
    assert row.number == "100-ОД"
    assert "99-ОД" in row.corrections and "опечатка" in row.corrections


def test_order_before_consent_is_refused(adopted):
    """An order older than the mentor's consent: the name, in Russian, nothing left."""
    school, _roadmap, _orders, ids = adopted
    before_it = school.curator.find("mentorship.participant", [], "id")
    with pytest.raises(Refused) as refused:
        adopt(
            school,
            "О закреплении наставников",
            "126-ОД",
            before(-7),
            line_ids=[
                (
                    0,
                    0,
                    {
                        "mentor_id": ids[4],
                        "mentee_ids": [(6, 0, [ids[0]])],
                        "date_start": before(-8),
                        "consent_date": before(-9),
                    },
                )
            ],
        )
    assert "Белова М.О." in refused.value.message
    assert is_russian(refused.value.message)
    after = school.curator.find("mentorship.participant", [], "id")
    assert len(after) == len(before_it)


def test_mentor_leaves(adopted):
    """The officer enters a departure: the pair ends, the curator gets the order."""
    school, _roadmap, _orders, ids = adopted
    curator, officer = school.curator, school.officer
    officer.write("hr.employee", ids[0], departure_date=today().isoformat())
    (pair,) = curator.find(
        "mentorship.pair",
        [("mentor_id.employee_id", "=", ids[0])],
        *("state", "reason", "date_end"),
    )
    assert (pair.state, pair.date_end) == ("ended", today().isoformat())
    (change,) = curator.find(
        "mentorship.order.change", [], "pair_id", "result", "order_id"
    )
    assert (change.pair_id, change.result) == (pair.id, "ended")
    text = " ".join(curator.pdf("mentorship_order_document", change.order_id))
    assert "прекращение трудового договора" in text
    with pytest.raises(Refused):
        officer.find("mentorship.order", [], "number")
