from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

# The models whose records are marked.
PAPERS = ("mentorship.consent", "mentorship.agreement", "mentorship.acquaintance")


class MentorshipSign(models.TransientModel):
    """The window in which many papers are marked as signed on one day.

    All are ticked but those that cannot be signed; «all except» is unticking.
    """

    _name = "mentorship.sign"
    _description = "Mark as Signed"

    date = fields.Date(
        "Day of Signature", required=True, default=fields.Date.context_today
    )
    line_ids = fields.One2many("mentorship.sign.line", "sign_id", "Papers")
    ready_count = fields.Integer(compute="_compute_ready_count")

    @api.depends("line_ids.selected")
    def _compute_ready_count(self):
        for wizard in self:
            wizard.ready_count = len(wizard.line_ids.filtered("selected"))

    @api.model
    def _open_for(self, records):
        """Open the window for what is to be signed with these records.

        :param records: papers themselves; or participants, pairs, orders: what waits
            for their signatures
        :return: action
        :raises UserError: when nothing waits
        """
        papers = self._papers_of(records)
        lines = []
        today = fields.Date.context_today(self)
        for model in papers:
            model.check_access("write")
            problems = model._signing_problems(today)
            for record in model:
                person, paper = record._signing_words()
                lines.append(
                    fields.Command.create(
                        {
                            "res_model": record._name,
                            "res_id": record.id,
                            "name": person,
                            "paper": paper,
                            "selected": record not in problems,
                        }
                    )
                )
        if not lines:
            raise UserError(
                self.env._(
                    "Nothing waits for a signature here. Print the packet to be "
                    "signed first."
                )
            )
        lines.sort(key=lambda command: command[2]["name"])
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Mark as Signed"),
            "res_model": self._name,
            "res_id": self.create({"line_ids": lines}).id,
            "view_mode": "form",
            "target": "new",
        }

    @api.model
    def _papers_of(self, records):
        """The papers that wait to be signed by whom these records are about.

        :return: list of recordsets, one a model
        """
        if records._name in PAPERS:
            return [records]
        if records._name == "mentorship.order":
            lines = records.acquaintance_ids
            return [lines.filtered(lambda line: not line.date)]
        if records._name == "mentorship.pair":
            records = records.member_ids.participant_id
        partners = records.partner_id
        own = Domain("company_id", "in", records.company_id.ids)
        waits = own & Domain("state", "=", "printed")
        found = [
            self.env["mentorship.consent"].search(
                waits & Domain("partner_id", "in", partners.ids)
            ),
            self.env["mentorship.agreement"].search(
                waits & Domain("participant_id", "in", records.ids)
            ),
            self.env["mentorship.acquaintance"].search(
                own
                & Domain("partner_id", "in", partners.ids)
                & Domain("date", "=", False)
                & Domain("order_id.state", "=", "registered")
            ),
        ]
        return [papers for papers in found if papers]

    def action_mark(self):
        """Mark the ticked papers."""
        self.ensure_one()
        chosen = self.line_ids.filtered("selected")
        papers = [
            self.env[model].browse(lines.mapped("res_id")).exists()
            for model, lines in chosen.grouped("res_model").items()
            if model in PAPERS
        ]
        mark = self.env["mentorship.mark"]._mark(papers, self.date)
        return mark._action_told()


class MentorshipSignLine(models.TransientModel):
    """A paper in the window."""

    _name = "mentorship.sign.line"
    _description = "Paper to Be Marked as Signed"

    sign_id = fields.Many2one(
        "mentorship.sign", required=True, index=True, ondelete="cascade"
    )
    res_model = fields.Char(required=True, readonly=True)
    res_id = fields.Many2oneReference(
        "Paper's Record", model_field="res_model", required=True, readonly=True
    )
    name = fields.Char("Person", readonly=True)
    paper = fields.Char("Which Paper", readonly=True)
    selected = fields.Boolean("Signed")
    problem = fields.Char("What Prevents It", compute="_compute_problem")

    @api.depends("sign_id.date", "res_id")
    def _compute_problem(self):
        self.problem = False
        for wizard, lines in self.grouped("sign_id").items():
            date = wizard.date or fields.Date.context_today(self)
            for model, of_model in lines.grouped("res_model").items():
                if model not in PAPERS:
                    continue
                records = self.env[model].browse(of_model.mapped("res_id")).exists()
                problems = records._signing_problems(date)
                for line in of_model:
                    line.problem = problems.get(records.browse(line.res_id), False)
