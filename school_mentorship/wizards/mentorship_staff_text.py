"""The sentences of the staff list's window: what is wrong, what will be done.

The tools that read and compare lists know no language; here their findings get words.
"""

from odoo.tools.translate import LazyTranslate

from ..tools import russian

_lt = LazyTranslate(__name__)

# Sentences name at most so many people, rows or cells.
SHOWN = 5

# What a file is instead of a table. Behind those of `_SAVED_ANEW` it is said how the
# program in which such a file opens makes a table of it.
_FILE_PROBLEMS = {
    "empty": _lt("The file is empty. Choose another one."),
    "too_big": _lt(
        "The file is larger than %(limit)s MB, which no staff list is. Copy the list "
        "alone into a new workbook."
    ),
    "too_many_rows": _lt(
        "There are more than %(limit)s filled rows, which no school's staff list has. "
        "Leave the list alone in the file and choose it again."
    ),
    "password": _lt("The file is protected by a password. Save it without one."),
    "no_sheet": _lt("There is nothing on any sheet of this file."),
    "word": _lt("This is a text document and no table. Copy the table into Excel."),
    "pdf": _lt("This is a PDF and no table. Ask for the list as an Excel file."),
    "picture": _lt("This is a picture and no table."),
    "broken": _lt("The file is damaged and cannot be read."),
    "opendocument": _lt("This is a table of LibreOffice (.ods)."),
    "web_page": _lt("This is a web page that is called a table."),
    "old_xml": _lt("This is a table of an old format (XML 2003)."),
    "old_excel": _lt("This is a table of another Excel format."),
    "unknown": _lt("This file is no table."),
}
_SAVED_ANEW = frozenset(
    {"broken", "opendocument", "web_page", "old_xml", "old_excel", "unknown"}
)
_SAVE_ANEW = _lt("Open it and save it anew: File → Save As → Excel Workbook (.xlsx).")

# What is wrong with a cell; each begins with the cell: «C17: …».
_PROBLEMS = {
    "no_name": _lt("%(cell)s: no name stands in this row."),
    "not_a_name": _lt("%(cell)s: «%(value)s» is no full name."),
    "no_such_day": _lt("%(cell)s: there is no such day as «%(value)s»."),
    "no_date": _lt("%(cell)s: «%(value)s» is no date. Write it like 01.09.2015."),
    "several_dates": _lt("%(cell)s: several dates stand in «%(value)s». Leave one."),
    "too_late": _lt("%(cell)s: the day %(value)s has not come yet."),
    "too_early": _lt("%(cell)s: %(value)s is too long ago."),
    "number_as_date": _lt(
        "%(cell)s: Excel has turned a number of years into the date %(value)s. "
        "Write «12,5» or the whole years."
    ),
    "experience": _lt("%(cell)s: «%(value)s» is neither a number of years nor a date."),
    "before_birth": _lt(
        "%(cell)s: teaching since %(value)s, that is before the birth."
    ),
    "category": _lt("%(cell)s: there is no such category as «%(value)s»."),
    "role": _lt("%(cell)s: «%(value)s» is neither «наставник» nor «наставляемый»."),
    "flag": _lt("%(cell)s: write «да» or «нет» instead of «%(value)s»."),
    "email": _lt("%(cell)s: «%(value)s» is no e-mail address."),
    "phone": _lt("%(cell)s: «%(value)s» is no telephone number."),
    "formula": _lt("%(cell)s: the formula gives the error «%(value)s»."),
    "mentee_category": _lt(
        "%(cell)s: there is no such category of mentees as «%(value)s»."
    ),
    "area": _lt("%(cell)s: there is no such area as «%(value)s»."),
    "initials_only": _lt(
        "%(cell)s: «%(value)s» is unknown; a new person needs the full name."
    ),
}
_OTHER_PROBLEM = _lt("%(cell)s: «%(value)s» cannot be read.")

# Something worth knowing about a cell, and no error.
_REMARKS = {
    "bracket": _lt("«(%(value)s)» behind the name is left out."),
    "latin_letters": _lt("Latin letters in the name were replaced by Russian ones."),
    "second_category": _lt("The second category is no longer given and is left out."),
}

# Why a row needs a decision, and between whom.
_MATCHES = {
    "namesakes": _lt("People of this name work here: %(people)s. Choose one."),
    "initials": _lt("These initials may mean: %(people)s. Choose one."),
    "similar": _lt("A slip of the pen? Here works %(people)s."),
    "renamed": _lt(
        "Another surname by marriage? First name, patronymic and more agree with: "
        "%(people)s. The same person keeps the old name for old papers."
    ),
    "left_before": _lt("%(people)s has left the staff. The same person again?"),
    "twice": _lt(
        "This name stands in row %(row)s already, with other facts: a second post of "
        "the same person, or a namesake?"
    ),
    "repeated": _lt("Says the same as row %(row)s."),
}

# How the summary counts the rows, in the order of the preview.
_STATES = {
    "error": _lt("Errors"),
    "unclear": _lt("To decide"),
    "changed": _lt("Changed"),
    "new": _lt("New"),
    "left_out": _lt("Repeated"),
    "same": _lt("Unchanged"),
    "missing": _lt("Not in the list"),
}

# What a column can be, for the choice of the user.
_FIELDS = {
    "name": _lt("Full name"),
    "surname": _lt("Surname"),
    "first_name": _lt("First name"),
    "patronymic": _lt("Patronymic"),
    "position": _lt("Position"),
    "subject": _lt("Subject"),
    "experience": _lt("Teaching experience: years or since when"),
    "category": _lt("Qualification category"),
    "category_date": _lt("Category: given on"),
    "category_until": _lt("Category: valid until"),
    "hire_date": _lt("Hired on"),
    "birthday": _lt("Date of birth (to tell namesakes apart)"),
    "email": _lt("E-mail"),
    "phone": _lt("Telephone"),
    "role": _lt("Role: mentor, mentee"),
    "is_mentor": _lt("Mentor: yes or no"),
    "is_mentee": _lt("Mentee: yes or no"),
    "mentee_category": _lt("Category of the mentee"),
    "areas": _lt("Areas of need or ability"),
}


def _say(env, sentence, **values):
    """A sentence of the tables in the reader's language, with its values."""
    template = env._(sentence)
    return template % values


def file_problem(env, problem):
    """What the file is instead of a table.

    :param env: `Environment`
    :param problem: `spreadsheet.FileProblem`
    :return: str
    """
    kind = problem.kind if problem.kind in _FILE_PROBLEMS else "unknown"
    sentence = _say(env, _FILE_PROBLEMS[kind], **problem.values)
    return f"{sentence} {env._(_SAVE_ANEW)}" if kind in _SAVED_ANEW else sentence


def problem_text(env, problem):
    """What is wrong with a cell, beginning with the cell: «C17: …».

    :param problem: `staff_list.Problem`
    """
    sentence = _PROBLEMS.get(problem.kind, _OTHER_PROBLEM)
    return _say(env, sentence, cell=problem.cell, value=problem.value)


def remark_text(env, remark):
    """Something worth knowing about a cell, and no error.

    :param remark: `staff_list.Problem`
    """
    if remark.kind not in _REMARKS:
        return remark.value
    return _say(env, _REMARKS[remark.kind], value=remark.value)


def match_text(env, match, names):
    """Why a row needs a decision, and between whom.

    :param match: `staff_match.Match`
    :param list names: of the people it may be, with their posts
    """
    if match.kind not in _MATCHES:
        return ""
    people = russian.people_list(names, SHOWN)
    return _say(env, _MATCHES[match.kind], people=people, row=match.row)


def state_labels(env):
    """How the summary counts the rows, in the order of the preview."""
    return {state: env._(label) for state, label in _STATES.items()}


def field_labels(env):
    """What a column can be, for the choice of the user: [(field, words)]."""
    return [(name, env._(label)) for name, label in _FIELDS.items()]
