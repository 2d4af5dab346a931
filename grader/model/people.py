"""Nouns of a class: who is enrolled, and by what numbers other systems know them."""

from grader.nouns import noun


@noun
class Student:
    """Somebody who handed in, or who is enrolled.

    `id` is the course's own; the others are what the systems around call the same person, empty
    where it is not known.
    """

    id: str
    name: str
    section: str = ""
    email: str = ""
    login: str = ""
    sis_id: str = ""
    canvas_id: str = ""
    moodle_id: str = ""
    group: str = ""


@noun
class Roster:
    """Everybody who is enrolled, in the order of the file that said so; ids are unique."""

    students: tuple[Student, ...]

    @property
    def by_id(self) -> dict[str, Student]:
        """Return the students by their ids."""
        return {student.id: student for student in self.students}

    def find(self, student_id: str) -> Student | None:
        """Return the student with that id; None when there is none."""
        return self.by_id.get(student_id)


def names_by_id(roster: Roster | None) -> dict[str, str]:
    """Return the names of a roster's students by their ids; none without a roster."""
    return {student.id: student.name for student in roster.students} if roster else {}
