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
from .roster_index import RosterIndex, plain_text

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
            return self._match_own_name(attempt.name)
        matches = [self.match_student(each) for each in attempt.submitters]
        missed_matches = [match for match in matches if not match.students]
        if missed_matches:
            return Match(
                how="; ".join(match.how for match in missed_matches),
                candidates=_distinct_students(match.candidates for match in missed_matches),
            )
        return Match(
            students=_distinct_students(match.students for match in matches),
            how=", ".join(dict.fromkeys(match.how for match in matches)),
        )

    def match_student(self, described: Student) -> Match:
        """Return the student, or the group, that somebody else's words mean.

        Of a group's work Canvas gives the group's name and the number of one of its members.
        """
        group = self._index.find_group(described.name)
        by_number = self._match_number(described, group)
        if by_number is not None:
            return by_number
        if group:
            return Match(students=tuple(group), how="group")
        return self._match_but_zeros(described) or self._match_name(described)

    def _match_number(self, described: Student, group: list[Student]) -> Match | None:
        """Return what the first number decides that the roster knows; None when it knows none."""
        for field, names in NUMBERS:
            value = getattr(described, field)
            students = self._index.find_by_field(names, value) if value else []
            if len(students) > 1:
                how = tr(
                    "{number} students have the {field} {value} ({ids})",
                    number=len(students),
                    field=field,
                    value=value,
                    ids=join_ids(students),
                )
                return Match(how=how, many=True, candidates=tuple(students))
            if students and students[0] in group:
                return Match(students=tuple(group), how="group")
            if students:
                return self._match_unless_contradicted(students[0], field, value, described.name)
        return None

    def _match_unless_contradicted(
        self, student: Student, field: str, value: str, name: str
    ) -> Match:
        """Return the student that a number means, unless the name beside it is somebody else's."""
        namesakes = self._index.find_by_name(name)
        if not namesakes or student in namesakes:
            return Match(students=(student,), how=field)
        how = tr(
            "the {field} {value} is of {id}, the name of {ids}",
            field=field,
            value=value,
            id=student.id,
            ids=join_ids(namesakes),
        )
        return Match(how=how, candidates=(student, *namesakes))

    def _match_but_zeros(self, described: Student) -> Match | None:
        """Return the one student whose number is the said one but for leading zeros."""
        for field in WITH_ZEROS:
            students = self._index.find_but_zeros(getattr(described, field))
            if len(students) == 1 and not _contradicts(described, students[0], but=WITH_ZEROS):
                match = self._match_unless_contradicted(students[0], field, "", described.name)
                if match.students:
                    return Match(students=match.students, how=BUT_FOR_ZEROS)
        return None

    def _match_name(self, described: Student) -> Match:
        namesakes = self._index.find_by_name(described.name)
        students = [student for student in namesakes if not _contradicts(described, student)]
        if len(students) == 1:
            return Match(students=tuple(students), how="name")
        fields = ("name", "id", "canvas_id", "moodle_id", "email", "sis_id")
        words = next(filter(None, (getattr(described, field) for field in fields)), "")
        return _match_several(students, words) if students else _match_nobody(words)

    def _match_own_name(self, name: str) -> Match:
        """Return the students that a file's or folder's own name says."""
        for field in OWN_NAMES:
            students = self._index.find_by_field((field,), name)
            if len(students) == 1:
                return Match(students=tuple(students), how=field)
        group = self._index.find_group(name)
        if group:
            return Match(students=tuple(group), how="group")
        namesakes = self._index.find_by_name(name)
        if self._index.find_others_named(name, namesakes):
            return self._match_words(name)
        if len(namesakes) == 1:
            return Match(students=tuple(namesakes), how="name")
        return _match_several(namesakes, name) if namesakes else self._match_words(name)

    def _match_words(self, name: str) -> Match:
        """Return the students whose numbers stand in a name as words."""
        students = self._index.find_by_numbers(name)
        others = self._index.find_others_named(name, students)
        if students and not others:
            return Match(students=students, how=IN_ITS_NAME, doubtful=len(students) > 1)
        if students:
            how = tr(
                "{name} has the number of {ids} and the name of {others}",
                name=name,
                ids=join_ids(students),
                others=join_ids(others),
            )
            return Match(how=how, candidates=(*students, *others))
        close_students = self._index.find_by_zeros(name)
        if len(close_students) == 1 and not self._index.find_others_named(name, close_students):
            return Match(students=close_students, how=BUT_FOR_ZEROS)
        return self._match_name_inside(name)

    def _match_name_inside(self, name: str) -> Match:
        """Return the students whose whole names stand in a name, nearly always one.

        They decide only where nothing else stands there that could be part of another name.
        """
        names_inside = self._index.find_named(name)
        if not names_inside.students:
            return _match_nobody(name)
        meant_students = [
            self._tell_apart(name, place.students, names_inside) for place in names_inside.places
        ]
        students = _distinct_students(meant_students)
        if not all(meant_students) or _mixes_logins(names_inside):
            return _match_unclear(name, names_inside)
        if not names_inside.others:
            return Match(students=students, how="name", doubtful=len(students) > 1)
        if len(students) == 1 and self._index.tell_apart(name, students):
            return Match(students=students, how=IN_ITS_NAME)
        return _match_unclear(name, names_inside)

    def _tell_apart(
        self, name: str, namesakes: tuple[Student, ...], names_inside: NamesInside
    ) -> tuple[Student, ...]:
        """Return which of some namesakes is meant, nobody where that cannot be told.

        A number or a login in the name tells, and so does another place that only one can mean.
        """
        if len(namesakes) == 1:
            return namesakes
        clear_students = {
            place.students[0] for place in names_inside.places if len(place.students) == 1
        }
        students = self._index.tell_apart(name, namesakes) or tuple(clear_students & set(namesakes))
        return students if len(students) == 1 else ()


def _match_several(students: list[Student], name: str) -> Match:
    return Match(
        how=tr(
            "{number} students are called {name} ({ids})",
            number=len(students),
            name=name,
            ids=join_ids(students),
        ),
        many=True,
        candidates=tuple(students),
    )


def _match_unclear(name: str, names_inside: NamesInside) -> Match:
    """Return that a name has names in it and nobody can say who is meant."""
    ids = join_ids(names_inside.students)
    if names_inside.others:
        how = tr("{name} has the name of {ids} among other words", name=name, ids=ids)
        return Match(how=how, candidates=names_inside.students)
    if len(names_inside.places) == 1:
        return _match_several(list(names_inside.students), name)
    how = tr("{name} may mean any of {ids}", name=name, ids=ids)
    return Match(how=how, many=True, candidates=names_inside.students)


def _mixes_logins(names_inside: NamesInside) -> bool:
    """Return whether a login stands beside somebody else's name."""
    named = {each for place in names_inside.places if not place.by_login for each in place.students}
    return bool(named) and not named.issuperset(names_inside.students)


def _match_nobody(name: str) -> Match:
    return Match(how=tr("{name} is not in the roster", name=name))


def _contradicts(described: Student, student: Student, but: tuple[str, ...] = ()) -> bool:
    """Return whether source and roster know different numbers of what would be one person."""
    for field in ("canvas_id", "moodle_id", "sis_id", "email"):
        source_value, roster_value = getattr(described, field), getattr(student, field)
        if (
            field not in but
            and source_value
            and roster_value
            and plain_text(source_value) != plain_text(roster_value)
        ):
            return True
    return False


def join_ids(students: Iterable[Student]) -> str:
    """Return the ids of students, as a sentence lists them."""
    return ", ".join(student.id for student in students)


def _distinct_students(groups: Iterable[tuple[Student, ...]]) -> tuple[Student, ...]:
    return tuple(dict.fromkeys(student for group in groups for student in group))
