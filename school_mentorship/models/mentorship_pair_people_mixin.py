from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ..tools import declension


class MentorshipPairPeopleMixin(models.AbstractModel):
    """Who is in a pair: the faces of its members, and who takes over from whom."""

    _name = "mentorship.pair.people.mixin"
    _description = "People of a Pair"

    @api.depends(
        "member_ids.role",
        "member_ids.participant_id",
        "member_ids.date_start",
        "member_ids.date_end",
    )
    def _compute_people(self):
        for pair in self:
            mentors = pair._mentors_at_work()
            # A pair whose mentor has left still shows who it was.
            last = pair.member_ids.filtered(lambda m: m.role == "mentor")[-1:]
            pair.mentor_id = (mentors[:1] or last).participant_id

    @api.depends("member_ids.role", "member_ids.date_start", "member_ids.date_end")
    def _compute_is_group(self):
        for pair in self:
            mentors, mentees = pair._mentors_at_work(), pair._members_of("mentee")
            pair.is_group = max(len(mentors), len(mentees)) > 1

    @api.depends("member_ids.role", "member_ids.participant_id", "member_ids.date_end")
    def _compute_mentee_ids(self):
        for pair in self:
            pair.mentee_ids = pair._members_of("mentee").participant_id

    @api.depends("member_ids.participant_id.name", "member_ids.role")
    def _compute_name(self):
        for pair in self:
            people = pair.member_ids.sorted("role", reverse=True).participant_id
            names = {"mentor": [], "mentee": []}
            for person in people:
                names[person.role].append(declension.initials(person.name or ""))
            pair.name = " – ".join(
                ", ".join(names[role]) for role in ("mentor", "mentee") if names[role]
            )

    def _inverse_mentor_id(self):
        """Put the mentor into the members; a mentor of before an order is replaced."""
        for pair in self:
            mentor = pair.mentor_id
            former = pair.member_ids.filtered(
                lambda member: member.role == "mentor" and member._is_current()
            )
            if mentor in former.participant_id:
                continue
            if former and pair._is_printed():
                raise UserError(
                    self.env._(
                        "The mentor of %s is named in a printed order. Enter the "
                        "day on which he leaves, and the new mentor, among the "
                        "members.",
                        pair.name,
                    )
                )
            former.unlink()
            pair._add_members(mentor)

    def _inverse_mentee_ids(self):
        for pair in self:
            mentees = pair.mentee_ids
            members = pair.member_ids.filtered(
                lambda member: member.role == "mentee" and member._is_current()
            )
            members.filtered(
                lambda member, keep=mentees: member.participant_id not in keep
            ).unlink()
            pair._add_members(mentees - members.participant_id)

    def _replace_mentor(self, mentor, date, reason):
        """Let another mentor go on from a day; the program and the mentees stay.

        :param mentor: `mentorship.participant` who takes over
        :param date: his first day
        :param str reason: why the former mentor leaves
        """
        self.ensure_one()
        self._reopen()
        absent = self.pause_person_id.role == "mentor"
        if self.state == "suspended" and absent:
            # The one who was waited for is replaced: there is no more to wait for.
            self.write({"state": "active", **self._pause_over()})
        former = self._members_of("mentor").filtered(
            lambda member: not member.date_end or member.date_end >= date
        )
        former.write({"date_end": fields.Date.subtract(date, days=1), "reason": reason})
        self.env["mentorship.pair.member"].create(
            {
                "pair_id": self.id,
                "participant_id": mentor.id,
                "date_start": date,
                "reason": reason,
            }
        )

    def _add_members(self, participants):
        self.ensure_one()
        self.env["mentorship.pair.member"].create(
            [{"pair_id": self.id, "participant_id": p.id} for p in participants]
        )

    @api.model
    def _search_mentee_ids(self, operator, value):
        # Negations are made by the ORM from these.
        if operator not in ("in", "any", "ilike"):
            return NotImplemented
        found = [("role", "=", "mentee"), ("participant_id", operator, value)]
        return [("member_ids", "any", found)]

    def _members_of(self, role):
        """The current members in a role."""
        members = self.member_ids
        found = members.filtered(
            lambda member: member.role == role and member._is_current()
        )
        # Filtering forgets the neighbours: people are to be read for all pairs at
        # once, not pair by pair.
        return found.with_prefetch(members._prefetch_ids)

    def _mentors_at_work(self):
        """The mentors of today: a successor counts from his own first day."""
        self.ensure_one()
        today = fields.Date.context_today(self)
        mentors = self._members_of("mentor")
        begun = mentors.filtered(lambda m: not m.date_start or m.date_start <= today)
        return begun or mentors

    @api.model
    def _cron_refresh_people(self):
        """Who leaves or comes by date does so overnight, without anybody's click."""
        local = self._at_night()
        local._cron_end_left_behind()
        today = fields.Date.context_today(local)
        # Some days back, for a server that was off.
        since = fields.Date.subtract(today, days=31)
        pairs = (
            local.env["mentorship.pair.member"]
            .search(
                Domain("date_start", ">", since) & Domain("date_start", "<=", today)
                | Domain("date_end", ">=", since) & Domain("date_end", "<", today)
            )
            .pair_id
        )
        for name in ("mentor_id", "is_group"):
            self.env.add_to_compute(self._fields[name], pairs)
        pairs._recompute_recordset(["mentor_id", "is_group"])

    @api.constrains("member_ids")
    def _check_members(self):
        """Nobody is his own mentor, and two people form one pair at a time."""
        for pair in self:
            people = pair.member_ids
            mentors = people.filtered(lambda m: m.role == "mentor")
            mentees = people.filtered(lambda m: m.role == "mentee")
            both = mentors.participant_id.partner_id & mentees.participant_id.partner_id
            if both:
                raise ValidationError(
                    self.env._(
                        "%s cannot be mentor and mentee in the same pair.",
                        ", ".join(both.mapped("name")),
                    )
                )

    @api.constrains("date_start", "date_end")
    def _check_dates_of_members(self):
        self.member_ids._check_within_pair()

    @api.constrains("member_ids", "date_start", "date_end", "state")
    def _check_overlap(self):
        """The same mentor and mentee form one pair at a time: one query for all."""
        open_states = ("preparing", "active", "suspended")
        checked = self.filtered(lambda pair: pair.state in open_states)
        others = self.search(
            [
                ("mentor_id", "in", checked.mentor_id.ids),
                ("state", "in", open_states),
            ]
        ).grouped("mentor_id")
        for pair in checked.filtered("mentor_id"):
            for other in others.get(pair.mentor_id, self.browse()) - pair:
                if (
                    other.mentee_ids & pair.mentee_ids
                    and (not other.date_end or other.date_end >= pair.date_start)
                    and (not pair.date_end or pair.date_end >= other.date_start)
                ):
                    raise ValidationError(
                        self.env._(
                            "The pair %s already exists for these dates.", other.name
                        )
                    )
