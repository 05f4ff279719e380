from odoo import api, fields, models


class MentorshipPair(models.Model):
    """What a pair lacks and what is unusual about it, in words."""

    _inherit = "mentorship.pair"

    missing = fields.Char("What Is Missing", compute="_compute_missing")
    warning = fields.Char(compute="_compute_warning")

    def _consents(self, date=None):
        """Valid consents of the members, as `mentorship.consent._valid` returns."""
        result = {}
        for company, pairs in self.grouped("company_id").items():
            result.update(
                self.env["mentorship.consent"]._valid(
                    pairs.member_ids.participant_id.partner_id,
                    ["data_processing", "mentor_duties", "mentee_participation"],
                    date,
                    company,
                    pairs,
                )
            )
        return result

    def _without_mentor_consent(self, date=None):
        """The pairs in which a mentor has not consented in writing to his duties.

        Labour Code, art. 351.8: without it he may not stand in an order.

        :param date: the day that counts, that of the order
        :return: dict of pair → `mentorship.participant` of mentors without consent
        """
        consents = self._consents(date)
        result = {}
        for pair in self:
            mentors = pair._members_of("mentor").participant_id
            lacking = mentors.filtered(
                lambda person, pair=pair: (
                    not (
                        consents.get(
                            (person.partner_id.id, "mentor_duties"),
                            self.env["mentorship.consent"],
                        ).filtered(lambda c: not c.pair_id or c.pair_id == pair)
                    )
                )
            )
            if lacking:
                result[pair] = lacking
        return result

    @api.depends("member_ids", "order_ids.state")
    def _compute_missing(self):
        """In words and in the order in which a curator deals with it."""
        consents = self._consents()
        texts = {
            "mentor_duties": self.env._("no consent to duties: %s"),
            "mentee_participation": self.env._("no consent to participate: %s"),
            "data_processing": self.env._("no consent to data processing: %s"),
        }
        for pair in self:
            parts = []
            mentors = pair._members_of("mentor").participant_id
            mentees = pair._members_of("mentee").participant_id
            if pair.state in ("done", "ended"):
                pair.missing = False
                continue
            if not mentors:
                parts.append(self.env._("no mentor"))
            if not mentees:
                parts.append(self.env._("no mentee"))
            for kind, people in (
                ("mentor_duties", mentors),
                ("mentee_participation", mentees),
                ("data_processing", mentors | mentees),
            ):
                lacking = people.filtered(
                    lambda p, kind=kind, pair=pair: (
                        not any(
                            not c.pair_id or c.pair_id == pair
                            for c in consents.get((p.partner_id.id, kind), ())
                        )
                    )
                )
                if lacking:
                    names = ", ".join(lacking.mapped("short_name"))
                    parts.append(texts[kind] % names)
            if not pair._is_ordered():
                parts.append(self.env._("no order"))
            pair.missing = "; ".join(parts)

    @api.depends("date_start", "date_end", "type_id", "member_ids")
    def _compute_warning(self):
        """Custom, not law: shown, never refused."""
        schools = {
            school.company_id: school
            for school in self.env["mentorship.school"].search(
                [("company_id", "in", self.company_id.ids)]
            )
        }
        for pair in self:
            school = schools.get(pair.company_id, self.env["mentorship.school"])
            parts = pair._warnings_of_term() + pair._warnings_of_mentors(school)
            pair.warning = " ".join(parts)

    def _warnings_of_term(self):
        """Letter AZ-1128/08: a program runs from three months to one year."""
        self.ensure_one()
        if not self.date_end or self.type_id.is_short:
            return []
        days = (self.date_end - self.date_start).days
        if days > 366:
            return [self.env._("The term is longer than a year.")]
        if days < 89:
            return [self.env._("The term is shorter than three months.")]
        return []

    def _warnings_of_mentors(self, school):
        """The limits that the school has set for itself."""
        self.ensure_one()
        if school.minimal_mode:
            # A village has the people it has.
            return []
        parts = []
        for mentor in self._members_of("mentor").participant_id:
            name = mentor.short_name
            if school.mentee_limit and mentor.mentee_count > school.mentee_limit:
                parts.append(
                    self.env._(
                        "%(name)s: %(count)s mentees, the school's limit is %(limit)s.",
                        name=name,
                        count=mentor.mentee_count,
                        limit=school.mentee_limit,
                    )
                )
            since = mentor.teaching_since
            if school.min_experience and since:
                years = (self.date_start - since).days // 365.25
                if years < school.min_experience:
                    parts.append(
                        self.env._("%s: less experience than the school asks.", name)
                    )
            if school.category_required and mentor.qualification_category in (
                False,
                "none",
                "fit",
            ):
                parts.append(self.env._("%s holds no category.", name))
            # Who manages whom stands in the personnel file; only the answer is used.
            if (
                school.manager_excluded
                and mentor.employee_id
                and (
                    mentor.employee_id
                    in self._members_of("mentee").employee_id.sudo().parent_id
                )
            ):
                parts.append(self.env._("%s is the mentee's manager.", name))
        return parts
