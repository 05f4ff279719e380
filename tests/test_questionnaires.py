"""Questionnaires in a real browser: people without an account, and the curator.

What a person reads and presses on a telephone, and what the curator types in from a
sheet of paper; then what the tables hold, asked by a client of the server.
"""

import re

import pytest
import requests
from browsing import address, fill_in, send, shot
from outside import (
    TIMEOUT,
    Refused,
    day,
    draft_order,
    enter_bank,
    is_russian,
    sign_consents,
)

# All that is shipped; the start and the end are asked of pairs at work.
PURPOSES = (
    *("needs", "mentor", "curator_sheet", "short"),
    *("start_mentee", "start_mentor", "monitoring_mentee", "monitoring_mentor"),
)


@pytest.fixture
def phone(browser):
    """A page of a telephone, with what went wrong on it."""
    context = browser.new_context(
        viewport={"width": 400, "height": 850}, locale="ru-RU"
    )
    page = context.new_page()
    page.set_default_timeout(20_000)
    yield page
    context.close()


@pytest.fixture(scope="module")
def school(answering_school):
    """These tests leave people behind in the banks: nobody else counts them."""
    return answering_school


@pytest.fixture(scope="module")
def teachers(school):
    """Three mentees and a mentor who have consented, and one mentee who has not."""
    names = ("Зимина Вера Олеговна", "Белов Ян Ильич", "Лаптева Инна Юрьевна")
    mentees = enter_bank(school, "mentee", *((name, "учитель") for name in names))
    mentor = enter_bank(school, "mentor", ("Жукова Алла Ивановна", "учитель химии"))
    sign_consents(school, [*mentees, *mentor], day())
    pair = school.curator.create(
        "mentorship.pair",
        {"mentor_id": mentor[0], "mentee_ids": [(6, 0, mentees[:1])]},
    )
    order = draft_order(school, pair)
    school.curator("mentorship.order", "action_to_sign", ids=order)
    school.curator("mentorship.order", "register", ids=order, number="7", date=day())
    shy = enter_bank(school, "mentee", ("Тихонов Лев Маркович", "учитель"))
    return mentees, mentor, shy


def sitting_of(school, purpose, **vals):
    """Give out a shipped questionnaire; its id and the people asked."""
    (survey,) = school.curator.find(
        "survey.survey",
        [
            ("mentorship_purpose", "=", purpose),
            ("mentorship_company_id", "=", False),
        ],
        "title",
    )
    sitting = school.curator.create(
        "mentorship.sitting", {"survey_id": survey.id, "date_end": day(10), **vals}
    )
    school.curator("mentorship.sitting", "action_open", ids=sitting)
    return sitting, invitations(school, sitting)


def invitations(school, sitting):
    """Who was asked, in the order of names."""
    rows = school.curator.find(
        "mentorship.invitation",
        [("sitting_id", "=", sitting)],
        *("name", "link", "state", "way", "named", "participant_id"),
    )
    return sorted(rows, key=lambda row: row.name)


@pytest.mark.parametrize("purpose", PURPOSES)
def test_answered_without_an_account(server, school, teachers, phone, purpose):
    sitting, asked = sitting_of(school, purpose)
    first = next(row for row in asked if "Тихонов" not in row.name)
    words = fill_in(phone, address(server, first.link))
    shot(phone, f"survey_done_{purpose}")
    assert is_russian(re.sub(r"[A-Z]{4}|curator\S*", "", words)), words
    assert "под именем" in words
    done = next(row for row in invitations(school, sitting) if row.id == first.id)
    assert (done.state, done.way, done.named) == ("answered", "link", True)
    answers = school.curator.find(
        "mentorship.answer", [("invitation_id", "=", first.id)], "code", "value"
    )
    (survey,) = school.curator.find(
        "survey.survey", [("mentorship_sitting_ids", "=", sitting)], "question_count"
    )
    assert len({row.code for row in answers}) >= survey.question_count
    # The second time the page says thank you and asks nothing.
    phone.goto(address(server, first.link))
    assert "приняты" in phone.inner_text(".o_mentorship_refusal")
    assert not phone.query_selector("button[value=start]")


def test_without_consent_without_a_name(server, school, teachers, phone):
    sitting, asked = sitting_of(school, "needs")
    shy = next(row for row in asked if "Тихонов" in row.name)
    words = fill_in(phone, address(server, shy.link))
    assert "без Вашего имени" in words
    assert "Тихонов" not in words
    done = next(row for row in invitations(school, sitting) if row.id == shy.id)
    assert (done.state, done.named) == ("answered", False)
    for model in ("mentorship.answer", "mentorship.participant.area"):
        field = "invitation_id" if model.endswith("answer") else "participant_id"
        value = shy.id if model.endswith("answer") else shy.participant_id
        assert not school.curator.find(model, [(field, "=", value)], "id")


def test_a_page_with_a_gap_keeps_nothing(server, school, teachers, phone):
    sitting, asked = sitting_of(school, "needs", anonymous=True)
    phone.goto(address(server, asked[0].link))
    phone.wait_for_selector("button[value=start]:not(.disabled)").click()
    phone.wait_for_selector("textarea")
    phone.fill("textarea >> nth=0", "Только это")
    send(phone)
    phone.wait_for_selector(".o_survey_question_error:has-text('Ответьте')")
    shot(phone, "survey_gap")
    # Behind the page: what core would have kept beside the invitation.
    phone.reload()
    assert "Только это" not in phone.content()
    assert invitations(school, sitting)[0].state == "waiting"


def test_links_that_lead_nowhere(server, school, teachers, phone):
    sitting, asked = sitting_of(school, "needs")
    phone.goto(f"{server.url}/mentorship/a/forged-token")
    assert "Такого приглашения нет" in phone.inner_text(".o_mentorship_refusal")
    link = address(server, asked[0].link)
    fill_in(phone, link)
    (survey_token, answer_token) = phone.url.split("?")[0].split("/")[-2:]
    plain = requests.get(f"{server.url}/survey/start/{survey_token}", timeout=TIMEOUT)
    assert "button" not in plain.url
    assert "o_survey_start" not in plain.text
    shown = requests.get(
        f"{server.url}/survey/print/{survey_token}",
        params={"answer_token": answer_token, "review": "True"},
        timeout=TIMEOUT,
    )
    assert "Ответ словами" not in shown.text
    again = requests.get(
        f"{server.url}/survey/retry/{survey_token}/{answer_token}", timeout=TIMEOUT
    )
    assert "o_survey_start" not in again.text
    school.curator("mentorship.sitting", "action_close", ids=sitting)
    phone.goto(address(server, asked[1].link))
    assert "закрыта" in phone.inner_text(".o_mentorship_refusal")


def test_typed_in_from_paper(server, school, teachers, browser):
    sitting, asked = sitting_of(school, "needs")
    person = next(row for row in asked if "Зимина" in row.name)
    context = browser.new_context(
        viewport={"width": 1400, "height": 1000}, locale="ru-RU"
    )
    page = context.new_page()
    page.set_default_timeout(20_000)
    try:
        page.goto(f"{server.url}/web/login")
        page.fill("input[name=login]", school.curator.login)
        page.fill("input[name=password]", server.password)
        page.click("button[type=submit]")
        page.wait_for_selector(".o_web_client")
        page.goto(f"{server.url}/odoo/mentorship-sittings/{sitting}")
        page.click("button[name=action_type_in]")
        page.wait_for_selector(".modal .o_list_renderer")
        page.click(".modal div[name=invitation_id] input")
        page.click(".dropdown-item:has-text('Зимина')")
        cells = page.query_selector_all(".modal td[name=typed]")
        # Number by number and Tab, as a curator does who looks where he types: the
        # row is entered once its cell has the focus.
        cells[3].click()
        for row, mark in enumerate("32100123012", start=3):
            page.wait_for_function(
                "row => [...document.querySelectorAll('.modal td[name=typed]')]"
                ".indexOf(document.activeElement.closest('td')) === row",
                arg=row,
            )
            page.keyboard.type(mark)
            page.keyboard.press("Tab")
        shot(page, "survey_paper")
        page.click(".modal button[name=action_save]")
        page.wait_for_selector(".modal", state="detached")
        page.click("a[name=results]")
        page.wait_for_selector(".o_mentorship_results")
        shot(page, "survey_results")
        text = page.inner_text(".o_form_sheet, .o_form_view .o_control_panel")
        assert is_russian(re.sub("SWOT|DOCX|QR", "", text)), text
    finally:
        context.close()
    scores = school.curator.find(
        "mentorship.participant.area",
        [("participant_id", "=", person.participant_id)],
        *("area_id", "score"),
    )
    ordered = sorted(scores, key=lambda row: row.area_id)
    # No need is no row in the bank.
    assert "".join(str(row.score) for row in ordered) == "32112312"


def test_another_school_and_the_staff_see_nothing(school, other_school, teachers):
    sitting_of(school, "needs")
    assert not other_school.curator.find("mentorship.answer", [], "id")
    assert not other_school.curator.find("mentorship.sitting", [], "id")
    for client in (school.director, school.teacher, school.officer):
        with pytest.raises(Refused) as refused:
            client.find("mentorship.answer", [], "id")
        assert refused.value.name == "AccessError"
