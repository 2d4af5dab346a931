"""Finding whose an attempt is: by what its source says of its submitters, else by its name.

Nothing is guessed.

A number that the source and the roster both know decides, unless the name beside it is another
student's; a number that differs forbids.  A name decides when exactly one student has it, letter
case, accents' spelling and the order of "Last, First" aside.  A file's or folder's own name decides
when it is a student's id, login, address or name, or has a student's number in it as a word.
A name that is made of several students' names, apart or glued together, is of each of them.
"""

from collections.abc import Collection, Iterable

from grader.intake.recognisers.contract import Attempt
from grader.language import tr, translatable
from grader.model import Roster, Student
from grader.nouns import noun

from .names_inside import NamesInside
from .roster_index import RosterIndex, plain

# What decides, strongest first, and what the roster may call it.
NUMBERS = (
    ("canvas_id", ("canvas_id",)),
    ("moodle_id", ("moodle_id",)),
    ("sis_id", ("sis_id", "id")),
    ("email", ("email", "login")),
    ("login", ("login", "id")),
    ("id", ("id", "sis_id", "login", "email")),
)
# What may have lost its leading zeros in a spreadsheet.
WITH_ZEROS = ("sis_id", "login", "id")
OWN_NAMES = ("id", "sis_id", "login", "email")
BUT_FOR_ZEROS = translatable("a number but for leading zeros")
IN_ITS_NAME = translatable("a number in its name")


@noun
class Match:
    """Students that an attempt is of, and by what they were told; without students, why not.

    `many` says that more than one could be meant, and `candidates` are these.  `doubtful` says that
    only a file's or folder's name joins these students, so that it never counts against one who
    handed in alone.
    """

    how: str
    students: tuple[Student, ...] = ()
    many: bool = False
    candidates: tuple[Student, ...] = ()
    doubtful: bool = False


class Matcher:
    """Finds students in a roster; `words` in names are the assignment's, and of nobody."""

    def __init__(self, roster: Roster, words: Collection[str] = ()) -> None:
        self._index = RosterIndex(roster, words)

    def match(self, attempt: Attempt) -> Match:
        """Return the students of an attempt."""
        if not attempt.submitters:
            return self._by_own_name(attempt.name)
        matches = [self.student(each) for each in attempt.submitters]
        missed = [match for match in matches if not match.students]
        if missed:
            return Match(
                how="; ".join(match.how for match in missed),
                candidates=_distinct(match.candidates for match in missed),
            )
        return Match(
            students=_distinct(match.students for match in matches),
            how=", ".join(dict.fromkeys(match.how for match in matches)),
        )

    def student(self, described: Student) -> Match:
        """Return the student, or the group, that somebody else's words mean.

        Of a group's work Canvas gives the group's name and the number of one of its members.
        """
        group = self._index.group(described.name)
        by_number = self._by_number(described, group)
        if by_number is not None:
            return by_number
        if group:
            return Match(students=tuple(group), how="group")
        return self._by_zeros(described) or self._by_name(described)

    def _by_number(self, described: Student, group: list[Student]) -> Match | None:
        """Return what the first number decides that the roster knows; None when it knows none."""
        for field, names in NUMBERS:
            value = getattr(described, field)
            students = self._index.known(names, value) if value else []
            if len(students) > 1:
                how = tr(
                    "{number} students have the {field} {value} ({ids})",
                    number=len(students),
                    field=field,
                    value=value,
                    ids=_ids(students),
                )
                return Match(how=how, many=True, candidates=tuple(students))
            if students and students[0] in group:
                return Match(students=tuple(group), how="group")
            if students:
                return self._unless_contradicted(students[0], field, value, described.name)
        return None

    def _unless_contradicted(self, student: Student, field: str, value: str, name: str) -> Match:
        """Return the student that a number means, unless the name beside it is somebody else's."""
        called = self._index.named(name)
        if not called or student in called:
            return Match(students=(student,), how=field)
        how = tr(
            "the {field} {value} is of {id}, the name of {ids}",
            field=field,
            value=value,
            id=student.id,
            ids=_ids(called),
        )
        return Match(how=how, candidates=(student, *called))

    def _by_zeros(self, described: Student) -> Match | None:
        """Return the one student whose number is the said one but for leading zeros."""
        for field in WITH_ZEROS:
            students = self._index.but_for_zeros(getattr(described, field))
            if len(students) == 1 and not _contradicts(described, students[0], but=WITH_ZEROS):
                match = self._unless_contradicted(students[0], field, "", described.name)
                if match.students:
                    return Match(students=match.students, how=BUT_FOR_ZEROS)
        return None

    def _by_name(self, described: Student) -> Match:
        called = self._index.named(described.name)
        students = [student for student in called if not _contradicts(described, student)]
        if len(students) == 1:
            return Match(students=tuple(students), how="name")
        fields = ("name", "id", "canvas_id", "moodle_id", "email", "sis_id")
        words = next(filter(None, (getattr(described, field) for field in fields)), "")
        return _several(students, words) if students else _stranger(words)

    def _by_own_name(self, name: str) -> Match:
        """Return the students that a file's or folder's own name says."""
        for field in OWN_NAMES:
            students = self._index.known((field,), name)
            if len(students) == 1:
                return Match(students=tuple(students), how=field)
        group = self._index.group(name)
        if group:
            return Match(students=tuple(group), how="group")
        called = self._index.named(name)
        if self._index.others_named_in(name, called):
            return self._by_words(name)
        if len(called) == 1:
            return Match(students=tuple(called), how="name")
        return _several(called, name) if called else self._by_words(name)

    def _by_words(self, name: str) -> Match:
        """Return the students whose numbers stand in a name as words."""
        students = self._index.numbers_in(name)
        others = self._index.others_named_in(name, students)
        if students and not others:
            return Match(students=students, how=IN_ITS_NAME, doubtful=len(students) > 1)
        if students:
            how = tr(
                "{name} has the number of {ids} and the name of {others}",
                name=name,
                ids=_ids(students),
                others=_ids(others),
            )
            return Match(how=how, candidates=(*students, *others))
        close = self._index.zeros_in(name)
        if len(close) == 1 and not self._index.others_named_in(name, close):
            return Match(students=close, how=BUT_FOR_ZEROS)
        return self._by_name_inside(name)

    def _by_name_inside(self, name: str) -> Match:
        """Return the students whose whole names stand in a name, nearly always one.

        They decide only where nothing else stands there that could be part of another name.
        """
        inside = self._index.named_in(name)
        if not inside.students:
            return _stranger(name)
        meant = [self._told_apart(name, place.students, inside) for place in inside.places]
        students = _distinct(meant)
        if not all(meant) or _names_and_logins(inside):
            return _unclear(name, inside)
        if not inside.others:
            return Match(students=students, how="name", doubtful=len(students) > 1)
        if len(students) == 1 and self._index.told_apart(name, students):
            return Match(students=students, how=IN_ITS_NAME)
        return _unclear(name, inside)

    def _told_apart(
        self, name: str, namesakes: tuple[Student, ...], inside: NamesInside
    ) -> tuple[Student, ...]:
        """Return which of some namesakes is meant, nobody where that cannot be told.

        A number or a login in the name tells, and so does another place that only one can mean.
        """
        if len(namesakes) == 1:
            return namesakes
        clear = {place.students[0] for place in inside.places if len(place.students) == 1}
        told = self._index.told_apart(name, namesakes) or tuple(clear & set(namesakes))
        return told if len(told) == 1 else ()


def _several(students: list[Student], name: str) -> Match:
    return Match(
        how=tr(
            "{number} students are called {name} ({ids})",
            number=len(students),
            name=name,
            ids=_ids(students),
        ),
        many=True,
        candidates=tuple(students),
    )


def _unclear(name: str, inside: NamesInside) -> Match:
    """Return that a name has names in it and nobody can say who is meant."""
    ids = _ids(inside.students)
    if inside.others:
        how = tr("{name} has the name of {ids} among other words", name=name, ids=ids)
        return Match(how=how, candidates=inside.students)
    if len(inside.places) == 1:
        return _several(list(inside.students), name)
    how = tr("{name} may mean any of {ids}", name=name, ids=ids)
    return Match(how=how, many=True, candidates=inside.students)


def _names_and_logins(inside: NamesInside) -> bool:
    """Return whether a login stands beside somebody else's name."""
    named = {each for place in inside.places if not place.by_login for each in place.students}
    return bool(named) and not named.issuperset(inside.students)


def _stranger(name: str) -> Match:
    return Match(how=tr("{name} is not in the roster", name=name))


def _contradicts(described: Student, student: Student, but: tuple[str, ...] = ()) -> bool:
    """Return whether source and roster know different numbers of what would be one person."""
    for field in ("canvas_id", "moodle_id", "sis_id", "email"):
        told, known = getattr(described, field), getattr(student, field)
        if field not in but and told and known and plain(told) != plain(known):
            return True
    return False


def _ids(students: Iterable[Student]) -> str:
    return ", ".join(student.id for student in students)


def _distinct(groups: Iterable[tuple[Student, ...]]) -> tuple[Student, ...]:
    return tuple(dict.fromkeys(student for group in groups for student in group))
