"""A small school with its people, for all tests of the addon."""

from contextlib import contextmanager
from datetime import date
from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo.fields import Command
from odoo.tests import TransactionCase, freeze_time, new_test_user, tagged
from odoo.tools import mute_logger

# A Sunday in the middle of the first half-year; 12:00 in Kirov.
TODAY = "2026-11-22"
NOW = f"{TODAY} 09:00:00"


def _blank_papers(report, records, preview=False):
    return dict.fromkeys(records, "<p/>")


@tagged("post_install", "-at_install")
class MentorshipCommon(TransactionCase):
    """A school of its own beside whatever the database holds.

    `self.env` is the curator's, who has no HR rights: what a test does, a curator can
    do. `self.root` is for what other people prepare (staff, users, settings).
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(NOW))
        context = {"tracking_disable": True, "no_reset_password": True}
        env = cls.env(context={**cls.env.context, **context, "lang": "en_US"})
        cls.company = env["res.company"].create({"name": "Средняя школа № 3"})
        cls.root = env(context={**env.context, "allowed_company_ids": [cls.company.id]})
        cls._make_people()
        cls.school = cls.root["mentorship.school"]._of(cls.company)
        cls.school.write(
            {
                "name_full": "муниципальное общеобразовательное учреждение «Школа № 3»",
                "name_short": "МОУ «Школа № 3»",
                "name_short_genitive": "МОУ «Школа № 3»",
                "place": "г. Киров",
                "director_id": cls.staff["director"].id,
                "curator_id": cls.staff["curator"].id,
            }
        )
        cls.env = cls._as(cls.users["curator"])
        cls.school = cls.school.with_env(cls.env)
        cls.kind_pairs = cls.env.ref("school_mentorship.order_kind_pairs")
        cls.kind_roadmap = cls.env.ref("school_mentorship.order_kind_roadmap")
        cls.kind_curator = cls.env.ref("school_mentorship.order_kind_curator")
        cls.kind_regulation = cls.env.ref("school_mentorship.order_kind_regulation")
        cls.journal = cls.school.main_journal_id

    @classmethod
    def _make_people(cls):
        groups = {
            "director": "school_mentorship.group_mentorship_director",
            "curator": "school_mentorship.group_mentorship_curator",
            "admin": "school_mentorship.group_mentorship_admin",
            "officer": "hr.group_hr_user",
            "mentor": "base.group_user",
            "mentee": "base.group_user",
            "outsider": "base.group_user",
        }
        names = {
            "director": ("Смирнов Александр Александрович", "директор"),
            "curator": ("Козлова Наталья Викторовна", "заместитель директора по УВР"),
            "mentor": ("Иванова Ирина Ивановна", "учитель математики"),
            "mentee": ("Петров Пётр Петрович", "учитель физики"),
            "outsider": ("Соколова Ольга Игоревна", "учитель химии"),
            # People of the staff who are no users.
            "second": ("Морозов Сергей Павлович", "учитель истории"),
            "novice": ("Лебедева Анна Юрьевна", "учитель начальных классов"),
            "student": ("Орлов Денис Олегович", "учитель информатики"),
        }
        cls.users = {
            role: new_test_user(
                cls.root,
                login=f"mentorship_{role}",
                name=names.get(role, (role,))[0],
                groups=group,
                company_id=cls.company.id,
                tz="Europe/Moscow",
                lang="en_US",
            )
            for role, group in groups.items()
        }
        employees = cls.root["hr.employee"].create(
            [
                {
                    "name": name,
                    "job_title": job,
                    "company_id": cls.company.id,
                    "user_id": cls.users[role].id if role in cls.users else False,
                }
                for role, (name, job) in names.items()
            ]
        )
        cls.staff = dict(zip(names, employees, strict=True))

    @classmethod
    def _as(cls, user, companies=None):
        """The environment of a user who works in these schools."""
        ids = (companies or cls.company).ids
        return cls.root(
            user=user,
            su=False,
            context={**cls.root.context, "allowed_company_ids": ids},
        )

    # What a curator does, in one word each.

    @classmethod
    def _participant(cls, role, who=None, **vals):
        """An entry of the bank; by default of the member of staff named by the role."""
        employee = cls.staff[who or role]
        return cls.env["mentorship.participant"].create(
            {"role": role, "employee_id": employee.id, "date_in": "2026-09-01", **vals}
        )

    @classmethod
    def _outsiders(cls, role, number, env=None):
        """So many people from outside the staff in the bank."""
        env = env or cls.env
        partners = cls.root["res.partner"].create(
            [{"name": f"Кузнецов{i} Иван Петрович"} for i in range(number)]
        )
        return env["mentorship.participant"].create(
            [
                {"role": role, "partner_id": partner.id, "date_in": "2026-09-01"}
                for partner in partners
            ]
        )

    @classmethod
    def _consent(cls, people, kinds=None, day="2026-09-10", **vals):
        """Signed consents of these participants, all that their role needs."""
        duties = {"mentor": "mentor_duties", "mentee": "mentee_participation"}
        consents = cls.env["mentorship.consent"].create(
            [
                {"partner_id": person.partner_id.id, "kind": kind, **vals}
                for person in people
                for kind in kinds or ("data_processing", duties[person.role])
            ]
        )
        consents.action_sign(day)
        return consents

    @classmethod
    def _pair(cls, mentor=None, mentees=None, **vals):
        """A pair; by default of the school's mentor and mentee."""
        mentor = mentor or cls._participant("mentor")
        mentees = mentees or cls._participant("mentee")
        return cls.env["mentorship.pair"].create(
            {
                "mentor_id": mentor.id,
                "mentee_ids": [Command.set(mentees.ids)],
                "date_start": "2026-11-23",
                "date_end": "2027-05-31",
                **vals,
            }
        )

    @classmethod
    def _order(cls, pairs=None, kind=None, **vals):
        """A draft order, by default the one that assigns the pairs."""
        return cls.env["mentorship.order"].create(
            {
                "kind_id": (kind or cls.kind_pairs).id,
                "pair_ids": [Command.set(pairs.ids if pairs else [])],
                **vals,
            }
        )

    @classmethod
    def _to_sign(cls, order):
        """Lay an order on the director's desk; its print is tested elsewhere."""
        with cls._no_printer():
            order.action_to_sign()
        return order

    @classmethod
    @contextmanager
    def _no_printer(cls):
        """Print without drawing pages, which takes most of the time."""
        report = cls.registry["ir.actions.report"]
        with (
            patch.object(report, "_render_papers", _blank_papers),
            patch.object(report, "_paper_pdf", lambda *args, **kw: b"%PDF-"),
        ):
            yield

    @classmethod
    def _registered(cls, pairs=None, number="125-ОД", day=TODAY, kind=None, **vals):
        """A registered order."""
        order = cls._to_sign(cls._order(pairs, kind, **vals))
        order.register(number, day)
        return order

    @classmethod
    def _assigned(cls, **vals):
        """A pair at work: consented, and assigned by a registered order."""
        pair = cls._pair(**vals)
        cls._consent(pair.member_ids.participant_id)
        cls._registered(pair)
        return pair

    @classmethod
    def _roadmap(cls, **vals):
        """The roadmap of the running school year, at work."""
        roadmap = cls.env["mentorship.roadmap"].create(
            {"date_start": "2026-09-01", **vals}
        )
        roadmap.action_start()
        return roadmap

    @classmethod
    def _lines(cls, roadmap, **values):
        """The roadmap's lines that have these values."""
        return roadmap.measure_ids.filtered(
            lambda line: all(line[name] == value for name, value in values.items())
        )

    @classmethod
    def _commit(cls):
        """Everything that happens before a commit, without the commit."""
        cls.env.cr.flush()

    @staticmethod
    def _on(moment):
        """Another moment: `with self._on("2026-12-01 09:00:00")`."""
        return freeze_time(moment)

    @staticmethod
    def _day(text):
        """A date from «2026-11-22»."""
        return date.fromisoformat(text)

    @staticmethod
    def _plain(text):
        """A text without its no-break spaces."""
        return (text or "").replace("\u00a0", " ")

    def assertRefused(self, error, words, act, *args, **kwargs):
        """The act is refused with a sentence that says these words.

        Whatever it had begun is undone, as the web client's request would be.
        """
        with self.assertRaises(error) as caught, self.env.cr.savepoint():
            act(*args, **kwargs)
            self.env.flush_all()
        self.env.invalidate_all()
        self.assertIn(words.lower(), self._plain(str(caught.exception)).lower())

    def assertRefusedByDatabase(self, words, act, *args, **kwargs):
        """The database refuses the act; the user reads a sentence, as over HTTP."""
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError) as caught,
            self.env.cr.savepoint(),
        ):
            act(*args, **kwargs)
            self.env.flush_all()
        self.env.invalidate_all()
        error = caught.exception
        model = next(
            (
                self.env[model._name]
                for model in self.registry.values()
                if model._table == error.diag.table_name
            ),
            self.env["base"],
        )
        sentence = self._plain(model._sql_error_to_message(error))
        self.assertIn(words.lower(), sentence.lower())
