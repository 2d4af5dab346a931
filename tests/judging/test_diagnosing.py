"""Diagnoses of a task's failed checks: visible ones never say what only a hidden one saw."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from support.courses import tiny
from support.evidence import evidence
from support.results import check

from grader.diagnosis.repeating import UNSTEADY
from grader.judging.diagnosing import Diagnoser
from grader.language import Language, speak
from grader.model import CheckResult, Outcome

TABLE = np.random.default_rng(3).normal(size=(5, 3))
TURNED, NOISE = evidence(TABLE.T, TABLE), evidence(TABLE + np.sqrt(np.abs(TABLE)) / 9, TABLE)
TASK = tiny().coding_tasks[0].id


def failed(name: str, *, hidden: bool = False) -> CheckResult:
    return check(f"{TASK}::{name}", Outcome.FAILED, hidden=hidden, diagnosis=None)


@pytest.fixture
def diagnoser() -> Diagnoser:
    return Diagnoser(tiny())


def named(checks: list[CheckResult]) -> list[str | None]:
    return [each.diagnosis.name if each.diagnosis else None for each in checks]


def test_a_visible_check_is_diagnosed_by_what_visible_checks_saw(diagnoser: Diagnoser) -> None:
    checks = [failed("one"), check(f"{TASK}::two"), failed("secret", hidden=True)]
    seen = {f"{TASK}::one": TURNED, f"{TASK}::secret": NOISE}
    assert named(diagnoser.diagnose(checks, seen, hidden=False)) == ["axes/transposed", None, None]


def test_what_a_hidden_check_saw_is_evidence_for_hidden_ones_only(diagnoser: Diagnoser) -> None:
    checks = [failed("one"), failed("secret", hidden=True)]
    seen = {f"{TASK}::one": TURNED, f"{TASK}::secret": TURNED}
    first = diagnoser.diagnose(checks, seen, hidden=False)
    assert named(first) == ["axes/transposed", None]
    assert named(diagnoser.diagnose(first, seen, hidden=True)) == ["axes/transposed"] * 2
    seen[f"{TASK}::secret"] = NOISE  # one of two checks is not enough for the hidden one
    assert named(diagnoser.diagnose(first, seen, hidden=True)) == ["axes/transposed", None]


def test_without_evidence_and_where_answers_change_nothing_is_said(diagnoser: Diagnoser) -> None:
    checks = [failed("one")]
    assert diagnoser.diagnose(checks, {}, hidden=False) == checks
    unsteady = [check(f"{TASK}::one", Outcome.FAILED, diagnosis=UNSTEADY[0])]
    assert diagnoser.diagnose(unsteady, {f"{TASK}::one": TURNED}, hidden=False) == unsteady


@pytest.fixture
def chinese() -> Iterator[None]:
    with speak(Language.ZH):
        yield


@pytest.mark.usefixtures("chinese")
def test_it_is_said_in_the_language_that_is_spoken(diagnoser: Diagnoser) -> None:
    (told,) = diagnoser.diagnose([failed("one")], {f"{TASK}::one": TURNED}, hidden=False)
    assert told.diagnosis is not None and told.diagnosis.name == "axes/transposed"
    assert not told.diagnosis.title.isascii()
