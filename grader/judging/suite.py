"""All checks of an assignment, and running one of them as the pytest item that it is."""

from __future__ import annotations

import contextlib
import os
import random
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.checking.answerers.transcripts import Inputs, judged_inputs
from grader.checking.comparing.comparison import Comparison
from grader.checking.handles.proxies import Side
from grader.checking.rng import Rng
from grader.errors import CalledWrongly
from grader.language import join_items, tr
from grader.model import Assignment, Check
from grader.nouns import frozen, replace


@frozen
class _Fixtures:
    """Values of the fixtures for the check that runs."""

    student: Side
    reference: Side
    rng: Rng
    compare: Comparison


@frozen
class Collected:
    """A check and the pytest item that runs it."""

    check: Check
    item: pytest.Item
    path: Path


def edited_file(assignment: Assignment, path: Path) -> Path:
    """Return the file that a teacher edits for a check file: visible ones are often made of it."""
    if assignment.solutions is None:
        return path
    source = assignment.solutions / "checks" / path.name
    return source if source.is_file() else path


def _refuse_unknown_check(check: str, ids: Iterable[str]) -> None:
    """Raise CalledWrongly for a check that is not there, with the names that are nearest."""
    if check in ids:
        return
    task = check.partition("::")[0]
    names = [each.partition("::")[2] for each in ids if each.startswith(f"{task}::")]
    nearest = get_close_matches(check.partition("::")[2], names, n=3)
    if nearest:
        raise CalledWrongly(
            tr(
                "there is no check {check}; did you mean {near}?",
                check=check,
                near=tr(" or ").join(nearest),
            )
        )
    raise CalledWrongly(
        tr("there is no check {check}; they are {names}", check=check, names=join_items(names))
    )


class Suite:
    """All checks of an assignment, in order: structure checks before those that need them.

    It is a pytest plugin too: it holds the fixtures and takes what an item raised.
    """

    def __init__(self, assignment: Assignment, *, whole: bool = True) -> None:
        self.assignment = assignment
        self.whole = whole
        self.checks: list[Collected] = []
        self.random_state = 0  # that student code begins each check with
        self._only: frozenset[str] = frozenset()
        self._kept: _Surroundings | None = None
        self._fixtures: _Fixtures | None = None
        self._raised: BaseException | None = None

    def of(self, task: str) -> list[Collected]:
        """Return a task's checks."""
        task_checks = [each for each in self.checks if each.check.task == task]
        return [each for each in task_checks if each.check.id in self._only] or task_checks

    def check(self, name: str) -> Collected:
        """Return the check of that id.  Raises CalledWrongly when there is none."""
        by_id = {each.check.id: each for each in self.checks}
        _refuse_unknown_check(name, by_id)
        return by_id[name]

    @contextlib.contextmanager
    def narrow_to(self, checks: tuple[str, ...]) -> Iterator[None]:
        """Leave of each task only those checks, by id, and the ones they need.

        A task of which none is named keeps all.  Raises CalledWrongly for one that is not there.
        """
        needs = {need for name in checks for need in self.check(name).check.needs}
        self._only = frozenset((*checks, *needs))
        try:
            yield
        finally:
            self._only = frozenset()

    @contextlib.contextmanager
    def seed_with(self, seed: int) -> Iterator[None]:
        """Let every check draw from that seed, and student code begin with it."""
        assignment, self.random_state = self.assignment, seed
        self.assignment = replace(
            assignment, visible_seed=seed, hidden_seed=seed, grading_seed=None
        )
        try:
            yield
        finally:
            self.assignment, self.random_state = assignment, 0

    def draws(self, collected: Collected, inputs: Inputs | None = None) -> Rng:
        """Return the draws of a check, for those inputs or for what it is judged with."""
        inputs = inputs or judged_inputs(self.assignment, hidden=collected.check.hidden)
        return Rng(inputs.seed(self.assignment), collected.check.id)

    def run(
        self,
        collected: Collected,
        student: Side,
        reference: Side,
        compare: Comparison,
        draws: Rng | None = None,
    ) -> BaseException | None:
        """Run one check with those fixtures, and draws as it is judged; return what it raised."""
        draws = draws or self.draws(collected)
        self._fixtures, self._raised = _Fixtures(student, reference, draws, compare), None
        compare.reference = reference
        # Kept once: each check finds what the first one found.
        self._kept = self._kept or _Surroundings.read()
        # nextitem is None, never the item itself: else pytest would skip its set-up the next time.
        collected.item.config.hook.pytest_runtest_protocol(item=collected.item, nextitem=None)
        self._kept.restore()
        collected.item.user_properties.clear()
        collected.item._report_sections.clear()
        self._fixtures = None
        raised, self._raised = self._raised, None
        return raised

    @pytest.fixture
    def student(self) -> Side:
        """Give the student's functions."""
        return self._fixture_values().student

    @pytest.fixture
    def reference(self) -> Side:
        """Give the reference's functions."""
        return self._fixture_values().reference

    @pytest.fixture
    def rng(self) -> Rng:
        """Give random inputs."""
        return self._fixture_values().rng

    @pytest.fixture
    def compare(self) -> Comparison:
        """Give what judges an answer."""
        return self._fixture_values().compare

    def _fixture_values(self) -> _Fixtures:
        assert self._fixtures is not None
        return self._fixtures

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> pytest.TestReport:
        """Report in our own way: keep what was raised, and write no traceback, which is slow."""
        if call.excinfo is not None and self._raised is None:
            self._raised = call.excinfo.value
        outcome: Any = "failed" if call.excinfo is not None else "passed"
        when: Any = call.when
        return pytest.TestReport(item.nodeid, item.location, {}, outcome, None, when)


@frozen
class _Surroundings:
    """Things that a check may change, and the next check must find as they were."""

    numpy_errors: Any
    environment: dict[str, str]
    random_state: Any
    folder: Path

    @classmethod
    def read(cls) -> _Surroundings:
        """Return the surroundings as they are."""
        return cls(np.geterr(), dict(os.environ), random.getstate(), Path.cwd())

    def restore(self) -> None:
        """Put everything back."""
        np.seterr(**self.numpy_errors)
        if dict(os.environ) != self.environment:
            os.environ.clear()
            os.environ.update(self.environment)
        random.setstate(self.random_state)
        if Path.cwd() != self.folder:
            os.chdir(self.folder)
