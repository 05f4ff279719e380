"""What a person does in a browser: answer a questionnaire by its link."""

import os
import re
import shutil

# Ticks one box of every question and row, and writes something where one writes.
FILL = """({last}) => {
    const seen = new Map();
    for (const input of document.querySelectorAll(".o_survey_form form input")) {
        if (input.type === "radio" || input.type === "checkbox") {
            // In a matrix the cell listens, not the circle in it.
            const cell = input.closest("td.o_survey_matrix_btn");
            if (!seen.has(input.name) || (last && cell)) {
                seen.set(input.name, cell || input);
            }
        } else if (input.type !== "hidden" && input.offsetParent) {
            input.value = /numeric|number/i.test(input.dataset.questionType || "")
                ? "3" : "Ответ";
        }
    }
    for (const box of seen.values()) { box.click(); }
    for (const area of document.querySelectorAll(".o_survey_form form textarea")) {
        if (area.offsetParent) { area.value = "Ответ словами"; }
    }
    return seen.size;
}"""


def start(playwright):
    """Chromium, as on anybody's telephone: no session, no account."""
    return playwright.chromium.launch(
        executable_path=shutil.which("chromium"),
        args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    )


def address(server, link):
    """The link with the address of this server."""
    return re.sub(r"^https?://[^/]+", server.url, link)


def shot(page, name):
    """A picture of the page, for whoever wants to look at it."""
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def fill_in(page, url, last=False):
    """Open the link, read the first page, answer everything, send.

    :param last: tick the last column of matrices instead of the first
    :return: the words of the first page
    """
    page.goto(url)
    page.wait_for_selector(".o_mentorship_notice")
    words = page.inner_text("main, #wrapwrap")
    page.wait_for_selector("button[value=start]:not(.disabled)").click()
    page.wait_for_selector("button[value=finish]:not(.disabled)")
    assert page.evaluate(FILL, {"last": last})
    shot(page, "survey_form")
    send(page)
    page.wait_for_selector(".o_survey_finished")
    return words


def send(page):
    """Press «Отправить», and once more where Odoo asks whether one is sure."""
    page.click("button[value=finish]")
    page.click(".modal-footer button.btn-primary")
