from odoo import fields, models
from odoo.exceptions import UserError

from .mentorship_consent_gate_mixin import CONSENT_SINCE


class MentorshipOrder(models.Model):
    """Registration: what an order checks and what it brings about."""

    _inherit = "mentorship.order"

    def action_register(self):
        """Open the window in which number, date and signer are entered."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Register the Order"),
            "res_model": "mentorship.order.register",
            "view_mode": "form",
            "target": "new",
            "context": {"default_order_id": self.id},
        }

    def register(self, number=None, date=None, confirm_duplicate=False):
        """Register an order that lay to be signed, and apply its effects.

        :param str number: the clerk's number; None in a journal that numbers itself
        :param date: date of signature; today if not given
        :param bool confirm_duplicate: the same number twice in a year is meant
        :return: True
        :raises UserError: nothing is written then
        """
        self._lock_for_registration()
        if self.state != "signing":
            raise UserError(
                self.env._("Print the order for signature before registering it.")
            )
        date = fields.Date.to_date(date) or fields.Date.context_today(self)
        if date > fields.Date.context_today(self):
            raise UserError(
                self.env._("An order cannot be registered with a date to come.")
            )
        number = self._registration_number(number, date, confirm_duplicate)
        self._take_effect(number, date)
        return True

    def _lock_for_registration(self):
        """Let one registration after the other through, and none twice.

        :raises UserError: when the order is registered already
        """
        self.ensure_one()
        self.check_access("write")
        # The journal first: two registrations of the same moment go one after the
        # other, the second sees what the first has done.
        self.journal_id._lock()
        self.invalidate_recordset(["state"])
        if self.state == "registered":
            raise UserError(
                self.env._("«%s» has been registered already.", self.display_name)
            )

    def _take_effect(self, number, date, **vals):
        """Check the effects, write number and date, let the effects come about."""
        self._check_effects(date)
        # Another order may have been quicker while this one lay on the desk.
        self._check_references()
        self._write_guarded(
            {"state": "registered", "number": number, "date": date, **vals}
        )
        for effect in self._effects():
            # The right to register is what was checked above; what a registered
            # order orders then happens, whoever typed its number.
            getattr(self.sudo(), f"_apply_{effect}")()
        # The repealed order is closed to clients like any registered one.
        self.repeals_id.sudo().repealed_by_id = self

    def _registration_number(self, number, date, confirm_duplicate):
        """The number to register under, typed or counted.

        :raises UserError: when it is missing, or taken and not confirmed
        """
        number = " ".join((number or "").split())
        if not number:
            if self.journal_id.numbering == "auto":
                return self.journal_id._next_number(date.year)
            raise UserError(
                self.env._("Enter the number that the clerk gave to the order.")
            )
        if not confirm_duplicate and (twin := self._same_number(number, date)):
            raise UserError(
                self.env._(
                    "The number %(number)s was given to «%(order)s» this year. If the "
                    "journal really holds it twice, confirm it.",
                    number=number,
                    order=twin.display_name,
                )
            )
        return number

    def _same_number(self, number, date):
        """A registered order of the same journal and calendar year with this number."""
        return self.search(
            [
                ("id", "!=", self.id),
                ("journal_id", "=", self.journal_id.id),
                ("number_year", "=", date.year),
                ("number_key", "=", self._number_key(number)),
            ],
            limit=1,
        )

    def _check_effects(self, date):
        """Ask every effect of the order whether it can come about on this date."""
        self.ensure_one()
        for effect in self._effects():
            getattr(self, f"_check_{effect}")(date)

    def _check_approves_regulation(self, date):
        """Nothing to check: the regulation itself is the annex."""

    def _apply_approves_regulation(self):
        """Quote the school's own regulation in the orders that follow."""
        name = "Положение о системе наставничества педагогических работников"
        acts = self.env["mentorship.legal.act"]
        own = acts.search(
            [("name", "=", name), ("company_id", "=", self.company_id.id)]
        )
        own.filtered(
            lambda act: (
                not act.date_until and act.date_from and act.date_from < self.date
            )
        ).write({"date_until": fields.Date.subtract(self.date, days=1)})
        # An order of before may be entered after the one that replaced its act.
        later = min(
            own.filtered(
                lambda act: act.date_from and act.date_from > self.date
            ).mapped("date_from"),
            default=None,
        )
        acts.create(
            {
                "name": name,
                "level": "4_school",
                "date_until": later and fields.Date.subtract(later, days=1),
                "quote_by_default": True,
                "company_id": self.company_id.id,
                "order_id": self.id,
                **self._regulation_vals(),
            }
        )

    def _regulation_vals(self):
        """What the regulation takes over from the order that approves it."""
        return {
            "citation": (
                "Положением о системе наставничества педагогических работников, "
                f"утверждённым приказом от {self.date:%d.%m.%Y} № {self.number}"
            ),
            "number": self.number,
            "date": self.date,
            "date_from": self.date,
        }

    def _check_approves_roadmap(self, date):
        if not self.roadmap_id:
            raise UserError(self.env._("Choose the roadmap that the order approves."))

    def _apply_approves_roadmap(self):
        self.roadmap_id._approve()

    def _check_appoints_curator(self, date):
        if not self.curator_id:
            raise UserError(self.env._("Choose whom the order appoints curator."))

    def _apply_appoints_curator(self):
        later = self.search_count(
            [
                ("company_id", "=", self.company_id.id),
                ("appoints_curator", "=", True),
                ("state", "=", "registered"),
                ("repealed_by_id", "=", False),
                ("date", ">", self.date),
            ],
            limit=1,
        )
        # An order of before, entered after a newer one, appoints nobody any more.
        if not later:
            self._school().curator_id = self.curator_id
            self.roadmap_id.curator_id = self.curator_id

    def _check_assigns_pairs(self, date):
        """Labour Code, art. 351.8: no mentor without his written consent."""
        if not self.pair_ids:
            raise UserError(
                self.env._("Add the pairs: an order without pairs assigns nobody.")
            )
        for pair in self.pair_ids:
            if not pair._members_of("mentor") or not pair._members_of("mentee"):
                raise UserError(
                    self.env._(
                        "The pair %s needs a mentor and a mentee.", pair.name or ""
                    )
                )
            if pair.state == "suspended":
                raise UserError(
                    self.env._(
                        "The pair %s is suspended. Let it resume its work first, or "
                        "leave it out of the order.",
                        pair.name,
                    )
                )
            if pair.state not in ("preparing", "active"):
                raise UserError(self.env._("The pair %s has already ended.", pair.name))
        lacking = self._without_consent(date)
        if lacking:
            people = self.env["mentorship.participant"].union(*lacking.values())
            raise UserError(
                self.env._(
                    "%s: no written consent to the duties of a mentor on the date of "
                    "the order. Have it signed, or leave these pairs out with the "
                    "button «Leave out pairs without consent».",
                    ", ".join(people.mapped("short_name")),
                )
            )

    def _without_consent(self, date=None):
        """The pairs of these orders whose mentor may not be assigned on a day.

        :param date: date of the order; today if not given
        :return: dict of pair → `mentorship.participant`
        """
        if date and date < CONSENT_SINCE:
            return {}
        return self.pair_ids._without_mentor_consent(date)

    def _apply_assigns_pairs(self):
        self.pair_ids.filtered(lambda pair: pair.state == "preparing").write(
            {"state": "active"}
        )

    def _check_approves_programs(self, date):
        """A program is approved with its goal and plan.

        An order of before may name pairs only, whose programs are kept on paper.
        """
        if not self.program_ids and not self.pair_ids:
            raise UserError(self.env._("Add the programs that the order approves."))
        self.program_ids._check_approvable()

    def _apply_approves_programs(self):
        self.program_ids._approve(self.date)

    def _check_changes_pairs(self, date):
        if not self.change_ids:
            raise UserError(
                self.env._("Add the pairs that the order changes, with the result.")
            )
        for change in self.change_ids:
            # A pair that somebody left when leaving the school has ended already; the
            # order confirms it, or lets the pair go on with another mentor.
            if (
                change.pair_id.state not in ("active", "suspended")
                and not change.pair_id.left_behind
            ):
                raise UserError(
                    self.env._(
                        "%s: the pair is not at work, so it cannot be changed.",
                        change.pair_id.name,
                    )
                )
        # Labour Code, art. 351.8: a new mentor consents before he is assigned.
        replacing = self.change_ids.filtered(lambda c: c.result == "replaced")
        valid = self.env["mentorship.consent"]._valid(
            replacing.new_mentor_id.partner_id,
            ["mentor_duties"],
            date,
            self.company_id,
            replacing.pair_id,
        )
        lacking = replacing.filtered(
            lambda change: (
                not any(
                    not consent.pair_id or consent.pair_id == change.pair_id
                    for consent in valid.get(
                        (change.new_mentor_id.partner_id.id, "mentor_duties"), ()
                    )
                )
            )
        ).new_mentor_id
        if lacking:
            raise UserError(
                self.env._(
                    "%s: no written consent to the duties of a mentor on the date of "
                    "the order. Have it signed first.",
                    ", ".join(lacking.mapped("short_name")),
                )
            )

    def _apply_changes_pairs(self):
        self.change_ids._apply()

    def _check_starts_monitoring(self, date):
        """Nothing to check: a round without pairs would only count nobody."""

    def _apply_starts_monitoring(self):
        """Open the round of monitoring that the order announces, or join it."""
        self.env["mentorship.monitoring"]._start_by(self)
