"""Takes the pictures of the README from the running sample school.

usage: screenshots.py ADDRESS LOGINS CHROMIUM
LOGINS is the file that sample.py wrote.
"""

import csv
import sys
from pathlib import Path

import pypdfium2
from playwright.sync_api import sync_playwright

# who looks at what, and the name of the picture in docs/images
SCREENS = [
    ("curator", "/odoo/mentorship", "roadmap"),
    ("curator", "/odoo/mentorship-mentees", "mentees"),
    ("curator", "/odoo/mentorship-pairs", "pairs"),
    ("curator", "/odoo/mentorship-orders", "orders"),
]
# the first page of the first paper in out/ whose name begins so: the first of the
# list for the README, all of them for docs/papers.md
PAPERS = [
    ("Приказ о закреплении наставников № 97", "order"),
    ("Приказ об утверждении положения", "order-regulation"),
    ("Приказ об утверждении дорожной карты", "order-roadmap"),
    ("Дорожная карта", "roadmap-paper"),
    ("Лист ознакомления", "acquaintance"),
    ("Журнал регистрации", "journal"),
    ("Согласие на обработку", "consent-processing"),
    ("Согласие на распространение", "consent-distribution"),
    ("Согласие на использование", "consent-image"),
    ("Согласие на обязанности", "consent-duties"),
    ("Согласие на участие", "consent-participation"),
    ("Отзыв согласия", "consent-withdrawal"),
    ("Дополнительное соглашение", "agreement"),
    ("Соглашение о прекращении", "agreement-end"),
    ("Уведомление об отказе", "agreement-refusal"),
    ("Уведомление об отмене", "agreement-cancel"),
    ("Список выплат", "pay-list"),
    ("Ходатайство о замене", "mentor-change"),
    ("Справка о наставничестве", "certificate"),
    ("Благодарственное письмо", "thanks"),
    ("Папка пары", "pair-folder"),
    ("Папка на подпись", "signing-folder"),
]

root = Path(__file__).parent.parent
images = root / "docs" / "images"
address, logins, chromium = sys.argv[1:]


def passwords():
    with open(logins, encoding="utf-8", newline="") as file:
        return {login: password for _, login, password in csv.reader(file, "excel-tab")}


def log_in(browser, login, password):
    """Open a window of its own for `login`."""
    context = browser.new_context(
        base_url=address, locale="ru-RU", viewport={"width": 1440, "height": 900}
    )
    page = context.new_page()
    page.goto("/web/login")
    page.fill("input[name=login]", login)
    page.fill("input[name=password]", password)
    page.press("input[name=password]", "Enter")
    page.wait_for_selector(".o_main_navbar")
    return page


def shoot_screens():
    with sync_playwright() as playwright:
        # root has no sandbox; the rest keeps Chromium from calling home
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        pages = {}
        for login, url, name in SCREENS:
            if login not in pages:
                pages[login] = log_in(browser, login, passwords()[login])
            page = pages[login]
            page.goto(url)
            page.wait_for_selector(".o_view_controller")
            page.wait_for_function(
                "[...document.images].every((image) => image.complete)"
            )
            page.wait_for_timeout(1000)  # charts and menus unfold
            page.screenshot(path=images / f"{name}.png")
            print(f"docs/images/{name}.png")
        browser.close()


def shoot_papers():
    for index, (beginning, name) in enumerate(PAPERS):
        papers = sorted((root / "out").rglob(f"{beginning}*.pdf"))
        if not papers:
            sys.exit(
                f"В папке out нет документа «{beginning}…». Выполните make papers."
            )
        with pypdfium2.PdfDocument(papers[0]) as pdf:
            # sixteen greys are enough for black on white, and half the size
            page = pdf[0].render(scale=0.7 if index else 1.2).to_pil()
            page.convert("L").quantize(16).save(images / f"{name}.png", optimize=True)
        print(f"docs/images/{name}.png")


images.mkdir(parents=True, exist_ok=True)
shoot_screens()
shoot_papers()
