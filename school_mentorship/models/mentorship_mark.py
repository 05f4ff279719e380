import base64

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import groupby

from ..tools import russian

# How many papers a sentence names before it says «and so many more».
NAMED = 5


class MentorshipMark(models.Model):
    """Papers that were marked as signed together, so that it can be taken back.

    Nobody writes it: it is made by marking. Undoing puts back what was before, unless
    something stands on one of the papers already.
    """

    _name = "mentorship.mark"
    _description = "Marked as Signed Together"
    _order = "id desc"

    name = fields.Char(compute="_compute_name", search="_search_name")
    company_id = fields.Many2one(
        "res.company", string="School", required=True, index=True, ondelete="cascade"
    )
    user_id = fields.Many2one(
        "res.users", "Marked By", required=True, index=True, ondelete="restrict"
    )
    date = fields.Date("Day of Signature", required=True)
    total = fields.Integer("Papers")
    people = fields.Char("Whose")
    # What was before: list of model, id, values; a copy that came with it.
    before = fields.Json()
    state = fields.Selection(
        [("marked", "Marked"), ("undone", "Undone")], default="marked", required=True
    )

    @api.depends("total", "date")
    def _compute_name(self):
        for mark in self:
            mark.name = self.env._(
                "%(total)s papers, %(date)s",
                total=mark.total,
                date=russian.date_numeric(mark.date),
            )

    @api.model
    def _search_name(self, operator, value):
        """A mark is looked for by those whose papers they are."""
        return [("people", operator, value)]

    @api.model
    def _mark(self, papers, date, copies=None):
        """Mark papers as signed on a day, all of them or none.

        :param papers: list of recordsets of models with `mentorship.signing.mixin`
        :param date: the day of signature, one for all
        :param copies: dict of record → (file name, bytes): scans of signed papers,
            also of orders, which are registered elsewhere
        :return: the new `mentorship.mark`
        :raises UserError: naming the papers that cannot be marked, and why
        """
        copies = copies or {}
        date = fields.Date.to_date(date)
        if not date or date > fields.Date.context_today(self):
            raise UserError(
                self.env._(
                    "The day of signature, %s, has not come yet. Enter the day that "
                    "stands on the papers.",
                    russian.date_numeric(date) or "–",
                )
            )
        papers = [records for records in papers if records]
        everything = [*papers, *self._by_model(copies)]
        if not everything:
            raise UserError(self.env._("Tick at least one paper."))
        for records in everything:
            records.check_access("write")
            self._lock(records)
        self._refuse(
            {
                record: problem
                for records in papers
                for record, problem in records._signing_problems(date).items()
            }
        )
        before = [
            {"model": records._name, "id": record.id, "values": values}
            for records in papers
            for record, values in ((r, r._before_signing()) for r in records)
        ]
        before += [
            {"model": record._name, "id": record.id, "copy": True} for record in copies
        ]
        for records in papers:
            # Tracking posts message by message: these papers get theirs all at once.
            records.with_context(tracking_disable=True)._sign_marked(date)
            self._tell(
                records,
                self.env._(
                    "Marked as signed on %s, together with others.",
                    russian.date_numeric(date),
                ),
            )
        reason = self.env._("a newer scan took its place")
        for record, (name, content) in copies.items():
            record.with_context(signed_copy_reason=reason).write(
                {"signed_copy": base64.b64encode(content), "signed_copy_name": name}
            )
        people = dict.fromkeys(
            record._signing_words()[0] for records in papers for record in records
        )
        # Nobody writes a mark himself; the right to change the papers was checked.
        return (
            self.sudo()
            .create(
                {
                    "company_id": everything[0].company_id[:1].id,
                    "user_id": self.env.uid,
                    "date": date,
                    "total": len({(row["model"], row["id"]) for row in before}),
                    "people": ", ".join(filter(None, people)),
                    "before": before,
                }
            )
            .sudo(False)
        )

    @api.model
    def _tell(self, records, text):
        """A line in the chatter of all these records, where they have one."""
        # What is computed of them is written quietly, too: the banks' states.
        people = self.env["mentorship.participant"]
        people.with_context(tracking_disable=True)._recompute_model(["state"])
        if hasattr(records, "_message_log_batch"):
            records._message_log_batch(bodies=dict.fromkeys(records.ids, text))

    @api.model
    def _lock(self, records):
        """Let nobody else change these records until the end of the transaction.

        :raises UserError: when somebody is just doing so
        """
        if len(records.try_lock_for_update(allow_referencing=True)) < len(records):
            raise UserError(
                self.env._(
                    "Somebody else is marking these papers at this moment. Try again."
                )
            )
        records.invalidate_recordset()

    @api.model
    def _by_model(self, records):
        """Records of several models as one recordset a model."""
        return [
            found[0].union(*found)
            for _name, found in groupby(records, lambda record: record._name)
        ]

    @api.model
    def _refuse(self, problems):
        """
        :param dict problems: record → why it cannot be done
        :raises UserError: naming the first of them, row by row; nothing if none
        """
        if not problems:
            return
        lines = []
        for record, problem in list(problems.items())[:NAMED]:
            person, paper = record._signing_words()
            lines.append(f"{person} – {paper}: {problem}.")
        if len(problems) > NAMED:
            lines.append(self.env._("And %s more.", len(problems) - NAMED))
        raise UserError(
            self.env._(
                "Nothing has been changed.\n%s\nUntick these lines.", "\n".join(lines)
            )
        )

    def action_undo(self):
        """Take a mark back: the papers are again as they were before it.

        :raises UserError: naming the papers on which something stands already
        """
        self.ensure_one()
        self.check_access("read")
        self._lock(self)
        if self.state == "undone":
            raise UserError(self.env._("This mark has been taken back already."))
        kept = {
            name: self.env[name].browse([row["id"] for row in rows]).exists()
            for name, rows in groupby(self.before, lambda row: row["model"])
        }
        by_id = {(r._name, r.id): r for records in kept.values() for r in records}
        rows = [
            (by_id[key], row)
            for row in self.before
            if (key := (row["model"], row["id"])) in by_id
        ]
        marked = self._by_model([record for record, row in rows if "values" in row])
        problems = {}
        for records in marked:
            records.check_access("write")
            self._lock(records)
            problems.update(records._undo_problems(records))
        if problems:
            lines = []
            for record, problem in list(problems.items())[:NAMED]:
                person, paper = record._signing_words()
                lines.append(f"{person} – {paper}: {problem}.")
            raise UserError(
                self.env._(
                    "The mark stays as it is: something stands on it already.\n%s",
                    "\n".join(lines),
                )
            )
        reason = self.env._("the mark «signed» was taken back")
        for record, row in rows:
            record = record.with_context(signed_copy_reason=reason)
            if "values" in row:
                quiet = record.with_context(tracking_disable=True)
                quiet._undo_signing(row["values"])
            else:
                # The copy that goes stays in the chatter, with the reason.
                record.write({"signed_copy": False, "signed_copy_name": False})
        for records in marked:
            self._tell(records, self.env._("The mark as signed was taken back."))
        # As above: the right to change the papers was checked.
        self.sudo().write({"state": "undone"})
        return True

    def _action_told(self):
        """Say how many papers were marked, and where it is taken back."""
        self.ensure_one()
        message = self.env._("Marked as signed: %s", self.total)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                # The web client puts the link into the place of the sign.
                "message": f"{message} %s",
                "links": [
                    {
                        "label": self.env._("Undo or look"),
                        "url": "/odoo/mentorship-marks",
                    }
                ],
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
