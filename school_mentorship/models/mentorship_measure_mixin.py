from odoo import fields, models

from .mentorship_consent import KINDS
from .mentorship_school_survey_mixin import ASKED


class MentorshipMeasureMixin(models.AbstractModel):
    """What a line of a roadmap and a line of its template have in common."""

    _name = "mentorship.measure.mixin"
    _description = "Line of a Roadmap or of Its Template"

    name = fields.Char(required=True)
    stage_id = fields.Many2one(
        "mentorship.stage",
        required=True,
        index=True,
        ondelete="restrict",
        group_expand="_read_group_expand_full",
    )
    sequence = fields.Integer(default=10)
    expected_result = fields.Char()
    term_text = fields.Char(
        "Term in Words", help="Instead of dates: «ежегодно», «в течение года»."
    )
    responsible_text = fields.Char(
        "Responsible in Words", help="A role, when no person is named: «куратор»."
    )
    required = fields.Boolean(
        default=True, help="Lines that are not required do not hold up a stage."
    )
    evidence = fields.Selection(
        [
            ("manual", "Marked by hand"),
            ("order", "Registered order"),
            ("bank", "Bank with consents"),
            ("consent", "Signed consents"),
            ("pair", "Pairs"),
            ("monitoring", "Monitoring summed up"),
            ("completion", "Programs completed"),
            ("survey", "Answered questionnaires"),
            ("event", "Held events"),
            ("practice", "Collection of practices"),
            ("publication", "Publications"),
            ("match", "Mentors matched"),
            ("program", "Programs"),
        ],
        required=True,
        default="manual",
        help="Which records prove that the line is done.",
    )
    evidence_effect = fields.Selection(
        [
            ("approves_regulation", "Approves the regulation"),
            ("approves_roadmap", "Approves the roadmap"),
            ("appoints_curator", "Appoints the curator"),
            ("assigns_pairs", "Assigns mentors"),
        ],
        "Effect of the Order",
    )
    evidence_role = fields.Selection(
        [("mentor", "Mentors"), ("mentee", "Mentees")], "Whose"
    )
    evidence_consent = fields.Selection(KINDS, "Kind of Consent")
    evidence_pair = fields.Selection(
        [("formed", "Every mentee has a pair"), ("active", "Every pair is at work")],
        "What of the Pairs",
    )
    evidence_purpose = fields.Selection(ASKED, "Which Questionnaire")
    evidence_event = fields.Selection(
        [("training", "Training of mentors"), ("final", "Final event of the year")],
        "Which Events",
    )
    evidence_practice = fields.Selection(
        [("practice", "Practices"), ("material", "Materials")], "What Is Collected"
    )
    evidence_count = fields.Integer(
        "How Many", default=1, help="So many within the school year make 100 %."
    )
    evidence_program = fields.Selection(
        [
            ("prepared", "Every pair has a program"),
            ("approved", "Every program is approved"),
            ("held", "Every line of the plans that is due was held"),
        ],
        "What of the Programs",
    )

    _evidence_whole = models.Constraint(
        """CHECK(CASE evidence
            WHEN 'order' THEN evidence_effect IS NOT NULL
            WHEN 'bank' THEN evidence_role IS NOT NULL
            WHEN 'consent' THEN
                evidence_role IS NOT NULL AND evidence_consent IS NOT NULL
            WHEN 'pair' THEN evidence_pair IS NOT NULL
            WHEN 'survey' THEN evidence_purpose IS NOT NULL
            WHEN 'event' THEN evidence_event IS NOT NULL AND evidence_count > 0
            WHEN 'practice' THEN evidence_practice IS NOT NULL AND evidence_count > 0
            WHEN 'program' THEN evidence_program IS NOT NULL
            ELSE TRUE END)""",
        "Say what exactly proves that the line is done.",
    )
