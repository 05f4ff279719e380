"""The sentences of the staff list's window: what is wrong, what will be done.

The tools that read and compare lists know no language; here their findings get words.
"""

from ..tools import russian

# Sentences name at most so many people, rows or cells.
SHOWN = 5


def file_problem(env, problem):
    """What the file is instead of a table.

    :param env: `Environment`
    :param problem: `spreadsheet.FileProblem`
    :return: str
    """
    save = env._("Open it and save it anew: File → Save As → Excel Workbook (.xlsx).")
    kind = problem.kind
    if kind == "empty":
        return env._("The file is empty. Choose another one.")
    if kind == "too_big":
        return env._(
            "The file is larger than %s MB, which no staff list is. Copy the list "
            "alone into a new workbook.",
            problem.values["limit"],
        )
    if kind == "too_many_rows":
        return env._(
            "There are more than %s filled rows, which no school's staff list has. "
            "Leave the list alone in the file and choose it again.",
            problem.values["limit"],
        )
    if kind == "password":
        return env._("The file is protected by a password. Save it without one.")
    if kind == "broken":
        return env._("The file is damaged and cannot be read.") + " " + save
    if kind == "no_sheet":
        return env._("There is nothing on any sheet of this file.")
    names = {
        "word": env._(
            "This is a text document and no table. Copy the table into Excel."
        ),
        "pdf": env._("This is a PDF and no table. Ask for the list as an Excel file."),
        "picture": env._("This is a picture and no table."),
        "opendocument": env._("This is a table of LibreOffice (.ods).") + " " + save,
        "web_page": env._("This is a web page that is called a table.") + " " + save,
        "old_xml": env._("This is a table of an old format (XML 2003).") + " " + save,
        "old_excel": env._("This is a table of another Excel format.") + " " + save,
    }
    return names.get(kind) or env._("This file is no table.") + " " + save


def problem_text(env, problem):
    """What is wrong with a cell, beginning with the cell: «C17: …».

    :param problem: `staff_list.Problem`
    """
    cell, value = problem.cell, problem.value
    kind = problem.kind
    if kind == "no_name":
        return env._("%s: no name stands in this row.", cell)
    if kind == "not_a_name":
        return env._("%(cell)s: «%(value)s» is no full name.", cell=cell, value=value)
    if kind == "no_such_day":
        return env._(
            "%(cell)s: there is no such day as «%(value)s».", cell=cell, value=value
        )
    if kind == "no_date":
        return env._(
            "%(cell)s: «%(value)s» is no date. Write it like 01.09.2015.",
            cell=cell,
            value=value,
        )
    if kind == "several_dates":
        return env._(
            "%(cell)s: several dates stand in «%(value)s». Leave one.",
            cell=cell,
            value=value,
        )
    if kind == "too_late":
        return env._(
            "%(cell)s: the day %(value)s has not come yet.", cell=cell, value=value
        )
    if kind == "too_early":
        return env._("%(cell)s: %(value)s is too long ago.", cell=cell, value=value)
    if kind == "number_as_date":
        return env._(
            "%(cell)s: Excel has turned a number of years into the date %(value)s. "
            "Write «12,5» or the whole years.",
            cell=cell,
            value=value,
        )
    return _other_problem_text(env, kind, cell, value)


def _other_problem_text(env, kind, cell, value):
    if kind == "experience":
        return env._(
            "%(cell)s: «%(value)s» is neither a number of years nor a date.",
            cell=cell,
            value=value,
        )
    if kind == "before_birth":
        return env._(
            "%(cell)s: teaching since %(value)s, that is before the birth.",
            cell=cell,
            value=value,
        )
    if kind == "category":
        return env._(
            "%(cell)s: there is no such category as «%(value)s».",
            cell=cell,
            value=value,
        )
    if kind == "role":
        return env._(
            "%(cell)s: «%(value)s» is neither «наставник» nor «наставляемый».",
            cell=cell,
            value=value,
        )
    if kind == "flag":
        return env._(
            "%(cell)s: write «да» or «нет» instead of «%(value)s».",
            cell=cell,
            value=value,
        )
    if kind == "email":
        return env._(
            "%(cell)s: «%(value)s» is no e-mail address.", cell=cell, value=value
        )
    if kind == "phone":
        return env._(
            "%(cell)s: «%(value)s» is no telephone number.", cell=cell, value=value
        )
    if kind == "formula":
        return env._(
            "%(cell)s: the formula gives the error «%(value)s».", cell=cell, value=value
        )
    if kind == "mentee_category":
        return env._(
            "%(cell)s: there is no such category of mentees as «%(value)s».",
            cell=cell,
            value=value,
        )
    if kind == "area":
        return env._(
            "%(cell)s: there is no such area as «%(value)s».", cell=cell, value=value
        )
    if kind == "initials_only":
        return env._(
            "%(cell)s: «%(value)s» is unknown; a new person needs the full name.",
            cell=cell,
            value=value,
        )
    return env._("%(cell)s: «%(value)s» cannot be read.", cell=cell, value=value)


def remark_text(env, remark):
    """Something worth knowing about a cell, and no error.

    :param remark: `staff_list.Problem`
    """
    if remark.kind == "bracket":
        return env._("«(%s)» behind the name is left out.", remark.value)
    if remark.kind == "latin_letters":
        return env._("Latin letters in the name were replaced by Russian ones.")
    if remark.kind == "second_category":
        return env._("The second category is no longer given and is left out.")
    return remark.value


def match_text(env, match, names):
    """Why a row needs a decision, and between whom.

    :param match: `staff_match.Match`
    :param list names: of the people it may be, with their posts
    """
    people = russian.people_list(names, SHOWN)
    if match.kind == "namesakes":
        return env._("People of this name work here: %s. Choose one.", people)
    if match.kind == "initials":
        return env._("These initials may mean: %s. Choose one.", people)
    if match.kind == "similar":
        return env._("A slip of the pen? Here works %s.", people)
    if match.kind == "renamed":
        return env._(
            "Another surname by marriage? First name, patronymic and more agree with: "
            "%s. The same person keeps the old name for old papers.",
            people,
        )
    if match.kind == "left_before":
        return env._("%s has left the staff. The same person again?", people)
    if match.kind == "twice":
        return env._(
            "This name stands in row %s already, with other facts: a second post of "
            "the same person, or a namesake?",
            match.row,
        )
    if match.kind == "repeated":
        return env._("Says the same as row %s.", match.row)
    return ""


def state_labels(env):
    """How the summary counts the rows, in the order of the preview."""
    return {
        "error": env._("Errors"),
        "unclear": env._("To decide"),
        "changed": env._("Changed"),
        "new": env._("New"),
        "left_out": env._("Repeated"),
        "same": env._("Unchanged"),
        "missing": env._("Not in the list"),
    }


def field_labels(env):
    """What a column can be, for the choice of the user: [(field, words)]."""
    fields = {
        "name": env._("Full name"),
        "surname": env._("Surname"),
        "first_name": env._("First name"),
        "patronymic": env._("Patronymic"),
        "position": env._("Position"),
        "subject": env._("Subject"),
        "experience": env._("Teaching experience: years or since when"),
        "category": env._("Qualification category"),
        "category_date": env._("Category: given on"),
        "category_until": env._("Category: valid until"),
        "hire_date": env._("Hired on"),
        "birthday": env._("Date of birth (to tell namesakes apart)"),
        "email": env._("E-mail"),
        "phone": env._("Telephone"),
        "role": env._("Role: mentor, mentee"),
        "is_mentor": env._("Mentor: yes or no"),
        "is_mentee": env._("Mentee: yes or no"),
        "mentee_category": env._("Category of the mentee"),
        "areas": env._("Areas of need or ability"),
    }
    return list(fields.items())
