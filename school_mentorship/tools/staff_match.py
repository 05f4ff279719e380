"""Who in a list is who in the staff register: the same person, a new one, unclear.

Certain is only what cannot be otherwise: one person of this name here and there.
Everything that needs a human eye – namesakes, initials, a slip of the pen, a surname
that may have changed – comes back with the people it may be about and the reason.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from .declension import initials
from .russian import search_key
from .staff_list import Person
from .staff_names import name_key
from .staff_positions import clean_position

# Kinds of a match that need no decision.
CERTAIN = ("new", "found")


@dataclass(frozen=True)
class Known:
    """A person of the staff register.

    :ivar id: of the employee
    :ivar former: full names borne before
    :ivar active: still on the staff
    """

    id: int
    name: str
    former: tuple[str, ...] = ()
    position: str = ""
    hire_date: object = None
    birthday: object = None
    email: str = ""
    active: bool = True


@dataclass(frozen=True)
class Match:
    """What a row of the list is.

    :ivar kind: ``new``, ``found``, or unclear: ``namesakes``, ``initials``,
        ``similar``, ``renamed``, ``left_before``, ``twice``, ``repeated``
    :ivar ids: the employees it may be; the one it is, when found
    :ivar row: for ``twice`` and ``repeated``: the earlier row of the same name
    :ivar by_former: found by a name borne before
    """

    kind: str
    ids: tuple[int, ...] = ()
    row: int = 0
    by_former: bool = False


def match(people: list[Person], known: Iterable[Known]) -> list[Match]:
    """Match the rows of a list with the staff register.

    :param people: rows whose names could be read
    :param known: the staff, those who left included
    :returns: a match for each row
    """
    return _Matcher(people, list(known)).run()


def _initials_key(full_name: str) -> str:
    return search_key(initials(full_name).replace("\u00a0", " ").replace(" ", ""))


def evidence(person: Person, known: Known) -> int:
    """How many facts besides the name say that it is the same person.

    :returns: that number; negative when birthdays or days of hire contradict
    """
    score = 0
    for name, weight in (("birthday", 3), ("hire_date", 2)):
        mine, other = getattr(person, name), getattr(known, name)
        if mine and other:
            score += weight if mine == other else -weight
    if person.email and search_key(person.email) == search_key(known.email):
        score += 3
    if same_position(person.position, known.position):
        score += 1
    return score


def same_position(one: str, other: str) -> bool:
    """Whether two posts are the same, however they are written."""
    return bool(one and other) and search_key(clean_position(one)) == search_key(
        clean_position(other)
    )


class _Matcher:
    def __init__(self, people: list[Person], known: list[Known]):
        self.people = people
        self.known = known
        self.result: dict[int, Match] = {}
        self.taken: set[int] = set()
        self.present = [person for person in known if person.active]
        self.by_name = self._index(self.present, lambda p: [name_key(p.name)])
        self.by_former = self._index(
            self.present, lambda p: [name_key(name) for name in p.former]
        )

    @staticmethod
    def _index(known, keys) -> dict:
        index = defaultdict(list)
        for person in known:
            for key in keys(person):
                if person not in index[key]:
                    index[key].append(person)
        return index

    def run(self) -> list[Match]:
        rows = defaultdict(list)
        for index, person in enumerate(self.people):
            rows[person.key].append(index)
        for key, indexes in rows.items():
            self._same_name(indexes, self.by_name.get(key, []))
        # A list knows only one surname; the register may know an older one, or the
        # list says it itself in brackets.
        for index in self._open():
            self._by_former_name(index)
        self._by_part_of_name()
        self._by_old_staff()
        self._by_slip()
        self._by_surname()
        return [
            self.result.get(index, Match("new")) for index in range(len(self.people))
        ]

    def _open(self) -> list[int]:
        return [i for i in range(len(self.people)) if i not in self.result]

    def _free(self, known) -> list[Known]:
        return [person for person in known if person.id not in self.taken]

    def _found(self, index: int, known: Known, **values) -> None:
        self.result[index] = Match("found", (known.id,), **values)
        self.taken.add(known.id)

    def _unclear(self, index: int, kind: str, known: Iterable[Known] = (), row=0):
        self.result[index] = Match(kind, tuple(person.id for person in known), row)

    def _same_name(self, indexes: list[int], known: list[Known]) -> None:
        """Rows of one name, and the people of this name."""
        if len(indexes) == 1 and len(known) == 1:
            if evidence(self.people[indexes[0]], known[0]) > -3:
                self._found(indexes[0], known[0])
            else:  # another birthday: perhaps a namesake
                self._unclear(indexes[0], "namesakes", known)
            return
        if len(known) > 1:
            self._tell_apart(indexes, known)
            rest = [index for index in indexes if index not in self.result]
            for index in rest:
                self._unclear(index, "namesakes", self._free(known) or known)
            return
        # The same name several times in the list, once at most in the register.
        first, *others = indexes
        if known:
            best = max(indexes, key=lambda i: evidence(self.people[i], known[0]))
            if len(indexes) > 1 and evidence(self.people[best], known[0]) > 1:
                first, others = best, [i for i in indexes if i != best]
            self._found(first, known[0])
        elif others:
            self.result[first] = Match("new")
        for index in others:
            repeated = _says_the_same(self.people[index], self.people[first])
            kind = "repeated" if repeated else "twice"
            self._unclear(index, kind, known, self.people[first].row)

    def _tell_apart(self, indexes: list[int], known: list[Known]) -> None:
        """Namesakes told apart where exactly one fits a row, and one row fits it."""
        scores = {
            (index, person): evidence(self.people[index], person)
            for index in indexes
            for person in known
        }
        for index in indexes:
            ranked = sorted(known, key=lambda p, i=index: -scores[i, p])
            best = ranked[0]
            clear = scores[index, best] > max(0, scores[index, ranked[1]])
            rivals = [i for i in indexes if scores[i, best] >= scores[index, best]]
            if clear and rivals == [index]:
                self._found(index, best)

    def _by_former_name(self, index: int) -> None:
        person = self.people[index]
        found = self._free(self.by_former.get(person.key, []))
        if len(found) == 1:
            self._found(index, found[0], by_former=True)
            return
        if person.former:
            found = self._free(self.by_name.get(name_key(person.former), []))
            if len(found) == 1:
                self._found(index, found[0])

    def _by_part_of_name(self) -> None:
        """Initials, or no patronymic, on one of the two sides."""
        by_initials = self._index(
            self._free(self.present), lambda p: [_initials_key(p.name)]
        )
        by_two = self._index(
            self._free(self.present), lambda p: [tuple(search_key(p.name).split()[:2])]
        )
        for index in self._open():
            person = self.people[index]
            words = search_key(person.name).split()
            if any("." in word for word in words):
                found = by_initials.get(_initials_key(person.name), [])
                kind = "initials"
            else:
                found = [
                    other
                    for other in by_two.get(tuple(words[:2]), [])
                    if len(words) == 2 or len(other.name.split()) == 2
                ]
                found += [
                    other
                    for other in by_initials.get(_initials_key(person.name), [])
                    if "." in other.name and other not in found
                ]
                kind = "namesakes"
            found = self._free(found)
            if len(found) == 1:
                self._found(index, found[0])
            elif found:
                self._unclear(index, kind, found)

    def _by_old_staff(self) -> None:
        """People of this name who had left."""
        left = [person for person in self.known if not person.active]
        index_of = self._index(
            left, lambda p: [name_key(name) for name in (p.name, *p.former)]
        )
        for index in self._open():
            if found := index_of.get(self.people[index].key):
                self._unclear(index, "left_before", found)

    def _by_slip(self) -> None:
        """One letter more, less or other in one of the words."""
        near = defaultdict(list)
        for person in self._free(self.present):
            words = search_key(person.name).split()
            for place in range(len(words)):
                near[_without(words, place)].append(person)
        for index in self._open():
            words = search_key(self.people[index].name).split()
            found = []
            for place, word in enumerate(words):
                for person in near.get(_without(words, place), []):
                    other = search_key(person.name).split()[place]
                    if is_slip(word, other) and person not in found:
                        found.append(person)
            if found := self._free(found):
                self._unclear(index, "similar", found)

    def _by_surname(self) -> None:
        """First name, patronymic and one more fact agree, the surname does not."""
        index_of = self._index(
            self._free(self.present), lambda p: [tuple(search_key(p.name).split()[1:])]
        )
        for index in self._open():
            person = self.people[index]
            rest = tuple(search_key(person.name).split()[1:])
            found = [
                other
                for other in (
                    self._free(index_of.get(rest, [])) if len(rest) > 1 else []
                )
                if evidence(person, other) > 0
            ]
            if found:
                self._unclear(index, "renamed", found)


def _without(words: list[str], place: int) -> tuple:
    """The words but one, and which one is left out."""
    return (place, *words[:place], *words[place + 1 :])


def _says_the_same(one: Person, other: Person) -> bool:
    """Whether a row adds nothing to an earlier one."""
    return all(
        not getattr(one, name) or getattr(one, name) == getattr(other, name)
        for name in (
            "position",
            "since",
            "category",
            "hire_date",
            "birthday",
            "email",
            "phone",
            "roles",
            "mentee_category",
            "areas",
        )
    )


def is_slip(one: str, other: str) -> bool:
    """Whether one slip leads from a word to the other.

    A letter too many, missing, wrong, or two neighbours exchanged.
    """
    if one == other or abs(len(one) - len(other)) > 1 or min(len(one), len(other)) < 4:
        return False
    # «Иванов» and «Иванова» are two people, and so are «Александр» and «Александра».
    if one + "а" == other or other + "а" == one:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    one, other = one[start:], other[start:]
    if len(one) == len(other):
        return one[1:] == other[1:] or (
            one[2:] == other[2:] and one[:2] == other[1::-1]
        )
    return one == other[1:] or other == one[1:]
