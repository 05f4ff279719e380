# Runs in Odoo's shell: makes everything Russian, creates the sample school
# and writes its logins into the file OUT.
# ruff: noqa: F821 – `env` is the shell's
import os

partners = env["res.partner"].with_context(active_test=False).search([])
partners.write({"lang": "ru_RU", "tz": "Europe/Moscow"})
env["ir.default"].set("res.partner", "lang", "ru_RU")
env["ir.default"].set("res.partner", "tz", "Europe/Moscow")

sample = env["mentorship.sample.school"].create({"use_main_company": True})
sample.action_load()

users = env["res.users"].search([])
if "odoobot_state" in users:
    # Its greeting would cover the whole screen of a telephone.
    users.odoobot_state = "disabled"

logins = [*sample._logins(), ("Администратор Odoo", "admin", "admin")]
with open(os.environ["OUT"], "w", encoding="utf-8") as file:
    for role, login, password in logins:
        print(role, login, password, sep="\t", file=file)
env.cr.commit()
