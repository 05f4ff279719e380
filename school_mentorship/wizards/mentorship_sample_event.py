import json
from datetime import timedelta

from odoo import models
from odoo.fields import Command
from odoo.tools import file_open


class MentorshipSampleEventMixin(models.AbstractModel):
    """The events, practices and publications of the sample school.

    What lies before the day of loading has happened, with attendance, minutes and
    posts; what lies after it is planned.
    """

    _name = "mentorship.sample.event.mixin"
    _description = "Events of the Sample School"

    def _tell_events(self, story):
        """Tell what the school has done together.

        :param story: the `Scenario`, with the roadmap and the banks of this year
        """
        with file_open("school_mentorship/demo/sample_event.json") as file:
            data = json.load(file)
        events = {row["key"]: self._tell_event(story, row) for row in data["events"]}
        self._tell_practices(story, data["practices"], events)
        for row in data["publications"]:
            self._tell_publication(story, row)

    def _event_day(self, story, row, prefix=""):
        """The working day of a row: of this school year, or of the one before."""
        day, month = row[f"{prefix}day"], row[f"{prefix}month"]
        if row.get("year") == "last":
            return story._last(day, month)
        return story._day_of({"day": day, "month": month})

    def _tell_event(self, story, row):
        """One event: invited, held and minuted where its day has come.

        :return: `mentorship.event` record
        """
        env = story.env
        day = self._event_day(story, row)
        staff = {key: person.id for key, person in story.employees.items()}
        lines = [
            Command.create({"employee_id": staff[key]}) for key in row.get("invite", ())
        ]
        lines += [Command.create(guest) for guest in row.get("guests", ())]
        event = env["mentorship.event"].create(
            {
                **{name: row[name] for name in ("name", "kind", "hour", "hours")},
                "place": row["place"],
                "date_start": day,
                "date_end": "last_day" in row and self._event_day(story, row, "last_"),
                "organizer_id": staff["shubina"],
                "chair_id": staff.get(row.get("chair"), False),
                "secretary_id": staff.get(row.get("secretary"), False),
                "minutes_number": row.get("number"),
                "attendee_ids": lines,
                "item_ids": [
                    Command.create(self._item_vals(item, index, day, staff))
                    for index, item in enumerate(row["items"], start=1)
                ],
            }
        )
        if roles := row.get("roles"):
            event._invite(*roles)
        if day <= story.today:
            self._hold(story, event, row)
        return event

    @staticmethod
    def _item_vals(item, index, day, staff):
        """A line of the agenda or of the minutes."""
        return {
            "sequence": index,
            "kind": item.get("kind", "heard"),
            "text": item["text"],
            "employee_id": staff[item["who"]],
            "hour": item.get("hour", 0),
            "vote": item.get("vote"),
            "date_deadline": "term" in item and day + timedelta(days=item["term"]),
        }

    def _hold(self, story, event, row):
        """The day has come: order, attendance, minutes, and what was done since."""
        people = {**story.people, **story.employees}
        absent = {people[key].name for key in row["absent"]}
        if order_row := row.get("order"):
            action = event.action_prepare_order()
            order = story.env["mentorship.order"].browse(action["res_id"])
            day = story._workday(event.date_start - timedelta(days=order_row["before"]))
            order.date_as_of = day
            order.action_to_sign()
            order.register(order_row["number"], day)
        event.attendee_ids.filtered(
            lambda line: line.name not in absent
        ).attended = True
        event.action_held()
        if row.get("secretary"):
            event.action_minutes()
            done = [item["text"] for item in row["items"] if item.get("done")]
            event.item_ids.filtered(
                lambda item: item.text in done
            ).activity_id.action_feedback()

    def _tell_practices(self, story, rows, events):
        """Practices and materials whose day has come."""
        for row in rows:
            day = self._event_day(story, row)
            if day > story.today:
                continue
            authors = [
                story.employees[key].sudo().work_contact_id.id for key in row["authors"]
            ]
            texts = ("problem", "steps", "result", "resources", "limits")
            practice = story.env["mentorship.practice"].create(
                {
                    **{name: row.get(name) for name in ("name", "kind", *texts)},
                    "date": day,
                    "author_ids": [Command.set(authors)],
                    "area_ids": [
                        Command.link(story._ref(f"area_{name}").id)
                        for name in row["areas"]
                    ],
                    "event_id": events[row["event"]].id if "event" in row else False,
                }
            )
            if not row.get("draft"):
                practice.action_collect()
            if row.get("public"):
                practice.action_permit()

    def _tell_publication(self, story, row):
        """A planned publication gets its text, and goes out when its day has come."""
        env = story.env
        template = story._ref(f"line_{row['line']}")
        measure = story.roadmap.measure_ids.filtered(
            lambda line: line.name == template.name
        )[:1]
        vals = {
            "text": row["text"],
            "named_ids": [
                Command.link(story.employees[key].sudo().work_contact_id.id)
                for key in row.get("named", ())
            ],
        }
        if "day" in row:
            vals["date"] = self._event_day(story, row)
        publications = env["mentorship.publication"]
        if "name" in row:
            vals.update(
                name=row["name"],
                roadmap_id=story.roadmap.id,
                measure_id=measure.id,
                stage_id=template.stage_id.id,
            )
            publication = publications.create(vals)
        else:
            publication = publications.search(
                [
                    ("roadmap_id", "=", story.roadmap.id),
                    ("name", "=", template.publication),
                ],
                limit=1,
            )
            publication.write(vals)
        # A school that loads the sample may have changed the template.
        if not publication or publication.date > story.today:
            return
        day = story._workday(publication.date)
        env["mentorship.publication.post"].create(
            [
                {
                    "publication_id": publication.id,
                    "channel_id": story._ref(f"channel_{key}").id,
                    "date": day,
                    "url": f"https://{key}.school157.example.org/{publication.id}",
                }
                for key in row["channels"]
            ]
        )
