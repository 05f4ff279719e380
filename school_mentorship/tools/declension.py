"""Russian names and initials in the six cases.

Names are declined by the rules of the Petrovich project (library ``pytrovich``), with
a short list of corrections where those rules go against the grammar books. The order
is «Фамилия Имя Отчество». The first law of this module is *do no harm*: what is not
understood (Latin letters, four unclear words, an unknown gender) comes back in the
nominative, which a reader forgives, and never as an invented form.
"""

import functools
import re

from .name_parts import (
    FILIAL,
    FILIAL_JOINED,
    FIRST,
    FIXED,
    GENDERS,
    INITIALS,
    PARTICLES,
    PATRONYMIC,
    SURNAME,
    NameParts,
    gender_of_parts,
    normalize_name,
    parse_name,
    patronymic_gender,
)

NBSP = "\u00a0"

CASES = ("genitive", "dative", "accusative", "instrumental", "prepositional")
# --------------------------------------------------------------------------------------
# Declension of names
# --------------------------------------------------------------------------------------

# Endings: genitive, dative, accusative, instrumental, prepositional.
_HARD = ("а", "у", "а", "ом", "е")
_HUSH = ("а", "у", "а", "ем", "е")
_SOFT = ("я", "ю", "я", "ем", "е")
_SOFT_IY = ("я", "ю", "я", "ем", "и")
_NOUN_A = ("ы", "е", "у", "ой", "е")
_NOUN_HUSH_A = ("и", "е", "у", "ей", "е")
_NOUN_HUSH_A_STRESSED = ("и", "е", "у", "ой", "е")
_THIRD = ("и", "и", "ь", "ью", "и")
_ADJECTIVE_MALE_HUSH = ("ого", "ому", "ого", "им", "ом")
_ADJECTIVE_FEMALE_SOFT = ("ей", "ей", "ую", "ей", "ей")

# What the rules of Petrovich miss: gender (None = both), pattern of the whole word in
# small letters, what stands before the ending, the endings. The first match wins.
# Sources: Розенталь, «Справочник по правописанию», § 149; Граудина, Ицкович,
# Катлинская, «Словарь грамматических вариантов»; stress by common usage.
_SURNAME_RULES = tuple(
    (gender, re.compile(pattern), stem, endings)
    for gender, pattern, stem, endings in (
        # Nouns of the language that lose their vowel. Families differ (Заяца, Орёла
        # are heard as well); what the common noun does is the safer default.
        ("male", "заяц", "зайц", _HUSH),
        ("male", "(ор|коз|кот)[её]л", r"\1л", _HARD),
        ("male", "(солов|мурав)ей", r"\1ь", _SOFT),
        ("male", "(стрел)ец", r"\1ьц", _HARD),
        ("male", "(бор|куп|дон|сквор|жереб|огур|молод|от)ец", r"\1ц", _HARD),
        # Кузнец, Швец, Мудрец, Жнец: after two consonants the vowel stays, and the
        # stress is on the ending.
        ("male", "(.*[бвгджзклмнпрстфхцчшщ]{2}ец)", r"\1", _HARD),
        # Stressed endings: Ткачом, Лукашом, Кузьмичом, Коржом.
        ("male", "(.*(?:ач|[аяы]ш))", r"\1", _HARD),
        (
            "male",
            "((?:кузьм|иль|фом|лук|москв|с)[иы]ч|борщ|лещ|хрущ|плющ|кущ|[её]рш|кулиш)",
            r"\1",
            _HARD,
        ),
        ("male", "(сторож)", r"\1", _HUSH),
        # Цой, Чой, Рой, Бой are nouns, unlike Толстой.
        ("male", "([бвгдклмнпрстхцчш]+о)й", r"\1", _SOFT),
        ("male", "(корни)й", r"\1", _SOFT_IY),
        ("male", "(.*[эёюя])й", r"\1", _SOFT),
        # Сухой – Сухим, Плохой – Плохим: no ы after these letters.
        ("male", "(.*[хжшчщ])ой", r"\1", _ADJECTIVE_MALE_HUSH),
        # German names; a Russian -лых, -тых has another vowel: Эрлих, not Белых.
        ("male", "(.*лих)", r"\1", _HARD),
        # Гаркуша – Гаркушей; only these are stressed on the ending.
        (
            None,
            "(лапш|левш|меж|душ|ханж|свеч|парч|алыч|каланч|саранч)а",
            r"\1",
            _NOUN_HUSH_A_STRESSED,
        ),
        (None, "(.*[жшчщ])а", r"\1", _NOUN_HUSH_A),
        ("female", "(?!большая)(.*[шщ])ая", r"\1", _ADJECTIVE_FEMALE_SOFT),
        # Nouns, unlike Петрова and Бородина: Сосна – Сосны, Сова – Совы.
        ("female", "(.*[^иы]н)а", r"\1", _NOUN_A),
        ("female", "(сов|коров|голов|подков)а", r"\1", _NOUN_A),
    )
)
_FIRST_NAME_RULES = tuple(
    (gender, re.compile(pattern), stem, endings)
    for gender, pattern, stem, endings in (
        # Turkic and naturalised names of the third declension; French ones
        # (Николь, Мишель) are not declined.
        ("female", "(.*(?:г[ую]л|сел|зел|нел|ссол|адел|ахил))ь", r"\1", _THIRD),
        # An official name is no diminutive: Марек – Марека, not Марька.
        ("male", "(.*ек)", r"\1", _HARD),
        # Франц – Францем: no first name is stressed on the ending here.
        ("male", "(.*[цчшщж])", r"\1", _HUSH),
    )
)


# Not declined before a hyphen, besides those that Petrovich knows: Кара-Мурза.
_BEFORE_HYPHEN = ("кара", "аль", "эль", "сан", "сен")


@functools.cache
def _maker():
    """The declining object of pytrovich, or None when it is not installed."""
    try:
        from pytrovich.maker import PetrovichDeclinationMaker
    except ImportError:
        return None
    return PetrovichDeclinationMaker()


def is_available() -> bool:
    """Whether names can be declined here, that is, pytrovich is installed."""
    return _maker() is not None


def _inflect(role: str, word: str, case: str, gender: str) -> str:
    """One word of a name in a case; hyphenated parts are declined each by itself."""
    from pytrovich.enums import Case, Gender, NamePart

    if role in (FIXED, INITIALS):
        return word
    if role == PATRONYMIC:
        if FILIAL_JOINED.fullmatch(word.lower()):
            return word
        gender = patronymic_gender(word) or gender
        part, rules = NamePart.MIDDLENAME, ()
    elif role == FIRST:
        part, rules = NamePart.FIRSTNAME, _FIRST_NAME_RULES
    else:
        part, rules = NamePart.LASTNAME, _SURNAME_RULES
    if word.startswith("("):
        return f"({_inflect(role, word[1:-1], case, gender)})"
    pieces = word.split("-")
    for index, piece in enumerate(pieces):
        if index < len(pieces) - 1 and piece.lower() in _BEFORE_HYPHEN:
            continue
        corrected = _by_rules(rules, piece, case, gender)
        pieces[index] = corrected or _maker().make(
            part,
            Gender[gender.upper()],
            Case[case.upper()],
            piece,
            # Petrovich keeps «Бонч», «Тер», «Мелик» only before a hyphen.
            known_gender=index == len(pieces) - 1,
        )
    return "-".join(pieces)


def _by_rules(rules, word: str, case: str, gender: str) -> str | None:
    lower = word.lower()
    for rule_gender, pattern, stem, endings in rules:
        if rule_gender not in (None, gender):
            continue
        if match := pattern.fullmatch(lower):
            form = match.expand(stem) + endings[CASES.index(case)]
            # Keep the capitals of the unchanged beginning («МакГрегорец»).
            same = 0
            while same < min(len(form), len(lower)) and form[same] == lower[same]:
                same += 1
            return word[:same] + form[same:]
    return None


def check_case(case: str) -> None:
    """
    :raises ValueError: for an unknown case
    """
    if case != "nominative" and case not in CASES:
        raise ValueError(
            f"Unknown case {case!r}: expected one of nominative, {', '.join(CASES)}"
        )


def decline(full_name: str | None, case: str, gender: str | None = None) -> str:
    """A person's full name in a case.

    :param full_name: «Фамилия Имя Отчество» in the nominative; also without
        patronymic, «Имя Отчество», «Имя Отчество Фамилия», «Фамилия И.О.»
    :param case: ``nominative``, ``genitive``, ``dative``, ``accusative``,
        ``instrumental`` or ``prepositional``
    :param gender: ``"male"`` or ``"female"``; anything else (Odoo's ``"other"``,
        ``False``) counts as not given. A patronymic in the name outweighs it: a wrong
        tick in a card is more likely than a wrong patronymic.
    :returns: the name in that case, cleaned; unchanged in the nominative when it is
        one word, not Cyrillic, of unknown order or gender, or when pytrovich is not
        installed
    :raises ValueError: for an unknown case
    """
    check_case(case)
    return _decline(normalize_name(full_name), case, gender)


@functools.lru_cache(maxsize=8192)
def _decline(clean: str, case: str, gender: str | None) -> str:
    if case == "nominative":
        return clean
    declined = _declined_parts(parse_name(clean), case, gender)
    return " ".join(word for _role, word in declined.words) if declined else clean


def _declined_parts(
    parts: NameParts | None, case: str, gender: str | None
) -> NameParts | None:
    """The words in a case, or None when they have to stay in the nominative."""
    if parts is None or _maker() is None:
        return None
    if gender not in GENDERS or parts.of(PATRONYMIC):
        gender = gender_of_parts(parts) or (gender if gender in GENDERS else None)
    if not gender:
        return None
    return NameParts(
        tuple((role, _inflect(role, word, case, gender)) for role, word in parts.words)
    )


# --------------------------------------------------------------------------------------
# Initials
# --------------------------------------------------------------------------------------


def initials(full_name: str | None, first: bool = False, spaced: bool = False) -> str:
    """Surname with initials: «Иванова И.И.», or «И.И. Иванова» for signatures.

    Surname and initials are tied by a no-break space. A hyphenated name keeps its
    hyphen («Анна-Мария» – «А.-М.», as in «Ж.-Ж. Руссо»), «оглы» and «кызы» stay whole
    («Мамедов А.Р. оглы»). One word, or words that are no name, come back as they are.

    :param full_name: «Фамилия Имя Отчество»
    :param first: initials before the surname
    :param spaced: a no-break space between the initials too («И. И.»): the norms
        differ, practice in orders is without
    """
    return _with_initials(normalize_name(full_name), "nominative", None, first, spaced)


def decline_initials(
    full_name: str | None,
    case: str,
    gender: str | None = None,
    first: bool = False,
    spaced: bool = False,
) -> str:
    """Surname in a case with initials: «Иванову И.И.».

    Parameters as of :func:`decline` and :func:`initials`. The gender comes from the
    full name, so pass the full name and not one already shortened.

    :raises ValueError: for an unknown case
    """
    check_case(case)
    return _with_initials(normalize_name(full_name), case, gender, first, spaced)


def _with_initials(
    clean: str, case: str, gender: str | None, first: bool, spaced: bool
) -> str:
    parts = parse_name(clean)
    if parts is None:
        parts = _unclear_parts(clean)
        if parts is None:
            return clean
    elif case != "nominative":
        parts = _declined_parts(parts, case, gender) or parts
    surname = [w for r, w in parts.words if r == SURNAME or w in PARTICLES]
    letters = []
    for role, word in parts.words:
        if role in (FIRST, PATRONYMIC):
            letters.append(_initial(word))
        elif role == INITIALS:
            letters.extend(re.findall("[^.]+\\.", word))
    letters = [letter for letter in letters if letter]
    short = (NBSP if spaced else "").join(letters)
    tail = [w for r, w in parts.words if r == FIXED and w in FILIAL]
    tail += [
        w.lower().rsplit("-", 1)[1]
        for w in parts.of(PATRONYMIC)
        if "-" in w and w.lower().endswith(tuple(f"-{word}" for word in FILIAL))
    ]
    short = NBSP.join([short, *tail] if short else tail)
    if not surname:  # «Мария Ивановна» has nothing to be shortened to
        return clean
    block = [" ".join(surname), short]
    return NBSP.join(reversed(block) if first else block)


def _unclear_parts(clean: str) -> NameParts | None:
    """Foreign names of two to four words: first the surname, then names."""
    words = clean.split(" ")
    if not 2 <= len(words) <= 4:
        return None
    if not all(re.fullmatch("[^\\W\\d_]+(?:['’ʼ-][^\\W\\d_]+)*", w) for w in words):
        return None
    return NameParts(((SURNAME, words[0]), *((FIRST, word) for word in words[1:])))


def _initial(word: str) -> str:
    pieces = [p for p in word.split("-") if p and p.lower() not in FILIAL]
    return "-".join(f"{piece[0].upper()}." for piece in pieces)
