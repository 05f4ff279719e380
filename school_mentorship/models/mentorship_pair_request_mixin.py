import base64

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools import russian

DIRECTOR = "school_mentorship.group_mentorship_director"


class MentorshipPairRequestMixin(models.AbstractModel):
    """A mentee's request for another mentor: entered, printed, kept with its scan.

    Director and curator read it; the mentor whom it is about does not. The order that
    follows takes its reason and the person wished for from here.

    Source: letter AZ-1128/08, section 7 (another mentor goes on with the program).
    """

    _name = "mentorship.pair.request.mixin"
    _description = "Request to Change the Mentor"
    # Which field keeps the signed copy of `_paper_report`.
    _SIGNED_COPY = "request_copy"

    request_date = fields.Date(
        "Date of the Request", copy=False, tracking=True, groups=DIRECTOR
    )
    request_person_id = fields.Many2one(
        "mentorship.participant",
        "Who Asks",
        domain="[('member_ids.pair_id', '=', id), ('role', '=', 'mentee')]",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        groups=DIRECTOR,
        help="Empty: the only mentee of the pair.",
    )
    request_wish_id = fields.Many2one(
        "mentorship.participant",
        "Mentor Wished For",
        domain="[('role', '=', 'mentor'), ('state', '!=', 'left')]",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        groups=DIRECTOR,
    )
    request_reason = fields.Char(
        "Reason of the Request",
        copy=False,
        groups=DIRECTOR,
        help="Printed in the request; may stay empty.",
    )
    request_copy = fields.Binary("Signed Request", copy=False, groups=DIRECTOR)
    request_copy_name = fields.Char("File of the Request", copy=False, groups=DIRECTOR)

    @api.constrains("request_copy", "request_copy_name", "request_date")
    def _check_request_copy(self):
        """The same files as for any other signed paper."""
        for pair in self.with_context(bin_size=False).filtered("request_copy"):
            if not pair.request_date:
                raise ValidationError(
                    self.env._("%s: enter the date of the signed request.", pair.name)
                )
            self.env["mentorship.paper.mixin"]._refuse_bad_scan(
                base64.b64decode(pair.request_copy), pair.display_name
            )

    @api.constrains("request_date")
    def _check_request_date(self):
        """A request is written while the pair works, and not tomorrow."""
        today = fields.Date.context_today(self)
        for pair in self.filtered("request_date"):
            if not pair.date_start <= pair.request_date <= today:
                raise ValidationError(
                    self.env._(
                        "%(pair)s: the request of %(day)s. Enter a day from %(start)s "
                        "to today.",
                        pair=pair.name,
                        day=russian.date_numeric(pair.request_date),
                        start=russian.date_numeric(pair.date_start),
                    )
                )

    def write(self, vals):
        new = fields.Date.to_date(vals.get("request_date"))
        if "request_date" in vals and "request_copy" not in vals:
            # A signed paper is not lost by writing another one over it.
            for pair in self.filtered("request_copy_name"):
                if pair.request_date and pair.request_date != new:
                    raise UserError(
                        self.env._(
                            "%(pair)s: the signed request of %(day)s is kept here. "
                            "Save its file and remove it before another request is "
                            "entered.",
                            pair=pair.name,
                            day=russian.date_numeric(pair.request_date),
                        )
                    )
        return super().write(vals)

    def _paper_report(self):
        """The report whose signed copy a pair keeps."""
        return self.env.ref("school_mentorship.mentorship_mentor_change_report")

    def action_print_request(self):
        """Print the request, or the blank form where none has been entered."""
        return self._paper_report().report_action(self)

    def _may_read_request(self):
        """Whether the user may read the request that has been entered."""
        self.ensure_one()
        return self.env.user.has_group(DIRECTOR)

    def _request_mentor(self):
        """The mentor whom the request is about: the one of its day.

        :return: `mentorship.participant`
        """
        self.ensure_one()
        day = self.request_date
        mentors = self.member_ids.filtered(lambda member: member.role == "mentor")
        then = mentors.filtered(
            lambda m: (
                (m.date_start or self.date_start) <= day
                and (not m.date_end or m.date_end >= day)
            )
        )
        return then.participant_id[:1] or self.mentor_id

    def _request_asker(self):
        """Who asks: the one entered, or the only mentee.

        :return: `mentorship.participant`, empty for a group that has not said
        """
        self.ensure_one()
        mentees = self.mentee_ids
        return self.request_person_id or (
            mentees if len(mentees) == 1 else mentees.browse()
        )

    def _request_words(self):
        """The request as the basis of an order, in Russian as it is printed.

        :return: str, empty where none was entered
        """
        self.ensure_one()
        if not self.request_date:
            return ""
        name = self.env["mentorship.declension"]._decline(
            self._request_asker().name or "",
            "genitive",
            "person",
            self.company_id,
            True,
        )
        day = russian.date_numeric(self.request_date)
        return " ".join(filter(None, ("ходатайство", name, "от", day)))
