"""The programs of 500 pairs in one job, the nightly jobs over 10,000. In odoo shell."""

import time
from datetime import timedelta

PROGRAMS, PAIRS = 500, 10_000
JOBS = (
    "mentorship_consent_cron",
    "mentorship_pair_cron",
    "mentorship_sitting_cron",
    "mentorship_program_cron",
    "mentorship_agreement_cron",
    "mentorship_roadmap_cron",
)

env = env(context=dict(env.context, tracking_disable=True))  # noqa: F821
school = env["mentorship.school"]._of(env.company)
day = env["mentorship.session"]._fields["date_held"].context_today(school)
START = day.replace(day=1, month=9, year=day.year - (day.month < 9))
END = START.replace(year=START.year + 1, month=5, day=31)


def timed(what, act):
    """Say how long it takes, written out to the database, and how many queries."""
    env.flush_all()
    env.invalidate_all()
    queries, begin = env.cr.sql_log_count, time.perf_counter()
    act()
    env.flush_all()
    seconds = time.perf_counter() - begin
    print(f"{what}: {seconds:.1f} с, запросов {env.cr.sql_log_count - queries}")


def pairs_of(number):
    """So many pairs at work, of people who are no staff."""
    partners = env["res.partner"].create(
        [{"name": f"Бенчмаркова-{index} Анна Ильинична"} for index in range(2 * number)]
    )
    people = env["mentorship.participant"].create(
        [
            {
                "partner_id": partner.id,
                "role": "mentor" if index % 2 else "mentee",
                "date_in": START,
            }
            for index, partner in enumerate(partners)
        ]
    )
    env["mentorship.consent"]._prepare_for(people).action_sign(START)
    pairs = env["mentorship.pair"].create(
        [
            {
                "mentor_id": mentor.id,
                "mentee_ids": [(6, 0, mentee.ids)],
                "date_start": START,
                "date_end": END,
            }
            for mentee, mentor in zip(people[::2], people[1::2], strict=True)
        ]
    )
    env.flush_all()
    # The order is not what is measured here.
    env.cr.execute(
        "UPDATE mentorship_pair SET state = 'active' WHERE id = ANY(%s)", [pairs.ids]
    )
    env.invalidate_all()
    return pairs


# What a pair consists of, and by which columns the copies hang together.
TABLES = {
    "res_partner": {"commercial_partner_id": "res_partner"},
    "mentorship_participant": {"partner_id": "res_partner"},
    "mentorship_pair": {},
    "mentorship_pair_member": {
        "pair_id": "mentorship_pair",
        "participant_id": "mentorship_participant",
        "partner_id": "res_partner",
    },
    "mentorship_consent": {"partner_id": "res_partner", "pair_id": "mentorship_pair"},
    "mentorship_program": {"pair_id": "mentorship_pair"},
    "mentorship_session": {
        "program_id": "mentorship_program",
        "pair_id": "mentorship_pair",
    },
}
STEP = 1_000_000  # between the ids of two copies


def last_ids():
    result = {}
    for table in TABLES:
        env.cr.execute(f"SELECT coalesce(max(id), 0) FROM {table}")
        (result[table],) = env.cr.fetchone()
    return result


def grow(before, after, copies):
    """Copy whatever was made between two moments, so many times, in the database.

    What is measured is the night, not how ten thousand records came about.
    """
    for table, links in TABLES.items():
        env.cr.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s",
            [table],
        )
        columns = [name for (name,) in env.cr.fetchall()]
        moved = {"id", *links} & set(columns)
        values = ", ".join(
            f'"{name}" + copy * {STEP}' if name in moved else f'"{name}"'
            for name in columns
        )
        names = ", ".join(f'"{name}"' for name in columns)
        env.cr.execute(
            f"INSERT INTO {table} ({names}) SELECT {values}"
            f" FROM {table}, generate_series(1, %s) AS copy WHERE id > %s AND id <= %s",
            [copies, before[table], after[table]],
        )
    env.cr.execute("ANALYZE")
    env.invalidate_all()


before = last_ids()
few = pairs_of(PROGRAMS)
window = env["mentorship.program.make"].create({"pair_ids": [(6, 0, few.ids)]})
window.since = START
job = env["mentorship.job"].browse(window.action_make()["res_id"]).sudo()


def work():
    while job.state in ("waiting", "running"):
        job._run_chunk()


timed(f"программы для {PROGRAMS} пар одним заданием", work)
few.program_ids.action_approve()
env.flush_all()


def night(number):
    for name in JOBS:
        cron = env.ref(f"school_mentorship.{name}")
        method = cron.code.removeprefix("model.").removesuffix("()").strip()
        model = env[cron.model_id.model]
        timed(f"ночь, {number} пар, {method}", getattr(model, method))


night(PROGRAMS)  # the first one does what has become due
night(PROGRAMS)
grow(before, last_ids(), PAIRS // PROGRAMS - 1)
env["mentorship.roadmap"].create({}).action_start()
env.flush_all()
env.cr.execute(
    "UPDATE mentorship_consent SET valid_until = %s WHERE id %% 10 = 0",
    [day - timedelta(days=1)],
)
begin = time.perf_counter()
night(PAIRS)
print(f"вся ночь, {PAIRS} пар: {time.perf_counter() - begin:.1f} с")
env.cr.rollback()
