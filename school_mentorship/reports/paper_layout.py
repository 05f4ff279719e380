import base64

from odoo import models

from ..tools import declension, russian, scans

# After a position, in the table of an order.
CATEGORIES = {
    "fit": "соответствие занимаемой должности",
    "first": "первая категория",
    "highest": "высшая категория",
    "methodist": "категория «педагог-методист»",
    "mentor": "категория «педагог-наставник»",
}
# In letters: a name of the school that takes more than four lines over a paper.
CROWDED = 200


class PaperLayout(models.AbstractModel):
    """What all papers show: the school, its words in their cases, dates, names.

    A paper's own values are a model named after its report, as everywhere in Odoo;
    the templates then only lay out.
    """

    _name = "report.school_mentorship.paper_layout"
    _description = "Words of a Paper"

    def _paper_shared(self, records):
        """What the papers of one print have in common, read once.

        :param records: the records to print
        :return: dict with the schools of their companies
        """
        schools = self.env["mentorship.school"].search(
            [("company_id", "in", records.company_id.ids)]
        )
        return {"schools": {school.company_id: school for school in schools}}

    def _paper_values(self, record, shared, preview=False):
        """What a template may use.

        :param record: the record to print, in Russian
        :param dict shared: what `_paper_shared` read for all of them
        :param bool preview: not the sheet that will be signed
        :return: dict
        """
        school = shared["schools"].get(record.company_id, self.env["mentorship.school"])
        return {
            "o": record,
            "school": school.with_context(bin_size=False),
            "mark": "",
            "code": self._code(record, preview),
            "font_size": school.font_size,
            "line_height": 1.15,
            "date_words": russian.date_words,
            "date_numeric": russian.date_numeric,
            "quoted": russian.quoted,
            # A long name of a school leaves less room on a title page.
            "crowded": len(school.name_full or "") > CROWDED,
            "person": lambda name, case="nominative", initials=False: self._decline(
                record, name, case, "person", initials
            ),
            "position": lambda name, case="nominative": self._decline(
                record, self._small(name), case, "position"
            ),
            "capital": self._capital,
            "signature": lambda name: declension.initials(name or "", first=True),
            "by_gender": self._by_gender,
            **self._school_words(school),
        }

    def _code(self, record, preview):
        """The QR code by which a scan of the sheet finds its record.

        :return: dict with the picture's address and its dots per inch; empty for what
            is not a sheet to be signed
        """
        # The token is the system's, whoever prints the sheet that bears it.
        token = not preview and "sheet_token" in record and record.sudo().sheet_token
        # Another paper about the same record (a notice) is not that sheet.
        if (
            not token
            or f"report.{record._paper_report().sudo().report_name}" != self._name
        ):
            return {}
        png = scans.code_png(token)
        return {
            "address": f"data:image/png;base64,{base64.b64encode(png).decode()}",
            "resolution": scans.code_resolution(png),
        }

    def _school_words(self, school):
        """The school and its head, as they stand in addresses and under a paper."""
        director = school.director_id.name
        return {
            "school_genitive": school.name_short_genitive or school.name_short,
            "full_genitive": school.name_full_genitive or school.name_full,
            "director_position": self._capital(self._director(school, "dative")),
            "director": self._decline(school, director, "dative", "person", True),
            "head_position": self._capital(self._director(school)),
            "head_name": declension.initials(director or "", first=True),
        }

    def _employer(self, school, acting=False):
        """Who signs for the employer, as a contract says it.

        :param school: `mentorship.school` record
        :param bool acting: the acting director, by an order written in by hand
        :return: dict for the templates of agreements
        """
        head = school.director_substitute_id if acting else school.director_id
        title = self._director(school, "genitive")
        words = {
            "director_title": f"исполняющего обязанности {title}" if acting else title,
            "director_genitive": self._decline(school, head.name, "genitive", "person"),
            "acting": self._by_gender(
                head.name or "", "действующего", "действующей", "действующего(ей)"
            ),
            "basis": f"приказа {self._dated_number(None, None)}"
            if acting
            else "Устава",
        }
        if acting:
            words["basis"] = f"приказа {self._dated_number(None, None)}"
            words["head_position"] = self._director(school, acting=True)
            words["head_name"] = declension.initials(head.name or "", first=True)
        return words

    def _paper_line(self, record):
        """What a table of contents says of this paper.

        :param record: record of the paper's model, in Russian
        :return: str
        """
        return record.display_name

    def _people(self, record, pair, role):
        """The members of a pair in a role, position and full name in the genitive.

        :param record: the paper, whose school's corrections count
        :param pair: `mentorship.pair` record or none
        :return: list of str; empty without a pair
        """
        # A teacher prints his own sheet: whom it is about stands in it, even where
        # he may not open the colleague's entry in the bank.
        people = pair.sudo()._members_of(role).participant_id
        return [self._person(record, person, "genitive") for person in people]

    def _person(self, record, person, case):
        """Position and full name in a case: «учителя физики Орловой Марии …»."""
        return " ".join(
            self._decline(record, text, case, kind)
            for text, kind in (
                (self._small(person.position), "position"),
                (person.name, "person"),
            )
            if text
        )

    def _pair_words(self, pair):
        """Form and type of a pair, in words; empty without a pair."""
        # Who may print a paper of the pair reads there of which kind the pair is.
        pair = pair.sudo()
        words = (pair.form_id.name, pair.type_id.name)
        return words if all(words) else ()

    def _term(self, start, end):
        """«с 15 сентября 2026 г. по 31 мая 2027 г.»; empty without a first day."""
        if not start:
            return ""
        start, end = map(russian.date_words, (start, end))
        return f"с {start} по {end}" if end else f"с {start}"

    def _dated_number(self, date, number):
        """«от 15 сентября 2026 г. № 125-ОД», with blanks for what is not known."""
        day = russian.date_words(date) or russian.date_blank()
        return f"от {day} {russian.number_sign(number) or russian.number_blank()}"

    def _grifs(self, school, number=0, accepted=False):
        """The marks at the head of what an order approves: one code for all papers.

        :param school: `mentorship.school` record
        :param int number: the annex's number; 0 for a paper that is no annex
        :param bool accepted: passed through the teachers' council and the trade union
        :return: dict for the template `paper_grifs`
        """
        return {
            "number": number,
            "council": accepted and (school.council_protocol or ""),
            "union": accepted,
        }

    def _decline(self, record, text, case, kind, initials=False):
        return self.env["mentorship.declension"]._decline(
            text, case, kind, record.company_id, initials
        )

    def _small(self, position):
        """A position inside a sentence: «Учитель ИЗО» – «учитель ИЗО»."""
        position = position or ""
        if position[1:2] == position[1:2].lower():
            position = position[:1].lower() + position[1:]
        return position

    def _capital(self, text):
        return text[:1].upper() + text[1:]

    def _by_gender(self, name, male, female, unknown):
        """The word that goes with a person: «ознакомлен», «ознакомлена», with (а)."""
        forms = {"male": male, "female": female}
        return forms.get(declension.gender_of(name), unknown)

    def _director(self, school, case="nominative", acting=False):
        """The position of the head of the school; «заведующий» in a kindergarten.

        :param school: `mentorship.school` record
        :param case: grammatical case
        :param bool acting: «И.о. директора»
        :return: str, small letters unless acting
        """
        # Positions are printed in every order, the personnel file is closed.
        title = self._small(school.director_id.sudo().job_title or "директор")
        if acting:
            return f"И.о. {self._decline(school, title, 'genitive', 'position')}"
        return self._decline(school, title, case, "position")
