"""One matching of 10,000 × 3,000 through the records of Odoo. In odoo shell.

    odoo shell -d DB --no-http < benchmarks/match.py

People, their consents, answers and wishes are invented; nothing is kept. What is
measured is what the background job does: read, score and solve, write the proposals.
"""

import os
import time

import numpy as np

MENTEES, MENTORS = (
    int(number) for number in os.environ.get("MATCH_SIZE", "10000x3000").split("x")
)
AREAS_EACH = 4

env = env(context=dict(env.context, tracking_disable=True))  # noqa: F821
company = env["res.company"].create({"name": "Район"})
env = env(context=dict(env.context, allowed_company_ids=company.ids))
rng = np.random.default_rng(20)
match = env["mentorship.match"]
day = match._fields["date"].context_today(match)


def people_of(role, number):
    """So many people of a bank, all of whom have consented."""
    partners = env["res.partner"].create(
        [
            {"name": f"{role}-{index} Анна Ильинична", "company_id": False}
            for index in range(number)
        ]
    )
    places = rng.integers(1, 7, number)
    return env["mentorship.participant"].create(
        [
            {
                "partner_id": partner.id,
                "role": role,
                "date_in": day,
                "position": f"учитель предмета {rng.integers(0, 18)}",
                "capacity": int(places[index]) if role == "mentor" else 1,
            }
            for index, partner in enumerate(partners)
        ]
    )


people = people_of("mentee", MENTEES) + people_of("mentor", MENTORS)
consents = env["mentorship.consent"].create(
    [
        {"partner_id": person.partner_id.id, "kind": "data_processing"}
        for person in people
    ]
)
env.flush_all()
# How consents are signed is not what is measured here.
env.cr.execute(
    "UPDATE mentorship_consent SET state = 'signed', date_signed = %s, valid_until = %s"
    " WHERE id = ANY(%s)",
    [day, day.replace(year=day.year + 1), consents.ids],
)
env.cr.execute(
    "UPDATE mentorship_participant SET state = 'ready' WHERE id = ANY(%s)", [people.ids]
)
env.invalidate_all()
areas = env["mentorship.area"].search([("company_id", "=", False)])
env["mentorship.participant.area"].create(
    [
        {
            "participant_id": person.id,
            "area_id": areas[int(area)].id,
            "score": int(rng.integers(1, 4)),
            "date": day,
        }
        for person in people
        for area in rng.choice(len(areas), AREAS_EACH, replace=False)
    ]
)
run = match.create({"name": "Замер", "date_end": day.replace(year=day.year + 1)})
env.flush_all()
env.invalidate_all()


def act():
    """The work of the background job."""
    run.with_context(mentorship_match_now=True).action_propose()
    env.flush_all()


queries = env.cr.sql_log_count
begin, clock = time.perf_counter(), time.process_time()
if os.environ.get("MATCH_PROFILE"):
    import cProfile
    import pstats

    profile = cProfile.Profile()
    profile.runcall(act)
    pstats.Stats(profile).sort_stats("cumtime").print_stats(70)
else:
    act()
took, worked = time.perf_counter() - begin, time.process_time() - clock
print(
    f"подбор {MENTEES} × {MENTORS} через записи Odoo: {took:.1f} с по часам, "
    f"{worked:.1f} с процессорного, запросов {env.cr.sql_log_count - queries}; "
    f"с наставником {run.matched_count}"
)
env.cr.rollback()
