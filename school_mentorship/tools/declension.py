"""Russian names, initials and positions in the six cases.

Names are declined by the rules of the Petrovich project (library ``pytrovich``), with
a short list of corrections where those rules go against the grammar books. The order
is «Фамилия Имя Отчество». The first law of this module is *do no harm*: what is not
understood (Latin letters, four unclear words, an unknown gender) comes back in the
nominative, which a reader forgives, and never as an invented form.

Positions are a closed list, so they are looked up in a table and not computed.
"""

import functools
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

NBSP = "\u00a0"

CASES = ("genitive", "dative", "accusative", "instrumental", "prepositional")
GENDERS = ("male", "female")

# --------------------------------------------------------------------------------------
# Cleaning
# --------------------------------------------------------------------------------------

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_HYPHENS = re.compile("(?<=\\w)[\u2010-\u2014\u2212](?=\\w)")
_SPACED_HYPHEN = re.compile("(?<=\\w)(?: -|- | - |[\u2010\u2011] )(?=\\w)")

# Cyrillic with the letters of other peoples of Russia (U+0400 – U+052F).
_LETTERS = "\u0400-\u0481\u048a-\u052f"
_WORD = re.compile(f"[{_LETTERS}]+(?:['’ʼ-][{_LETTERS}]+)*")
_BRACKETED = re.compile(f"\\({_WORD.pattern}\\)")
_INITIAL = re.compile("(?:[^\\W\\d_]\\.-?)+", re.UNICODE)

# Second words of Turkic patronymics, «son of» and «daughter of»: never declined.
_SON = ("оглы", "оглу", "огли", "угли", "углы", "улы", "уулу", "улу", "ўғли")
_DAUGHTER = ("кызы", "гызы", "кизи", "қызы", "қизи", "кзы")
_FILIAL = _SON + _DAUGHTER
# Written small inside a surname of several words: «фон Рихтер», «ван дер Ваальс».
_PARTICLES = ("фон", "ван", "дер", "ден", "де", "да", "ди", "ла", "дю", "дос")


def normalize_name(text: str | None) -> str:
    """Clean a name as people type it.

    Collapses spaces (no-break ones too), drops invisible characters, brings long
    dashes between letters to a hyphen, and turns words written all in capitals or all
    in small letters into «Иванова-Петрова»; «оглы», «кызы» stay small. Words of mixed
    case («МакГрегор») are left as they are.

    :param text: the name; ``None`` and ``False`` count as empty
    :returns: the clean name, possibly empty
    """
    if not text:
        return ""
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", str(text)))
    text = " ".join(text.split())
    text = _SPACED_HYPHEN.sub("-", _HYPHENS.sub("-", text))
    words = text.split(" ")
    count = len(words)
    return " ".join(_capitalize(word, index, count) for index, word in enumerate(words))


def _capitalize(word: str, index: int, count: int) -> str:
    lower = word.lower()
    if index and lower in _FILIAL:
        return lower
    if word != lower and word != word.upper():
        return word
    if _INITIAL.fullmatch(word):
        return word.upper()
    # In three words «Ван» may well be a surname; in four it is a particle.
    if count > 3 and index < count - 1 and lower in _PARTICLES:
        return lower
    if not _WORD.fullmatch(word.strip("()")):
        return word
    pieces = re.split("([-'’ʼ(])", lower)
    return "".join(
        piece if position and piece in _FILIAL else piece[:1].upper() + piece[1:]
        for position, piece in enumerate(pieces)
    )


# --------------------------------------------------------------------------------------
# Parts of a name
# --------------------------------------------------------------------------------------

SURNAME, FIRST, PATRONYMIC, FIXED, INITIALS = (
    "surname",
    "first",
    "patronymic",
    "fixed",
    "initials",
)

_FILIAL_JOINED = re.compile(f".{{2,}}(?:{'|'.join(_FILIAL)})")
_PATRONYMIC = re.compile(".+(?:ич|[оеё]вна|[иы]нична|ична)", re.IGNORECASE)
# In the second place, where «Абрамович» may also be a surname after a first name,
# only what is surely a patronymic counts.
_STRICT_PATRONYMIC = re.compile(
    ".+(?:[оеё]вич|[оеё]вна|инична)|.*(?:ильич|кузьмич|фомич|лукич|никитич|саввич|"
    "ильинична|кузьминична|фоминична|лукинична|никитична|саввична)",
    re.IGNORECASE,
)
_RUSSIAN_FEMALE = re.compile(".+(?:[оеё]ва|[сц]кая|ая|яя)", re.IGNORECASE)
_RUSSIAN_MALE = re.compile(".+(?:[оеё]в|[сц]кий|ый)", re.IGNORECASE)
# Weaker: a man may be «Калина» and a woman «Грин», the first name outweighs them.
_LIKELY_FEMALE = re.compile(".{2,}[иы]на", re.IGNORECASE)
_LIKELY_MALE = re.compile(".{2,}[иы]н", re.IGNORECASE)
# Surely a surname wherever it stands, but for a few first names.
_RUSSIAN_SURNAME = re.compile("..+(?:[оеё]ва?|[сц]кий|[сц]кая)", re.IGNORECASE)
_LIKE_SURNAMES = frozenset(("яков", "иаков"))
# First names borne by both; the detector of pytrovich takes them for one gender.
_EITHER = frozenset(("айнур", "слава", "шура", "валя", "паша", "тома"))


@dataclass(frozen=True)
class _Name:
    """Words of a name with their roles, in the order in which they were written."""

    words: tuple[tuple[str, str], ...]

    def of(self, *roles: str) -> list[str]:
        return [word for role, word in self.words if role in roles]


def _parse(clean: str) -> _Name | None:
    """Roles of the words of a clean name; None when it is not understood."""
    words = clean.split(" ") if clean else []
    if any(
        not _WORD.fullmatch(word)
        and not _BRACKETED.fullmatch(word)
        and not _INITIAL.fullmatch(word)
        for word in words
    ):
        return None
    if not words or any(_is_latin(word) for word in words):
        return None
    # Bracketed words (a maiden name) share the surname's role and stand with it.
    plain = [word for word in words if not word.startswith("(")]
    roles = _roles(plain)
    if roles is None:
        return None
    result, queue = [], iter(zip(roles, plain, strict=True))
    for word in words:
        if not word.startswith("("):
            result.append(next(queue))
        elif result and result[-1][0] == SURNAME:
            result.append((SURNAME, word))
        else:
            return None
    return _Name(tuple(result))


def _is_latin(word: str) -> bool:
    return any("LATIN" in unicodedata.name(letter, "") for letter in word)


def _roles(words: list[str]) -> list[str] | None:
    """Roles of plain words (no brackets), or None."""
    count = len(words)
    if count < 2:
        return None
    initials = [bool(_INITIAL.fullmatch(word)) for word in words]
    if any(initials):
        surname = initials.index(False) if False in initials else -1
        if initials.count(False) != 1 or surname not in (0, count - 1):
            return None
        return [INITIALS if is_initial else SURNAME for is_initial in initials]
    if words[-1].lower() in _FILIAL:
        if count == 3:  # no first name, or no surname: take the usual order
            return [SURNAME, PATRONYMIC, FIXED]
        return [*_surname_roles(words[:-3]), FIRST, PATRONYMIC, FIXED]
    if count == 2:
        if _STRICT_PATRONYMIC.fullmatch(words[1]) and _first_gender(words[0]):
            # «Мария Ивановна»; but «Анна Абрамович» is a name and a surname.
            if _first_gender(words[0]) == _patronymic_gender(words[1]):
                return [FIRST, PATRONYMIC]
        return [FIRST, SURNAME] if _is_reversed(*words) else [SURNAME, FIRST]
    if _is_patronymic(words[-1]):
        return [*_surname_roles(words[:-2]), FIRST, PATRONYMIC]
    if count == 3:
        if _STRICT_PATRONYMIC.fullmatch(words[1]):
            return [FIRST, PATRONYMIC, SURNAME]
        if _surname_gender(words[0]):
            return [SURNAME, FIRST, FIRST]
    return None


def _is_reversed(word: str, next_word: str) -> bool:
    """«Иван Петров» instead of «Петров Иван», when it is certain."""
    if not _RUSSIAN_SURNAME.fullmatch(next_word) or next_word.lower() in _LIKE_SURNAMES:
        return False
    gender = _surname_gender(next_word)
    return not _surname_gender(word, guess=True) and _first_gender(word) == gender


def _surname_roles(words: list[str]) -> list[str]:
    return [FIXED if word in _PARTICLES else SURNAME for word in words]


def _is_patronymic(word: str) -> bool:
    return bool(_PATRONYMIC.fullmatch(word)) or bool(
        _FILIAL_JOINED.fullmatch(word.lower())
    )


def _patronymic_gender(word: str) -> str | None:
    lower = word.lower()
    if lower in _SON or _FILIAL_JOINED.fullmatch(lower) and lower.endswith(_SON):
        return "male"
    if lower in _DAUGHTER or _FILIAL_JOINED.fullmatch(lower):
        return "female"
    if _PATRONYMIC.fullmatch(lower):
        return "male" if lower.endswith("ич") else "female"
    return None


def _surname_gender(word: str, *, guess: bool = False) -> str | None:
    """Gender from the ending of a surname; ``guess`` takes -ин and -ина as well."""
    last = word.strip("()").rsplit("-", 1)[-1]
    for gender, certain, likely in (
        ("female", _RUSSIAN_FEMALE, _LIKELY_FEMALE),
        ("male", _RUSSIAN_MALE, _LIKELY_MALE),
    ):
        if certain.fullmatch(last) or guess and likely.fullmatch(last):
            return gender
    return None


def _first_gender(word: str) -> str | None:
    lower = word.lower()
    if lower in _EITHER:
        return None
    try:
        from pytrovich.detector import PetrovichGenderDetector
    except ImportError:
        return None
    gender = PetrovichGenderDetector().detect(firstname=lower).str()
    return gender if gender in GENDERS else None


def gender_of(full_name: str | None) -> str | None:
    """Grammatical gender of a person by name.

    The patronymic decides; without one the first name, unless the surname clearly
    says the opposite («Иванова Никита»); a first name of both genders («Саша») leaves
    it to the surname.

    :param full_name: «Фамилия Имя Отчество», also without patronymic or with initials
    :returns: ``"male"``, ``"female"``, or ``None`` when it cannot be told
    """
    parts = _parse(normalize_name(full_name))
    return _gender(parts) if parts else None


def _gender(parts: _Name) -> str | None:
    for word in reversed(parts.of(PATRONYMIC, FIXED)):
        if gender := _patronymic_gender(word):
            return gender
    surnames = parts.of(SURNAME)
    by_surname = _surname_gender(surnames[-1]) if surnames else None
    first_names = parts.of(FIRST)
    by_name = _first_gender(first_names[0]) if first_names else None
    if by_name:
        return None if by_surname and by_surname != by_name else by_name
    if by_surname or not surnames:
        return by_surname
    return _surname_gender(surnames[-1], guess=True)


def ordered_name(full_name: str | None) -> str:
    """The words in the order of papers: «Мария Ивановна Петрова» → «Петрова Мария …».

    :param full_name: the name in any order of its words
    :returns: surname, first name, patronymic, cleaned; as it was when the roles of the
        words are not certain
    """
    clean = normalize_name(full_name)
    parts = _parse(clean)
    if not parts:
        return clean
    surnames = [word for role, word in parts.words if role in (SURNAME, FIXED)]
    if parts.words[0][0] in (SURNAME, FIXED) or not parts.of(SURNAME):
        return clean
    others = [word for role, word in parts.words if role not in (SURNAME, FIXED)]
    return " ".join(surnames + others)


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
        if _FILIAL_JOINED.fullmatch(word.lower()):
            return word
        gender = _patronymic_gender(word) or gender
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


def _check_case(case: str) -> None:
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
    _check_case(case)
    return _decline(normalize_name(full_name), case, gender)


@functools.lru_cache(maxsize=8192)
def _decline(clean: str, case: str, gender: str | None) -> str:
    if case == "nominative":
        return clean
    declined = _declined_parts(_parse(clean), case, gender)
    return " ".join(word for _role, word in declined.words) if declined else clean


def _declined_parts(parts: _Name | None, case: str, gender: str | None) -> _Name | None:
    """The words in a case, or None when they have to stay in the nominative."""
    if parts is None or _maker() is None:
        return None
    if gender not in GENDERS or parts.of(PATRONYMIC):
        gender = _gender(parts) or (gender if gender in GENDERS else None)
    if not gender:
        return None
    return _Name(
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
    _check_case(case)
    return _with_initials(normalize_name(full_name), case, gender, first, spaced)


def _with_initials(
    clean: str, case: str, gender: str | None, first: bool, spaced: bool
) -> str:
    parts = _parse(clean)
    if parts is None:
        parts = _unclear_parts(clean)
        if parts is None:
            return clean
    elif case != "nominative":
        parts = _declined_parts(parts, case, gender) or parts
    surname = [w for r, w in parts.words if r == SURNAME or w in _PARTICLES]
    letters = []
    for role, word in parts.words:
        if role in (FIRST, PATRONYMIC):
            letters.append(_initial(word))
        elif role == INITIALS:
            letters.extend(re.findall("[^.]+\\.", word))
    letters = [letter for letter in letters if letter]
    short = (NBSP if spaced else "").join(letters)
    tail = [w for r, w in parts.words if r == FIXED and w in _FILIAL]
    tail += [
        w.lower().rsplit("-", 1)[1]
        for w in parts.of(PATRONYMIC)
        if "-" in w and w.lower().endswith(tuple(f"-{word}" for word in _FILIAL))
    ]
    short = NBSP.join([short, *tail] if short else tail)
    if not surname:  # «Мария Ивановна» has nothing to be shortened to
        return clean
    block = [" ".join(surname), short]
    return NBSP.join(reversed(block) if first else block)


def _unclear_parts(clean: str) -> _Name | None:
    """Foreign names of two to four words: first the surname, then names."""
    words = clean.split(" ")
    if not 2 <= len(words) <= 4:
        return None
    if not all(re.fullmatch("[^\\W\\d_]+(?:['’ʼ-][^\\W\\d_]+)*", w) for w in words):
        return None
    return _Name(((SURNAME, words[0]), *((FIRST, word) for word in words[1:])))


def _initial(word: str) -> str:
    pieces = [p for p in word.split("-") if p and p.lower() not in _FILIAL]
    return "-".join(f"{piece[0].upper()}." for piece in pieces)


# --------------------------------------------------------------------------------------
# Positions
# --------------------------------------------------------------------------------------

# «и.о. директора»: the abbreviation is not declined, the rest is already genitive.
_ACTING = re.compile("(?:врио|врио\\.|вр\\. ?и\\. ?о\\.|и\\. ?о\\.|ио)(?= |$)")
_ADJECTIVE = re.compile("([а-я]{2,})(ый|ий|ой)")
_SEPARATOR = re.compile(",\\s+|,|;\\s*|\\s+и\\s+|\\s*/\\s*|\\s*\\+\\s*")


def decline_position(
    position: str | None, case: str, table: Mapping[str, Mapping[str, str]]
) -> str:
    """A position in a case: «учитель математики» – «учителя математики».

    The longest known head at the beginning is replaced by its form, what follows
    stays. The same is done after a comma, a slash or « и » when a known head stands
    there («учитель, классный руководитель»). Not in the table but derived from it:
    double words of two known heads («учитель-методист») and masculine adjectives
    before a known head («ведущий специалист»). Professions stay masculine for women.

    :param position: the position in the nominative
    :param case: as of :func:`decline`; for positions (animate, masculine) a missing
        accusative is the genitive
    :param table: nominative of a head in any capitals → ``{case: form}``
    :returns: the position in that case; unchanged (cleaned of spaces) when its head is
        not known
    :raises ValueError: for an unknown case
    """
    _check_case(case)
    text = " ".join(unicodedata.normalize("NFC", str(position or "")).split())
    if case == "nominative" or not text:
        return text
    heads = {_head_key(head): forms for head, forms in table.items() if head}
    longest = max(map(len, heads), default=0)
    declined = _decline_head(text, case, heads, longest)
    if declined is None:
        return text
    start, rest = declined
    result = [start]
    # In the rest only separators followed by another known head matter.
    done = 0
    while separator := _SEPARATOR.search(rest, done):
        following = _decline_head(rest[separator.end() :], case, heads, longest)
        if following is None:
            done = separator.end()
            continue
        result += [rest[: separator.end()], following[0]]
        rest, done = following[1], 0
    return "".join([*result, rest])


def _head_key(text: str) -> str:
    return " ".join(text.lower().replace("ё", "е").split())


def _decline_head(text, case, heads, longest) -> tuple[str, str] | None:
    """Declined beginning and the untouched rest, or None for an unknown head."""
    key = text.lower().replace("ё", "е")
    if len(key) != len(text):  # exotic letters whose small form is longer
        return None
    if acting := _ACTING.match(key):
        return text[: acting.end()], text[acting.end() :]
    for end in range(min(longest, len(key)), 0, -1):
        if _at_boundary(key, end) and key[:end] in heads:
            form = _form(heads[key[:end]], case)
            return (_like(text[:end], form) if form else text[:end]), text[end:]
    word, _space, rest = text.partition(" ")
    bare = word.rstrip(",;")
    pieces = bare.split("-")
    known = [heads.get(_head_key(piece)) for piece in pieces]
    if len(pieces) > 1 and all(known):
        forms = [
            _like(piece, _form(head, case) or piece)
            for piece, head in zip(pieces, known, strict=True)
        ]
        return "-".join(forms), text[len(bare) :]
    adjective = _ADJECTIVE.fullmatch(_head_key(word))
    if adjective and rest:
        following = _decline_head(rest, case, heads, longest)
        if following and following[0] != rest[: len(following[0])]:
            form = _decline_adjective(*adjective.groups(), case)
            return f"{_like(word, form)} {following[0]}", following[1]
    return None


def _at_boundary(text: str, end: int) -> bool:
    """No letter, digit or hyphen follows, so that the head is a whole word."""
    return end == len(text) or not (text[end].isalnum() or text[end] in "-‑")


def _form(forms: Mapping[str, str], case: str) -> str:
    return forms.get(case) or (case == "accusative" and forms.get("genitive")) or ""


def _decline_adjective(stem: str, ending: str, case: str) -> str:
    """A masculine animate adjective: главный, старший, ведущий."""
    soft = ending == "ий" and stem[-1] not in "гкх"
    back = ending == "ий" or stem[-1] in "гкхжшчщ"
    endings = {
        "genitive": "его" if soft else "ого",
        "dative": "ему" if soft else "ому",
        "accusative": "его" if soft else "ого",
        "instrumental": "им" if back else "ым",
        "prepositional": "ем" if soft else "ом",
    }
    return stem + endings[case]


def _like(sample: str, form: str) -> str:
    """The form with the capitals of the sample."""
    letters = [letter for letter in sample if letter.isalpha()]
    if len(letters) > 1 and sample == sample.upper():
        return form.upper()
    if letters and letters[0].isupper():
        return form[:1].upper() + form[1:]
    return form
