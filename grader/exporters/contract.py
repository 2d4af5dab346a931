"""Contract of the exporters.

It turns the records of a class into the bytes of files, and reads and writes nothing itself.
Records, pages and the matching of an LMS's rows are handed in: an exporter knows no gradebook and
no submission.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeVar

from msgspec import field

from grader.files.tables import Table
from grader.files.writing import file_names
from grader.model import Assignment, Grade, Result, Student
from grader.nouns import noun

Value = TypeVar("Value")


class RowMatch(Protocol):
    """Students in an LMS's table that somebody is; `how` it was told, or why it was not.

    `many` says that more than one could be meant.
    """

    @property
    def students(self) -> tuple[Student, ...]: ...
    @property
    def how(self) -> str: ...
    @property
    def many(self) -> bool: ...


@noun
class People:
    """Students that a table lists, and who of them somebody is."""

    students: tuple[Student, ...]
    match: Callable[[Student], RowMatch]


@noun
class LmsFile:
    """A table that an LMS gave.

    `people` tells who is in it and raises BadFile when that cannot be told.
    `numbers` are the participants' by row, where it is Moodle's worksheet.
    """

    table: Table
    people: Callable[[], People]
    numbers: Mapping[int, str]


@noun
class StudentRecord:
    """A student's grade, and the result behind it as the student may see it.

    Of one that a person holds both have no points, and no check.
    """

    grade: Grade
    result: Result

    @property
    def submission(self) -> str:
        """Return the submission's own name."""
        return self.result.submission.name


@noun
class ClassRecords:
    """All that an exporter gets of a class.

    `roster` is the course's, None where there is none; `page` makes a student's page.
    `tables` and `texts` are the values of the exporter's own options, those that were given.
    """

    assignment: Assignment
    records: tuple[StudentRecord, ...]
    exported: datetime
    page: Callable[[StudentRecord], bytes]
    roster: People | None = None
    tables: Mapping[str, LmsFile] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def grades(self) -> list[Grade]:
        """Return the grades in the order of the records."""
        return [record.grade for record in self.records]

    @property
    def file_names(self) -> dict[str, str]:
        """Return a file's name for each submission, by the submission's own name."""
        return file_names(record.submission for record in self.records)


class OptionKind(StrEnum):
    """Kinds of an option's value: words, or a table that an LMS gave."""

    TEXT = "text"
    TABLE = "table"


@noun
class Option:
    """An option of one exporter; `name` is written `--name` on the command line."""

    name: str
    help: str
    kind: OptionKind = OptionKind.TEXT
    required: bool = False


@noun
class Exported:
    """Files of an export, what they hold in words, and what a person should know of them."""

    files: Mapping[str, bytes]
    summary: str
    warnings: tuple[str, ...] = ()


@noun
class Exporter:
    """One way out: `grade export NAME`.

    `output` is where files go without -o: a folder ends with a slash, and then their names are
    paths in it; else every name begins as the output does, and -o gives another beginning.
    With `to_terminal` the one file goes to standard output when there is no -o.
    """

    name: str
    help: str
    output: str
    files: Callable[[ClassRecords], Exported]
    options: tuple[Option, ...] = ()
    to_terminal: bool = False

    def by_kind(self, values: Mapping[str, Value]) -> dict[OptionKind, dict[str, Value]]:
        """Return values of options, by the options' names, parted by their kinds."""
        kinds = {option.name: option.kind for option in self.options}
        return {
            kind: {name: value for name, value in values.items() if kinds[name] is kind}
            for kind in OptionKind
        }
