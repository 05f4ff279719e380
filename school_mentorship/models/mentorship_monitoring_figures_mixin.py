from odoo import api, fields, models
from odoo.fields import Domain

from ..tools import russian

# Growth of fewer people is not shown: a mean of two gives both away.
FEW = 3
# What is frozen at summing up, and shown from then on.
FIGURES = (
    "pair_count",
    "due_count",
    "held_count",
    "fulfilment",
    "meeting_count",
    "silent_count",
    "rated_count",
    "growth",
)


class MentorshipMonitoringFiguresMixin(models.AbstractModel):
    """What a round of monitoring counts, as of its last day.

    Fulfilment of the plan and growth by area come from the programs, satisfaction
    from the questionnaires; for any number of rounds with as many queries. A round
    that has been summed up keeps what it counted then.
    """

    _name = "mentorship.monitoring.figures.mixin"
    _description = "Figures of Monitoring"

    # The figures as of summing up; empty while they still move.
    figures = fields.Json(readonly=True, copy=False)
    pair_count = fields.Integer("Programs", compute="_compute_figures")
    due_count = fields.Integer("Planned by Then", compute="_compute_figures")
    held_count = fields.Integer("Held of Them", compute="_compute_figures")
    fulfilment = fields.Integer("Plan Fulfilled, %", compute="_compute_figures")
    meeting_count = fields.Integer("Meetings", compute="_compute_figures")
    silent_count = fields.Integer("Pairs Without a Meeting", compute="_compute_figures")
    rated_count = fields.Integer("Programs Measured", compute="_compute_figures")
    growth = fields.Float(
        "Mean Growth",
        compute="_compute_figures",
        digits=(3, 1),
        help="By how many points of three a difficulty became less, on the mean; shown "
        "from three programs on.",
    )
    program_ids = fields.Many2many(
        "mentorship.program", string="Programs Counted", compute="_compute_figures"
    )

    @api.depends("date_end", "season", "company_id", "figures")
    def _compute_figures(self):
        moving = self.filtered(lambda monitoring: not monitoring.figures)
        found = moving._figures()
        existing = self._frozen_programs()
        for monitoring in self:
            values = monitoring.figures or self._screen_figures(found[monitoring])
            for name in FIGURES:
                monitoring[name] = values[name]
            monitoring.program_ids = (
                existing.filtered(lambda p, ids=values["programs"]: p.id in ids)
                if monitoring.figures
                else found[monitoring]["programs"]
            )

    def _frozen_programs(self):
        """The programs of rounds that were summed up, as far as they still exist."""
        ids = {pid for m in self if m.figures for pid in m.figures["programs"]}
        programs = self.env["mentorship.program"]
        return programs.search([("id", "in", list(ids))]) if ids else programs

    @api.model
    def _screen_figures(self, found):
        """What the screen shows of the figures of a round, as JSON may keep it.

        :param dict found: one value of `_figures`
        :return: dict of the names of `FIGURES`, and the ids of the programs
        """
        return {
            "programs": found["programs"].ids,
            "pair_count": len(found["programs"]),
            "due_count": found["due"],
            "held_count": found["held"],
            "fulfilment": found["held"] * 100 // found["due"] if found["due"] else 0,
            "meeting_count": found["meetings"],
            "silent_count": found["silent"],
            "rated_count": found["rated"],
            "growth": found["growth"] or 0,
        }

    def _freeze_figures(self):
        """Keep the figures of today."""
        for monitoring, found in self._figures().items():
            monitoring._write_guarded({"figures": self._screen_figures(found)})

    def _year_start(self):
        """The first day of the school year that the round belongs to."""
        self.ensure_one()
        end = self.date_end or fields.Date.context_today(self)
        return end.replace(year=end.year - (end.month < 8), month=8, day=1)

    def _figures(self):
        """The figures of these rounds.

        :return: dict of round → dict with programs, rows (by program: held, due,
            meetings, growth), held, due, meetings, silent, rated, growth, areas (by
            area: before, after, growth, count)
        """
        programs, sessions, areas = self._figures_of_all()
        result = {}
        for monitoring in self:
            start, end = monitoring._year_start(), monitoring.date_end
            mine = programs.filtered(
                lambda p, own=monitoring, start=start, end=end: (
                    p.company_id == own.company_id
                    and end
                    and p.date_start <= end
                    and p.date_end >= start
                )
            )
            # Before its last day a round counts as of today: no more is due.
            day = end and min(end, fields.Date.context_today(monitoring))
            rows = [self._row_of(program, sessions, areas, day) for program in mine]
            result[monitoring] = self._sums(mine, rows)
        return result

    def _figures_of_all(self):
        """Everything the rounds count, read at once: three queries for any number.

        :return: programs, and by program their sessions and measured areas
        """
        dated = self.filtered("date_end")
        programs = self.env["mentorship.program"]
        if not dated:
            return programs, {}, {}
        programs = programs.search(
            programs._domain_of_year(
                dated.company_id,
                min(monitoring._year_start() for monitoring in dated),
                max(dated.mapped("date_end")),
            ),
            order="name, id",
        )
        sessions = self.env["mentorship.session"].search(
            Domain("program_id", "in", programs.ids)
            & Domain("state", "!=", "cancelled")
        )
        areas = self.env["mentorship.program.area"].search(
            [("program_id", "in", programs.ids), ("is_rated", "=", True)]
        )
        return programs, sessions.grouped("program_id"), areas.grouped("program_id")

    @api.model
    def _row_of(self, program, sessions, areas, end):
        """What one program has come to by a day."""
        held = due = meetings = 0
        for session in sessions.get(program, ()):
            by_then = session.date_held and session.date_held <= end
            if session.state == "held" and by_then:
                meetings += 1
            if not session.is_extra and (session.date_end <= end or by_then):
                due += 1
                held += bool(session.state == "held" and by_then)
        measured = areas.get(program, self.env["mentorship.program.area"])
        growth = [line.before - line.after for line in measured]
        return {
            "program": program,
            "held": held,
            "due": due,
            "meetings": meetings,
            "areas": measured,
            "growth": sum(growth) / len(growth) if growth else None,
        }

    @api.model
    def _sums(self, programs, rows):
        """The rows of the programs added up."""
        by_area = {}
        for row in rows:
            for line in row["areas"]:
                by_area.setdefault(line.area_id, []).append((line.before, line.after))
        areas = [
            {
                "area": area,
                "count": len(scores),
                "before": sum(before for before, _after in scores) / len(scores),
                "after": sum(after for _before, after in scores) / len(scores),
            }
            for area, scores in by_area.items()
        ]
        grown = [row["growth"] for row in rows if row["growth"] is not None]
        return {
            "programs": programs,
            "rows": rows,
            "held": sum(row["held"] for row in rows),
            "due": sum(row["due"] for row in rows),
            "meetings": sum(row["meetings"] for row in rows),
            "silent": len([row for row in rows if not row["meetings"]]),
            "rated": len(grown),
            "growth": sum(grown) / len(grown) if len(grown) >= FEW else None,
            "areas": sorted(areas, key=lambda row: row["after"] - row["before"]),
        }

    def _suggestions(self):
        """What the records say for the sheet and the SWOT; the curator decides.

        :return: dict of field → value, without what the records do not know
        """
        self.ensure_one()
        found = self._figures()[self]
        programs = found["programs"]
        pairs = self.env["mentorship.pair"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("state", "in", ("active", "suspended", "done")),
                ("date_start", "<=", self.date_end),
                "|",
                ("date_end", "=", False),
                ("date_end", ">=", self._year_start()),
            ]
        )
        with_program = len(programs.pair_id & pairs)
        in_order = len(pairs.filtered(lambda pair: not pair.missing))
        values = {
            "sheet_programs": self._mark(with_program, len(pairs)),
            "sheet_papers": self._mark(in_order, len(pairs)),
            "sheet_meetings": self._mark(found["held"], found["due"]),
        }
        if self.season == "final":
            interim = self.search_count(
                [
                    ("company_id", "=", self.company_id.id),
                    ("season", "=", "interim"),
                    ("state", "=", "done"),
                    ("date_end", ">=", self._year_start()),
                    ("date_end", "<=", self.date_end),
                ],
                limit=1,
            )
            values["sheet_interim"] = "2" if interim else "0"
        strong, weak = self._swot(found)
        more_strong, more_weak = self._survey_swot()
        values["strengths"] = "\n".join([*strong, *more_strong])
        values["weaknesses"] = "\n".join([*weak, *more_weak])
        # What the curator has answered himself goes before what is computed.
        values.update(self._survey_suggestions())
        return values

    @api.model
    def _mark(self, part, whole):
        """Yes from nine tenths on, no below a half, in part between."""
        if not whole:
            return False
        return "2" if part * 10 >= whole * 9 else "1" if part * 2 >= whole else "0"

    @api.model
    def _swot(self, found):
        """Strong and weak sides by the programs.

        :return: pair of lists of sentences, in Russian as they are printed
        """
        strong, weak = [], []
        if found["due"]:
            share = found["held"] * 100 // found["due"]
            words = f"План мероприятий выполнен на {share} %."
            (strong if share >= 80 else weak).append(words)
        for row in found["areas"]:
            if row["count"] < FEW:
                continue
            growth = row["before"] - row["after"]
            name = row["area"].name
            if growth >= 1:
                strong.append(f"Затруднений стало меньше: {name}.")
            elif growth <= 0:
                weak.append(f"Затруднения остались: {name}.")
        if found["silent"]:
            count = found["silent"]
            words = russian.plural(count, "пара", "пары", "пар")
            weak.append(f"Встреч не было: {count} {words}.")
        return strong, weak
