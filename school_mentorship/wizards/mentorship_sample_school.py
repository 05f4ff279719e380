import json
from datetime import date, timedelta
from pathlib import Path

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import file_open

from ..models.mentorship_consent import KINDS
from ..tools import declension, russian

LANG = "ru_RU"
# Its day is that of Moscow, should the server not know the town.
ZONES = ("Europe/Kirov", "Europe/Moscow")
# A category by the old rules ends by this day; one given since has no end.
LAST_CATEGORY = date(2028, 8, 31)
CONSENT_NAMES = {
    "data_processing": "Согласие на обработку персональных данных",
    "data_distribution": "Согласие на распространение персональных данных",
    "image": "Согласие на использование изображения",
    "mentor_duties": "Согласие на обязанности наставника",
    "mentee_participation": "Согласие на участие в наставничестве",
}
ORDER_STATES = {"signing": " (на подписи)", "cancelled": " (снят)"}


class MentorshipSampleSchool(models.TransientModel):
    """An invented school with a running roadmap, loaded by one button.

    Staff, banks, consents, pairs and orders come about as in a school: through the
    buttons, in their order, with the rights of its curator.
    """

    _name = "mentorship.sample.school"
    _description = "Sample School"
    _inherit = [
        "mentorship.sample.survey.mixin",
        "mentorship.sample.match.mixin",
        "mentorship.sample.event.mixin",
        "mentorship.sample.program.mixin",
        "mentorship.sample.completion.mixin",
    ]

    use_main_company = fields.Boolean(
        "Make My Company the Sample School",
        help="The company you work in is renamed and its settings are filled in. "
        "Otherwise the sample becomes a company of its own.",
    )
    with_passwords = fields.Boolean(
        "Passwords Equal to the Logins",
        compute="_compute_with_passwords",
        store=True,
        readonly=False,
        help="Lets anyone log in as director, curator, mentor or mentee of the sample: "
        "only for a server that nobody else can reach. Otherwise the four users have "
        "no password until you give them one.",
    )

    @api.depends("use_main_company")
    def _compute_with_passwords(self):
        for wizard in self:
            wizard.with_passwords = wizard.use_main_company

    def action_load(self):
        """Load the sample school, all or nothing.

        :return: action that opens the board of its roadmap
        :raises UserError: when the company already has mentoring of its own
        """
        self.ensure_one()
        self.check_access("write")
        self._check_empty()
        scenario = Scenario(self)
        scenario.load()
        return scenario.open()

    @api.model
    def _data(self):
        """The facts of the sample school, as its file holds them."""
        with file_open("school_mentorship/demo/sample_school.json") as file:
            return json.load(file)

    @api.model
    def _school(self):
        """The sample school of this database, known by its invented OGRN.

        :return: `mentorship.school` record, empty if it was never loaded
        """
        number = self._data()["school"]["registry_number"]
        schools = self.env["mentorship.school"].sudo()
        return schools.with_context(active_test=False).search(
            [("registry_number", "=", number)], limit=1
        )

    def _check_empty(self):
        """Refuse to load twice, and to load over what a real school has entered."""
        name = self._data()["company"]["name"]
        companies = self.env["res.company"].sudo().with_context(active_test=False)
        if self._school() or companies.search_count([("name", "=", name)], limit=1):
            raise UserError(
                self.env._(
                    "The sample school is here already: «%s». Switch to this company "
                    "to see it.",
                    self._school().company_id.name or name,
                )
            )
        if not self.use_main_company:
            return
        company = self.env.company
        # A school that has entered anything keeps its name and its people; whoever
        # may load the sample need not have the right to see all of it.
        owned = [("company_id", "=", company.id)]
        for model in (
            "mentorship.roadmap",
            "mentorship.participant",
            "mentorship.pair",
            "mentorship.consent",
            "mentorship.order",
        ):
            if self.env[model].sudo().search_count(owned, limit=1):
                raise UserError(
                    self.env._(
                        "«%s» already has a roadmap or participants of its own. Load "
                        "the sample school as a separate company.",
                        company.name,
                    )
                )
        staff = self.env["hr.employee"].sudo().search(owned, limit=2)
        if staff - self._employee_of_odoo():
            raise UserError(
                self.env._(
                    "«%s» already has employees. Load the sample school as a separate "
                    "company.",
                    company.name,
                )
            )

    def _employee_of_odoo(self):
        """The employee «Administrator» that Odoo makes in its first company."""
        found = self.env.ref("hr.employee_admin", raise_if_not_found=False)
        return found.sudo() if found else self.env["hr.employee"].sudo()

    def _logins(self):
        """Who can log in to the sample school.

        :return: list of (role in Russian, login, password); the password is empty
            when the users were made without one
        """
        people = {row["key"]: row["name"] for row in self._data()["staff"]}
        company = self._school().company_id
        employees = self.env["hr.employee"].sudo()
        result = []
        for row in self._data()["users"]:
            employee = employees.search(
                [
                    ("company_id", "=", company.id),
                    ("name", "=", people[row["person"]]),
                    ("user_id", "!=", False),
                ],
                limit=1,
            )
            if login := employee.user_id.login:
                known = not self or self.with_passwords
                result.append((row["label"], login, login if known else ""))
        return result

    @api.model
    def _print_papers(self, folder):
        """Print the papers of the sample school with Russian names, as PDF and DOCX.

        Every order and the roadmap, and one of each other paper; folders as PDF only.

        :param folder: path of a folder; made if it is not there
        :return: list of the paths of the files
        :raises UserError: when the sample school has not been loaded
        """
        company = self._school().company_id
        if not company:
            raise UserError(self.env._("Load the sample school first."))
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        # Papers of the whole school, printed by whoever runs the server.
        printer = self.sudo().with_context(
            lang=LANG, allowed_company_ids=company.ids, force_report_rendering=True
        )
        env = printer.env
        paths = []
        for name, report, record in self._papers(env, company):
            content, _type = env["ir.actions.report"]._render_qweb_pdf(
                f"school_mentorship.mentorship_{report}_report", record.ids
            )
            # Letters that a file name cannot hold somewhere, and «И.О..pdf».
            name = name.translate(str.maketrans("/\\", "--", '<>:|?*"')).rstrip(".")
            path = folder / f"{name}.pdf"
            path.write_bytes(content)
            paths.append(str(path))
            action = env.ref(f"school_mentorship.mentorship_{report}_report")
            if not action._is_bundle():
                _name, content = action._docx_download(record.ids)
                path = folder / f"{name}.docx"
                path.write_bytes(content)
                paths.append(str(path))
        return paths

    @api.model
    def _papers(self, env, company):
        """What there is to print.

        :return: list of (name of the file, report, record)
        """
        owned = [("company_id", "=", company.id)]
        result = []
        for order in env["mentorship.order"].search(owned):
            kind = order.kind_id.name
            name = kind[:1].lower() + kind[1:]
            if order.state == "registered":
                day = russian.date_numeric(order.date)
                name = f"Приказ {name} № {order.number} от {day}"
            else:
                name = f"Проект приказа {name}{ORDER_STATES.get(order.state, '')}"
            result.append((name, "order", order))
        for roadmap in env["mentorship.roadmap"].search(owned):
            year = russian.school_year(roadmap.date_start, roadmap.date_end)
            result.append((f"Дорожная карта {year}", "roadmap", roadmap))
        consents = env["mentorship.consent"].search(owned)
        for kind, _label in KINDS:
            of_kind = consents.filtered(lambda c, kind=kind: c.kind == kind)
            consent = of_kind.sorted(lambda c: c.state != "printed")[:1]
            person = declension.initials(consent.name or "")
            name = f"{CONSENT_NAMES[kind]} – {person}"
            result += [(name, "consent", record) for record in consent]
        return result + self._other_papers(env, owned, consents)

    @api.model
    def _other_papers(self, env, owned, consents):
        """One of each paper that hangs on an order, a pair, a mentor, an agreement.

        :return: as `_papers`
        """
        order = env["mentorship.order"].search(
            [*owned, ("state", "=", "registered"), ("assigns_pairs", "=", True)],
            limit=1,
        )
        pair = order.pair_ids.filtered(lambda pair: pair.state == "active")[:1]
        mentor = pair.mentor_id
        agreement = env["mentorship.agreement"].search(
            [*owned, ("participant_id", "=", mentor.id)], limit=1
        )
        school = env["mentorship.school"]._of(order.company_id)
        pay_list = env["mentorship.pay.list"].create(
            {"company_id": order.company_id.id}
        )
        own = consents.filtered(lambda c: c.partner_id == mentor.partner_id)[:1]
        match = env["mentorship.match"].search(owned, limit=1)
        programs = env["mentorship.program"].search(owned)
        program = programs.filtered(lambda p: p.pair_id == pair)[:1]
        finished = programs.filtered("result")[:1]
        monitoring = env["mentorship.monitoring"].search(
            [*owned, ("season", "=", "final")], limit=1
        )
        event = env["mentorship.event"].search(
            [*owned, ("state", "=", "held"), ("is_final", "=", False)], limit=1
        )
        practice = env["mentorship.practice"].search(owned, limit=1)
        name = declension.initials(mentor.name or "")
        papers = [
            (f"Дополнительное соглашение – {name}", "agreement", agreement),
            (f"Соглашение о прекращении – {name}", "agreement_end", agreement),
            (f"Уведомление об отказе – {name}", "agreement_refusal", agreement),
            (f"Уведомление об отмене – {name}", "agreement_cancel", agreement),
            (f"Отзыв согласия – {name}", "consent_withdrawal", own),
            (f"Ходатайство о замене наставника – {name}", "mentor_change", pair),
            (f"Справка о наставничестве – {name}", "certificate", mentor),
            (f"Благодарственное письмо – {name}", "thanks", mentor),
            (f"Лист ознакомления с приказом № {order.number}", "acquaintance", order),
            ("Журнал регистрации приказов", "journal", order.journal_id),
            ("Список выплат за наставничество", "pay_list", pay_list),
            ("Лист подбора наставников", "match", match),
            (f"Программа наставничества – {name}", "program", program),
            (f"Журнал встреч – {name}", "program_log", program),
            (
                f"Справка о реализации программы – {finished.pair_id.name}",
                "program_note",
                finished,
            ),
            ("Сводка мониторинга", "monitoring", monitoring),
            ("Программа мероприятия", "event_program", event),
            ("Лист регистрации", "event_attendance", event),
            ("Протокол мероприятия", "event_minutes", event),
            ("Карточка практики", "practice", practice),
            (f"Папка пары – {name}", "pair_folder", pair),
            ("Папка на подпись", "signing_folder", school),
        ]
        return [(name, report, record) for name, report, record in papers if record]


class Scenario:
    """The story of the sample school, told once from its first paper to today.

    All days of the running school year hang on the day on which its pairs began:
    15 September, or the day of loading while that has not come yet. So nothing is
    ever dated in the future, and a consent never after its order.
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

    def load(self):
        """Tell the whole story."""
        self._speak_russian()
        self._found_school()
        self._hire()
        self._take_over()
        self._last_year()
        self._begin_year()
        self._fill_banks()
        self._sign_consents()
        self._assign_pairs()
        self.wizard._load_programs(self)
        self._agree_on_pay()
        self._carry_on()
        self.wizard._load_surveys(self.env, self._before)
        self.wizard._sample_match(self)
        self.wizard._tell_events(self)
        self.wizard._load_completion(self)
        self.wizard._draft_programs(self)
        self._keep_roadmap()
        self._remind()

    def open(self):
        """The action that opens the board in the sample school."""
        action = self.roadmap.with_user(self.wizard.env.user).action_open_measures()
        context = dict(action.get("context") or {})
        return {**action, "context": {**context, **self._company_context()}}

    def _company_context(self):
        return {"allowed_company_ids": self.company.ids}

    # --- the school and its people, with all rights ---------------------------------

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

    # --- the days -------------------------------------------------------------------

    def _take_over(self):
        """The curator takes over: from here on everything is done with her rights."""
        user = self.users["shubina"]
        self.curator = user
        self.env = self.root.env(
            user=user.id,
            su=False,
            context={**self._company_context(), "lang": LANG, "tz": self.zone},
        )
        roadmaps = self.env["mentorship.roadmap"]
        self.today = fields.Date.context_today(roadmaps)
        self.start = roadmaps.default_get(["date_start"])["date_start"]
        self.anchor = self._workday(min(self.start.replace(day=15), self.today))
        self.year_end = self._year_end()
        self._fill_settings()

    def _year_end(self):
        """The last day of lessons; in June the last day of the school year."""
        end = date(self.start.year + 1, 5, 31)
        return end if self.today <= end else date(self.start.year + 1, 8, 31)

    @staticmethod
    def _workday(day):
        """The day, or the Friday before it."""
        return day - timedelta(days=max(0, day.weekday() - 4))

    def _before(self, days):
        """The working day so many days before the pairs began."""
        return self._workday(self.anchor - timedelta(days=days))

    def _last(self, day, month):
        """A working day of the school year before."""
        return self._workday(date(self.start.year - (month >= 8), month, day))

    def _fill_settings(self):
        """The settings of the school, and since when its people teach."""
        # Settings of a new school are the Administrator's work, experience and
        # categories the personnel officer's.
        self.school = self.root.env["mentorship.school"]._of(self.company)
        self.school.write(
            {
                **self.data["school"],
                "director_id": self.employees["loginova"].id,
                "director_substitute_id": self.employees["shubina"].id,
                "curator_id": self.employees["shubina"].id,
                "curator_substitute_id": self.employees["erdyakova"].id,
            }
        )
        for row in self.data["staff"]:
            vals = {}
            if "years" in row:
                since = date(self.start.year - row["years"], 9, 1)
                vals["teaching_since"] = min(since, self._before(16))
            if months := row.get("until"):
                until = self.start + timedelta(days=30 * months)
                vals["qualification_until"] = until < LAST_CATEGORY and until
            if vals:
                self.employees[row["key"]].write(vals)

    # --- the story, with the rights of the curator ----------------------------------

    def _ref(self, name):
        return self.env.ref(f"school_mentorship.{name}")

    def _hold_council(self, day):
        """Note the protocol of the teachers' council, which orders quote."""
        school = self.school.with_env(self.env)
        school.council_protocol = f"№ 1 от {russian.date_numeric(day)}"

    def _enter(self, rows, day):
        """Enter people into the banks on a day."""
        vals_list = []
        for row in rows:
            vals = {
                "role": row["role"],
                "date_in": day,
                "capacity": row.get("capacity", 1),
                "category_ids": [
                    Command.link(self._ref(f"category_{name}").id)
                    for name in row.get("categories", ())
                ],
            }
            if employee := self.employees.get(row["person"]):
                vals["employee_id"] = employee.id
            else:
                partner = self.people[row["person"]].with_env(self.env)
                vals.update(partner_id=partner.id, position=partner.function)
            vals_list.append(vals)
        entries = self.env["mentorship.participant"].create(vals_list)
        for row, entry in zip(rows, entries, strict=True):
            self.bank[row["person"], row["role"]] = entry
        return entries

    def _rows(self, since):
        return [
            row for row in self.data["participants"] if row.get("since", "now") == since
        ]

    def _consents(self, people, **values):
        """The consents of some people, in a state, of a kind …"""
        domain = [("partner_id", "in", people.partner_id.ids)]
        domain += [(name, "=", value) for name, value in values.items()]
        return self.env["mentorship.consent"].search(domain)

    def _new_consent(self, person, kind, pair=None):
        return self.env["mentorship.consent"].create(
            {
                "partner_id": person.partner_id.id,
                "kind": kind,
                "pair_id": pair.id if pair else False,
            }
        )

    def _form_pairs(self, year, start, end):
        """Form the pairs of a year."""
        rows = [row for row in self.data["pairs"] if row["year"] == year]
        vals_list = []
        for row in rows:
            mentees = [self.bank[person, "mentee"].id for person in row["mentees"]]
            vals = {
                "mentor_id": self.bank[row["mentor"], "mentor"].id,
                "mentee_ids": [Command.set(mentees)],
                "topic": row["topic"],
                "date_start": start,
                "date_end": end,
            }
            for name in ("form", "type"):
                if name in row:
                    vals[f"{name}_id"] = self._ref(f"{name}_{row[name]}").id
            vals_list.append(vals)
        pairs = self.env["mentorship.pair"].create(vals_list)
        for row, pair in zip(rows, pairs, strict=True):
            self.pairs[row["key"]] = pair
        return pairs

    def _order_of(self, pairs):
        action = pairs.action_prepare_order()
        return self.env["mentorship.order"].browse(action["res_id"])

    def _register(self, order, key, day):
        """Have an order signed, enter the clerk's number, let people sign the sheet."""
        order.date_as_of = day
        order.action_to_sign()
        order.register(self.data["numbers"][key], day)
        absent = self.env["mentorship.participant"].union(
            *(
                entry
                for (person, _role), entry in self.bank.items()
                if person in self.data["unacquainted"]
            )
        )
        order.acquaintance_ids.filtered(
            lambda line: line.partner_id not in absent.partner_id
        ).date = min(self._workday(day + timedelta(days=1)), self.today)

    def _last_year(self):
        """The pairs of the school year before, and somebody who paused for years."""
        pioneer = self._enter(self._rows("old"), date(self.start.year - 4, 9, 1))
        pioneer.action_prepare_consents()
        drafts = self._consents(pioneer, state="draft")
        drafts.action_sign(self._workday(date(self.start.year - 4, 9, 5)))

        rows = self._rows("last")
        people = self._enter(rows, self._last(1, 9))
        pairs = self._form_pairs("last", self._last(15, 9), self._last(31, 5))
        limited = pairs.filtered(lambda pair: pair == self.pairs["german_last"])
        members = limited.member_ids.participant_id
        for person in members:
            duty = "mentor_duties" if person.role == "mentor" else None
            self._new_consent(person, "data_processing")
            self._new_consent(person, duty or "mentee_participation", limited)
        (people - members).action_prepare_consents()
        self._consents(people, state="draft").action_sign(self._last(5, 9))

        self._hold_council(self._last(29, 8))
        self._register(self._order_of(pairs), "last", self._last(12, 9))
        self._end_pairs("last")
        for row in rows:
            if "left" in row:
                day = self._last(20, 1) if row.get("left_early") else self._last(31, 5)
                entry = self.bank[row["person"], row["role"]]
                entry.write({"date_out": day, "reason_out": row["left"]})
                if row.get("left_early"):
                    self._consents(entry, kind="data_processing").action_withdraw(
                        self._last(22, 1)
                    )
        # What the night would have done since.
        self.env["mentorship.consent"]._cron_expire()

    def _end_pairs(self, year):
        """Suspend, complete and end what is not at work any more."""
        for row in self.data["pairs"]:
            if row["year"] != year or "then" not in row:
                continue
            pair = self.pairs[row["key"]]
            pair.reason = row["reason"]
            if row["then"] == "suspended":
                pair.action_suspend()
            elif row["then"] == "done":
                pair.action_done()
            else:
                pair.date_end = self._last(20, 1)
                pair.action_end()

    def _begin_year(self):
        """The roadmap, and the regulation that it carries out."""
        self.roadmap = self.env["mentorship.roadmap"].create(
            {"tracked_from": min(self.start, self.today)}
        )
        self._hold_council(self._before(19))
        orders = self.env["mentorship.order"]
        for key in ("regulation", "roadmap"):
            order = orders.create({"kind_id": self._ref(f"order_kind_{key}").id})
            self._register(order, key, self._before(18))
        self.roadmap.action_start()

    def _fill_banks(self):
        """Enter the people of this year."""
        self._enter(self._rows("now"), self._before(15))

    def _sign_consents(self):
        """Collect the consents: most have signed, some have the sheet, some nothing."""
        wanted = {}
        people = self.env["mentorship.participant"]
        for row in self._rows("now"):
            entry = self.bank[row["person"], row["role"]]
            if row.get("consents") != {}:
                people |= entry
            for kind, state in row.get("consents", {}).items():
                wanted[entry.partner_id, kind] = state
        people |= (returning := self.bank["bushmeleva", "mentor"])
        wanted[returning.partner_id, "data_processing"] = "printed"
        wanted[returning.partner_id, "mentor_duties"] = "draft"
        people.action_prepare_consents()
        consents = self._consents(people, state="draft")
        for row in self.data["further_consents"]:
            entry = self.bank[row["person"], "mentor"]
            consents |= self._new_consent(entry, row["kind"])
            wanted[entry.partner_id, row["kind"]] = row["state"]

        states = consents.grouped(
            lambda consent: wanted.get((consent.partner_id, consent.kind), "signed")
        )
        states["printed"].action_print()
        mentors = people.filtered(lambda person: person.role == "mentor").partner_id
        signed = states["signed"] | states["withdrawn"]
        early = signed.filtered(lambda consent: consent.partner_id in mentors)
        early.action_sign(self._before(14))
        (signed - early).action_sign(self._before(12))
        states["withdrawn"].action_withdraw(self._before(3))
        self._keep_areas()

    def _keep_areas(self):
        """What people need and can do: known of those who have consented."""
        self.env["mentorship.participant.area"].create(
            [
                {
                    "participant_id": self.bank[row["person"], row["role"]].id,
                    "area_id": self._ref(f"area_{name}").id,
                    "score": score,
                }
                for row in self.data["participants"]
                for name, score in row.get("areas", {}).items()
            ]
        )

    def _assign_pairs(self):
        """The order of September, by which the first line of the roadmap is done."""
        pairs = self._form_pairs("now", self.anchor, self.year_end)
        self._register(self._order_of(pairs), "pairs", self._before(1))
        self.roadmap._refresh()

    def _carry_on(self):
        """What came later: pairs that still lack papers, orders on their way."""
        self._end_pairs("now")
        start = max(self.anchor, self._workday(self.today))
        end = self.year_end
        if (end - start).days < 90:
            end = start + timedelta(days=180)
        self._form_pairs("new", start, end)
        english = self.pairs["english"]
        self._new_consent(english.mentor_id, "mentor_duties", english).action_print()
        self.orders["history"] = self._order_of(self.pairs["history"])
        self.orders["history"].action_to_sign()
        self.orders["english"] = self._order_of(english | self.pairs["sport"])
        kind = self._ref("order_kind_curator")
        self.env["mentorship.order"].create({"kind_id": kind.id}).action_cancel()

    def _agree_on_pay(self):
        """Agreements of the mentors at work: signed, given out, and one to be made."""
        pairs = self.env["mentorship.pair"].search([("state", "=", "active")])
        action = pairs.action_prepare_agreements()
        agreements = self.env["mentorship.agreement"].search(action["domain"])
        for index, agreement in enumerate(agreements.sorted("id")):
            agreement.write(
                {
                    "contract_number": f"{14 + 3 * index}/2019",
                    "contract_date": date(2019, 8, 26),
                    "pay_amount": 2000,
                    "pay_clause": "3.4",
                }
            )
        (agreements[:-1]).action_print()
        for index, agreement in enumerate(agreements[:-2], start=1):
            agreement.number = f"{index}-н"
            agreement.action_sign(min(self.anchor, self.today))

    def _keep_roadmap(self):
        """Who answers for which line, and what the curator marks by hand."""
        for row in self.data["measures"]:
            template = self.env.ref(
                f"school_mentorship.line_{row['line']}", raise_if_not_found=False
            )
            # A school that loads the sample may have changed the template.
            measure = self.roadmap.measure_ids.filtered(
                lambda measure, template=template: (
                    template and measure.name == template.name
                )
            )[:1]
            if not measure:
                continue
            self.measures[row["line"]] = measure
            vals = {
                "responsible_ids": [
                    Command.link(self.employees[person].id)
                    for person in row.get("responsible", ())
                ]
            }
            if reason := row.get("not_required"):
                vals.update(not_required=True, not_required_reason=reason)
            elif "basis" in row and not measure.hand_done:
                day = self._day_of(row)
                if day <= self.today:
                    vals.update(hand_done=True, hand_basis=row["basis"], hand_date=day)
            measure.write(vals)
        self.roadmap._refresh()

    def _day_of(self, row):
        """When a line was done: a day of the school year, or of its preparation."""
        if "before" in row:
            return self._before(row["before"])
        year = self.start.year + (row["month"] < 8)
        return self._workday(date(year, row["month"], row["day"]))

    def _remind(self):
        """A few activities for the curator: today's, coming and overdue ones."""
        mentees = {
            person: entry
            for (person, role), entry in self.bank.items()
            if role == "mentee"
        }
        places = {
            "measure": self.measures,
            "pair": self.pairs,
            "order": self.orders,
            "participant": mentees,
        }
        for row in self.data["activities"]:
            if record := places[row["on"]].get(row["key"]):
                record.activity_schedule(
                    "mail.mail_activity_data_todo",
                    date_deadline=self.today + timedelta(days=row["days"]),
                    summary=row["summary"],
                    user_id=self.curator.id,
                )
