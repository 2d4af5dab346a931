"""The check files of an assignment as one pytest session: collected once, run again and again."""

from __future__ import annotations

import contextlib
import inspect
import os
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.checking.comparison import Comparison
from grader.checking.declare import ATTRIBUTE, Declared
from grader.checking.proxies import Side
from grader.checking.rng import Rng
from grader.errors import BadCheck
from grader.files.markers import hidden_regions
from grader.model import Assignment, Check

FIXTURES = ("student", "reference", "rng", "compare")

# pytest runs closed: none of the user's files, plugins or options reach it, and it prints nothing.
CLOSED = (
    "--noconftest",
    "--import-mode=importlib",
    "--assert=plain",
    "--capture=no",
    *(
        f"-pno:{name}"
        for name in (
            "terminal", "cacheprovider", "logging", "warnings", "junitxml", "pastebin", "stepwise", "doctest", "unittest",
            "faulthandler", "threadexception", "unraisableexception", "debugging", "legacypath", "tmpdir", "monkeypatch",
            "recwarn", "setuponly", "setupplan",
        )
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bench:
    """What the fixtures give to the check that runs."""

    student: Side
    reference: Side
    rng: Rng
    compare: Comparison


@dataclass(frozen=True, slots=True)
class Collected:
    """A check and the pytest item that runs it."""

    check: Check
    item: pytest.Item
    path: Path


class Suite:
    """All checks of an assignment, in order: structure checks before those that need them."""

    def __init__(self, assignment: Assignment, *, whole: bool = True) -> None:
        self.assignment = assignment
        self._whole = whole
        self.checks: list[Collected] = []
        self._only: frozenset[str] | None = None
        self._kept: tuple[Any, ...] | None = None
        self._bench: Bench | None = None
        self._raised: BaseException | None = None

    def of(self, task: str) -> list[Collected]:
        """A task's checks."""
        mine = [collected for collected in self.checks if collected.check.task == task]
        return mine if self._only is None else [one for one in mine if one.check.id in self._only]

    @contextlib.contextmanager
    def narrowed(self, checks: tuple[str, ...]) -> Iterator[None]:
        """Within it there are only those checks, by id, and the ones they need.

        With none of them, all.
        """
        needs = {need for one in self.checks if one.check.id in checks for need in one.check.needs}
        self._only = frozenset((*checks, *needs)) if checks else None
        try:
            yield
        finally:
            self._only = None

    @contextlib.contextmanager
    def seeded(self, seed: int) -> Iterator[None]:
        """Within it every check draws from that seed, visible or hidden."""
        kept = self.assignment
        self.assignment = replace(kept, visible_seed=seed, hidden_seed=seed)
        try:
            yield
        finally:
            self.assignment = kept

    def run(self, collected: Collected, bench: Bench) -> BaseException | None:
        """Runs one check on that bench; gives what it raised."""
        self._bench, self._raised = bench, None
        self._kept = (
            self._kept or _surroundings()
        )  # once: each check finds what the first one found
        collected.item.config.hook.pytest_runtest_protocol(item=collected.item, nextitem=None)
        _restore(self._kept)
        collected.item.user_properties.clear()
        collected.item._report_sections.clear()
        self._bench = None
        raised, self._raised = self._raised, None
        return raised

    @pytest.fixture
    def student(self) -> Side:
        """The student's functions."""
        return self._there().student

    @pytest.fixture
    def reference(self) -> Side:
        """The reference's functions."""
        return self._there().reference

    @pytest.fixture
    def rng(self) -> Rng:
        """Random inputs."""
        return self._there().rng

    @pytest.fixture
    def compare(self) -> Comparison:
        """Judging an answer."""
        return self._there().compare

    def _there(self) -> Bench:
        assert self._bench is not None
        return self._bench

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> pytest.TestReport:
        """Our own report: it keeps what was raised and drops the frames."""
        if call.excinfo is not None and self._raised is None:
            self._raised = call.excinfo.value
        outcome: Any = "failed" if call.excinfo is not None else "passed"
        when: Any = call.when
        return pytest.TestReport(item.nodeid, item.location, {}, outcome, None, when)

    def collect(self, items: list[pytest.Item]) -> None:
        """Takes over what pytest collected.  Raises BadCheck."""
        for item in items:
            self.checks.append(_collected(self.assignment, item))
        checks = [collected.check for collected in self.checks]
        _check_needs(checks)
        if self._whole:
            _check_points(self.assignment, checks)
        order = {task.id: place for place, task in enumerate(self.assignment.tasks)}
        self.checks.sort(
            key=lambda found: (order[found.check.task], found.check.hidden, bool(found.check.needs))
        )


class _Session:
    """The plugin that turns a pytest run into a call of `work`."""

    def __init__(self, suite: Suite, work: Callable[[Suite], None]) -> None:
        self._suite = suite
        self._work = work
        self._problems: list[str] = []
        self.error: BaseException | None = None

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            lines = [line for line in str(report.longrepr).strip().split("\n") if line.strip()]
            last = next(
                (line for line in reversed(lines) if line.startswith("E ")),
                lines[-1] if lines else "",
            )
            self._problems.append(f"{report.nodeid}: {last.removeprefix('E').strip()}")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        try:
            if self._problems:
                raise BadCheck("a check file cannot be loaded: " + "; ".join(self._problems))
            self._suite.collect(_without_sources(self._suite.assignment, session.items))
            self._work(self._suite)
        except BaseException as error:
            self.error = error
        return True


def with_suite(
    assignment: Assignment, work: Callable[[Suite], None], folder: Path | None = None
) -> None:
    """Collects the assignment's checks and calls `work` inside the pytest session.

    Raises what `work` raises.

    With `folder` the checks are those in that folder, and their points need not add up to anything.
    """
    folders = [folder or assignment.folder / "checks"]
    if assignment.solutions is not None and folder is None:
        folders.append(assignment.solutions / "checks")
    there = [str(path) for folder in folders for path in sorted(folder.glob("test_*.py"))]
    suite = Suite(assignment, whole=folder is None)
    session = _Session(suite, work)
    if there:
        root = os.path.commonpath([str(folder) for folder in folders])
        empty = Path(__file__).with_name("pytest.ini")
        arguments = [*CLOSED, "-c", str(empty), f"--rootdir={root}", *there]
        pytest.main(arguments, plugins=[session, suite])
        if session.error is None and not suite.checks:
            raise BadCheck(f"{folders[0]}: pytest collected no check from its files")
    else:
        suite.collect([])
        work(suite)
    if session.error is not None:
        raise session.error


def _without_sources(assignment: Assignment, items: list[pytest.Item]) -> list[pytest.Item]:
    """The items without those that a check file with marked hidden tests holds outside of its
    regions: they are the source of the visible check file, which is collected too.

    Raises BadFile.
    """
    if assignment.solutions is None:
        return items
    paths = {
        Path(item.path) for item in items if Path(item.path).is_relative_to(assignment.solutions)
    }
    regions = {path: hidden_regions(path, path.read_text(encoding="utf-8")) for path in paths}
    return [
        item
        for item in items
        if not regions.get(Path(item.path))
        or not isinstance(item, pytest.Function)
        or any(
            one.first < item.function.__code__.co_firstlineno < one.last
            for one in regions[Path(item.path)]
        )
    ]


def _collected(assignment: Assignment, item: pytest.Item) -> Collected:
    path = Path(item.path)
    place = f"{path}::{item.name}"
    function = getattr(item, "function", None)
    declared: Declared | None = getattr(function, ATTRIBUTE, None)
    if function is None or not isinstance(item, pytest.Function) or item.cls is not None:
        raise BadCheck(f"{place}: a check is a plain function; move it out of its class")
    if declared is None:
        raise BadCheck(f"{place}: it has no @check(points=…, title=…); add it")
    unknown = [name for name in inspect.signature(function).parameters if name not in FIXTURES]
    if unknown:
        raise BadCheck(
            f"{place}: a check uses student, reference, rng and compare only, not"
            f" {', '.join(unknown)}"
        )
    task = path.stem.removeprefix("test_")
    if task not in {known.id for known in assignment.tasks}:
        raise BadCheck(
            f"{path}: assignment.toml has no task {task!r}; name the file test_<task>.py"
        )
    if declared.asserted and not assignment.task(task).asserted:
        raise BadCheck(
            f"{place}: it runs asserts in the student process, whose trust is lower; write"
            f" `asserted = true` at the task {task} in assignment.toml, or compare values"
        )
    _no_module_state(path, item)
    hidden = assignment.solutions is not None and path.is_relative_to(assignment.solutions)
    check = Check(
        id=f"{task}::{item.originalname.removeprefix('test_')}",
        task=task,
        title=declared.title,
        points=declared.points,
        hidden=hidden,
        needs=tuple(f"{task}::{need}" for need in declared.needs),
        hint=declared.hint,
        asserted=declared.asserted,
    )
    return Collected(check, item, path)


def _no_module_state(path: Path, item: pytest.Item) -> None:
    """A check file is run for many submissions, so nothing in it may remember."""
    module = getattr(item, "module", None)
    for name, value in vars(module).items() if module else ():
        if not name.startswith("__") and isinstance(
            value, list | dict | set | bytearray | np.ndarray
        ):
            raise BadCheck(
                f"{path}: {name} can be changed by a check; make it a tuple, or make it inside a"
                " function"
            )
        if type(value).__name__ == "FixtureFunctionDefinition":
            raise BadCheck(
                f"{path}: {name} is a fixture; a check uses the four fixtures of the kit only"
            )


def _check_needs(checks: list[Check]) -> None:
    by_id: dict[str, Check] = {}
    for check in checks:
        if check.id in by_id:
            raise BadCheck(
                f"two checks have the id {check.id}; rename one (visible and hidden ones share"
                " their ids)"
            )
        by_id[check.id] = check
    for check in checks:
        for need in check.needs:
            if need not in by_id:
                raise BadCheck(f"{check.id} needs {need}, which is not there; correct needs=")
            if by_id[need].hidden and not check.hidden:
                raise BadCheck(
                    f"{check.id} is visible and needs {need}, which is hidden; make both visible"
                )
            if by_id[need].points:
                raise BadCheck(
                    f"{check.id} needs {need}, which has points; only structure checks (0 points)"
                    " are needed"
                )


def _check_points(assignment: Assignment, checks: list[Check]) -> None:
    for task in assignment.coding_tasks:
        mine = [check for check in checks if check.task == task.id]
        visible = sum((check.points for check in mine if not check.hidden), Decimal(0))
        hidden = sum((check.points for check in mine if check.hidden), Decimal(0))
        if visible != task.visible_points or (
            assignment.solutions is not None and hidden != task.hidden_points
        ):
            raise BadCheck(
                f"{task.id}: assignment.toml says {task.points} points, {task.hidden_points} of"
                f" them hidden, but its visible checks add up to {visible}"
                + (f" and its hidden ones to {hidden}" if assignment.solutions else "")
            )


def _surroundings() -> tuple[Any, ...]:
    return np.geterr(), dict(os.environ), random.getstate(), Path.cwd()


def _restore(kept: tuple[Any, ...]) -> None:
    errors, environment, state, folder = kept
    np.seterr(**errors)
    if dict(os.environ) != environment:
        os.environ.clear()
        os.environ.update(environment)
    random.setstate(state)
    if Path.cwd() != folder:
        os.chdir(folder)
