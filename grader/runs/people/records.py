"""A class out of the gradebook in one pass: each student's result, decisions on it, the grade."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from grader.config import load_rubrics
from grader.config.course_texts import spoken_title, translate_rubrics
from grader.errors import CalledWrongly
from grader.exporters.contract import ClassRecords, StudentRecord
from grader.feedback.final import build_final
from grader.feedback.redacting import redact_for_students
from grader.files.templates import template_folders
from grader.gradebook import Gradebook, all_students
from grader.gradebook.grades import decisions_on, group_by_student
from grader.model import (
    Assignment,
    Course,
    Decision,
    Entry,
    Grade,
    Kept,
    Result,
    Roster,
    Rubric,
    Student,
    TaskResult,
    TaskStatus,
)
from grader.nouns import noun, replace
from grader.policy import grade
from grader.runs.result_tasks import without_removed_tasks
from grader.runs.verdict import has_no_work

from .lms_files import people, read_lms_file
from .people_names import is_called, suggest_names

# What a grade says of a student who is not enrolled any more.
LEFT = "no longer in the roster"


@noun
class KeptRecord:
    """A student's latest result, the decisions on it (the oldest first), and the grade.

    `key` and `recorded` are those of the result's entry in the gradebook.
    """

    result: Result
    decisions: tuple[Decision, ...]
    grade: Grade
    key: str
    recorded: datetime

    @property
    def submission(self) -> str:
        """Return the name of the submission."""
        return self.result.submission.name


@noun
class KeptClass:
    """An assignment as it is now, and the records of it that the gradebook holds, by submission."""

    assignment: Assignment
    rubrics: Mapping[str, Rubric]
    records: tuple[KeptRecord, ...]
    enrolled: Roster | None = None

    @property
    def grades(self) -> list[Grade]:
        """Return the grades in the order of the records."""
        return [record.grade for record in self.records]

    @property
    def names(self) -> dict[str, str]:
        """Return the students' names by their ids, where they are known."""
        return {
            record.result.student: record.grade.student.name
            for record in self.records
            if record.result.student is not None
        }

    @property
    def has_held_grades(self) -> bool:
        """Return whether a grade is held."""
        return any(record.grade.status is TaskStatus.HELD for record in self.records)

    def knows(self, student: str) -> bool:
        """Return whether somebody handed in by that id or name."""
        return bool(self._find_records(student))

    def student_id(self, typed_name: str) -> str:
        """Return the id of the one student in the roster who is called so, else what was typed."""
        students = self.enrolled.students if self.enrolled else ()
        ids = [each.id for each in students if is_called(typed_name, each.id, each.id, each.name)]
        return ids[0] if len(ids) == 1 else typed_name

    def find(self, student: str) -> KeptRecord:
        """Return the record of a student, by id, name or submission.  Raises CalledWrongly."""
        records = self._find_records(student)
        if len(records) == 1:
            return records[0]
        if records:
            names = ", ".join(record.submission for record in records)
            raise CalledWrongly(
                f"{student!r} handed in {len(records)} times: {names}; name the submission"
            )
        if not self.records:
            raise CalledWrongly(
                f"the gradebook has no results of {self.assignment.id} yet; run `grade batch` first"
            )
        submissions = {record.submission for record in self.records}
        known_names = submissions | {grade.student.name for grade in self.grades}
        hint = suggest_names(student, known_names) or "`grade gradebook show` lists them"
        raise CalledWrongly(f"the gradebook has no submission of {student!r}; {hint}")

    def _find_records(self, student: str) -> list[KeptRecord]:
        return [
            record
            for record in self.records
            if is_called(
                student, record.submission, record.result.student, record.grade.student.name
            )
        ]


@noun
class ClassReader:
    """Makes records of one class: with its rubrics, and the names of who is or was enrolled."""

    assignment: Assignment
    rubrics: Mapping[str, Rubric]
    enrolled: Mapping[str, Student]
    known: Mapping[str, Student]

    def record(
        self, entry: Entry, decisions_by_name: Mapping[str, list[Kept]]
    ) -> KeptRecord | None:
        """Return the record of an entry, with its grade computed anew.

        `decisions_by_name` are decisions by the name that they give the student.  None for who
        left the roster and handed nothing in.
        """
        result = without_removed_tasks(self.assignment, entry.result)
        decisions = tuple(decisions_on(result, decisions_by_name))
        has_left = (
            bool(self.enrolled)
            and result.student is not None
            and result.student not in self.enrolled
        )
        if has_left and has_no_work(result) and not decisions:
            return None
        computed = grade(result, self.assignment, self.rubrics, decisions)
        named_grade = replace(
            computed,
            student=self.known.get(computed.student.id, computed.student),
            why=(*computed.why, LEFT) if has_left else computed.why,
        )
        return KeptRecord(
            result=result,
            decisions=decisions,
            grade=named_grade,
            key=entry.key,
            recorded=entry.recorded,
        )


def build_class_reader(
    gradebook: Gradebook, assignment: Assignment, roster: Roster | None = None
) -> ClassReader:
    """Return what makes the records of an assignment.

    Students have the names of the `roster` and of those that the gradebook remembers.  Raises
    GradebookError and BadFile.
    """
    enrolled = roster.by_id if roster else {}
    return ClassReader(
        assignment=assignment,
        rubrics=load_rubrics(assignment),
        enrolled=enrolled,
        known=all_students(gradebook) | enrolled,
    )


def read_kept_class(
    gradebook: Gradebook, assignment: Assignment, roster: Roster | None = None
) -> KeptClass:
    """Return what the gradebook holds of an assignment; grades are computed anew.

    Raises GradebookError and BadFile.
    """
    reader = build_class_reader(gradebook, assignment, roster)
    decisions_by_name = group_by_student(gradebook.decisions(assignment.id))
    records = (
        reader.record(entry, decisions_by_name)
        for _, entry in sorted(gradebook.latest_entries(assignment.id).items())
    )
    return KeptClass(
        assignment=assignment,
        rubrics=reader.rubrics,
        records=tuple(record for record in records if record is not None),
        enrolled=roster,
    )


def class_records(
    kept_class: KeptClass,
    course: Course,
    now: datetime,
    *,
    roster: Roster | None,
    tables: Mapping[str, Path],
    texts: Mapping[str, str],
) -> ClassRecords:
    """Return what exporters get of a class; `tables` are read here.  Raises BadFile."""
    by_name = {record.submission: record for record in kept_class.records}
    page = _page_maker(kept_class, course)
    return ClassRecords(
        assignment=kept_class.assignment,
        records=tuple(_to_student_record(record) for record in kept_class.records),
        exported=now,
        page=lambda record: page(by_name[record.result.submission.name]),
        roster=people(roster) if roster is not None else None,
        tables={name: read_lms_file(path) for name, path in tables.items()},
        texts=texts,
    )


def _to_student_record(record: KeptRecord) -> StudentRecord:
    """Return what exporters get of a record: nothing to give out where a person holds it."""
    grade, result = record.grade, redact_for_students(record.result)
    if grade.hold is None:
        return StudentRecord(grade=grade, result=result)
    tasks = tuple(_without_points(task) for task in result.tasks)
    return StudentRecord(
        grade=replace(
            grade, tasks=tuple(_without_points(task) for task in grade.tasks), requests=()
        ),
        result=replace(result, tasks=tasks, held=True, earned=None),
    )


def _without_points(task: TaskResult) -> TaskResult:
    return replace(
        task, status=TaskStatus.HELD, earned=None, checks=(), notes=(), answer=None, blame=None
    )


def _page_maker(kept_class: KeptClass, course: Course) -> Callable[[KeptRecord], bytes]:
    """Return what makes a student's page with what staff made of the result."""
    from grader.feedback.page import Pages  # only pages need Jinja2

    pages = Pages(template_folders(course.folder))
    title = spoken_title(kept_class.assignment)
    rubrics = translate_rubrics(kept_class.assignment, kept_class.rubrics)

    def page(record: KeptRecord) -> bytes:
        final_words = build_final(record.grade, record.result, rubrics, record.decisions)
        name = record.grade.student.name
        return pages.page(record.result, title, final_words, name=name).encode("utf-8", "replace")

    return page
