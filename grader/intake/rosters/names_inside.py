"""Finding whole names of people in a file's or folder's name, apart or glued together.

`Li Ming and Wang Fang`, `LiMing_WangFang_srn` and `limingwangfang` name the same two.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from grader.model import Student
from grader.nouns import noun, replace

from .squeezed_text import (
    SqueezedText,
    squeeze,
    without_accents,
)

# Words beside a name that say which homework it is, and nothing of who handed it in.
_NOISE = re.compile(
    r"(?:hw|homework|assignment|lab|ex|exercise|task|submission|final|late|copy|version|v|week|py"
    r"|team|group|pair|and|und|et|y|with|和|与|同学|小组|组|作业|实验|第|次|周)?"
    r"\d{0,3}(?:作业|次|周|组)?"
    r"|20\d\d|attempt\d{0,3}"
    r"|第[\d一二三四五六七八九十]{1,3}(?:次|周|章|组)?(?:作业|实验)?"
)
# A shorter login may be part of anything, and so may a shorter name in a word without capitals.
_MIN_LOGIN = 3
_MIN_GLUED = 4


@noun
class NamePlace:
    """Where somebody's name stands, and of whom it may be; `by_login` where it is no name."""

    first: int
    last: int
    students: tuple[Student, ...]
    by_login: bool = False

    def holds(self, other: NamePlace) -> bool:
        """Return whether another, shorter place lies within this one."""
        shorter = other.last - other.first < self.last - self.first
        return shorter and self.first <= other.first and other.last <= self.last


@noun
class NamesInside:
    """Whose names stand in a name, and the words beside them that may be of another's name."""

    places: tuple[NamePlace, ...]
    others: tuple[str, ...]

    @property
    def students(self) -> tuple[Student, ...]:
        """Return everybody who may be meant."""
        return tuple(dict.fromkeys(each for place in self.places for each in place.students))


class NameFinder:
    """Finds the names of students in other names.

    `words` are the assignment's own, such as its tasks' names: they say nothing of a person.
    """

    def __init__(self, students: Iterable[Student], words: Collection[str] = ()) -> None:
        self._by_name: dict[str, list[Student]] = defaultdict(list)
        self._by_login: dict[str, list[Student]] = defaultdict(list)
        self._glued: set[str] = set()
        self._words = {squeeze(word) for text in words for word in re.split(r"[\W_]", text)}
        for student in students:
            self._add(student)

    def _add(self, student: Student) -> None:
        spellings = dict.fromkeys((student.name, without_accents(student.name)))
        for form in (form for name in spellings for form in name_forms(name)):
            self._by_name[squeeze(form)].append(student)
            if len(form.split()) > 1 and len(squeeze(form)) >= _MIN_GLUED:
                self._glued.add(squeeze(form))
        for login in filter(_is_login, (student.id, student.login, student.sis_id, student.email)):
            self._by_login[squeeze(login)].append(student)

    def find(self, name: str) -> NamesInside:
        """Return whose whole names stand in a name, the longest where one lies in another."""
        text = self._with_seams(SqueezedText.of(name))
        places = list(self._find_places(text))
        longest = [place for place in places if not any(other.holds(place) for other in places)]
        words_beside = text.parts_beside((place.first, place.last) for place in longest)
        students = {student for place in longest for student in place.students}
        other_words = (
            "".join(parts) for parts in words_beside if not self._says_nothing(parts, students)
        )
        return NamesInside(places=tuple(_merge_places(longest)), others=tuple(other_words))

    def _find_places(self, text: SqueezedText) -> Iterator[NamePlace]:
        for table in (self._by_name, self._by_login):
            for known, students in table.items():
                for first, last in text.places(known) if known else ():
                    yield NamePlace(
                        first=first,
                        last=last,
                        students=tuple(dict.fromkeys(students)),
                        by_login=table is self._by_login,
                    )

    def _with_seams(self, text: SqueezedText) -> SqueezedText:
        """Return text with further edges in words that are nothing but names, one after another."""
        edges = {edge for first, last in text.words for edge in self._find_seams(text, first, last)}
        return replace(text, edges=text.edges | edges)

    def _find_seams(self, text: SqueezedText, first: int, last: int) -> set[int]:
        """Return where names meet that a word is made of; nothing where anything else is in it."""
        word = text.letters[first:last]
        names_inside = [name for name in self._glued if name in word and name != word]
        steps = sorted(
            (at, at + len(name)) for name in names_inside for at in _all_places(name, word)
        )
        back = sorted((len(word) - end, len(word) - begin) for begin, end in steps)
        from_end = {len(word) - at for at in _reached_places(back)}
        return {first + at for at in _reached_places(steps) & from_end} if 0 in from_end else set()

    def _says_nothing(self, parts: Sequence[str], students: Collection[Student]) -> bool:
        """Return whether a word beside names is of the homework, or a number of who is named."""
        word = "".join(parts)
        if any(word in map(squeeze, (each.id, each.login, each.sis_id)) for each in students):
            return True
        return all(part in self._words or _NOISE.fullmatch(part) for part in parts) or bool(
            word in self._words or _NOISE.fullmatch(word)
        )


def name_forms(name: str) -> Iterator[str]:
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


def _is_login(text: str) -> bool:
    """Return whether a login or an id can be told from a homework's or another's short word."""
    word = squeeze(text)
    by_letters = len(word) >= _MIN_LOGIN and not any(letter.isdigit() for letter in word)
    return (by_letters or "@" in text) and not _NOISE.fullmatch(word)


def _reached_places(steps: Iterable[tuple[int, int]]) -> set[int]:
    """Return where one comes from 0 by some steps, which are sorted."""
    places = {0}
    for begin, end in steps:
        if begin in places:
            places.add(end)
    return places


def _all_places(name: str, word: str) -> Iterator[int]:
    at = word.find(name)
    while at >= 0:
        yield at
        at = word.find(name, at + 1)


def _merge_places(places: Iterable[NamePlace]) -> list[NamePlace]:
    """Return places in order, those that overlap as one, of which nobody can say whose it is."""
    merged: list[NamePlace] = []
    for place in sorted(places, key=lambda each: (each.first, each.last)):
        if merged and place.first < merged[-1].last:
            before = merged.pop()
            place = replace(
                before,
                last=max(before.last, place.last),
                students=tuple(dict.fromkeys((*before.students, *place.students))),
                by_login=before.by_login and place.by_login,
            )
        merged.append(place)
    return merged
