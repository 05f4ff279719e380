"""A school's own program: HTTP only, nothing of Odoo imported.

The client of `/json/2`, and the steps that every school takes before its first order.
"""

import base64
import html
import io
import re
import zipfile
from datetime import datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pypdf
import requests

MOSCOW = ZoneInfo("Europe/Moscow")
TIMEOUT = 120


def today():
    """The day it is in the school, wherever the tests run."""
    return datetime.now(MOSCOW).date()


def first_day():
    """The first of September of this calendar year: the year that a test lives."""
    return today().replace(month=9, day=1)


def day(shift=0):
    """A day as `/json/2` takes it, counted from today."""
    return (today() + timedelta(days=shift)).isoformat()


class Refused(Exception):
    """What the server answered instead of a result."""

    def __init__(self, status, body):
        self.status = status
        self.name = body.get("name", "").rsplit(".", 1)[-1]
        self.message = body.get("message", "").replace("\xa0", " ")
        super().__init__(f"{status} {self.name}: {self.message}")


class Client:
    """One user of the server, calling `/json/2` with an API key."""

    def __init__(self, url, database, login, password, key):
        self.url = url
        self.database = database
        self.login = login
        self.password = password
        self.key = key
        self._web = None

    def __call__(self, model, method, ids=None, context=None, **named):
        """Call a public method of a model, in Russian.

        :raises Refused: with the status and the sentence of the server
        """
        body = {"context": {"lang": "ru_RU", **(context or {})}, **named}
        if ids is not None:
            body["ids"] = [ids] if isinstance(ids, int) else list(ids)
        answer = requests.post(
            f"{self.url}/json/2/{model}/{method}",
            json=body,
            headers={
                "Authorization": f"bearer {self.key}",
                "X-Odoo-Database": self.database,
                # what the database itself refuses is said in this language
                "Accept-Language": "ru-RU",
            },
            timeout=TIMEOUT,
        )
        if answer.status_code != 200:
            raise Refused(answer.status_code, answer.json())
        return answer.json()

    def create(self, model, *vals_list, context=None):
        """Create records; an id for one, a list for several."""
        ids = self(model, "create", vals_list=vals_list, context=context)
        return ids[0] if len(ids) == 1 else ids

    def write(self, model, ids, **vals):
        """Write the same values into some records."""
        return self(model, "write", ids=ids, vals=vals)

    def find(self, model, domain, *names):
        """The rows of a search, as objects."""
        rows = self(model, "search_read", domain=domain, fields=list(names), load=None)
        return [SimpleNamespace(**row) for row in rows]

    def read(self, model, record_id, *names):
        """The values of one record, as an object."""
        (row,) = self.find(model, [("id", "=", record_id)], *names)
        return row

    def web(self):
        """A session as the web client has it: reports are downloaded through it."""
        if self._web is None:
            self._web = requests.Session()
            params = {
                "db": self.database,
                "login": self.login,
                "password": self.password,
            }
            answer = self._web.post(
                f"{self.url}/web/session/authenticate",
                json={"params": params},
                timeout=TIMEOUT,
            )
            assert answer.json().get("result", {}).get("uid"), answer.text
        return self._web

    def pdf(self, report, *ids):
        """Download a report as the menu «Print» does; the text of its pages."""
        ids = ",".join(map(str, ids))
        answer = self.web().get(
            f"{self.url}/report/pdf/school_mentorship.{report}/{ids}", timeout=TIMEOUT
        )
        assert answer.status_code == 200, answer.text
        assert answer.headers["Content-Type"] == "application/pdf"
        return pages_of(answer.content)

    def run(self, action, model, record_id):
        """Run a server action as its menu does; what the client is to do next."""
        params = {
            "action_id": action,
            "context": {
                "lang": "ru_RU",
                "active_model": model,
                "active_id": record_id,
                "active_ids": [record_id],
            },
        }
        answer = self.web().post(
            f"{self.url}/web/action/run", json={"params": params}, timeout=TIMEOUT
        )
        assert "result" in answer.json(), answer.text
        return answer.json()["result"]

    def download(self, path):
        """The bytes of a file that the web client downloads."""
        answer = self.web().get(f"{self.url}{path}", timeout=TIMEOUT)
        assert answer.status_code == 200, answer.text
        return answer.content


def pages_of(content):
    """The text of each page of a PDF, without the line breaks of the layout."""
    if isinstance(content, str):
        content = base64.b64decode(content)
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return [re.sub(r"\s+", " ", page.extract_text()) for page in pages]


def words_of(content):
    """The words of a DOCX, all of its parts."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        page = file.read("word/document.xml").decode()
    return html.unescape(re.sub(r"<[^>]+>", " ", page))


def is_russian(sentence):
    """Whether a sentence is Russian and holds no English word."""
    return bool(re.search("[а-яё]{3}", sentence)) and not re.search(
        "[A-Za-z]{3}", sentence
    )


def prepare_school(school):
    """Director and curator are employed, the curator fills in the school's settings."""
    school.director_id, school.deputy_id = school.officer.create(
        "hr.employee",
        {
            "name": "Соколов Андрей Викторович",
            "job_title": "Директор",
            "user_id": school.user_ids["director"],
        },
        {
            "name": "Орлова Татьяна Сергеевна",
            "job_title": "Заместитель директора по учебно-воспитательной работе",
            "user_id": school.user_ids["curator"],
        },
    )
    (settings,) = school.curator.find("mentorship.school", [], "main_journal_id")
    school.journal_id = settings.main_journal_id
    school.curator.write(
        "mentorship.school",
        settings.id,
        name_full="Муниципальное бюджетное общеобразовательное учреждение "
        "«Средняя школа № 7»",
        name_short="МБОУ «СШ № 7»",
        name_short_genitive="МБОУ «СШ № 7»",
        place="г. Вологда",
        director_id=school.director_id,
        curator_id=school.deputy_id,
    )


def employ(school, *people):
    """The personnel officer employs people, given as (full name, position)."""
    ids = school.officer(
        "hr.employee",
        "create",
        vals_list=[{"name": name, "job_title": title} for name, title in people],
    )
    return ids


def enter_bank(school, role, *people):
    """Have people employed, and let the curator enter them in the bank of a role."""
    return school.curator(
        "mentorship.participant",
        "create",
        vals_list=[
            {"role": role, "employee_id": employee}
            for employee in employ(school, *people)
        ],
    )


def prepare_consents(school, participants):
    """The sheets that these people still lack, made with one click."""
    action = school.curator(
        "mentorship.participant", "action_prepare_consents", ids=participants
    )
    ((_field, _operator, consents),) = action["domain"]
    return consents


def sign_consents(school, participants, date):
    """All consents of some people, printed and received."""
    consents = prepare_consents(school, participants)
    school.curator("mentorship.consent", "action_print", ids=consents)
    school.curator("mentorship.consent", "action_sign", ids=consents, date=date)
    return consents


def draft_order(school, *pairs):
    """The order that assigns these pairs, drafted with the button of the pairs."""
    action = school.curator("mentorship.pair", "action_prepare_order", ids=pairs)
    assert action["res_model"] == "mentorship.order"
    return action["res_id"]


def register(school, order, number):
    """The curator gives an order to be signed, the director registers it today."""
    school.curator("mentorship.order", "action_to_sign", ids=order)
    school.director("mentorship.order", "register", ids=order, number=number)
    return order


def order_of(school, kind, **vals):
    """Draft an order of a shipped kind."""
    (row,) = school.curator.find("mentorship.order.kind", [("name", "=", kind)], "name")
    return school.curator.create("mentorship.order", {"kind_id": row.id, **vals})


def night(school):
    """The night before this morning: all scheduled jobs of the addon."""
    keeper = school.keeper
    jobs = keeper.find(
        "ir.model.data",
        [("module", "=", "school_mentorship"), ("model", "=", "ir.cron")],
        "res_id",
    )
    assert jobs
    for job in jobs:
        keeper("ir.cron", "method_direct_trigger", ids=job.res_id)


def to(school, day):
    """It is this day; the nights up to it have passed."""
    school.go(day)
    night(school)
