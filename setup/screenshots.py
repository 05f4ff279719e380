"""Takes the pictures of the README from the running sample school.

usage: screenshots.py ADDRESS LOGINS CHROMIUM
LOGINS is the file that sample.py wrote.
"""

import csv
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

import openpyxl
import pypdfium2
from playwright.sync_api import sync_playwright

CARD = ".o_kanban_record:not(.o_kanban_ghost)"
UNSIGNED = ".o_kanban_record:has-text('Миллер')"
ROW = ".o_data_row .o_data_cell"
# who looks at what, the name of the picture in docs/images, and what is clicked first
SCREENS = [
    ("curator", "/odoo/mentorship", "roadmap", []),
    ("curator", "/odoo/mentorship-mentees", "mentees", []),
    ("curator", "/odoo/mentorship-pairs", "pairs", []),
    ("curator", "/odoo/mentorship-orders", "orders", []),
    ("curator", "/odoo/mentorship-start", "start", []),
    ("curator", "/odoo/mentorship-staff", "staff-import", ["file", "action_preview"]),
    ("curator", "/odoo/mentorship-mentees", "assign", [CARD, "action_assign_mentor"]),
    ("curator", "/odoo/mentorship-pairs", "packet", [UNSIGNED, "action_packet"]),
    ("curator", "/odoo/mentorship-pairs", "sign", [UNSIGNED, "action_mark_signed"]),
    ("curator", "/odoo/mentorship-matching", "match", [ROW]),
    (
        "curator",
        "/odoo/mentorship-programs",
        "program",
        [".o_kanban_record:has-text('Перминов')"],
    ),
    ("curator", "/odoo/mentorship-month-sheet", "month-sheet", []),
    ("curator", "/odoo/mentorship-completion", "completion", []),
    (
        "curator",
        "/odoo/mentorship-events",
        "event-minutes",
        [".o_data_row:has-text('Обмен опытом') .o_data_cell", "[name=minutes]"],
    ),
    (
        "curator",
        "/odoo/mentorship-publications",
        "publication",
        [".o_kanban_record:has-text('Итоги года')"],
    ),
    ("mentor phone", "/odoo/mentorship-my-pairs", "phone-pair", []),
    (
        "mentor phone",
        "/odoo/mentorship-my-pairs",
        "phone-meeting",
        ["action_hold", ".modal-title"],
    ),
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
    ("Лист подбора", "match-sheet"),
    ("Программа наставничества", "program-paper"),
    ("Журнал встреч", "program-log"),
    ("Справка о реализации", "program-note"),
    ("Сводка мониторинга", "monitoring-paper"),
    ("Программа мероприятия", "event-program"),
    ("Лист регистрации", "event-attendance"),
    ("Протокол мероприятия", "event-minutes-paper"),
    ("Карточка практики", "practice"),
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
    """Open a window of its own for `login`; «… phone» is as narrow as a phone."""
    login, _, phone = login.partition(" ")
    size = {"width": 390, "height": 844} if phone else {"width": 1366, "height": 800}
    context = browser.new_context(
        base_url=address,
        locale="ru-RU",
        viewport=size,
        is_mobile=bool(phone),
        has_touch=bool(phone),
    )
    page = context.new_page()
    page.goto("/web/login")
    page.fill("input[name=login]", login)
    page.fill("input[name=password]", password)
    page.press("input[name=password]", "Enter")
    page.wait_for_selector(".o_main_navbar")
    return page


def staff_list(folder):
    """A list of employees as a clerk keeps it.

    :return: path of an XLSX file
    """
    book = openpyxl.Workbook()
    for row in [
        ["№", "Фамилия, имя, отчество", "Должность", "Категория", "Принят"],
        [1, "Мамедов Эльдар Рауф оглы", "учитель информатики", "высшая", "01.09.2015"],
        [2, "Саакян Ануш Гагиковна", "учитель русского языка", "первая", "20.08.2012"],
        [3, "Новосёлова Дарья Игоревна", "учитель биологии", "", "24.08.2026"],
        [4, "Юсупов Тимур Маратович", "педагог-психолог", "", "25.08.2026"],
    ]:
        book.active.append(row)
    path = Path(folder) / "Штат.xlsx"
    book.save(path)
    return path


def settle(page):
    """Wait until the page stands still."""
    page.wait_for_selector(".o_view_controller, .modal-dialog, main")
    page.wait_for_function("[...document.images].every((image) => image.complete)")
    page.wait_for_selector(".o_loading_indicator", state="detached")
    page.wait_for_timeout(1000)  # charts and menus unfold


def click(page, what):
    """Click a button by its name, or anything by its selector."""
    if what == "file":
        with tempfile.TemporaryDirectory() as folder:
            page.set_input_files("input[type=file]", staff_list(folder))
            settle(page)
        return
    if what.startswith("action_"):
        what = f"button[name={what}]"
    page.locator(f"{what} >> visible=true").first.click()
    settle(page)


def call(page, model, method, *args, **kwargs):
    """Call a method of the server as the user of the page."""
    params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
    url = f"/web/dataset/call_kw/{model}/{method}"
    answer = page.request.post(url, data={"jsonrpc": "2.0", "params": params})
    answer = answer.json()
    if "error" in answer:
        sys.exit(answer["error"]["data"]["message"])
    return answer.get("result")  # nothing for a method that returns nothing


def shoot_questionnaire(page, browser):
    """A questionnaire on a phone, as the one who has not answered yet sees it."""
    survey = call(
        page,
        "survey.survey",
        "search",
        [["mentorship_purpose", "=", "needs"]],
        limit=1,
    )
    [sitting] = call(page, "mentorship.sitting", "create", [{"survey_id": survey[0]}])
    call(page, "mentorship.sitting", "action_open", [sitting])
    [asked] = call(
        page,
        "mentorship.invitation",
        "search_read",
        [["sitting_id", "=", sitting]],
        ["link"],
        limit=1,
    )
    context = browser.new_context(
        locale="ru-RU", viewport={"width": 390, "height": 844}, is_mobile=True
    )
    phone = context.new_page()
    phone.goto(address + urlsplit(asked["link"]).path)
    settle(phone)
    phone.screenshot(path=images / "phone-questionnaire.png")
    print("docs/images/phone-questionnaire.png")
    call(page, "mentorship.sitting", "unlink", [sitting])


def shoot_site(browser):
    """The section for the school's site, as the archive has it."""
    page = browser.new_page(viewport={"width": 1000, "height": 900})
    page.goto((root / "out" / "nastavnichestvo" / "index.html").as_uri())
    page.wait_for_timeout(500)
    page.screenshot(path=images / "site.png")
    print("docs/images/site.png")


def shoot_screens():
    with sync_playwright() as playwright:
        # root has no sandbox; the rest keeps Chromium from calling home
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        pages = {}
        for login, url, name, steps in SCREENS:
            if login not in pages:
                password = passwords()[login.partition(" ")[0]]
                pages[login] = log_in(browser, login, password)
            page = pages[login]
            page.goto(url)
            settle(page)
            for step in steps:
                click(page, step)
            page.screenshot(path=images / f"{name}.png")
            print(f"docs/images/{name}.png")
        shoot_questionnaire(pages["curator"], browser)
        shoot_site(browser)
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
