import re

from odoo import api, fields, models

from ..tools import placeholders, russian

CASES = {
    "": "nominative",
    "род": "genitive",
    "дат": "dative",
    "вин": "accusative",
    "твор": "instrumental",
    "предл": "prepositional",
}


class MentorshipOrderTextMixin(models.AbstractModel):
    """The words of an order: its placeholders and their values."""

    _name = "mentorship.order.text.mixin"
    _description = "Words of an Order"

    @api.model
    def _placeholder_catalogue(self):
        """What may stand in braces in the text of an order.

        :return: dict of placeholder → what it becomes, in Russian as on the paper
        """
        catalogue = {
            "школа": "краткое название школы",
            "школа.род": "краткое название школы в родительном падеже",
            "школа.полное": "полное название школы",
            "школа.полное.род": "полное название школы в родительном падеже",
            "учебный год": "учебный год: 2026/2027",
            "основания": "нормативные акты и протокол педсовета в творительном падеже",
            "предел": "сколько наставляемых может вести наставник",
            "место": "место издания приказа",
            "период": "срок пар: с 15 сентября 2026 г. по 31 мая 2027 г.",
            "мероприятие": "вид и тема мероприятия",
            "мероприятие.вин": "вид, тема и место мероприятия в винительном падеже",
            "мероприятие.когда": "день и час мероприятия",
        }
        for person, label in (("куратор", "куратора"), ("директор", "подписавшего")):
            for short, case in CASES.items():
                suffix = f".{short}" if short else ""
                catalogue[f"{person}{suffix}"] = f"фамилия и инициалы {label} ({case})"
                catalogue[f"{person}.должность{suffix}"] = f"должность {label} ({case})"
        return catalogue

    def _placeholder_values(self):
        """The values of the catalogue for this order.

        :return: dict of placeholder → str
        """
        self.ensure_one()
        school = self._school()
        values = {
            "школа": school.name_short,
            "школа.род": school.name_short_genitive or school.name_short,
            "школа.полное": school.name_full,
            "школа.полное.род": school.name_full_genitive or school.name_full,
            "учебный год": self._school_year(),
            "основания": self._grounds(),
            "предел": str(school.mentee_limit or 3),
            "место": school.place or "",
            "период": self._period(),
            **self._event_placeholders(),
        }
        decline = self.env["mentorship.declension"]._decline
        for key, employee in (
            ("куратор", self.curator_id),
            ("директор", self.signatory_id),
        ):
            # Name and position of a colleague are printed in every order; the
            # personnel file they stand in is closed to a curator.
            name, position = employee.name, employee.sudo().job_title
            for short, case in CASES.items():
                suffix = f".{short}" if short else ""
                values[f"{key}{suffix}"] = decline(
                    name, case, company=self.company_id, initials=True
                )
                values[f"{key}.должность{suffix}"] = decline(
                    self._in_sentence(position), case, "position", self.company_id
                )
        return values

    def _school_year(self):
        """The school year the order belongs to: «2026/2027»."""
        date = self.roadmap_id.date_start or self._paper_date()
        if self.announces_event and self.event_id:
            date = self.event_id.date_start
        year = date.year if date.month >= 8 else date.year - 1
        return f"{year}/{year + 1}"

    def _paper_date(self):
        """The date as of which the paper speaks."""
        return (
            self.date
            or self.date_as_of
            or self.date_signing
            or fields.Date.context_today(self)
        )

    def _quoted_acts(self):
        """The acts that the preamble quotes, all in force on the paper's date."""
        self.ensure_one()
        date = self._paper_date()
        chosen = self._school().legal_act_ids
        acts = (
            chosen.filtered(lambda act: act._is_in_force(date))
            if chosen
            else chosen._quoted(self.company_id, date)
        )
        if self.approves_regulation:
            # A new regulation does not stand on the one that it replaces.
            acts = acts.filtered(lambda act: act.level != "4_school")
        return acts

    def _grounds(self):
        """What the preamble quotes: three acts, own acts, the council's protocol."""
        acts = self._quoted_acts()
        own = acts.filtered(lambda act: act.level == "4_school")
        parts = (acts - own).mapped("citation") + own.mapped("citation")
        protocol = self._school().council_protocol or ""
        # An order of before does not stand on what the council decided later.
        day = russian.last_date(protocol)
        if protocol and not (day and day > self._paper_date()):
            parts.append(f"решением педагогического совета (протокол {protocol})")
        return russian.nbsp(", ".join(parts))

    def _period(self):
        """From the first day of the pairs to their last one, in words."""
        if not self.pair_ids:
            return f"{self._school_year()} учебный год"
        start = min(self.pair_ids.mapped("date_start"))
        ends = self.pair_ids.filtered("date_end").mapped("date_end")
        text = f"период с {russian.date_words(start)}"
        return f"{text} по {russian.date_words(max(ends))}" if ends else text

    def _filled(self):
        """The texts of the order with the placeholders filled.

        :return: dict with title, annex_title and preamble (str) and clauses (list of
            str)
        """
        self.ensure_one()
        values = self._placeholder_values()
        return {
            "title": placeholders.fill(self.title or "", values),
            "annex_title": placeholders.fill(self.annex_title or "", values),
            "preamble": self._fill(self.preamble, values),
            "clauses": [
                # A clause may begin with a position: «Заместителю директора …».
                line[:1].upper() + line[1:]
                for line in self._fill(self.clauses, values).splitlines()
                if line.strip()
            ],
        }

    @api.model
    def _fill(self, text, values):
        """A text with its placeholders filled; «со статьёй», whatever act is first."""
        filled = placeholders.fill(text or "", values)
        return re.sub(r"\b([Сс])(?=[ \u00a0]стать)", r"\1о", filled)

    @api.model
    def _in_sentence(self, position):
        """A position as it stands inside a sentence: «учитель», but «ИКТ-методист»."""
        position = (position or "").strip()
        if position[1:2].isupper():
            return position
        return position[:1].lower() + position[1:]

    def _annex_sections(self):
        """The annex's text, numbered: sections «1.», their clauses «1.1.».

        :return: list of dicts with number, heading and clauses (pairs number, text)
        """
        self.ensure_one()
        text = self._fill(self.annex, self._placeholder_values())
        sections = []
        headings = 0
        for line in filter(None, map(str.strip, text.splitlines())):
            if line.startswith("#"):
                headings += 1
                sections.append(
                    {
                        "number": f"{headings}.",
                        "heading": line.lstrip("# "),
                        "clauses": [],
                    }
                )
                continue
            if not sections:
                sections.append({"number": "", "heading": "", "clauses": []})
            section = sections[-1]
            number = f"{section['number']}{len(section['clauses']) + 1}."
            section["clauses"].append((number, line))
        return sections

    def _annex_rows(self):
        """The pairs as the annex shows them, with the consents and their dates.

        :return: list of dicts with pair, mentors, mentees (members) and, for each
            role, the consents valid on the date of the paper
        """
        self.ensure_one()
        consents = self.pair_ids._consents(self._paper_date())
        kinds = {"mentor": "mentor_duties", "mentee": "mentee_participation"}
        rows = []
        for pair in self.pair_ids.sorted(lambda pair: (pair.name or "", pair.id)):
            row = {"pair": pair}
            for role, kind in kinds.items():
                people = pair._members_of(role).participant_id
                row[f"{role}s"] = people
                row[f"{role}_consents"] = {
                    person: next(
                        (
                            consent
                            for consent in consents.get(
                                (person.partner_id.id, kind), ()
                            )
                            if not consent.pair_id or consent.pair_id == pair
                        ),
                        self.env["mentorship.consent"],
                    )
                    for person in people
                }
            rows.append(row)
        return rows
