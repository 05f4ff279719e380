"""Positions as a staff list has them: shortened, in capitals, without the subject."""

import re

from .russian import search_key
from .staff_values import check_formula, text_of

_CAPITALS = frozenset(
    "УВР ВР АХЧ АХР ОБЖ ОБЗР ИЗО ИКТ МХК ОВЗ ГПД НМР МР УР БЖД ОДНКНР ГО ЧС".split()
)
_SHORT_POSTS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"\bзам(?:ест)?\.?\s*дир(?:ектора|\.)?(?=\s|$|,)", "заместитель директора"),
        (r"\bзамдиректора\b", "заместитель директора"),
        (r"\bзам\.\s*", "заместитель "),
        (r"\bзав\.\s*", "заведующий "),
        (r"\bуч(?:ит)?\.\s*-?", "учитель "),
        (r"\bуч-ль\b", "учитель"),
        (r"\bпреп\.\s*", "преподаватель "),
        (r"\bвосп\.\s*", "воспитатель "),
        (r"\bсоц\.\s*пед(?:агог|\.)?", "социальный педагог"),
        (r"\bсоцпедагог\b", "социальный педагог"),
        (r"\bпед\.\s*-?\s*псих(?:олог|\.)?", "педагог-психолог"),
        (r"\bпедагог\s*-\s*психолог", "педагог-психолог"),
        (r"\bпед\.\s*", "педагог "),
        (r"\bпдо\b", "педагог дополнительного образования"),
        (r"\bдоп\.\s*обр(?:азования|\.)?", "дополнительного образования"),
        (r"\bнач(?:альн\w*)?\.?\s*кл(?:ассов|асса|\.)?(?=\s|$|,)", "начальных классов"),
        (r"\bнач\.\s*школы\b", "начальных классов"),
        (r"\bрус\.\s*яз(?:ыка|\.)?", "русского языка"),
        (r"\b(?:англ|английск)\.\s*яз(?:ыка|\.)?", "английского языка"),
        (r"\b(?:нем|немецк)\.\s*яз(?:ыка|\.)?", "немецкого языка"),
        (r"\b(?:ин|иностр)\.\s*яз(?:ыка|\.)?", "иностранного языка"),
        (r"\bлит-ры\b|\bлит\.(?=\s|$|,)", "литературы"),
        (r"\bматем\.(?=\s|$|,)", "математики"),
        (r"\bинф\.(?=\s|$|,)", "информатики"),
        (
            r"\bфиз-?ры\b|\bфиз(?:ич)?\.?\s*культуры\b|\bфизкультуры\b",
            "физической культуры",
        ),
        (r"\bобщ(?:еств)?\.(?=\s|$|,)", "обществознания"),
        (r"\bгеогр\.(?=\s|$|,)", "географии"),
        (r"\bбиол\.(?=\s|$|,)", "биологии"),
    )
)
# What the subject column says, and how it stands behind «учитель».
_SUBJECTS = {
    "математика": "математики",
    "алгебра": "математики",
    "геометрия": "математики",
    "русский язык": "русского языка",
    "литература": "литературы",
    "русский язык и литература": "русского языка и литературы",
    "английский язык": "английского языка",
    "немецкий язык": "немецкого языка",
    "французский язык": "французского языка",
    "китайский язык": "китайского языка",
    "иностранный язык": "иностранного языка",
    "физика": "физики",
    "астрономия": "астрономии",
    "химия": "химии",
    "биология": "биологии",
    "география": "географии",
    "история": "истории",
    "обществознание": "обществознания",
    "история и обществознание": "истории и обществознания",
    "информатика": "информатики",
    "информатика и икт": "информатики",
    "физкультура": "физической культуры",
    "физическая культура": "физической культуры",
    "музыка": "музыки",
    "изо": "изобразительного искусства",
    "изобразительное искусство": "изобразительного искусства",
    "технология": "технологии",
    "труд": "труда (технологии)",
    "труд (технология)": "труда (технологии)",
    "обж": "ОБЖ",
    "обзр": "ОБЗР",
    "основы безопасности и защиты родины": "основ безопасности и защиты Родины",
    "начальные классы": "начальных классов",
    "черчение": "черчения",
    "экономика": "экономики",
    "право": "права",
}
_GENITIVES = {search_key(value): value for value in _SUBJECTS.values()}
_BARE_TEACHER = re.compile(r"учитель|преподаватель|учитель-предметник")


def clean_position(value, subject=None) -> str:
    """A post in the spelling of a staff list: «учитель начальных классов».

    Small letters but for abbreviations, usual short forms in full, the subject of
    another column behind a bare «учитель».

    :param value: the cell, e.g. «УЧИТЕЛЬ НАЧ. КЛ.»
    :param subject: the cell with the subject, e.g. «Математика»
    :raises BadValue: ``formula``
    """
    check_formula(value)
    check_formula(subject)
    text = text_of(value).strip(" .,;:-–—") if not _keeps_dot(value) else text_of(value)
    lower = text.lower()
    for pattern, replacement in _SHORT_POSTS:
        lower = pattern.sub(replacement, lower)
    lower = " ".join(re.sub(r"\s+([,;])", r"\1", lower).split()).strip(" ,;:-–—.")
    words = [
        "".join(
            piece.upper() if piece.upper() in _CAPITALS else piece
            for piece in re.split(r"([^\w]+)", word)
        )
        for word in lower.split()
    ]
    post = " ".join(words)[:200]
    subjects = _subjects(subject)
    if subjects and _BARE_TEACHER.fullmatch(post):
        head = "учитель" if post.startswith("учитель") else post
        return f"{head} {subjects}"
    return post


def _keeps_dot(value) -> bool:
    """«учитель нач. кл.»: the dot tells that the word is shortened."""
    return bool(re.search(r"\b[а-яё]{2,6}\.$", text_of(value).lower()))


def _subjects(value) -> str:
    """«математики и физики» for «Математика, физика»; empty when one is unknown."""
    text = search_key(text_of(value)).strip(" .,;")
    if not text:
        return ""
    table = {search_key(key): form for key, form in _SUBJECTS.items()} | _GENITIVES
    if text in table:
        return table[text]
    parts = [part.strip() for part in re.split(r"[,;/]|\sи\s", text) if part.strip()]
    forms = list(dict.fromkeys(table[part] for part in parts if part in table))
    if not forms or len(parts) != sum(part in table for part in parts):
        return ""
    return " и ".join([", ".join(forms[:-1]), forms[-1]] if len(forms) > 1 else forms)
