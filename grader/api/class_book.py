"""The gradebook of a class, read: everybody's record, marks, who fails alike, exports."""

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from grader.errors import CalledWrongly
from grader.evidence.evidence_folder import evidence_folder
from grader.exporters import EXPORTERS, Exporter
from grader.exporters.contract import OptionKind
from grader.files.writing import write_whole
from grader.gradebook import Gradebook
from grader.gradebook.opening import GradebookPlace
from grader.model import Assignment, Course, Result
from grader.policy import marks_on, points_of_marks
from grader.release.current import make_current
from grader.reporting.class_report import Cluster
from grader.runs.locking import choose_level
from grader.runs.people.class_work import class_clusters
from grader.runs.people.records import KeptClass, KeptRecord, class_records, read_kept_class
from grader.runs.people.roll import find_roster
from grader.runs.task_names import task_ids

from .class_grading import ClassGrading


class ClassBook:
    """An open gradebook of one assignment; `with` closes it.

    Each call reads what is in it at that moment, also what others wrote meanwhile.
    """

    def __init__(
        self, course: Course, assignment: Assignment, gradebook: Gradebook, place: GradebookPlace
    ) -> None:
        self._course = course
        self._assignment = assignment
        self._gradebook = gradebook
        self._place = place

    def __enter__(self) -> "ClassBook":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the gradebook."""
        self._gradebook.close()

    def records(self) -> tuple[KeptRecord, ...]:
        """Return everybody's latest result with what staff decided and the grade, by submission."""
        return self._read_class().records

    def record(self, student: str) -> KeptRecord:
        """Return the record of a student, by id, name or submission.  Raises CalledWrongly."""
        return self._read_class().find(student)

    def marks(self, student: str) -> dict[str, dict[str, Decimal | None]]:
        """Return a person's marks on a student's written answers: by task, points by criterion.

        A criterion that waits for a mark has None.  Raises CalledWrongly.
        """
        class_ = self._read_class()
        record = class_.find(student)
        return {
            task: points_of_marks(marks_on(record.result, task, record.decisions), rubric)
            for task, rubric in class_.rubrics.items()
        }

    def clusters(self) -> tuple[Cluster, ...]:
        """Return who fails alike: each mistake with the people who made it, the largest first."""
        return class_clusters(self._read_class())

    def grade_folder(
        self,
        folder: str | Path,
        *,
        only: Sequence[str] = (),
        workers: int | None = None,
        trust_submissions: bool = False,
        on_result: Callable[[Result], None] = lambda result: None,
    ) -> tuple[Result, ...]:
        """Grade a class as `grade batch` does, into this gradebook; return everybody's result.

        What was graded before is not graded again.  `only` names tasks, `workers` is how many
        examiners work side by side (by default one for each core), `on_result` is called with each
        result once it is kept.  Raises CalledWrongly where this machine cannot lock student code
        down, unless you trust the submissions.
        """
        make_current(self._course, self._assignment)
        place = self._place if isinstance(self._place, Path) else self._course.gradebook
        grading = ClassGrading(
            course=self._course,
            assignment=self._assignment,
            gradebook=self._gradebook,
            evidence=evidence_folder(place),
            tasks=task_ids(self._assignment, tuple(only)),
            workers=workers or os.cpu_count() or 1,
            level=choose_level(trusted=trust_submissions),
        )
        return grading.results(Path(folder), on_result)

    def export(
        self, exporter: str, folder: str | Path, options: Mapping[str, str | Path] | None = None
    ) -> tuple[Path, ...]:
        """Write what `grade export` writes into a folder; return the files.

        `options` are the exporter's own, by their names without dashes at the start.  A held grade
        is never a number.  Raises CalledWrongly for another exporter or option, CannotWrite.
        """
        chosen_exporter = _find_exporter(exporter)
        _check_options(chosen_exporter, options or {})
        by_kind = chosen_exporter.by_kind(options or {})
        class_ = self._read_class()
        records = class_records(
            class_,
            self._course,
            datetime.now(UTC),
            roster=class_.enrolled,
            tables={name: Path(value) for name, value in by_kind[OptionKind.TABLE].items()},
            texts={name: str(value) for name, value in by_kind[OptionKind.TEXT].items()},
        )
        paths = []
        for name, content in chosen_exporter.files(records).files.items():
            write_whole(Path(folder) / name, content)
            paths.append(Path(folder) / name)
        return tuple(paths)

    def _read_class(self) -> KeptClass:
        roster = find_roster(None, self._course, self._gradebook)
        return read_kept_class(self._gradebook, self._assignment, roster)


def _find_exporter(name: str) -> Exporter:
    by_name = {each.name: each for each in EXPORTERS}
    if name not in by_name:
        raise CalledWrongly(f"there is no exporter {name!r}; there are {', '.join(by_name)}")
    return by_name[name]


def _check_options(exporter: Exporter, values: Mapping[str, object]) -> None:
    """Raise CalledWrongly for an option that an exporter lacks, and for one that it needs."""
    names = [each.name for each in exporter.options]
    needed = {each.name for each in exporter.options if each.required}
    for name in (*(values.keys() - set(names)), *(needed - values.keys())):
        complaint = f"no option {name!r}" if name in values else f"to be told {name!r}"
        raise CalledWrongly(
            f"the exporter {exporter.name} has {complaint}; its options are"
            f" {', '.join(names) or 'none'}"
        )
