"""A real Odoo server for the tests from outside.

    TEST_DB=<database with the addon> pytest -p no:odoo tests

It works on a copy of TEST_DB, on a free port of this machine, and both are gone when
the tests have ended.
"""

import email.utils
import json
import os
import pathlib
import re
import socket
import subprocess
import sys
import time
import uuid
from contextlib import contextmanager
from types import SimpleNamespace

import browsing
import pytest
import requests
from outside import Client, first_day, prepare_school
from playwright.sync_api import sync_playwright

ODOO = [sys.executable, "-m", "odoo"]
CLOCK = [sys.executable, str(pathlib.Path(__file__).with_name("clock.py"))]
STARTS_WITHIN = 90  # seconds

# Runs in Odoo's shell: what an administrator does before a school begins. Several
# schools, so that one can be told from the other; whoever works there gets an API key.
PREPARE = """
import json, os

env["res.lang"]._activate_lang("ru_RU")
groups = {
    "curator": "school_mentorship.group_mentorship_curator",
    "director": "school_mentorship.group_mentorship_director",
    "officer": "hr.group_hr_user",
    "teacher": "base.group_user",
    "keeper": "base.group_system",
}
first = env.ref("base.main_company")
others = first.create([
    {"name": f"МБОУ «СШ № {number}»", "country_id": first.country_id.id}
    for number in (8, 9, 10, 11)
])
schools = []
for number, school in enumerate((first, *others), start=1):
    people = {}
    for role, group in groups.items():
        login = f"{role}-{number}-{os.environ['PASSWORD'][:4]}"
        user = env["res.users"].with_context(no_reset_password=True).create({
            "name": login,
            "login": login,
            "password": os.environ["PASSWORD"],
            "group_ids": [(6, 0, [env.ref(group).id])],
            "company_id": school.id,
            "company_ids": [(6, 0, school.ids)],
            "lang": "ru_RU",
            "tz": "Europe/Moscow",
        })
        keys = env["res.users.apikeys"].with_user(user).sudo()
        people[role] = {
            "user_id": user.id,
            "login": login,
            "key": keys._generate("rpc", "tests from outside", None),
        }
    schools.append(people)
env.cr.commit()
with open(os.environ["SCHOOLS"], "w") as file:
    json.dump(schools, file)
"""


def run(log, *command, **options):
    """Run a command of Odoo to its end, with its output in a log."""
    with log.open("ab") as file:
        done = subprocess.run(
            [*ODOO, *command], stdout=file, stderr=subprocess.STDOUT, **options
        )
    assert done.returncode == 0, f"odoo {' '.join(command)}\n{tail(log)}"


def tail(log):
    """The last lines of a log."""
    return "\n".join(log.read_text(errors="replace").splitlines()[-30:])


def free_port():
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(url, process, log):
    """Wait until the server answers."""
    end = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < end:
        assert process.poll() is None, f"The server has ended.\n{tail(log)}"
        try:
            requests.get(url, timeout=STARTS_WITHIN)
        except requests.ConnectionError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError(f"The server does not answer.\n{tail(log)}")


def errors_in(log):
    """What a server never logs, whatever it is asked.

    Refused SQL is not among it: a unique index that refuses does its work.
    """
    return [
        line
        for line in log.read_text(errors="replace").splitlines()
        if re.match(r"\S+ \S+ \d+ (ERROR|CRITICAL) ", line)
        and " odoo.sql_db: bad query" not in line
    ]


@contextmanager
def serving(folder, clock=None):
    """A server with some schools: its address, its database, who works there.

    :param folder: where its logs lie
    :param clock: file that holds the moment it lives in; today without it
    """
    source = os.environ.get("TEST_DB")
    assert source, "TEST_DB names a database in which the addon is installed."
    made, log, schools = (folder / n for n in ("made.log", "server.log", "schools"))
    database = f"outside_{uuid.uuid4().hex[:12]}"
    password = uuid.uuid4().hex
    process = None
    try:
        run(made, "db", "duplicate", source, database)
        run(
            made,
            *("shell", "-d", database, "--no-http"),
            input=PREPARE.encode(),
            env={**os.environ, "SCHOOLS": str(schools), "PASSWORD": password},
        )
        assert schools.exists(), tail(made)
        port = free_port()
        with log.open("wb") as file:
            process = subprocess.Popen(
                [
                    *([*CLOCK, str(clock)] if clock else ODOO),
                    *("-d", database, f"--db-filter=^{database}$"),
                    *("--http-interface=127.0.0.1", f"--http-port={port}"),
                    "--max-cron-threads=0",
                    # A clock that leaps makes every request look days old: the server
                    # would start anew in the middle of it.
                    "--limit-time-real=0",
                ],
                stdout=file,
                stderr=subprocess.STDOUT,
            )
        url = f"http://127.0.0.1:{port}"
        wait_for(f"{url}/web/login", process, log)
        yield SimpleNamespace(
            url=url,
            database=database,
            password=password,
            schools=json.loads(schools.read_text()),
        )
        assert not (errors := errors_in(log)), "\n".join([*errors, str(log)])
    finally:
        if process:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        run(made, "db", "drop", database)


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """A server that lives today."""
    with serving(tmp_path_factory.mktemp("odoo")) as running:
        yield running


@pytest.fixture(scope="session")
def browser():
    """Chromium, as on anybody's telephone: no session, no account."""
    with sync_playwright() as playwright:
        chromium = browsing.start(playwright)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def traveller(tmp_path_factory):
    """A server whose clock the tests move: `traveller.go(date)`."""
    folder = tmp_path_factory.mktemp("year")
    clock = folder / "clock"
    write_clock(clock, first_day())
    with serving(folder, clock) as running:
        running.go = lambda day: go(running, clock, day)
        yield running


def write_clock(clock, day):
    # Put in its place whole: the server never reads half of it.
    new = clock.with_suffix(".new")
    new.write_text(f"{day.isoformat()}T08:00:00+00:00")
    new.replace(clock)


def go(running, clock, day):
    """It is this day, 11 o'clock in Moscow."""
    write_clock(clock, day)
    end = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < end:
        answer = requests.get(f"{running.url}/web/login", timeout=STARTS_WITHIN)
        said = email.utils.parsedate_to_datetime(answer.headers["Date"])
        if said.date() == day:
            return
        time.sleep(0.05)
    raise AssertionError(f"The server does not go over to {day}.")


def school_of(server, index):
    """A school: each of its people a client of the server."""
    people = server.schools[index]
    clients = {
        role: Client(
            server.url, server.database, row["login"], server.password, row["key"]
        )
        for role, row in people.items()
    }
    user_ids = {role: row["user_id"] for role, row in people.items()}
    school = SimpleNamespace(user_ids=user_ids, **clients)
    prepare_school(school)
    return school


def a_school(index):
    """A fixture: the school of this number on the server that lives today."""

    @pytest.fixture(scope="session")
    def fixture(server):
        return school_of(server, index)

    return fixture


def a_living_school(index):
    """A fixture: the school of this number in the August before its first roadmap.

    It is the same clock for all of them; `school.go(date)` moves it.
    """

    @pytest.fixture(scope="session")
    def fixture(traveller):
        traveller.go(first_day().replace(month=8, day=17))
        school = school_of(traveller, index)
        school.go = traveller.go
        return school

    return fixture


# A school that has its settings, and no mentoring yet.
school = a_school(0)
# Another school on the same server.
other_school = a_school(1)
# A school that has been at work on paper for a long time.
running_school = a_school(2)
# One more school, whose teachers answer questionnaires.
answering_school = a_school(3)
# A school that brings its list of staff.
listed_school = a_school(4)

# A school that lives its first year from an empty database.
new_school = a_living_school(0)
# A school in which nobody is new: mentors, and no young teachers.
settled_school = a_living_school(1)
# A school whose year has a silent pair and one that goes on.
year = a_living_school(2)
