"""Work is judged on the checks that changed since it was judged last, and only on these."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.proofs import course

from grader.model import Assignment, Course, Outcome
from grader.nouns import replace
from grader.proof.cache.store import Slot, Store
from grader.proof.ground.crew import Crew
from grader.proof.ground.proving import Proving
from grader.proof.trials.trying import Trials, try_works
from grader.runs.stored import build_submission

WORKS = {
    "right": b"def f(x, start=0.0):\n    return start + 2 * sum(x)\n",
    "wrong": b"def f(x, start=0.0):\n    return 2 * sum(x)\n",
    "no Python": b"def f(x:\n",
}


@pytest.fixture(scope="module")
def assignment(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    return course(tmp_path_factory.mktemp("tried"))


@pytest.fixture(scope="module")
def crew(assignment: Assignment) -> Iterator[Crew]:
    with Crew(assignment, 1) as one:
        yield one


@pytest.fixture
def proving(assignment: Assignment, crew: Crew, tmp_path: Path) -> Proving:
    return Proving(
        course=Course(folder=assignment.folder.parent.parent),
        assignment=assignment,
        crew=crew,
        comparing=crew,
        threaded=crew,
        store=Store(tmp_path / "proof.json"),
        seeds=1,
    )


def judged(proving: Proving, *names: str, honest: bool = False) -> Trials:
    contents = {name: WORKS[name] for name in names}
    (proof,) = proving.tasks
    return try_works(proof, "work", contents, honest=honest)


def test_each_check_says_how_it_ended_for_each_piece_of_work(proving: Proving) -> None:
    trials = judged(proving, "right", "wrong")
    outcomes = {
        name: {check: end.outcome for check, end in ends.items()}
        for name, ends in trials.ends.items()
    }
    assert outcomes == {
        "right": {"a::sum": Outcome.PASSED, "a::start": Outcome.PASSED},
        "wrong": {"a::sum": Outcome.PASSED, "a::start": Outcome.FAILED},
    }
    assert (trials.known, trials.held) == (0, {})
    assert trials.ends["wrong"]["a::start"].error > 1 >= trials.ends["right"]["a::start"].error


def test_what_is_kept_is_not_judged_again_and_a_changed_check_is(proving: Proving) -> None:
    first = judged(proving, "right", "wrong")
    assert judged(proving, "right", "wrong").known == 2
    keys = proving.check_keys(proving.assignment.task("a"))
    ends = first.ends["wrong"]
    stale = {**ends, "a::sum": replace(ends["a::sum"], key="another", outcome=Outcome.CRASHED)}
    marked = {**stale, "a::start": replace(ends["a::start"], error=77.0)}
    task = proving.assignment.task("a")
    work = build_submission(proving.assignment, task, WORKS["wrong"], "wrong")
    proving.store.put(Slot("work a/wrong", work.digest), marked)
    again = judged(proving, "right", "wrong")
    assert again.known == 1
    assert again.ends["wrong"]["a::sum"].outcome is Outcome.PASSED, "asked again"
    assert again.ends["wrong"]["a::start"].error == 77.0, "not asked again"
    assert {end.key for end in again.ends["wrong"].values()} == set(keys.values())


def test_what_a_check_said_is_kept_of_honest_work_alone(proving: Proving) -> None:
    assert judged(proving, "wrong").ends["wrong"]["a::start"].message == ""
    other = replace(proving, store=Store(Path(proving.store.path).with_name("other.json")))
    assert (
        "the sum from a start"
        in judged(other, "wrong", honest=True).ends["wrong"]["a::start"].message
    )


def test_work_that_is_no_python_is_judged_as_a_student_s_and_not_held(proving: Proving) -> None:
    trials = judged(proving, "no Python")
    assert trials.held == {}
    assert {end.outcome for end in trials.ends["no Python"].values()} == {Outcome.RAISED}
