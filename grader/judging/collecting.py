"""Check files of an assignment as one pytest session: collected once, run again and again."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.errors import BadCheck
from grader.files.markers import hidden_regions
from grader.language import tr
from grader.model import Assignment

from .admitting import admit_checks
from .staleness import refuse_changed
from .suite import Suite, edited_file

# pytest runs closed: none of the user's files, plugins or options reach it, and it prints nothing.
CLOSED = (
    "--noconftest",
    "--import-mode=importlib",
    "--assert=plain",
    "--capture=no",
    *(
        f"-pno:{name}"
        for name in (
            "terminal", "cacheprovider", "logging", "warnings", "junitxml", "pastebin", "stepwise",
            "doctest", "unittest", "faulthandler", "threadexception", "unraisableexception",
            "debugging", "legacypath", "tmpdir", "monkeypatch", "recwarn", "setuponly", "setupplan",
        )
    ),
)  # fmt: skip


class _Session:
    """Plugin that turns a pytest run into a call of `work`."""

    def __init__(self, suite: Suite, work: Callable[[Suite], None]) -> None:
        self._suite = suite
        self._work = work
        self._problems: list[str] = []
        self.error: BaseException | None = None

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Note why a check file could not be loaded: pytest's own last line about it."""
        if report.failed:
            lines = [line for line in str(report.longrepr).strip().split("\n") if line.strip()]
            last = next(
                (line for line in reversed(lines) if line.startswith("E ")),
                lines[-1] if lines else "",
            )
            self._problems.append(f"{self._name_file(report)}: {last.removeprefix('E').strip()}")

    def _name_file(self, report: pytest.CollectReport) -> str:
        path = Path(report.fspath) if Path(report.fspath).is_absolute() else None
        root = self._suite.assignment.folder / "checks"
        return str(edited_file(self._suite.assignment, path or root / Path(report.nodeid).name))

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Call `work` where pytest would run its items, so that it can run them as it likes."""
        try:
            if self._problems:
                raise BadCheck(
                    tr("a check file cannot be loaded: {why}", why="; ".join(self._problems))
                )
            items = _without_sources(self._suite.assignment, session.items)
            self._suite.checks = admit_checks(
                self._suite.assignment, items, whole=self._suite.whole
            )
            self._work(self._suite)
        except BaseException as error:
            self.error = error
        return True


def call_with_suite(
    assignment: Assignment, work: Callable[[Suite], None], folder: Path | None = None
) -> None:
    """Collect the assignment's checks and call `work` inside the pytest session.

    Raises what `work` raises, and NotReleased before a changed check file of students is loaded.

    With `folder` the checks are those in that folder, and their points need not add up to anything.
    """
    folders = [folder] if folder is not None else _list_check_folders(assignment)
    files = [str(path) for each in folders for path in sorted(each.glob("test_*.py"))]
    suite = Suite(assignment, whole=folder is None)
    if not files:
        suite.checks = admit_checks(assignment, [], whole=suite.whole)
        work(suite)
        return
    root = os.path.commonpath([str(each) for each in folders])
    _run_pytest(suite, work, root, files)
    if not suite.checks:
        raise BadCheck(f"{folders[0]}: pytest collected no check from its files")


def _run_pytest(suite: Suite, work: Callable[[Suite], None], root: str, files: list[str]) -> None:
    """Collect these files in a closed pytest session and call `work` in it; raise what it raises.

    The session's own settings come from an empty file of ours.  Without a folder to stop at, pytest
    would go through all that lies beside the assignment, and beside each folder above it.
    """
    session = _Session(suite, work)
    empty = Path(__file__).with_name("pytest.ini")
    arguments = [*CLOSED, "-c", str(empty), f"--rootdir={root}", f"--confcutdir={root}", *files]
    try:
        pytest.main(arguments, plugins=[session, suite])
    finally:
        _forget_modules(files)
    if session.error is not None:
        raise session.error


def _forget_modules(files: list[str]) -> None:
    """Forget the modules of check files.

    pytest would take them for those of another assignment whose files have the same names.
    """
    for name, module in [*sys.modules.items()]:
        if getattr(module, "__file__", None) in files:
            del sys.modules[name]


def _list_check_folders(assignment: Assignment) -> list[Path]:
    """Return the folders of an assignment's checks, once they are known to be what they should."""
    refuse_changed(assignment)
    folders = [assignment.folder, assignment.solutions]
    return [folder / "checks" for folder in folders if folder is not None]


def _without_sources(assignment: Assignment, items: list[pytest.Item]) -> list[pytest.Item]:
    """Return the items without the sources of visible checks.

    A check file of the solutions with marked hidden tests holds the visible ones too, outside of
    its regions; their own file is collected already.  Raises BadFile.
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
            region.first < item.function.__code__.co_firstlineno < region.last
            for region in regions[Path(item.path)]
        )
    ]
