import io
import re
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

import pypdf
from lxml import etree

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import TransactionCase, freeze_time, new_test_user, tagged

CYRILLIC = re.compile(r"[А-ЯЁа-яё]+(?:[ -][А-ЯЁа-яё]+)*")
MODELS = (
    "mentorship.roadmap",
    "mentorship.measure",
    "mentorship.participant",
    "mentorship.pair",
    "mentorship.consent",
    "mentorship.order",
)


class SampleCase(TransactionCase):
    """Whoever loads the sample may do nothing but keep the mentoring."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # The database may be that of a sample school already.
        wizard = cls.env["mentorship.sample.school"]
        if school := wizard._school():
            school.registry_number = False
            school.company_id.name += " – прежняя"
        cls.own_company = cls.env["res.company"].create({"name": "Гимназия № 9"})
        cls.keeper = new_test_user(
            cls.env,
            login="sample_keeper",
            groups="base.group_user,school_mentorship.group_mentorship_admin",
            company_id=cls.own_company.id,
            company_ids=[fields.Command.set(cls.own_company.ids)],
        )
        cls.root = cls.env
        cls.env = cls.env(user=cls.keeper, context={**cls.env.context, "lang": "en_US"})

    @classmethod
    def _load(cls, **values):
        """Press the button, and let the transaction come to its end."""
        wizard = cls.env["mentorship.sample.school"].create(values)
        action = wizard.action_load()
        cls.env.cr.precommit.run()
        cls.company = wizard._school().company_id
        cls.sample = cls.root(
            context={
                "allowed_company_ids": cls.company.ids,
                "lang": "ru_RU",
                "tz": "Europe/Moscow",
            }
        )
        return wizard, action

    def _all(self, model):
        return self.sample[model].search([("company_id", "=", self.company.id)])

    def _untimely(self, today):
        """What happened in the future, out of its term or without its consents.

        :param str today: the day on which the sample was loaded
        :return: list of days and records
        """
        today = fields.Date.to_date(today)
        consents = self._all("mentorship.consent")
        orders = self._all("mentorship.order")
        days = [
            *consents.mapped("date_signed"),
            *consents.mapped("date_withdrawn"),
            *orders.mapped("date"),
            *orders.acquaintance_ids.mapped("date"),
            *self._all("mentorship.participant").mapped("date_in"),
            *self._all("mentorship.measure").mapped("date_done"),
        ]
        pairs = self._all("mentorship.pair").filtered(
            lambda pair: pair.state in ("active", "suspended")
        )
        return [
            *(day for day in days if day and day > today),
            *orders.filtered(
                lambda o: (
                    o.state == "registered"
                    and o.pair_ids._without_mentor_consent(o.date)
                )
            ),
            *pairs.filtered(lambda p: not p.date_start <= today <= p.date_end),
        ]


@tagged("post_install", "-at_install")
class TestSampleSchool(SampleCase):
    """The sample school as a company of its own, in the middle of a school year."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time("2026-11-22 09:00:00"))
        cls.wizard, cls.action = cls._load()

    @classmethod
    def _user(cls, surname):
        return cls.root["res.users"].search(
            [("company_id", "=", cls.company.id), ("name", "=like", f"{surname} %")]
        )

    def test_opens_the_board_of_the_new_company(self):
        """The button opens the roadmap of a new company, mine stays as it was."""
        self.assertEqual(self.action["res_model"], "mentorship.measure")
        self.assertEqual(
            self.action["context"]["allowed_company_ids"], self.company.ids
        )
        self.assertIn(self.company, self.keeper.company_ids)
        self.assertEqual(self.keeper.company_id, self.own_company)
        self.assertEqual(self.own_company.name, "Гимназия № 9")
        mine = [("company_id", "=", self.own_company.id)]
        for model in MODELS:
            self.assertFalse(self.root[model].search_count(mine), model)
        self.assertIn("(пример)", self.company.name)

    def test_matched_end_to_end(self):
        """What was asked is answered, proposed, corrected by hand and applied."""
        curator = self._user("Шубина")
        run = self._all("mentorship.match").with_user(curator)
        self.assertEqual((run.state, run.coverage), ("proposed", 50))
        found, left = run.line_ids.sorted(lambda line: not line.mentor_id)
        self.assertIn("Исупова", found.mentor_id.name)
        self.assertIn("Может помочь с запросами", found.explanation)
        self.assertIn("Нет согласия на обработку", left.explanation)
        mentors = left.mentor_id.search([("role", "=", "mentor")])
        best = next(
            row["mentor"]
            for row in mentors._scored_mentors(
                mentors.filtered(lambda m: m.company_id == self.company),
                found.mentee_id,
            )
            if not row["blocked"] and row["mentor"] != found.mentor_id
        )
        who = left.mentee_id
        left.write({"mentor_id": best.id, "locked": True})
        run.action_propose()
        self.assertEqual(run.coverage, 100)
        self.assertEqual(
            run.line_ids.filtered(lambda line: line.mentee_id == who).mentor_id, best
        )
        order = run.order_id.browse(run.action_apply()["res_id"])
        pairs = run.line_ids.pair_id
        self.assertEqual(set(pairs.mapped("state")), {"preparing"})
        self.assertEqual(len(pairs), 2)
        self.assertEqual((order.state, pairs - order.pair_ids), ("draft", pairs[:0]))

    def test_every_state_is_there(self):
        """Every column of every board holds something."""
        for model in MODELS[1:]:
            states = Counter(self._all(model).mapped("state"))
            known = dict(self.sample[model]._fields["state"].selection)
            self.assertEqual(set(states), set(known), f"{model}: {states}")
        orders = self._all("mentorship.order")
        self.assertGreaterEqual(
            len(orders.filtered(lambda order: order.state == "registered")), 2
        )
        kinds = dict(self.sample["mentorship.consent"]._fields["kind"].selection)
        self.assertEqual(
            set(self._all("mentorship.consent").mapped("kind")), set(kinds)
        )

    def test_people(self):
        """Some 35 of the staff, somebody from outside, somebody in both banks."""
        staff = self._all("hr.employee")
        self.assertIn(len(staff), range(30, 41))
        self.assertTrue(all(staff.mapped("job_title")))
        self.assertTrue(all(staff.mapped("department_id")))
        people = self._all("mentorship.participant")
        outside = people.filtered(lambda person: not person.employee_id)
        self.assertEqual(outside.mapped("role"), ["mentee"])
        self.assertTrue(outside.has_pair)
        roles = people.grouped("role")
        both = roles["mentor"].partner_id & roles["mentee"].partner_id
        self.assertTrue(both)
        self.assertTrue(people.filtered(lambda p: p.state == "no_consent"))

    def test_no_stranger(self):
        """Everybody bears a Russian name."""
        names = [
            *self._all("hr.employee").mapped("name"),
            *self._all("mentorship.participant").mapped("name"),
            *self._all("res.partner").mapped("name"),
            *self._all("res.users").mapped("name"),
        ]
        self.assertEqual([name for name in names if not CYRILLIC.fullmatch(name)], [])

    def test_pairs(self):
        """There is a group, and a pair in which the younger one is the mentor."""
        pairs = self._all("mentorship.pair")
        self.assertIn(len(pairs), range(10, 14))
        group = pairs.filtered("is_group")
        self.assertEqual([len(g.mentee_ids) for g in group], [3])
        reverse = pairs.filtered(
            lambda pair: pair.type_id.get_external_id()[pair.type_id.id].endswith(
                "type_reverse"
            )
        )
        self.assertGreater(
            reverse.mentor_id.teaching_since, reverse.mentee_ids.teaching_since
        )
        for pair in pairs.filtered(lambda pair: pair.state == "preparing"):
            self.assertTrue(pair.missing, pair.name)
        self.assertFalse(any(pairs.mapped("warning")))

    def test_needs_only_with_consent(self):
        """Needs and abilities are known of those alone who have consented."""
        lines = self._all("mentorship.participant.area")
        self.assertTrue(lines)
        self.assertEqual(set(lines.participant_id.mapped("state")), {"ready"})

    def test_roadmap(self):
        """The orders have carried the first lines; others wait, and say for what."""
        roadmap = self._all("mentorship.roadmap")
        self.assertEqual(roadmap.state, "running")
        lines = roadmap.measure_ids
        for effect in ("approves_regulation", "approves_roadmap", "assigns_pairs"):
            line = lines.filtered(lambda m, e=effect: m.evidence_effect == e)
            self.assertEqual(line.state, "done", effect)
            self.assertFalse(line.hand_done, effect)
        banks = lines.filtered(lambda measure: measure.evidence == "bank")
        self.assertEqual(set(banks.mapped("state")), {"running"})
        self.assertTrue(all(banks.mapped("hint")))
        self.assertTrue(lines.filtered("responsible_ids"))
        self.assertTrue(lines.filtered("hand_done"))

    def test_days(self):
        """No day of the scenario lies in the future."""
        self.assertEqual(self._untimely("2026-11-22"), [])

    def test_orders_are_frozen(self):
        """What lies on the director's desk or in the journal has its printed sheet."""
        for order in self._all("mentorship.order"):
            frozen = order.state in ("signing", "registered")
            self.assertEqual(bool(order.frozen_hash), frozen, order.display_name)
            # The files of one test class are swept when another one ends, so ask for
            # the sheet's record here; its pages are read in test_papers.
            sheets = self.root["ir.attachment"].search_count(
                [
                    ("res_model", "=", order._name),
                    ("res_id", "=", order.id),
                    ("res_field", "=", "frozen_pdf"),
                ]
            )
            self.assertEqual(bool(sheets), frozen, order.display_name)

    def test_reminders(self):
        """The curator has something to do today, later, and too late."""
        activities = self.sample["mail.activity"].search(
            [("user_id", "=", self._user("Шубина").id)]
        )
        self.assertGreaterEqual(len(activities), 3)

    def test_curator_without_personnel_rights(self):
        """The curator has no HR rights and opens every board."""
        curator = self._user("Шубина")
        self.assertFalse(curator.has_group("hr.group_hr_user"))
        env = self.sample(user=curator)
        for model in MODELS:
            for mode in ("list", "kanban", "form"):
                with self.subTest(model=model, mode=mode):
                    self.assertTrue(self._read_view(env[model], mode))

    def _read_view(self, model, mode):
        """Read the records as the web client does for a view."""
        views = model.get_views([(False, mode)])
        arch = etree.fromstring(views["views"][mode]["arch"])
        columns = views["models"][model._name]["fields"]
        relations = ("many2one", "one2many", "many2many")
        specification = {}
        for node in arch.xpath("//field[not(ancestor::field)]"):
            name = node.get("name")
            if name in columns:
                named = {"fields": {"display_name": {}}}
                is_relation = columns[name]["type"] in relations
                specification[name] = named if is_relation else {}
        return model.web_search_read([], specification)["length"]

    def test_teachers_see_their_own(self):
        """A mentor sees his pair and not the banks of the school."""
        env = self.sample(user=self._user("Перминов"))
        pair = env["mentorship.pair"].search([])
        self.assertEqual(len(pair), 1)
        self.assertEqual(pair.mentor_id.user_id, env.user)
        with self.assertRaises(AccessError):
            env["mentorship.roadmap"].search([])

    def test_logins(self):
        """Four people can log in once the administrator has given them passwords."""
        logins = self.wizard._logins()
        self.assertEqual(
            [role for role, _login, _password in logins],
            ["Директор", "Куратор", "Наставник", "Наставляемый"],
        )
        self.assertEqual({password for _role, _login, password in logins}, {""})
        for _role, login, _password in logins:
            user = self.root["res.users"].search([("login", "=", login)])
            self.assertEqual((user.lang, user.company_id), ("ru_RU", self.company))
            self.assertIn(user.tz, ("Europe/Kirov", "Europe/Moscow"))

    def test_second_load_is_refused(self):
        """A second click says that the school is there, and changes nothing."""
        before = [len(self._all(model)) for model in MODELS]
        companies = self.root["res.company"].search_count([])
        for main in (False, True):
            wizard = self.env["mentorship.sample.school"].create(
                {"use_main_company": main}
            )
            with self.assertRaises(UserError):
                wizard.action_load()
        self.assertEqual([len(self._all(model)) for model in MODELS], before)
        self.assertEqual(self.root["res.company"].search_count([]), companies)

    def test_papers(self):
        """Its papers come out as PDF and DOCX files whose names a Russian reads."""
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder) / "out"
            paths = self.root["mentorship.sample.school"]._print_papers(str(target))
            self.assertEqual(
                sorted(paths), sorted(str(path) for path in target.iterdir())
            )
            texts = {}
            for path in map(Path, paths):
                content = path.read_bytes()
                if path.suffix == ".docx":
                    # A ZIP of XML; its words are compared in test_tools_docx.
                    self.assertTrue(content.startswith(b"PK"), path.name)
                    self.assertIn(str(path.with_suffix(".pdf")), paths)
                    continue
                self.assertTrue(content.startswith(b"%PDF"), path.name)
                pages = pypdf.PdfReader(io.BytesIO(content)).pages
                texts[path.name] = " ".join(page.extract_text() for page in pages)
        for name, text in texts.items():
            self.assertRegex(name, r"^[А-ЯЁ][^/]*[^.]\.pdf$")
            self.assertIn("157", text, name)
        for beginning, number in (
            ("Приказ о закреплении", 2),
            ("Приказ об утверждении положения", 1),
            ("Проект приказа", 3),
            ("Дорожная карта", 1),
            ("Согласие", 5),
        ):
            found = [name for name in texts if name.startswith(beginning)]
            self.assertEqual(len(found), number, found)
        assignment = next(n for n in texts if n.startswith("Приказ о закреплении"))
        self.assertIn("Мамедов Эльдар Рауф оглы", "".join(texts.values()))
        self.assertIn("ПРИКАЗЫВАЮ", texts[assignment])

    def test_every_docx_in_libreoffice(self):
        """Another program opens every DOCX and shows each word that the PDF has."""
        with tempfile.TemporaryDirectory() as folder:
            self.root["mentorship.sample.school"]._print_papers(folder)
            papers = sorted(Path(folder).glob("*.docx"))
            self.assertGreater(len(papers), 15)
            shown = Path(folder) / "shown"
            subprocess.run(
                [
                    "soffice",
                    "--headless",
                    f"-env:UserInstallation={shown.as_uri()}/user",
                    *("--convert-to", "pdf", "--outdir", str(shown)),
                    *map(str, papers),
                ],
                capture_output=True,
                timeout=300,
                check=True,
            )
            for paper in papers:
                # Letters set wide apart come out one by one: compare without spaces.
                found = "".join(self._shown(shown / f"{paper.stem}.pdf").split())
                words = re.findall(
                    r"[А-ЯЁа-яё]{4,}", self._shown(paper.with_suffix(".pdf"))
                )
                self.assertTrue(words, paper.name)
                lost = [word for word in words if word not in found]
                self.assertFalse(lost, paper.name)

    def _shown(self, path):
        """The text that a PDF shows."""
        with open(path, "rb") as file:
            return " ".join(page.extract_text() for page in pypdf.PdfReader(file).pages)


@tagged("post_install", "-at_install")
class TestSampleSchoolLoading(SampleCase):
    """Loading over one's own company, on other days, by other people."""

    @freeze_time("2026-07-15 09:00:00")
    def test_main_company_in_july(self):
        """My own company becomes the sample; in July nothing is dated ahead."""
        wizard, _action = self._load(use_main_company=True)
        self.assertEqual(self.company, self.own_company)
        school = wizard._school()
        self.assertEqual(school.name_short, "МБОУ «СОШ № 157» города Кирова")
        self.assertTrue(school.director_id and school.curator_id)
        roadmap = self._all("mentorship.roadmap")
        self.assertEqual(str(roadmap.date_start), "2026-09-01")
        self.assertEqual(self._untimely("2026-07-15"), [])
        for _role, login, password in wizard._logins():
            user = self.root["res.users"].search([("login", "=", login)])
            credential = {"type": "password", "login": login, "password": password}
            user.with_user(user)._check_credentials(credential, {"interactive": False})

    @freeze_time("2026-09-02 09:00:00")
    def test_first_days_of_september(self):
        """On the second day of school the scenario is as true as in spring."""
        self._load()
        self.assertEqual(self._untimely("2026-09-02"), [])
        states = Counter(self._all("mentorship.pair").mapped("state"))
        self.assertEqual(len(states), 5)

    @freeze_time("2027-06-30 09:00:00")
    def test_end_of_june(self):
        """When lessons are over, the year's monitoring is done."""
        self._load()
        self.assertEqual(self._untimely("2027-06-30"), [])
        roadmap = self._all("mentorship.roadmap")
        self.assertEqual(str(roadmap.date_start), "2026-09-01")
        stage = self.env.ref("school_mentorship.stage_completion")
        lines = roadmap.measure_ids.filtered(lambda m: m.stage_id == stage)
        self.assertIn("done", lines.mapped("state"))

    def test_refused_over_own_participants(self):
        """A school that has begun is not overwritten."""
        partner = self.root["res.partner"].create({"name": "Иванова Ирина Ивановна"})
        self.root["mentorship.participant"].with_company(self.own_company).create(
            {"role": "mentor", "partner_id": partner.id}
        )
        self.assertIn("roadmap or participants", self._refusal())

    def test_refused_over_own_staff(self):
        """A school that keeps its staff in Odoo is not renamed."""
        self.root["hr.employee"].create(
            {"name": "Иванова Ирина Ивановна", "company_id": self.own_company.id}
        )
        self.assertIn("already has employees", self._refusal())

    def _refusal(self):
        """The sentence with which the school's own data are left as they are."""
        wizard = self.env["mentorship.sample.school"].create({"use_main_company": True})
        with self.assertRaises(UserError) as caught:
            wizard.action_load()
        self.assertEqual(self.own_company.name, "Гимназия № 9")
        self.assertFalse(wizard._school())
        self.assertEqual(wizard._logins(), [])
        with self.assertRaises(UserError):
            wizard._print_papers("unused")
        return str(caught.exception)

    def test_only_the_administrator_loads(self):
        """A curator cannot load the sample."""
        curator = new_test_user(
            self.root,
            login="sample_curator",
            groups="base.group_user,school_mentorship.group_mentorship_curator",
        )
        with self.assertRaises(AccessError):
            self.env(user=curator)["mentorship.sample.school"].create({})

    def test_taken_login(self):
        """A login that somebody has already stays his own."""
        users = self.root["res.users"].with_context(active_test=False)
        for user in users.search([("login", "=like", "curator%")]):
            user.login = f"old_{user.id}"
        real = new_test_user(self.root, login="curator", groups="base.group_user")
        wizard, _action = self._load()
        logins = [login for _role, login, _password in wizard._logins()]
        self.assertIn("curator2", logins)
        self.assertEqual(real.login, "curator")
        self.assertNotIn(self.company, real.company_ids)
