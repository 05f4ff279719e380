from odoo import api, models

from ..tools import russian


class MentorshipPairCompletionMixin(models.AbstractModel):
    """The end of a pair's work: what is still missing, the answer, the résumé."""

    _name = "mentorship.pair.completion.mixin"
    _description = "Completion of a Pair"

    @api.model
    def _conclude(self, answers):
        """Bring about the answers to some pairs: by order, or without one.

        :param answers: list of (pair, result, date, reason); result is done, partly,
            extended or ended, the date the last day, for an extension the new one
        """
        finished = self.browse()
        for pair, result, date, reason in answers:
            program = pair.program_id
            if result == "extended":
                pair.date_end = date
                if program and program.date_end < date:
                    program.date_end = date
            else:
                state = "ended" if result == "ended" else "done"
                # Nobody stays in a pair longer than the pair itself lasts.
                pair.member_ids.filtered(
                    lambda m, last=date: m.date_end and m.date_end > last
                ).date_end = date
                pair.write(
                    {
                        **pair._pause_over(),
                        "state": state,
                        "date_end": date,
                        "reason": reason,
                    }
                )
                # What was ended by a departure is confirmed now.
                pair._write_guarded({"left_behind": False, "planned_end": False})
                if state == "done":
                    finished |= pair
            program._record_result(result, date, reason)
        finished._add_resume_lines()

    def _add_resume_lines(self):
        """Put the mentoring into the résumés of the mentors who are of the staff.

        Nothing of the mentees: that somebody was one is published nowhere, and every
        colleague reads a résumé.
        """
        # Who completes a pair has no right to personnel files: the line is made for
        # him. What it says stands in the order.
        lines = self.env["hr.resume.line"].sudo()
        mentors = self.member_ids.filtered(
            lambda m: m.role == "mentor" and m.employee_id
        )
        known = {
            (line.employee_id.id, line.name, line.date_start)
            for line in lines.search([("employee_id", "in", mentors.employee_id.ids)])
        }
        kind = self.env.ref("school_mentorship.resume_type_mentoring", False)
        vals_list = []
        for member in mentors:
            vals = member.pair_id._resume_vals(member)
            key = (vals["employee_id"], vals["name"], vals["date_start"])
            if key not in known:
                known.add(key)
                vals_list.append({**vals, "line_type_id": kind and kind.id})
        lines.create(vals_list)

    def _resume_vals(self, member):
        """What a mentor's résumé says of this pair, in Russian as a résumé is kept.

        :param member: the mentor's `mentorship.pair.member`
        """
        self.ensure_one()
        people = self.member_ids.filtered(lambda m: m.role == "mentee").participant_id
        start = member.date_start or self.date_start
        facts = [
            f"{len(people)} "
            + russian.plural(
                len(people), "наставляемый", "наставляемых", "наставляемых"
            ),
            self.type_id.name,
        ]
        # Of the order, which a teacher may not open, only number and day are told.
        if order := self.sudo()._assigning_order():
            day = russian.date_numeric(order.date)
            facts.append(f"приказ от {day} {russian.number_sign(order.number)}")
        year = russian.school_year(start)
        return {
            "employee_id": member.employee_id.id,
            "name": f"Наставник педагогических работников, {year} учебный год",
            "date_start": start,
            "date_end": max(start, member.date_end or self.date_end or start),
            "description": russian.nbsp(", ".join(filter(None, facts))),
        }

    def _completion_gaps(self):
        """What a pair's papers and program still lack at the end of the year.

        :return: dict of pair → list of str; nothing in it holds the completion up
        """
        programs = self.program_id
        counts = programs._plan_count()
        unrated = dict(
            self.env["mentorship.program.area"]._read_group(
                [("program_id", "in", programs.ids), ("is_rated", "=", False)],
                ["program_id"],
                ["__count"],
            )
        )
        result = {}
        for pair in self:
            program, gaps = pair.program_id, []
            held, due = counts.get(program, (0, 0))
            if not program:
                gaps.append(self.env._("no program"))
            elif program.state == "draft":
                gaps.append(self.env._("the program is not approved"))
            if program and not program.date_last_held:
                gaps.append(self.env._("no meeting in the log"))
            elif due > held:
                gaps.append(self.env._("lines of the plan not held: %s", due - held))
            if unrated.get(program):
                gaps.append(self.env._("areas without «after»: %s", unrated[program]))
            result[pair] = gaps
        return result

    def action_complete(self):
        """Open the window in which these pairs get their answers."""
        return self.env["mentorship.completion"]._action_open(self)
