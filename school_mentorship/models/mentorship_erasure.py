from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import russian

# Order of Roskomnadzor of 28.10.2022 No 179, item 8: kept for three years.
YEARS_KEPT = 3


class MentorshipErasure(models.Model):
    """That personal data were destroyed: the act, with the extract from the log.

    Order of Roskomnadzor of 28.10.2022 No 179: an act and an extract from the log of
    events prove the destruction; both are kept for three years. Made by the button of
    the withdrawn consent and by nothing else; never changed, never deleted. It knows
    what kind of data and how many records were destroyed, and nothing of what stood in
    them. It hangs on the consent, which is kept as proof too, and outlives the
    person's entry in the bank.
    """

    _name = "mentorship.erasure"
    _description = "Act of Destruction of Personal Data"
    _order = "date desc, id desc"

    consent_id = fields.Many2one(
        "mentorship.consent",
        "Withdrawn Consent",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        "res.company",
        "School",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    # As of that day, whatever becomes of the records they were taken from.
    name = fields.Char("Person", required=True, readonly=True)
    date = fields.Datetime("Destroyed On", required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users",
        "Destroyed By",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    user_name = fields.Char(readonly=True)
    position = fields.Char("His or Her Position", readonly=True)
    date_signed = fields.Date("Consent of", readonly=True)
    date_withdrawn = fields.Date("Withdrawal Received", readonly=True)
    system = fields.Char("Information System", readonly=True)
    # list of {"kind", "model", "ids"}: which records of which table are no more.
    log = fields.Json(readonly=True)
    data = fields.Text("Destroyed Data", compute="_compute_data")
    date_keep = fields.Date(
        "Keep Until",
        compute="_compute_date_keep",
        help="The signed act and the extract from the log are kept for three years "
        "from the day of the destruction (order of Roskomnadzor of 28.10.2022 "
        "No. 179). Copies of the database made before that day still hold the data: "
        "see that they are overwritten in their turn.",
    )

    @api.depends("log")
    @api.depends_context("lang")
    def _compute_data(self):
        kinds = self._kinds()
        for erasure in self:
            erasure.data = "\n".join(
                f"{kinds[event['kind']]} – {len(event['ids'])}"
                for event in erasure.log or ()
            )

    @api.depends("date")
    def _compute_date_keep(self):
        for erasure in self:
            erasure.date_keep = fields.Date.add(erasure._day(), years=YEARS_KEPT)

    @api.model
    def _kinds(self):
        """The kinds of data that are kept by consent alone, in the reader's words.

        :return: dict kind → str
        """
        return {
            "answers": self.env._("answers to questionnaires"),
            "areas": self.env._("needs and abilities"),
            "wishes": self.env._("wishes and vetoes"),
            "proposals": self.env._("proposals of matching"),
            "types": self.env._("chosen types of mentoring"),
        }

    @api.model
    def _record(self, consent, destroyed):
        """Write down what has been destroyed by the withdrawal of a consent.

        :param consent: `mentorship.consent` record, withdrawn
        :param dict destroyed: kind of data → (name of the model, ids)
        :return: `mentorship.erasure` record, empty where nothing was destroyed
        """
        log = [
            {"kind": kind, "model": model, "ids": ids}
            for kind, (model, ids) in destroyed.items()
            if ids
        ]
        if not log:
            return self.browse()
        user = self.env.user
        # Who destroyed says so with his position; the personnel file is closed.
        employee = user.sudo().with_company(consent.company_id).employee_id
        # Nobody has the right to make an act: it is the trace of the destruction,
        # whose right was asked for by who calls.
        return self.sudo().create(
            {
                "consent_id": consent.id,
                "company_id": consent.company_id.id,
                "name": consent.name,
                "date": fields.Datetime.now(),
                "user_id": user.id,
                "user_name": employee.name or user.name,
                "position": employee.job_title,
                "date_signed": consent.date_signed,
                "date_withdrawn": consent.date_withdrawn,
                "system": f"информационная система «Наставничество» (Odoo, база "
                f"данных «{self.env.cr.dbname}»)",
                "log": log,
            }
        )

    def write(self, vals):
        """
        :raises UserError: whoever changes whatever
        """
        if vals:
            raise UserError(
                self.env._("An act of destruction is proof and cannot be changed.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_proof(self):
        raise UserError(
            self.env._(
                "An act of destruction is proof and cannot be deleted: it is kept for "
                "three years."
            )
        )

    def _day(self):
        """The day of the destruction where the reader is."""
        return fields.Date.context_today(self, self.date)

    def _moment(self):
        """Day and time of the destruction where the reader is, «22.11.2026 12:00»."""
        moment = fields.Datetime.context_timestamp(self, self.date)
        return f"{russian.date_numeric(moment)} {moment:%H:%M}"

    def _action_open(self):
        """Open the act, or the acts, of one consent."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "school_mentorship.mentorship_erasure_action"
        )
        if len(self) == 1:
            return {
                **action,
                "res_id": self.id,
                "view_mode": "form",
                "views": [(False, "form")],
            }
        return {**action, "domain": [("id", "in", self.ids)]}

    def action_print(self):
        """Print the act with the extract from the log."""
        return self._report().report_action(self)

    def action_docx(self):
        """The same as DOCX."""
        return self._report().docx_action(self)

    def _report(self):
        return self.env.ref("school_mentorship.mentorship_erasure_report")
