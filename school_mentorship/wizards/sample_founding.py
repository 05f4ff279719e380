from odoo.fields import Command

LANG = "ru_RU"
# Its day is that of Moscow, should the server not know the town.
ZONES = ("Europe/Kirov", "Europe/Moscow")


class Founding:
    """The sample school before its first paper: company, staff and users.

    What the Administrator and the clerk do, with all rights.
    """

    def __init__(self, wizard):
        self.wizard = wizard
        self.data = wizard._data()
        # Company, staff and users are the Administrator's and the clerk's work, for
        # which who presses the button need not have the rights.
        self.root = wizard.sudo().with_context(
            lang=LANG,
            no_reset_password=True,
            mail_create_nosubscribe=True,
            mail_notify_force_send=False,
        )
        self.people = {}
        self.employees = {}
        self.bank = {}
        self.pairs = {}
        self.orders = {}
        self.measures = {}

    def _company_context(self):
        return {"allowed_company_ids": self.company.ids}

    def _speak_russian(self):
        """Make Russian one of the languages, with its translations."""
        languages = self.root.env["res.lang"].with_context(active_test=False)
        language = languages.search([("code", "=", LANG)], limit=1)
        if not language.active:
            self.root.env["base.language.install"].create(
                {"lang_ids": [Command.set(language.ids)], "overwrite": False}
            ).lang_install()
        known = languages.env["res.partner"]._fields["tz"].get_values(languages.env)
        self.zone = next((zone for zone in ZONES if zone in known), "UTC")

    def _found_school(self):
        """Give the school its company, its name and its address."""
        env = self.root.env
        if self.wizard.use_main_company:
            self.company = env.company
            self._settle_main()
        else:
            # A new company with an address on the web would be looked up at Odoo's
            # service: the address follows.
            self.company = env["res.company"].create(
                {
                    "name": self.data["company"]["name"],
                    "currency_id": env.ref("base.RUB").id,
                }
            )
        self.company.write(self.data["company"])
        # On the address and not on the company, where a country installs modules.
        self.company.partner_id.write(
            {"country_id": env.ref("base.ru").id, "lang": LANG, "tz": self.zone}
        )
        self.company.resource_calendar_id.write(
            {"name": self.data["calendar"], "tz": self.zone}
        )
        # Whoever loads the sample sees it.
        self.wizard.env.user.sudo().company_ids += self.company
        self.root = self.root.with_company(self.company).with_context(
            **self._company_context(), tz=self.zone
        )

    def _settle_main(self):
        """Make Odoo's own strangers Russian in a database made for the sample."""
        env = self.root.env
        administrator = env.ref("base.user_admin", raise_if_not_found=False)
        employee = self.wizard._employee_of_odoo().with_env(env)
        for person in (administrator, employee):
            if person and person.company_id == self.company:
                if person.name == "Administrator":
                    person.name = "Администратор"
                if person == administrator:
                    person.lang = LANG
                else:
                    # He keeps the server and does not work at the school.
                    person.active = False

    def _hire(self):
        """Departments, positions, users and employees."""
        env = self.root.env
        departments = {
            key: self._department(key, row["name"])
            for key, row in self.data["departments"].items()
        }
        staff = self.data["staff"]
        jobs = {}
        for row in staff:
            jobs.setdefault(row["job"], departments[row["department"]])
        records = env["hr.job"].create(
            [
                {"name": name, "department_id": place.id, "company_id": self.company.id}
                for name, place in jobs.items()
            ]
        )
        jobs = dict(zip(jobs, records, strict=True))
        self.users = self._make_users()
        employees = env["hr.employee"].create(
            [
                {
                    "name": row["name"],
                    "company_id": self.company.id,
                    "department_id": departments[row["department"]].id,
                    "job_id": jobs[row["job"]].id,
                    "tz": self.zone,
                    "work_email": f"{row['key']}@school157.example.org",
                    "qualification_category": row.get("category"),
                    **(
                        {"user_id": self.users[row["key"]].id}
                        if row["key"] in self.users
                        else {}
                    ),
                }
                for row in staff
            ]
        )
        self.employees = {
            row["key"]: employee for row, employee in zip(staff, employees, strict=True)
        }
        for key, row in self.data["departments"].items():
            departments[key].manager_id = self.employees[row["head"]]
        for row in self.data["outside"]:
            # The card of somebody from outside; contacts have rights of their own.
            self.people[row["key"]] = env["res.partner"].create(
                {
                    "name": row["name"],
                    "function": row["job"],
                    "company_id": self.company.id,
                    "lang": LANG,
                    "tz": self.zone,
                }
            )

    def _department(self, key, name):
        """A department; in the first company Odoo has made one already."""
        env = self.root.env
        given = env.ref("hr.dep_administration", raise_if_not_found=False)
        if key == "office" and given and given.company_id == self.company:
            given.name = name
            return given
        return env["hr.department"].create(
            {"name": name, "company_id": self.company.id}
        )

    def _make_users(self):
        """Director, curator, a mentor and a mentee.

        :return: dict of key of the person → `res.users`
        """
        users = self.root.env["res.users"]
        names = {row["key"]: row["name"] for row in self.data["staff"]}
        vals_list = []
        for row in self.data["users"]:
            groups = users.env.ref("base.group_user")
            if row["group"]:
                groups |= users.env.ref(f"school_mentorship.{row['group']}")
            login = self._free_login(row["login"])
            vals = {
                "name": names[row["person"]],
                "login": login,
                "email": f"{row['person']}@school157.example.org",
                "lang": LANG,
                "tz": self.zone,
                "company_id": self.company.id,
                "company_ids": [Command.set(self.company.ids)],
                "group_ids": [Command.set(groups.ids)],
            }
            if self.wizard.with_passwords:
                vals["password"] = login
            vals_list.append(vals)
        people = [row["person"] for row in self.data["users"]]
        return dict(zip(people, users.create(vals_list), strict=True))

    def _free_login(self, login):
        """`login`, or `login2` … where a real user has taken it."""
        users = self.root.env["res.users"].with_context(active_test=False)
        taken = set(users.search([("login", "=like", f"{login}%")]).mapped("login"))
        number, free = 1, login
        while free in taken:
            number += 1
            free = f"{login}{number}"
        return free
