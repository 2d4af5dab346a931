"""Every sample submission gets the outcome and the points that are written down for it, check by
check.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from support.samples import (
    SAMPLES,
    SLOW,
    about,
    copied_course,
    expected,
    outcomes,
    rnn,
    with_limits,
)

from grader.examiner.client import Examiner
from grader.intake.reading import read_submission
from grader.model import Assignment, Result
from grader.runs.one import judge_or_hold

ABOUT = about()
EXPECTED = expected()


@pytest.fixture(scope="module")
def examiner() -> Iterator[tuple[Examiner, Assignment]]:
    assignment = rnn()
    with Examiner(assignment) as process:
        yield process, assignment


@pytest.fixture(scope="module")
def impatient(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Examiner, Assignment]]:
    root = copied_course(tmp_path_factory.mktemp("course"))
    with_limits(root, check_seconds=0.7, load_seconds=1.0, memory_mib=600)
    assignment = rnn(root)
    with Examiner(assignment) as process:
        yield process, assignment


def judged(case: str, at: tuple[Examiner, Assignment]) -> Result:
    process, assignment = at
    return judge_or_hold(process, read_submission(SAMPLES / "cases" / case), assignment)


def tasks_of(case: str) -> list[str]:
    task = ABOUT[case]["task"]
    return [task] if isinstance(task, str) else list(task)


@pytest.mark.parametrize("case", sorted(ABOUT))
def test_a_sample_gets_what_is_written_down(case: str, request: pytest.FixtureRequest) -> None:
    result = judged(case, request.getfixturevalue("impatient" if case in SLOW else "examiner"))
    assert not result.held, result.submission.notes
    assert outcomes(result) == EXPECTED[case]


@pytest.mark.parametrize("case", sorted(name for name, case in ABOUT.items() if case["honest"]))
def test_what_is_written_down_for_honest_work_is_full_points(case: str) -> None:
    points = {task: Decimal(0) for task in tasks_of(case)}
    for check, (outcome, earned) in EXPECTED[case].items():
        assert outcome == "PASSED", check
        points[check.partition("::")[0]] += Decimal(earned)
    assert points == {task: rnn().task(task).points for task in points}


@pytest.mark.parametrize("case", sorted(name for name, case in ABOUT.items() if not case["honest"]))
def test_what_is_written_down_for_a_mistake_loses_points_on_its_task_only(case: str) -> None:
    full = ABOUT[case].get("full", [])
    for task in tasks_of(case):
        earned = [item for check, item in EXPECTED[case].items() if check.startswith(f"{task}::")]
        assert all(outcome == "PASSED" for outcome, _ in earned) == (task in full), task


def test_the_samples_are_enough() -> None:
    by_task: dict[str, list[bool]] = {task.id: [] for task in rnn().coding_tasks}
    for case in ABOUT:
        prefix = case.partition("-")[0]
        if prefix in by_task:
            by_task[prefix].append(ABOUT[case]["honest"])
    assert all(kinds.count(True) >= 4 and kinds.count(False) >= 4 for kinds in by_task.values())
    assert len(ABOUT) >= 60
    assert sorted(ABOUT) == sorted(path.name for path in Path(SAMPLES / "cases").iterdir())
