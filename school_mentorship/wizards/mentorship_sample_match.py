import json

from odoo import fields, models
from odoo.tools import file_open


class MentorshipSampleMatchMixin(models.AbstractModel):
    """The sample school's wishes and a matching that waits for its curator."""

    _name = "mentorship.sample.match.mixin"
    _description = "Sample School: Matching"

    def _sample_match(self, scenario):
        """Wishes, readiness, formats, areas of before, and a proposed run.

        :param scenario: the story, with its people and its days
        """
        with file_open("school_mentorship/demo/sample_match.json") as file:
            data = json.load(file)
        bank, env = scenario.bank, scenario.roadmap.env
        # What was entered with the bank has been known since the consents.
        known = env["mentorship.participant.area"].search(
            [("company_id", "=", scenario.company.id)]
        )
        asked = scenario._before(9)
        known.write({"date": asked, "source": data["source"]})
        for row in data["before"]:
            bank[row["person"], row["role"]]._set_area_scores(
                {
                    env.ref(f"school_mentorship.area_{name}"): score
                    for name, score in row["areas"].items()
                },
                fields.Date.subtract(asked, days=row["days"]),
                data["source"],
            )
        for row in data["formats"]:
            bank[row["person"], row["role"]].type_ids = [
                fields.Command.link(env.ref(f"school_mentorship.type_{name}").id)
                for name in row["types"]
            ]
        for key in data["later"]:
            bank[tuple(key)].readiness = "later"
        others = {person: entry for (person, _role), entry in bank.items()}
        env["mentorship.preference"].create(
            [
                {
                    "participant_id": bank[row["person"], row["role"]].id,
                    "partner_id": others[row["about"]].partner_id.id,
                    "kind": row["kind"],
                    "note": row["note"],
                }
                for row in data["wishes"]
            ]
        )
        run = env["mentorship.match"].create({"name": data["run"]["name"]})
        run.action_propose()
