"""Honest and wrong work for `layers` and `attention`, judged as a class is.

`rnn` has samples of its own, in tests/samples.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.samples import ROOT, assignment

from grader.examiner.client import Examiner
from grader.model import Assignment, Outcome, Result, Submission, SubmittedFile

ASSIGNMENTS = ("layers", "attention")


def stored(name: str, kind: str, most: int) -> list[tuple[str, str, Path]]:
    """Stored work of a kind, at most so many a task: assignment, task, file."""
    return [
        (name, task.id, path)
        for task in assignment(name).coding_tasks
        for path in sorted((ROOT / "solutions" / name / kind / task.id).glob("*.py"))[:most]
    ]


HONEST = [case for name in ASSIGNMENTS for case in stored(name, "honest", most=9)]
WRONG = [case for name in ASSIGNMENTS for case in stored(name, "wrong", most=4)]


def case_id(value: object) -> str:
    return value.stem if isinstance(value, Path) else str(value)


@pytest.fixture(scope="module")
def examiners() -> Iterator[dict[str, Examiner]]:
    opened = {name: Examiner(assignment(name)) for name in ASSIGNMENTS}
    for examiner in opened.values():
        examiner.__enter__()
    yield opened
    for examiner in opened.values():
        examiner.close()


def handed_in(given: Assignment, task: str, path: Path) -> Submission:
    """The reference, with one file in the place of a task's."""
    solutions = ROOT / "solutions" / given.id
    contents = {each.file: (solutions / each.file).read_bytes() for each in given.coding_tasks}
    contents[given.task(task).file] = path.read_bytes()
    files = tuple(SubmittedFile(name=file, content=content) for file, content in contents.items())
    return Submission(name=path.stem, files=files)


def judge(examiners: dict[str, Examiner], name: str, task: str, path: Path) -> Result:
    return examiners[name].judge(handed_in(assignment(name), task, path))


@pytest.mark.parametrize(("name", "task", "path"), HONEST, ids=case_id)
def test_honest_work_earns_everything(
    examiners: dict[str, Examiner], name: str, task: str, path: Path
) -> None:
    result = judge(examiners, name, task, path)
    assert [check.id for check in result.checks if check.outcome is not Outcome.PASSED] == []
    assert (result.earned, result.held) == (100, False)


@pytest.mark.parametrize(("name", "task", "path"), WRONG, ids=case_id)
def test_wrong_work_fails_the_checks_that_were_written_for_it(
    examiners: dict[str, Examiner], name: str, task: str, path: Path
) -> None:
    named = re.findall(r"^# fails: (\S+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    result = judge(examiners, name, task, path)
    ends = (Outcome.FAILED, Outcome.RAISED)
    failed = [check.id for check in result.checks if check.outcome in ends]
    assert named and set(named) & set(failed) and not result.held
    ids = [each.id for each in result.tasks]
    earlier = result.tasks[: ids.index(task)]
    assert all(each.earned == each.possible for each in earlier), "what it does not build on"


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_the_stubs_earn_nothing(examiners: dict[str, Examiner], name: str) -> None:
    given = assignment(name)
    files = tuple(
        SubmittedFile(name=file, content=(given.folder / file).read_bytes())
        for file in {task.file for task in given.coding_tasks}
    )
    result = examiners[name].judge(Submission(name="stubs", files=files))
    assert (result.earned, result.held) == (0, False)
