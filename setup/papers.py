# Runs in Odoo's shell: prints the papers of the sample school into the folder OUT.
# ruff: noqa: F821 – `env` is the shell's
import os

for file in env["mentorship.sample.school"]._print_papers(os.environ["OUT"]):
    print(file)
env.cr.commit()
