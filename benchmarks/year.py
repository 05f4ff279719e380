"""The programs of 500 pairs in one job, the nightly jobs over 10,000. In odoo shell."""

import time

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


def grow(program, number):
    """Copies of a program and its plan for so many more pairs, written at once.

    What is measured is the night, not how ten thousand records came about.
    """
    pairs = env["mentorship.pair"].search([("program_ids", "=", False)], limit=number)
    for table, link, rows in (
        ("mentorship_program", "pair_id", "unnest(%s) AS new"),
        (
            "mentorship_session",
            "program_id",
            "(SELECT id, pair_id FROM mentorship_program WHERE pair_id = ANY(%s)) AS n",
        ),
    ):
        env.cr.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s"
            " AND column_name NOT IN ('id', 'pair_id', 'program_id')",
            [table],
        )
        columns = ", ".join(f'"{name}"' for (name,) in env.cr.fetchall())
        new = "new" if link == "pair_id" else "n.id, n.pair_id"
        into = link if link == "pair_id" else "program_id, pair_id"
        source = "id" if link == "pair_id" else "program_id"
        env.cr.execute(
            f"INSERT INTO {table} ({into}, {columns}) SELECT {new}, {columns}"
            f" FROM {table} AS old, {rows} WHERE old.{source} = %s",
            [pairs.ids, program.id],
        )
    env.invalidate_all()


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
more = PAIRS - PROGRAMS
while more > 0:
    pairs_of(min(more, 2000))
    more -= 2000
grow(few[0].program_ids, PAIRS - PROGRAMS)
begin = time.perf_counter()
night(PAIRS)
print(f"вся ночь, {PAIRS} пар: {time.perf_counter() - begin:.1f} с")
env.cr.rollback()
