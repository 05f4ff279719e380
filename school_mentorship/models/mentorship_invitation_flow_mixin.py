from odoo import fields, models
from odoo.fields import Command

from ..tools import declension, questionnaire

CASES = ("nominative", "genitive", "dative", "accusative", "instrumental")


class MentorshipInvitationFlowMixin(models.AbstractModel):
    """Where answers flow: needs and abilities, readiness, places, wishes – to the bank.

    Everything comes from the codes of questions and options; what a school asks
    besides stays in the questionnaire.
    """

    _name = "mentorship.invitation.flow.mixin"
    _description = "From a Questionnaire to the Bank"

    def _flow(self):
        """Take over into the bank what this person has answered under his name."""
        self.ensure_one()
        role = {"needs": "mentee", "mentor": "mentor"}.get(self.sitting_id.purpose)
        if not role:
            return
        answers = self.env["mentorship.answer"].search(
            [("invitation_id", "=", self.id)]
        )
        by_code = answers.grouped("code")
        person = self._entry(role, by_code.get("readiness", answers.browse()))
        if not person:
            return
        # No need is no row in the bank, unless there was one before.
        known = person.area_line_ids.area_id
        scores = {
            line.area_id: max(0, min(3, round(line.value)))
            for line in answers.filtered("area_id")
            if round(line.value) > 0 or line.area_id in known
        }
        if scores:
            person._set_area_scores(
                scores, self.date_answered, self.sitting_id.survey_id.title
            )
        vals = {}
        ready = by_code.get("readiness", answers).option_id.filtered("mentorship_code")
        if ready and "readiness" in by_code:
            vals["readiness"] = ready[0].mentorship_code
        if role == "mentor" and "capacity" in by_code:
            vals["capacity"] = int(by_code["capacity"][0].value)
        if types := self._formats(by_code.get("formats", answers.browse())):
            vals["type_ids"] = [Command.set(types.ids)]
        if vals:
            person.write(vals)
        for kind in ("wish", "veto"):
            for line in by_code.get(kind, ()):
                self._keep_wish(person, kind, line.answer)

    def _entry(self, role, readiness):
        """The person's entry in the bank; a new one for who is ready to come in.

        :param str role: role of the entry
        :param readiness: `mentorship.answer` about readiness
        :return: `mentorship.participant` record or none
        """
        if self.participant_id:
            return self.participant_id
        people = self.env["mentorship.participant"]
        found = people.search(
            [
                ("partner_id", "=", self.partner_id.id),
                ("company_id", "=", self.company_id.id),
                ("role", "=", role),
                ("date_out", "=", False),
            ],
            limit=1,
        )
        if not found and readiness.option_id.mentorship_code == "ready":
            employee = self.env["hr.employee"].search(
                [
                    ("work_contact_id", "=", self.partner_id.id),
                    ("company_id", "=", self.company_id.id),
                ],
                limit=1,
            )
            found = people.create(
                {
                    "role": role,
                    "company_id": self.company_id.id,
                    "date_in": fields.Date.context_today(self),
                    **(
                        {"employee_id": employee.id}
                        if employee
                        else {"partner_id": self.partner_id.id}
                    ),
                }
            )
        self.participant_id = found
        return found

    def _formats(self, answers):
        """The types of mentoring behind the ticked formats."""
        types = self.env["mentorship.type"]
        for code in answers.option_id.mapped("mentorship_code"):
            if code and code.startswith("type_"):
                name = f"school_mentorship.{code}"
                types |= self.env.ref(name, raise_if_not_found=False) or types
        return types

    def _keep_wish(self, person, kind, text):
        """A wish or a veto about a colleague, if the text names one of the bank.

        What names nobody, or one of two namesakes, the curator reads himself.

        :param person: `mentorship.participant` whose wish it is
        :param str kind: ``wish`` or ``veto``
        :param str text: his own words
        """
        if questionnaire.says_nothing(text):
            return
        words = {questionnaire.name_key(word) for word in text.split()}
        others = self.env["mentorship.participant"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("role", "!=", person.role),
                ("state", "!=", "left"),
                ("partner_id", "!=", person.partner_id.id),
            ]
        )
        meant = others.filtered(lambda other: words & self._surname_forms(other.name))
        if len(meant.partner_id) != 1:
            person.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=self.env._("Read the wishes in the questionnaire"),
                user_id=self._curator_user().id,
            )
            return
        wishes = self.env["mentorship.preference"]
        known = wishes.search(
            [
                ("participant_id", "=", person.id),
                ("partner_id", "=", meant.partner_id.id),
            ]
        )
        vals = {"kind": kind, "note": text}
        if known:
            known.write(vals)
        else:
            wishes.create(
                {
                    **vals,
                    "participant_id": person.id,
                    "partner_id": meant.partner_id.id,
                }
            )

    def _surname_forms(self, name):
        """The surname in all cases, as it is compared."""
        forms = {declension.decline(name, case).split(" ")[0] for case in CASES}
        return {questionnaire.name_key(form) for form in forms} - {""}

    def _curator_user(self):
        """Whose task it is: the curator's, or that of whoever gave the sheets out."""
        school = self.env["mentorship.school"]._of(self.company_id)
        return school.curator_id.user_id or self.sitting_id.create_uid
