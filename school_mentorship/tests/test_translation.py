import re

import polib
from lxml import html

from odoo.exceptions import ValidationError
from odoo.tests import TransactionCase, tagged
from odoo.tools.misc import file_path
from odoo.tools.translate import TRANSLATED_ATTRS, TranslationModuleReader

MODULE = "school_mentorship"
LANG = "ru_RU"
# What a Russian screen says in Latin letters too.
NAMES = {
    "DOCX",
    "Excel",
    "HEIC",
    "JPEG",
    "LibreOffice",
    "MAX",
    "PDF",
    "PNG",
    "Python",
    "QR",
} | {
    "SWOT",
    "VK",
    "WeasyPrint",
    "XML",
    "ods",
    "ortools",
    "xlsx",
}
PLACEHOLDER = re.compile(r"%\(\w+\)[ds]|%[ds]|\{\{.*?\}\}")
# A school says «школа», «доска», «проект», «работник».
OFFICE = re.compile("компани|канбан|черновик|сотрудни", re.IGNORECASE)
URL = re.compile(r"https?://\S*")
WORD = re.compile("[A-Za-z]{2,}")
# Fields that other modules give to every discussed record; which of them there are
# depends on what else is installed.
FOREIGN_FIELD = re.compile(
    r"__(activity|has_message|message|my_activity|rating|website_message)_?"
)


def readable(term):
    """What a user reads of a term of a view: its text, tooltips, placeholders."""
    root = html.fragment_fromstring(term, create_parent="div")
    words = [root.text_content()]
    for element in root.iter():
        words += [
            value for name, value in element.attrib.items() if name in TRANSLATED_ATTRS
        ]
    return "\n".join(words)


def english(text):
    """The English words of a text: what is neither a name nor a placeholder."""
    text = URL.sub("", PLACEHOLDER.sub("", text))
    return [word for word in WORD.findall(text) if word not in NAMES]


@tagged("post_install", "-at_install")
class TestTranslation(TransactionCase):
    """A Russian screen has no English left, and nothing waits to be translated."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang(LANG)
        module = cls.env["ir.module.module"].search([("name", "=", MODULE)])
        module._update_translations([LANG], overwrite=True)
        cls.russian = cls.env(context={**cls.env.context, "lang": LANG})
        cls.po = polib.pofile(file_path(f"{MODULE}/i18n/ru.po"))
        cls.pot = polib.pofile(file_path(f"{MODULE}/i18n/{MODULE}.pot"))

    def _own_records(self):
        """Everything that the addon's files have made, model by model."""
        ids_of = {}
        for row in self.env["ir.model.data"].search_fetch(
            [("module", "=", MODULE)], ["model", "res_id"]
        ):
            ids_of.setdefault(row.model, []).append(row.res_id)
        return [
            self.russian[model].browse(ids).exists() for model, ids in ids_of.items()
        ]

    def _untranslated(self, records):
        """Where these records still say something in English."""
        found = set()
        for name, field in records._fields.items():
            # The name of a printed file is an expression, its words are Russian.
            if not field.translate or not field.store or name == "print_report_name":
                continue
            for record in records:
                value = record[name] or ""
                terms = [value]
                if callable(field.translate):
                    terms = map(readable, field.get_trans_terms(value))
                found |= {
                    f"{record} {record.display_name}, {name}: {term.strip()}"
                    for term in terms
                    if english(term)
                }
        return found

    def test_no_english_on_the_screen(self):
        """Views, menus, windows, fields, choices, groups, jobs speak Russian."""
        found = set()
        for records in self._own_records():
            found |= self._untranslated(records)
        self.assertFalse(found, "\n".join(sorted(found)))

    def test_no_english_in_choices(self):
        """What a client is told of our fields is Russian, computed choices as well."""
        found = []
        for model in self.env["ir.model"].search([("model", "=like", "mentorship.%")]):
            records = self.russian[model.model]
            own = [
                name
                for name, field in records._fields.items()
                if MODULE in field._modules
            ]
            fields = records.fields_get(own, ["string", "help", "selection"])
            for name, description in fields.items():
                labels = [label for _key, label in description.get("selection", ())]
                for text in (description["string"], description.get("help"), *labels):
                    if english(text or ""):
                        found.append(f"{model.model}.{name}: {text}")
        self.assertFalse(found, "\n".join(found))

    def test_errors_are_russian(self):
        """Who does something wrong is told so in Russian."""
        school = self.russian["mentorship.school"].search([], limit=1)
        with self.assertRaisesRegex(ValidationError, "^Поля: "):
            school.margin_left = 5

    def test_nothing_waits_for_translation(self):
        """No entry of the Russian file is empty, doubtful or out of use."""
        waiting = []
        for entry in self.po:
            nothing_to_say = not english(readable(entry.msgid)) or all(
                ",print_report_name:" in place for place, _line in entry.occurrences
            )
            if entry.obsolete or entry.fuzzy or not (entry.msgstr or nothing_to_say):
                waiting.append(entry.msgid)
        self.assertFalse(waiting, "\n".join(waiting))

    def test_sentences_fit(self):
        """A translation keeps the placeholders, and is set as Russian is printed."""
        wrong = []
        for entry in self.po.translated_entries():
            asked = sorted(PLACEHOLDER.findall(entry.msgid))
            text = readable(entry.msgstr)
            if asked != sorted(PLACEHOLDER.findall(entry.msgstr)):
                wrong.append(f"other placeholders: {entry.msgstr}")
            if english(text):
                wrong.append(f"English words: {entry.msgstr}")
            if OFFICE.search(text):
                wrong.append(f"not a school's word: {entry.msgstr}")
            if '"' in text or "№ " in text:
                wrong.append(f"straight quotes, or a breaking space: {entry.msgstr}")
        self.assertFalse(wrong, "\n".join(wrong))

    def test_in_step_with_the_code(self):
        """What the code says today is what the files translate, no more, no less."""
        rows = TranslationModuleReader(self.env.cr, [MODULE])
        said = {source for _module, _type, _name, _xmlid, source, *_rest in rows}
        for file in (self.po, self.pot):
            known = {entry.msgid for entry in file}
            stale = {
                entry.msgid
                for entry in file
                if entry.msgid not in said
                and not all(
                    FOREIGN_FIELD.search(place) for place, _line in entry.occurrences
                )
            }
            self.assertFalse(said - known, "say this in i18n/ as well")
            self.assertFalse(stale, "nobody says this any more")
