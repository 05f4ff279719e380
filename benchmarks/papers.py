"""Three hundred consents in one job, and one sheet beside wkhtmltopdf; odoo shell."""

import resource
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

SHEETS = 300

env = env(context=dict(env.context, force_report_rendering=True))  # noqa: F821
people = env["res.partner"].create(
    [{"name": f"Бенчмаркова-{index} Анна Ильинична"} for index in range(SHEETS)]
)
consents = env["mentorship.consent"].create([{"partner_id": p.id} for p in people])
report = consents._paper_report()
report._render_qweb_pdf(report.report_name, consents[:1].ids)
job = env["mentorship.job"]._start(report, consents)
begin = time.perf_counter()
while job.state in ("waiting", "running"):
    job._run_chunk()
seconds = time.perf_counter() - begin
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(f"{SHEETS} согласий одной работой: {seconds:.1f} с, память процесса до {peak} МБ")

html = report._render_paper_html(consents[0])
begin = time.perf_counter()
for _attempt in range(10):
    report._paper_pdf(html, consents[0])
print(f"один лист, WeasyPrint: {(time.perf_counter() - begin) / 10:.2f} с")
if shutil.which("wkhtmltopdf"):
    with tempfile.TemporaryDirectory() as folder:
        page, sheet = Path(folder, "page.html"), Path(folder, "sheet.pdf")
        page.write_text(html, encoding="utf-8")
        command = ["wkhtmltopdf", "-q", "--disable-javascript", page, sheet]
        begin = time.perf_counter()
        for _attempt in range(10):
            subprocess.run(command, check=True, capture_output=True)
        spent = (time.perf_counter() - begin) / 10
        print(f"тот же лист, wkhtmltopdf: {spent:.2f} с")
else:
    print("wkhtmltopdf не установлен, сравнения с ним нет")
env.cr.rollback()
