# Runs in Odoo's shell: prints the papers of the sample school into the folder OUT,
# and lays the site's section beside them.
# ruff: noqa: F821 – `env` is the shell's
import io
import os
import zipfile

for file in env["mentorship.sample.school"]._print_papers(os.environ["OUT"]):
    print(file)
school = env["mentorship.sample.school"]._school()
with zipfile.ZipFile(io.BytesIO(school._job_site()["content"])) as archive:
    archive.extractall(os.environ["OUT"])
env.cr.commit()
