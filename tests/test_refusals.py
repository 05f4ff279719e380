"""What a school's program asks for in vain: one Russian sentence, nothing written."""

import threading
from datetime import date

import pytest
from outside import (
    Refused,
    day,
    draft_order,
    enter_bank,
    is_russian,
    sign_consents,
)

REFUSED = 422  # the status of a request that was understood and cannot be done


@pytest.fixture(scope="module")
def school(other_school):
    """Each of these tests makes its own people; the school is one for all."""
    return other_school


@pytest.fixture
def make_pairs(school):
    """Makes pairs of people who have consented."""

    def make(*names, consents=True):
        people = [
            enter_bank(school, role, *((f"{name} {rest}", "Учитель") for name in names))
            for role, rest in (
                ("mentor", "Ольга Ивановна"),
                ("mentee", "Анна Дмитриевна"),
            )
        ]
        if consents:
            sign_consents(school, sum(people, []), day())
        return school.curator(
            "mentorship.pair",
            "create",
            vals_list=[
                {"mentor_id": mentor, "mentee_ids": [(6, 0, [mentee])]}
                for mentor, mentee in zip(*people, strict=True)
            ],
        )

    return make


@pytest.fixture
def make_order(school, make_pairs):
    """Makes an order that lies on the director's desk."""

    def make(*names):
        pairs = make_pairs(*names)
        order = draft_order(school, *pairs)
        school.curator("mentorship.order", "action_to_sign", ids=order)
        return order, pairs

    return make


def refusal(client, *args, status=REFUSED, **named):
    """The sentence with which the server refuses a call."""
    with pytest.raises(Refused) as caught:
        client(*args, **named)
    refused = caught.value
    assert refused.status == status, refused
    if status == REFUSED:
        assert refused.name in ("UserError", "ValidationError"), refused
        assert is_russian(refused.message), refused
    else:
        # Odoo's own sentence, which names models and logins
        assert refused.name == "AccessError", refused
    return refused.message


def test_second_roadmap(school):
    """One roadmap a school and year; the second try leaves no lines behind."""
    curator = school.curator
    vals = {"date_start": date(2019, 9, 1).isoformat()}
    roadmap = curator.create("mentorship.roadmap", vals)
    lines = curator("mentorship.measure", "search_count", domain=[])
    sentence = refusal(curator, "mentorship.roadmap", "create", vals_list=[vals])
    assert "дорожная карта" in sentence.lower()
    assert curator("mentorship.measure", "search_count", domain=[]) == lines
    curator("mentorship.roadmap", "unlink", ids=roadmap)


def test_order_with_mentor_who_has_not_consented(school, make_pairs):
    """The order does not reach the desk; leaving the pair out is one click."""
    curator = school.curator
    (good,) = make_pairs("Громова")
    (bad,) = make_pairs("Жукова", consents=False)
    order = draft_order(school, good, bad)
    sentence = refusal(curator, "mentorship.order", "action_to_sign", ids=order)
    assert "Жукова О.И." in sentence and "Громова" not in sentence
    row = curator.read("mentorship.order", order, "state", "frozen_hash")
    assert (row.state, row.frozen_hash) == ("draft", False)
    assert not curator.find("mentorship.acquaintance", [("order_id", "=", order)])
    curator("mentorship.order", "action_exclude_unconsented", ids=order)
    curator("mentorship.order", "action_to_sign", ids=order)
    row = curator.read("mentorship.order", order, "state", "pair_ids")
    assert (row.state, row.pair_ids) == ("signing", [good])


def test_consent_withdrawn_on_the_desk(school, make_order):
    """A consent that ended after printing stops the registration as a whole."""
    curator = school.curator
    order, pairs = make_order("Волкова", "Зимина")
    (consent,) = curator.find(
        "mentorship.consent",
        [("kind", "=", "mentor_duties"), ("name", "=like", "Зимина%")],
        "state",
    )
    curator("mentorship.consent", "action_withdraw", ids=consent.id)
    sentence = refusal(
        curator, "mentorship.order", "register", ids=order, number="11-ОД"
    )
    assert "Зимина О.И." in sentence
    row = curator.read("mentorship.order", order, "state", "number", "date")
    assert (row.state, row.number, row.date) == ("signing", False, False)
    rows = curator.find("mentorship.pair", [("id", "in", pairs)], "state")
    assert {row.state for row in rows} == {"preparing"}


def test_order_without_pairs(school):
    """An order that assigns nobody stays a draft."""
    curator = school.curator
    (kind,) = curator.find(
        "mentorship.order.kind", [("name", "=", "О закреплении наставников")], "name"
    )
    order = curator.create("mentorship.order", {"kind_id": kind.id})
    refusal(curator, "mentorship.order", "action_to_sign", ids=order)
    assert curator.read("mentorship.order", order, "state").state == "draft"


def test_number_given_already(school, make_order):
    """The same number in other letters is the same; the clerk may confirm it."""
    curator = school.curator
    first, _pairs = make_order("Быкова")
    second, pairs = make_order("Комарова")
    curator("mentorship.order", "register", ids=first, number="77-ОД")
    sentence = refusal(
        curator, "mentorship.order", "register", ids=second, number="77 – oд"
    )
    assert "77" in sentence
    row = curator.read("mentorship.order", second, "state", "number")
    assert (row.state, row.number) == ("signing", False)
    assert curator.read("mentorship.pair", pairs[0], "state").state == "preparing"
    curator(
        "mentorship.order",
        "register",
        ids=second,
        number="77-ОД",
        confirm_duplicate=True,
    )
    assert curator.read("mentorship.order", second, "state").state == "registered"


@pytest.mark.parametrize(
    "named",
    [{}, {"number": "  "}, {"number": "12-ОД", "date": day(2)}],
    ids=["no number", "blank number", "date to come"],
)
def test_registration_data(school, make_order, named):
    """No number, or a day that has not come."""
    order, _pairs = make_order("Рыбакова")
    refusal(school.curator, "mentorship.order", "register", ids=order, **named)
    row = school.curator.read("mentorship.order", order, "state", "number")
    assert (row.state, row.number) == ("signing", False)


def test_registered_order_stays(school, make_order):
    """Neither the order nor what it names changes or goes."""
    curator = school.curator
    order, pairs = make_order("Крылова")
    curator("mentorship.order", "register", ids=order, number="41-ОД")
    refusal(curator, "mentorship.order", "register", ids=order, number="42-ОД")
    refusal(curator, "mentorship.order", "write", ids=order, vals={"title": "О"})
    refusal(curator, "mentorship.order", "unlink", ids=order)
    refusal(curator, "mentorship.pair", "unlink", ids=pairs)
    (member,) = curator.find(
        "mentorship.pair.member",
        [("pair_id", "in", pairs), ("role", "=", "mentor")],
        "participant_id",
    )
    refusal(curator, "mentorship.pair.member", "unlink", ids=member.id)
    refusal(curator, "mentorship.participant", "unlink", ids=member.participant_id)
    row = curator.read("mentorship.order", order, "number", "title")
    assert row.number == "41-ОД" and row.title.startswith("О закреплении")


@pytest.mark.parametrize(
    "vals",
    [
        {"state": "registered"},
        {"number": "1-ОД"},
        {"date": day()},
        {"frozen_html": "<p>Приказ</p>"},
        {"state": "registered", "number": "1-ОД", "date": day()},
    ],
    ids=lambda vals: "-".join(vals),
)
def test_what_only_registering_gives(school, make_order, vals):
    """State, number, date and sheet are not written, made or smuggled in."""
    curator = school.curator
    order, pairs = make_order("Носова")
    names = ("state", "number", "date", "frozen_hash")
    before = curator.read("mentorship.order", order, *names)
    refusal(curator, "mentorship.order", "write", ids=order, vals=vals)
    (kind,) = curator.find(
        "mentorship.order.kind", [("name", "=", "О закреплении наставников")], "name"
    )
    new = {"kind_id": kind.id, "pair_ids": [(6, 0, pairs)]}
    count = curator("mentorship.order", "search_count", domain=[])
    refusal(curator, "mentorship.order", "create", vals_list=[new | vals])
    defaults = {f"default_{name}": value for name, value in vals.items()}
    for context in (defaults, defaults | {"mentorship_internal": True}):
        refusal(curator, "mentorship.order", "create", vals_list=[new], context=context)
    refusal(
        curator,
        *("mentorship.order", "write"),
        ids=order,
        vals=vals,
        context={"mentorship_internal": True},
    )
    assert curator("mentorship.order", "search_count", domain=[]) == count
    assert curator.read("mentorship.order", order, *names) == before


def test_what_only_the_count_gives(school):
    """Progress of a line, state of a roadmap and of a participant are not typed."""
    curator = school.curator
    roadmap = curator.create(
        "mentorship.roadmap", {"date_start": date(2018, 9, 1).isoformat()}
    )
    (line, *_rest) = curator.find(
        "mentorship.measure", [("roadmap_id", "=", roadmap)], "state"
    )
    for model, record, vals in (
        ("mentorship.measure", line.id, {"state": "done"}),
        ("mentorship.measure", line.id, {"progress": 100}),
        ("mentorship.measure", line.id, {"hand_done": True}),
        ("mentorship.roadmap", roadmap, {"state": "closed"}),
    ):
        refusal(curator, model, "write", ids=record, vals=vals)
    assert curator.read("mentorship.measure", line.id, "state").state == line.state
    curator("mentorship.roadmap", "unlink", ids=roadmap)


def test_pairs_that_cannot_be(school):
    """A person with himself, dates the wrong way round, the same pair twice."""
    curator = school.curator
    mentors = enter_bank(school, "mentor", ("Дроздова Ольга Ивановна", "Учитель"))
    person = curator.read("mentorship.participant", mentors[0], "employee_id")
    himself = curator.create(
        "mentorship.participant", {"role": "mentee", "employee_id": person.employee_id}
    )
    mentees = enter_bank(school, "mentee", ("Щукина Анна Дмитриевна", "Учитель"))
    pair = {"mentor_id": mentors[0], "mentee_ids": [(6, 0, mentees)]}
    count = curator("mentorship.pair", "search_count", domain=[])
    for vals in (
        pair | {"mentee_ids": [(6, 0, [himself])]},
        pair | {"date_start": day(10), "date_end": day(5)},
        pair | {"state": "active"},
    ):
        refusal(curator, "mentorship.pair", "create", vals_list=[vals])
    assert curator("mentorship.pair", "search_count", domain=[]) == count
    made = curator.create("mentorship.pair", pair)
    refusal(curator, "mentorship.pair", "create", vals_list=[pair])
    refusal(curator, "mentorship.pair", "write", ids=made, vals={"state": "active"})
    assert curator("mentorship.pair", "search_count", domain=[]) == count + 1
    refusal(
        curator,
        *("mentorship.participant", "create"),
        vals_list=[{"role": "mentor", "employee_id": person.employee_id}],
    )


def test_consent_that_cannot_be(school):
    """A day to come, a withdrawal of what was never given, a signed one deleted."""
    curator = school.curator
    people = enter_bank(school, "mentor", ("Синицына Ольга Ивановна", "Учитель"))
    consents = sign_consents(school, people, day())
    refusal(curator, "mentorship.consent", "unlink", ids=consents)
    refusal(curator, "mentorship.consent", "action_sign", ids=consents, date=day(3))
    person = curator.read("mentorship.participant", people[0], "partner_id")
    draft = curator.create(
        "mentorship.consent", {"partner_id": person.partner_id, "kind": "image"}
    )
    refusal(curator, "mentorship.consent", "action_withdraw", ids=draft)
    refusal(curator, "mentorship.consent", "write", ids=draft, vals={"state": "signed"})
    kept = [("id", "in", [*consents, draft])]
    rows = curator.find("mentorship.consent", kept, "state")
    assert sorted(row.state for row in rows) == ["draft", *["signed"] * len(consents)]


def test_teacher_and_stranger(school, server):
    """A teacher and a curator of another school do nothing here, and see nothing."""
    people = enter_bank(school, "mentor", ("Ершова Ольга Ивановна", "Учитель"))
    (kind,) = school.curator.find(
        "mentorship.order.kind", [("name", "=", "О закреплении наставников")], "name"
    )
    for method, model, named in (
        ("create", "mentorship.order", {"vals_list": [{"kind_id": kind.id}]}),
        ("create", "mentorship.roadmap", {"vals_list": [{}]}),
        ("search_read", "mentorship.order", {"domain": []}),
        ("write", "mentorship.participant", {"ids": people, "vals": {"capacity": 5}}),
    ):
        refusal(school.teacher, model, method, status=403, **named)
    assert not school.teacher.find("mentorship.participant", [], "name")


def test_private_methods(school, make_order):
    """What has no button has no address either."""
    order, _pairs = make_order("Орехова")
    for method in ("_write_guarded", "_apply_assigns_pairs", "_freeze"):
        with pytest.raises(Refused) as caught:
            school.curator("mentorship.order", method, ids=order)
        assert caught.value.status in (403, 404)
    assert school.curator.read("mentorship.order", order, "state").state == "signing"


def at_once(*calls):
    """Make calls at the same moment; the result or the refusal of each."""
    barrier = threading.Barrier(len(calls))
    answers = [None] * len(calls)

    def run(index, call):
        barrier.wait()
        try:
            answers[index] = call()
        except Refused as refused:
            answers[index] = refused

    threads = [threading.Thread(target=run, args=item) for item in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_two_curators_at_the_same_moment(school, make_order):
    """A journal that numbers by itself never gives a number twice."""
    curator, director = school.curator, school.director
    curator.write("mentorship.journal", school.journal_id, numbering="auto")
    try:
        orders = [make_order(name)[0] for name in ("Сомова", "Ильина", "Попова")]
        answers = at_once(
            *(
                lambda client=client, order=order: client(
                    "mentorship.order", "register", ids=order
                )
                for client, order in zip(
                    (curator, director, curator), orders, strict=True
                )
            )
        )
        assert answers == [True] * 3
        rows = curator.find("mentorship.order", [("id", "in", orders)], "number")
        assert len({row.number for row in rows}) == 3
        assert all(row.number for row in rows)
    finally:
        curator.write("mentorship.journal", school.journal_id, numbering="manual")


@pytest.mark.parametrize("numbers", [("51-ОД", "52-ОД"), ("53-ОД", "53-ОД")])
def test_same_order_at_the_same_moment(school, make_order, numbers):
    """Exactly one registers it, the other one is told so."""
    curator, director = school.curator, school.director
    order, pairs = make_order("Фомина")
    answers = at_once(
        *(
            lambda client=client, number=number: client(
                "mentorship.order", "register", ids=order, number=number
            )
            for client, number in zip((curator, director), numbers, strict=True)
        )
    )
    (refused,) = [answer for answer in answers if answer is not True]
    assert refused.status == REFUSED and refused.name == "UserError"
    assert is_russian(refused.message)
    row = curator.read("mentorship.order", order, "state", "number")
    assert row.state == "registered"
    assert row.number == numbers[answers.index(True)]
    assert curator.read("mentorship.pair", pairs[0], "state").state == "active"


def test_same_number_at_the_same_moment(school, make_order):
    """Two orders with one number: the second one is asked whether it is meant."""
    curator, director = school.curator, school.director
    orders = [make_order(name)[0] for name in ("Гусева", "Котова")]
    answers = at_once(
        *(
            lambda client=client, order=order: client(
                "mentorship.order", "register", ids=order, number="61-ОД"
            )
            for client, order in zip((curator, director), orders, strict=True)
        )
    )
    (refused,) = [answer for answer in answers if answer is not True]
    assert refused.status == REFUSED and "61-ОД" in refused.message
    rows = curator.find("mentorship.order", [("id", "in", orders)], "state")
    assert {row.state for row in rows} == {"registered", "signing"}


def test_same_roadmap_at_the_same_moment(school):
    """Two curators begin the year at once: one roadmap, seventeen lines."""
    curator = school.curator
    vals = {"date_start": date(2017, 9, 1).isoformat()}
    answers = at_once(*[lambda: curator.create("mentorship.roadmap", vals)] * 2)
    (refused,) = [answer for answer in answers if isinstance(answer, Refused)]
    # Who comes second by a hair is refused by the database; the server puts its own
    # words before the sentence, in the language of the connection.
    sentence = refused.message.rpartition("completed: ")[2]
    assert refused.status == REFUSED and is_russian(sentence)
    (roadmap,) = [answer for answer in answers if not isinstance(answer, Refused)]
    lines = curator("mentorship.measure", "search_count", domain=[])
    domain = [("roadmap_id", "=", roadmap)]
    assert curator("mentorship.measure", "search_count", domain=domain) == 17
    assert lines >= 17
    curator("mentorship.roadmap", "unlink", ids=roadmap)
