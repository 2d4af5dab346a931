"""Whose an attempt is: by what its source says of its submitters, else by its own name.

Nothing is guessed.

A number that the source and the roster both know decides, and one that differs forbids.  A name
decides when exactly one student has it, letter case, accents' spelling and the order of "Last,
First" aside.  A file's or folder's own name decides when it is a student's id, login, address or
name, or has a student's number in it as a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from grader.intake.recognisers.contract import Found
from grader.model import Roster, Student

# What decides, strongest first, and what the roster may call it.
NUMBERS = (
    ("canvas_id", ("canvas_id",)),
    ("moodle_id", ("moodle_id",)),
    ("sis_id", ("sis_id", "id")),
    ("email", ("email", "login")),
    ("login", ("login", "id")),
    ("id", ("id", "sis_id", "login", "email")),
)
# A shorter id, or one without a digit, is not looked for inside a name.
MIN_NUMBER = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The students that an attempt is of, and by what they were told; without students, why not.

    `many` says that more than one could be meant.
    """

    students: tuple[Student, ...]
    how: str
    many: bool = False


class Matcher:
    """Finds students in a roster."""

    def __init__(self, roster: Roster) -> None:
        self._by: dict[str, dict[str, list[Student]]] = {}
        fields = ("id", "canvas_id", "moodle_id", "sis_id", "email", "login", "group")
        for field in fields:
            self._by[field] = defaultdict(list)
        self._by_name: dict[str, list[Student]] = defaultdict(list)
        self._by_squeezed: dict[str, list[Student]] = defaultdict(list)
        self._numbers: dict[str, list[Student]] = defaultdict(list)
        for student in roster.students:
            for number in {_plain(student.id), _plain(student.sis_id), _plain(student.login)}:
                if len(number) >= MIN_NUMBER and any(character.isdigit() for character in number):
                    self._numbers[number].append(student)
            for field in fields:
                if getattr(student, field):
                    self._by[field][_plain(getattr(student, field))].append(student)
            for name in {_plain(form) for form in _forms(student.name)}:
                self._by_name[name].append(student)
            for name in {_squeezed(form) for form in _forms(student.name)}:
                self._by_squeezed[name].append(student)

    def match(self, found: Found) -> Match:
        """The students of an attempt."""
        if not found.submitters:
            return self._by_own_name(found.name)
        matches = [self.student(each) for each in found.submitters]
        students = tuple(dict.fromkeys(student for match in matches for student in match.students))
        missed = [match.how for match in matches if not match.students]
        if missed:
            return Match(students=(), how="; ".join(missed))
        return Match(
            students=students, how=", ".join(dict.fromkeys(match.how for match in matches))
        )

    def student(self, said: Student) -> Match:
        """The student, or the group, that somebody else's words mean.

        Of a group's work Canvas gives the group's name and the number of one of its members.
        """
        group = self._group(said.name)
        for field, names in NUMBERS:
            value = getattr(said, field)
            found = self._known(names, value) if value else []
            if len(found) == 1 and found[0] in group:
                return Match(students=tuple(group), how="group")
            if len(found) == 1:
                return Match(students=tuple(found), how=field)
            if len(found) > 1:
                return Match(
                    students=(), how=f"{len(found)} students have the {field} {value}", many=True
                )
        if group:
            return Match(students=tuple(group), how="group")
        found = [student for student in self._named(said.name) if not _contradicts(said, student)]
        if len(found) == 1:
            return Match(students=tuple(found), how="name")
        called = (
            said.name or said.id or said.canvas_id or said.moodle_id or said.email or said.sis_id
        )
        if found:
            return Match(students=(), how=f"{len(found)} students are called {called}", many=True)
        return Match(students=(), how=f"{called} is not in the roster")

    def _by_own_name(self, name: str) -> Match:
        """The students that a file's or folder's own name says."""
        for field in ("id", "sis_id", "login", "email"):
            found = self._by[field].get(_plain(name), [])
            if len(found) == 1:
                return Match(students=tuple(found), how=field)
        group = self._group(name)
        if group:
            return Match(students=tuple(group), how="group")
        found = self._named(name)
        if len(found) == 1:
            return Match(students=tuple(found), how="name")
        students = self._numbers_in(_plain(name))
        others = self._names_in(_plain(name.replace("_", " "))) - set(students)
        if students and not others:
            return Match(students=students, how="a number in its name")
        return Match(students=(), how=f"{name} is not in the roster")

    def _numbers_in(self, name: str) -> tuple[Student, ...]:
        """The students whose numbers stand in a name, a number inside a longer one aside."""
        spans = [
            (match.span(), student)
            for number, students in self._numbers.items()
            for match in _words(number, name)
            for student in students
        ]
        longest = [
            student
            for (first, last), student in spans
            if not any(a <= first and last <= b and (a, b) != (first, last) for (a, b), _ in spans)
        ]
        return tuple(dict.fromkeys(longest))

    def _names_in(self, name: str) -> set[Student]:
        """The students whose whole names stand in a name."""
        return {
            student
            for known, students in self._by_name.items()
            if any(_words(known, name))
            for student in students
        }

    def _known(self, fields: Iterable[str], value: str) -> list[Student]:
        found = (student for field in fields for student in self._by[field].get(_plain(value), ()))
        return list(dict.fromkeys(found))

    def _named(self, name: str) -> list[Student]:
        """Students of that name; where Canvas squeezed it, of that squeezed name.

        Where Moodle put a group before it.
        """
        for one in (
            name,
            *(name[at + 1 :] for at, character in enumerate(name) if character == "-"),
        ):
            found = self._by_name.get(_plain(one)) or self._by_name.get(
                _plain(one.replace("_", " "))
            )
            if found:
                return found
        return self._by_squeezed.get(_squeezed(name), []) if name else []

    def _group(self, name: str) -> list[Student]:
        """The students of the group of that name, also where Canvas squeezed it.

        None when there is no such group.
        """
        wanted = _squeezed(name)
        return next(
            (
                found
                for group, found in self._by["group"].items()
                if wanted and _squeezed(group) == wanted
            ),
            [],
        )


def _contradicts(said: Student, student: Student) -> bool:
    """Whether the source and the roster know different numbers of what would be one person."""
    for field in ("canvas_id", "moodle_id", "sis_id", "email"):
        here, there = getattr(said, field), getattr(student, field)
        if here and there and _plain(here) != _plain(there):
            return True
    return False


def _forms(name: str) -> Iterator[str]:
    """A name as it is, and with "Last, First" the other way round, with and without its comma."""
    yield name
    last, comma, first = name.partition(",")
    if comma:
        yield f"{first.strip()} {last.strip()}"
        yield f"{last.strip()} {first.strip()}"
        return
    words = name.split()
    if len(words) > 1:
        yield f"{words[-1]} {' '.join(words[:-1])}"


def _words(wanted: str, text: str) -> list[re.Match[str]]:
    """Where `wanted` stands in `text` with no Latin letter or digit right before or behind it."""
    if wanted not in text:  # nearly always; an expression a student would be slow
        return []
    return list(re.finditer(rf"(?<![a-z0-9]){re.escape(wanted)}(?![a-z0-9])", text))


def _plain(text: str) -> str:
    """Text as it is compared: one spelling of accents, no letter case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _squeezed(text: str) -> str:
    """A name as Canvas writes it into a file's: letters, digits and underscores."""
    return re.sub(r"\W", "", _plain(text))
