"""An order with a hundred pairs: how long does it take to print? Run in odoo shell."""

import time

PAIRS = 100

env = env(context=dict(env.context, force_report_rendering=True))  # noqa: F821
people = env["hr.employee"].create(
    [
        {"name": f"Бенчмаркова-{index} Анна Ильинична", "job_title": "учитель химии"}
        for index in range(2 * PAIRS)
    ]
)
school = env["mentorship.school"]._of(env.company)
school.write({"director_id": people[0].id, "place": "г. Киров"})
bank = env["mentorship.participant"].create(
    [
        {"employee_id": person.id, "role": "mentor" if index % 2 else "mentee"}
        for index, person in enumerate(people)
    ]
)
env["mentorship.consent"]._prepare_for(bank).action_sign("2026-09-10")
pairs = env["mentorship.pair"].create(
    [
        {"mentor_id": bank[2 * i + 1].id, "mentee_ids": [(6, 0, bank[2 * i].ids)]}
        for i in range(PAIRS)
    ]
)
order = env["mentorship.order"].browse(pairs.action_prepare_order()["res_id"])
report = order._paper_report()
for attempt in ("первая печать", "вторая", "третья"):
    env.flush_all()
    env.invalidate_all()
    begin = time.perf_counter()
    content, _kind = report._render_qweb_pdf(report.report_name, order.ids)
    seconds = time.perf_counter() - begin
    print(f"приказ на {PAIRS} пар, {attempt}: {seconds:.2f} с, {len(content)} байт")
env.cr.rollback()
