"""A class judged again from its evidence: what changed, for whom, and nothing that did not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from support.classes import NOON, numpy_course
from support.memory_gradebook import MemoryGradebook
from support.processes import submission

from grader.config import load_course_assignment
from grader.evidence.evidence_folder import EvidenceFolder
from grader.model import Assignment, Course, Tolerance
from grader.nouns import replace
from grader.runs.batches.batch import grade_batch
from grader.runs.batches.evidence_keeping import EvidenceKeeping
from grader.runs.executors.local import LocalExecutor
from grader.runs.recording import keep_fresh
from grader.runs.rejudging.from_evidence import apply_rejudged, rejudge_class, submissions_to_run
from grader.runs.rejudging.rejudged_text import Rejudged

RIGHT = "import numpy as np\ndef running_mean(v): return np.cumsum(v) / np.arange(1, len(v) + 1)\n"
# Near in the two visible checks; right where a check asks twice, so that the evidence has both.
NEAR = RIGHT.replace("+ 1)\n", "+ 1) * (1.0001 if 2 < len(v) < 9 else 1)\n")
CLASS = [submission("ada", running_mean_py=RIGHT), submission("bob", running_mean_py=NEAR)]


@dataclass(frozen=True)
class Graded:
    """A class that was graded, with its evidence."""

    assignment: Assignment
    book: MemoryGradebook
    evidence: EvidenceFolder

    def again(self, assignment: Assignment) -> list[Rejudged]:
        return rejudge_class(assignment, self.book, self.evidence, workers=1)


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graded]:
    place = tmp_path_factory.mktemp("graded")
    course = Course(folder=numpy_course(place / "course"))
    made = Graded(
        load_course_assignment(course, "tiny"),
        MemoryGradebook(),
        EvidenceFolder(place / "evidence"),
    )
    keeping = EvidenceKeeping(made.assignment, made.evidence)
    executor = LocalExecutor(made.assignment, workers=1, evidence=keeping)
    results = [
        each.result
        for each in grade_batch(CLASS, made.assignment, made.book, executor, now=lambda: NOON)
    ]
    assert sorted(str(each.earned) for each in results) == ["2", "4"]
    yield made


def edited(assignment: Assignment, name: str, old: str, new: str) -> Assignment:
    """The assignment after an edit of one of its files, recorded anew."""
    assert assignment.solutions is not None
    for path in (assignment.folder / name, assignment.solutions / name):
        if path.is_file() and old in path.read_text(encoding="utf-8"):
            text = path.read_text(encoding="utf-8").replace(old, new, 1)
            path.write_text(text, encoding="utf-8")
    course = Course(folder=assignment.folder.parent.parent)
    changed = load_course_assignment(course, "tiny")
    assert keep_fresh(changed) == ["running_mean"]
    return changed


def test_a_class_whose_results_hold_has_nothing_to_judge_again(graded: Graded) -> None:
    assert graded.again(graded.assignment) == []


def test_without_evidence_it_is_said_and_nothing_is_guessed(graded: Graded, tmp_path: Path) -> None:
    tolerances = replace(graded.assignment.tolerances, float64=Tolerance(absolute=1, relative=1))
    changed = replace(graded.assignment, tolerances=tolerances)
    none = EvidenceFolder(tmp_path)
    class_ = rejudge_class(changed, graded.book, none, workers=1)
    assert {each.problem for each in class_} == {"no evidence was kept of it"}
    assert not any(each.tasks or each.changes for each in class_)
    assert submissions_to_run(class_, changed, graded.book, none) == []


def test_a_wider_tolerance_changes_who_was_near_and_is_written_when_asked(graded: Graded) -> None:
    wide = "[tolerances]\nfloat64 = { atol = 1e-3, rtol = 1e-3 }\n\n[[tasks]]"
    wider = edited(graded.assignment, "assignment.toml", "[[tasks]]", wide)
    ada, bob = graded.again(wider)
    assert (ada.name, ada.changes, ada.problem) == ("ada", (), "")
    assert [(each.task, each.before, each.after) for each in bob.changes] == [
        ("running_mean", "2 of 4", "4 of 4")
    ]
    assert bob.after.from_evidence == "the tolerance was changed"
    assert graded.book.latest_entries("tiny")["bob"].result.earned == Decimal(2), (
        "nothing is written yet"
    )
    assert submissions_to_run([ada, bob], wider, graded.book, graded.evidence) == []
    written = list(apply_rejudged([ada, bob], graded.book, now=lambda: NOON, by="amy"))
    assert [each.earned for each in written] == [Decimal(4), Decimal(4)]
    assert graded.book.latest_entries("tiny")["bob"].by == "amy" and graded.again(wider) == []


def test_a_check_that_asks_something_else_leaves_the_task_until_it_is_run(graded: Graded) -> None:
    checks = "checks/test_running_mean.py"
    changed = edited(graded.assignment, checks, "[1.0, 3.0, 8.0]", "[1.0, 3.0, 9.0]")
    class_ = graded.again(changed)
    assert [each.name for each in class_] == ["ada", "bob"]
    assert all(set(each.lacking) == {"running_mean::worked_example"} for each in class_)
    assert not any(each.tasks or each.changes or each.problem for each in class_)
    works = submissions_to_run(class_, changed, graded.book, graded.evidence)
    assert [work.files for work in works] == [work.files for work in CLASS]
