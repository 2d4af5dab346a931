"""A roster by everything that a student may be called, for looking up and for searching names."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable

from grader.model import Roster, Student

from .names_inside import NameFinder, NamesInside, name_forms
from .squeezed_text import squeeze

# A shorter id, or one without a digit, is not looked for inside a name.
MIN_NUMBER = 4
# Students by what they are called.
ByText = dict[str, list[Student]]
FIELDS = ("id", "canvas_id", "moodle_id", "sis_id", "email", "login", "group")


class RosterIndex:
    """Looks students up by number, by name, and by what stands inside a name.

    `words` are the assignment's own: in a name they say nothing of a person.
    """

    def __init__(self, roster: Roster, words: Collection[str] = ()) -> None:
        self._finder = NameFinder(roster.students, words)
        self._by_field: dict[str, ByText] = {field: defaultdict(list) for field in FIELDS}
        self._by_name: ByText = defaultdict(list)
        self._by_squeezed: ByText = defaultdict(list)
        self._numbers: ByText = defaultdict(list)
        self._without_zeros: ByText = defaultdict(list)
        for student in roster.students:
            self._add_fields(student)
            self._add_numbers(student)
            self._add_names(student)

    def _add_names(self, student: Student) -> None:
        for name in {plain_text(form) for form in name_forms(student.name)} - {""}:
            self._by_name[name].append(student)
        for name in {squeeze(form) for form in name_forms(student.name)} - {""}:
            self._by_squeezed[name].append(student)

    def _add_fields(self, student: Student) -> None:
        for field in FIELDS:
            value = getattr(student, field)
            if value:
                self._by_field[field][plain_text(value)].append(student)

    def _add_numbers(self, student: Student) -> None:
        for number in {
            plain_text(student.id),
            plain_text(student.sis_id),
            plain_text(student.login),
        }:
            if len(number) >= MIN_NUMBER and any(character.isdigit() for character in number):
                self._numbers[number].append(student)
            if number.isdecimal():
                self._without_zeros[number.lstrip("0")].append(student)

    def find_by_field(self, fields: Iterable[str], value: str) -> list[Student]:
        """Return the students who have that value in one of these fields."""
        plain_value = plain_text(value)
        students = (
            student for field in fields for student in self._by_field[field].get(plain_value, ())
        )
        return list(dict.fromkeys(students))

    def find_by_name(self, name: str) -> list[Student]:
        """Return the students of that name.

        Where Canvas squeezed it, of that squeezed name; where Moodle put a group before it, of what
        stands behind.
        """
        behind_dashes = (name[at + 1 :] for at, letter in enumerate(name) if letter == "-")
        for form in (name, *behind_dashes):
            students = self._by_name.get(plain_text(form)) or self._by_name.get(
                plain_text(form.replace("_", " "))
            )
            if students:
                return students
        return self._by_squeezed.get(squeeze(name), []) if name else []

    def find_group(self, name: str) -> list[Student]:
        """Return the students of the group of that name, also where Canvas squeezed it."""
        plain_name = squeeze(name)
        groups = self._by_field["group"].items() if plain_name else ()
        return next((members for group, members in groups if squeeze(group) == plain_name), [])

    def find_but_zeros(self, number: str) -> tuple[Student, ...]:
        """Return the students who have that number with other zeros before it."""
        plain_number = plain_text(number)
        if not plain_number.isdecimal():
            return ()
        return tuple(dict.fromkeys(self._without_zeros.get(plain_number.lstrip("0"), ())))

    def find_by_numbers(self, name: str) -> tuple[Student, ...]:
        """Return the students whose numbers stand in a name, one inside a longer one aside."""
        text = plain_text(name)
        spans = [
            (match.span(), student)
            for number, students in self._numbers.items()
            for match in _find_words(number, text)
            for student in students
        ]
        longest = [
            student
            for (first, last), student in spans
            if not any(a <= first and last <= b and (a, b) != (first, last) for (a, b), _ in spans)
        ]
        return tuple(dict.fromkeys(longest))

    def find_by_zeros(self, name: str) -> tuple[Student, ...]:
        """Return the students whose numbers stand in a name but for leading zeros.

        A short one counts only where it is the whole name: `01` is rather a homework's.
        """
        text = plain_text(name)
        if text.isdecimal():
            return self.find_but_zeros(text)
        numbers = re.findall(r"(?<![a-z0-9])\d+(?![a-z0-9])", text)
        long = (each for each in numbers if len(each.lstrip("0")) >= MIN_NUMBER)
        return tuple(
            dict.fromkeys(student for each in long for student in self.find_but_zeros(each))
        )

    def find_others_named(self, name: str, students: Collection[Student]) -> tuple[Student, ...]:
        """Return whose whole names stand in a name, where none of `students` is called so."""
        places = self._finder.find(name).places
        groups = (place.students for place in places if not set(place.students) & set(students))
        return tuple(dict.fromkeys(other for group in groups for other in group))

    def find_named(self, name: str) -> NamesInside:
        """Return whose whole names stand in a name, and what else does."""
        return self._finder.find(name)

    def tell_apart(self, name: str, students: Collection[Student]) -> tuple[Student, ...]:
        """Return who of some students has a login, an address or an id as a word in a name."""
        text = plain_text(name)
        return tuple(
            student
            for student in students
            if any(
                value
                and not (value.isdecimal() and len(value) < MIN_NUMBER)
                and _find_words(value, text)
                for value in map(
                    plain_text, (student.id, student.login, student.email, student.sis_id)
                )
            )
        )


def plain_text(text: str) -> str:
    """Return text as it is compared: one spelling of accents, no letter case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _find_words(wanted: str, text: str) -> list[re.Match[str]]:
    """Return where `wanted` stands in `text` with no Latin letter or digit beside it."""
    if wanted not in text:  # nearly always; an expression a student would be slow
        return []
    return list(re.finditer(rf"(?<![a-z0-9]){re.escape(wanted)}(?![a-z0-9])", text))
