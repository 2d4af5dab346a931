"""A roster by everything that a student may be called, for looking up and for searching names."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from grader.model import Roster, Student

# A shorter id, or one without a digit, is not looked for inside a name.
MIN_NUMBER = 4
# Words beside a name that say which homework it is, and nothing of who handed it in.
NOISE = re.compile(
    r"(?:hw|homework|assignment|lab|ex|exercise|task|submission|final|late|copy|version|v|week|py"
    r"|作业|实验|第|次|周)?\d{0,3}(?:作业|次|周)?"
    r"|第[\d一二三四五六七八九十]{1,3}(?:次|周|章)?(?:作业|实验)?"
)
FIELDS = ("id", "canvas_id", "moodle_id", "sis_id", "email", "login", "group")


class RosterIndex:
    """Looks students up by number, by name, and by what stands inside a name."""

    def __init__(self, roster: Roster) -> None:
        self._by_field: dict[str, dict[str, list[Student]]] = {
            field: defaultdict(list) for field in FIELDS
        }
        self._by_name: dict[str, list[Student]] = defaultdict(list)
        self._by_squeezed: dict[str, list[Student]] = defaultdict(list)
        self._numbers: dict[str, list[Student]] = defaultdict(list)
        self._without_zeros: dict[str, list[Student]] = defaultdict(list)
        for student in roster.students:
            self._add_fields(student)
            self._add_numbers(student)
            self._add_names(student)

    def _add_names(self, student: Student) -> None:
        for name in {plain(form) for form in _forms(student.name)} - {""}:
            self._by_name[name].append(student)
        for name in {_squeezed(form) for form in _forms(student.name)} - {""}:
            self._by_squeezed[name].append(student)

    def _add_fields(self, student: Student) -> None:
        for field in FIELDS:
            value = getattr(student, field)
            if value:
                self._by_field[field][plain(value)].append(student)

    def _add_numbers(self, student: Student) -> None:
        for number in {plain(student.id), plain(student.sis_id), plain(student.login)}:
            if len(number) >= MIN_NUMBER and any(character.isdigit() for character in number):
                self._numbers[number].append(student)
            if number.isdecimal():
                self._without_zeros[number.lstrip("0")].append(student)

    def known(self, fields: Iterable[str], value: str) -> list[Student]:
        """Return the students who have that value in one of these fields."""
        wanted = plain(value)
        students = (
            student for field in fields for student in self._by_field[field].get(wanted, ())
        )
        return list(dict.fromkeys(students))

    def named(self, name: str) -> list[Student]:
        """Return the students of that name.

        Where Canvas squeezed it, of that squeezed name; where Moodle put a group before it, of what
        stands behind.
        """
        behind_dashes = (name[at + 1 :] for at, letter in enumerate(name) if letter == "-")
        for form in (name, *behind_dashes):
            students = self._by_name.get(plain(form)) or self._by_name.get(
                plain(form.replace("_", " "))
            )
            if students:
                return students
        return self._by_squeezed.get(_squeezed(name), []) if name else []

    def group(self, name: str) -> list[Student]:
        """Return the students of the group of that name, also where Canvas squeezed it."""
        wanted = _squeezed(name)
        groups = self._by_field["group"].items() if wanted else ()
        return next((members for group, members in groups if _squeezed(group) == wanted), [])

    def but_for_zeros(self, number: str) -> tuple[Student, ...]:
        """Return the students who have that number with other zeros before it."""
        wanted = plain(number)
        if not wanted.isdecimal():
            return ()
        return tuple(dict.fromkeys(self._without_zeros.get(wanted.lstrip("0"), ())))

    def numbers_in(self, name: str) -> tuple[Student, ...]:
        """Return the students whose numbers stand in a name, one inside a longer one aside."""
        text = plain(name)
        spans = [
            (match.span(), student)
            for number, students in self._numbers.items()
            for match in _words(number, text)
            for student in students
        ]
        longest = [
            student
            for (first, last), student in spans
            if not any(a <= first and last <= b and (a, b) != (first, last) for (a, b), _ in spans)
        ]
        return tuple(dict.fromkeys(longest))

    def zeros_in(self, name: str) -> tuple[Student, ...]:
        """Return the students whose numbers stand in a name but for leading zeros.

        A short one counts only where it is the whole name: `01` is rather a homework's.
        """
        text = plain(name)
        if text.isdecimal():
            return self.but_for_zeros(text)
        numbers = re.findall(r"(?<![a-z0-9])\d+(?![a-z0-9])", text)
        long = (each for each in numbers if len(each.lstrip("0")) >= MIN_NUMBER)
        return tuple(
            dict.fromkeys(student for each in long for student in self.but_for_zeros(each))
        )

    def others_named_in(self, name: str, students: Collection[Student]) -> tuple[Student, ...]:
        """Return whose whole names stand in a name, where none of `students` is called so."""
        text = plain(name.replace("_", " "))
        return tuple(
            dict.fromkeys(
                other
                for known, namesakes in self._by_name.items()
                if any(_words(known, text)) and not set(namesakes) & set(students)
                for other in namesakes
            )
        )

    def named_in(self, name: str) -> tuple[tuple[Student, ...], str]:
        """Return the students of the longest whole name in a name, and what else stands there.

        Words such as `hw1` and `final` are nothing else.
        """
        text = plain(name.replace("_", " "))
        inside = [known for known in self._by_name if _words(known, text)]
        if not inside:
            return (), text
        longest = max(inside, key=len)
        remaining = text.replace(longest, " ")
        others = [
            word
            for word in re.split(r"[\s\-+()（）\[\].,，]+", remaining)
            if not NOISE.fullmatch(word)
        ]
        return tuple(dict.fromkeys(self._by_name[longest])), " ".join(others)

    def told_apart(self, name: str, students: Collection[Student]) -> tuple[Student, ...]:
        """Return who of some students has a login, an address or an id as a word in a name."""
        text = plain(name)
        return tuple(
            student
            for student in students
            if any(
                value
                and not (value.isdecimal() and len(value) < MIN_NUMBER)
                and _words(value, text)
                for value in map(plain, (student.id, student.login, student.email, student.sis_id))
            )
        )


def plain(text: str) -> str:
    """Return text as it is compared: one spelling of accents, no letter case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _forms(name: str) -> Iterator[str]:
    """Yield a name as it is, and "Last, First" the other way round, with and without its comma."""
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
    """Return where `wanted` stands in `text` with no Latin letter or digit beside it."""
    if wanted not in text:  # nearly always; an expression a student would be slow
        return []
    return list(re.finditer(rf"(?<![a-z0-9]){re.escape(wanted)}(?![a-z0-9])", text))


def _squeezed(text: str) -> str:
    """Return a name as Canvas writes it into a file's: letters, digits and underscores."""
    return re.sub(r"\W", "", plain(text))
