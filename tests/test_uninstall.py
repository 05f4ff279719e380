"""Uninstalling leaves nothing behind: neither tables nor columns nor definitions."""

import os
import subprocess
import sys

import psycopg2
import pytest

# A school that has worked: a roadmap, people, papers, a registered order,
# a questionnaire with an answer, a matching, a job.
WORK = """
from odoo.fields import Command

school = env["mentorship.school"]._of(env.company)
people = env["hr.employee"].create([{"name": n} for n in ("А Б", "В Г", "Д Е")])
school.director_id, school.place = people[2], "г. Киров"
env["mentorship.roadmap"].create({"date_start": "2090-09-01"}).action_start()
mentor, mentee = env["mentorship.participant"].create(
    [
        {"role": role, "employee_id": person.id}
        for role, person in zip(("mentor", "mentee"), people)
    ]
)
consents = env["mentorship.consent"]._prepare_for(mentor | mentee)
consents.action_sign("2026-09-10")
pair = env["mentorship.pair"].create(
    {"mentor_id": mentor.id, "mentee_ids": [Command.link(mentee.id)]}
)
pair.action_prepare_order()
order = pair.order_ids
order.action_to_sign()
order.register("1")
assert pair.state == "active"
survey = env["survey.survey"]._questionnaire("needs", env.company)
sitting = env["mentorship.sitting"].create({"survey_id": survey.id})
sitting.action_open()
question = survey.question_ids.filtered(lambda q: q.question_type == "text_box")[0]
said = {"question": question.id, "row": False, "option": False, "number": None}
sitting.invitation_ids[0]._receive([{**said, "text": "Урок"}], named=True)
sitting.action_close()
assert env["mentorship.answer"].search_count([("sitting_id", "=", sitting.id)])
env["mentorship.match"].create({"mentee_ids": [Command.link(mentee.id)]})
env["hr.job"].create({"name": "Учитель"})
env["mentorship.job"]._start(order._paper_report(), order)
env.cr.commit()
"""

# What may name the addon: nothing that is left may.
LEFT = {
    "tables": "SELECT tablename FROM pg_tables WHERE tablename ~ 'mentorship'",
    "columns": """
        SELECT table_name || '.' || column_name FROM information_schema.columns
        WHERE column_name ~ 'mentorship' OR (table_name ~ '^hr_' AND column_name IN
            ('teaching_since', 'qualification_category', 'qualification_until',
             'is_mentor', 'is_pedagogical'))""",
    "models": "SELECT model FROM ir_model WHERE model ~ '^mentorship'",
    "fields": "SELECT model || '.' || name FROM ir_model_fields "
    "WHERE model ~ '^mentorship' OR name ~ 'mentorship' OR relation ~ '^mentorship'",
    # Those that mail and calendar note of whatever inherits them stay with any addon.
    "external ids": "SELECT name FROM ir_model_data WHERE module = 'school_mentorship'",
    "groups": "SELECT name::text FROM res_groups WHERE name->>'en_US' IN ('Curator') "
    "UNION SELECT name::text FROM res_groups_privilege "
    "WHERE name->>'en_US' = 'Mentoring'",
    "scheduled actions": "SELECT cron_name FROM ir_cron WHERE cron_name ~ '^Mentoring'",
    "server actions": "SELECT name::text FROM ir_act_server WHERE code ~ 'mentorship'",
    "windows": "SELECT name::text FROM ir_act_window WHERE res_model ~ '^mentorship'",
    "reports": "SELECT name::text FROM ir_act_report_xml WHERE model ~ '^mentorship'",
    "views": "SELECT name FROM ir_ui_view WHERE model ~ '^mentorship' "
    "OR name ~ 'mentorship' OR arch_db::text ~ 'mentorship'",
    "menus": "SELECT name::text FROM ir_ui_menu WHERE name->>'en_US' = 'Mentoring'",
    "attachments": "SELECT name FROM ir_attachment WHERE res_model ~ '^mentorship'",
    "messages": "SELECT id::text FROM mail_message WHERE model ~ '^mentorship'",
    "followers": "SELECT id::text FROM mail_followers WHERE res_model ~ '^mentorship'",
    "activities": "SELECT id::text FROM mail_activity WHERE res_model ~ '^mentorship'",
    "filters": "SELECT name FROM ir_filters WHERE model_id ~ '^mentorship'",
}


def odoo(*args, **kwargs):
    """Run one command of Odoo; its log is shown if it fails."""
    done = subprocess.run(
        [sys.executable, "-m", "odoo", *args],
        capture_output=True,
        text=True,
        check=False,
        **kwargs,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    # A shell that was handed a script ends well even when the script does not.
    assert "Traceback" not in done.stderr, done.stderr[-4000:]
    return done


@pytest.fixture
def database():
    """A copy of the database with the addon, dropped in the end."""
    source = os.environ["TEST_DB"]
    copy = f"{source}_uninstall"
    odoo("db", "duplicate", "-f", source, copy)
    yield copy
    odoo("db", "drop", copy)


def rows(database, query):
    with psycopg2.connect(dbname=database) as connection:
        cursor = connection.cursor()
        cursor.execute(query)
        return sorted(row[0] for row in cursor.fetchall())


def test_uninstall_leaves_nothing(database):
    """After a year's work the addon is uninstalled, and nothing of it is left."""
    odoo("shell", "-d", database, "--no-http", input=WORK)
    assert rows(database, LEFT["tables"])
    odoo("module", "uninstall", "-d", database, "school_mentorship")
    state = "SELECT state FROM ir_module_module WHERE name = 'school_mentorship'"
    assert rows(database, state) == ["uninstalled"]
    left = {what: rows(database, query) for what, query in LEFT.items()}
    assert {what: found for what, found in left.items() if found} == {}
    people = rows(database, "SELECT name FROM hr_employee WHERE name IN ('А Б', 'В Г')")
    assert people == ["А Б", "В Г"]
