"""Settings of the whole suite, and real student processes for every room.

Shared parts are in `tests/support`; `pythonpath` in pyproject.toml lets pytest find them.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault(
    "HYPOTHESIS_STORAGE_DIRECTORY", str(Path(tempfile.gettempdir()) / "tensorgrade-hypothesis")
)
# What `grade check` remembers goes to a folder of this run, never to the person's own.
os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp(prefix="tensorgrade-cache-")

# Nobody's own locale decides what a test reads; a test that asks for Chinese says so.
os.environ.pop("LC_ALL", None)
os.environ.pop("LANGUAGE", None)
os.environ["LC_MESSAGES"] = "C"

import hypothesis
import pytest
from support import postgresql as servers
from support.processes import HOW, LIMITS, Student, task

from grader.model import ServerKind
from grader.sandbox.starting.launchers import Launcher, make_launcher

# The same examples in every run: a red suite is a change in the code, never bad luck.
hypothesis.settings.register_profile(
    "suite",
    deadline=None,
    derandomize=True,
    max_examples=150,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("suite")


# Begun first where tests run side by side, so that nobody waits for them at the end.
LONGEST = (
    "test_honest_seeds",
    "test_samples",
    "test_first_assignment",
    "test_release",
    "test_attacks",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files that take longest come first; the others stay in their order."""
    items.sort(
        key=lambda item: (
            LONGEST.index(item.path.stem) if item.path.stem in LONGEST else len(LONGEST)
        )
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Names what the usual run leaves out."""
    left_out = terminalreporter.stats.get("deselected", [])
    if any("long" in item.keywords for item in left_out):
        terminalreporter.write_line(
            "left out: the tests that take long; run them with `make test-long`"
        )


@pytest.fixture(scope="session")
def launchers() -> Iterator[Callable[[str, str], Launcher]]:
    """Launchers by how they start and what they have; each is made once."""
    made: dict[tuple[str, str], Launcher] = {}

    def launcher(how: str, server: str) -> Launcher:
        if (how, server) not in made:
            made[how, server] = make_launcher(
                ServerKind(server), LIMITS, train=server == "torch", **HOW[how]
            )
        return made[how, server]

    yield launcher
    for one in made.values():
        one.close()


@pytest.fixture(params=HOW)
def how(request: pytest.FixtureRequest) -> str:
    """Each way to start a student process.

    A test that is about some of them names those with `parametrize`.
    """
    return str(request.param)


@pytest.fixture
def open_(launchers: Callable[[str, str], Launcher], how: str) -> Iterator[Callable[..., Student]]:
    """Opens `a.py` with that text, and other files, and begins a check of the first task.

    Ends all at the end.
    """
    opened: list[Student] = []

    def open_one(a_py: str = "", *, tasks: Any = None, **files: str | bytes) -> Student:
        listed = tasks or (task(),)
        named = {"a_py": a_py, **files} if a_py else files
        opened.append(Student(launchers(how, listed[0].server.value), listed, named))
        opened[-1].begin(listed[0].id)
        return opened[-1]

    yield open_one
    for student in opened:
        student.process.kill()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[servers.Server]:
    """A PostgreSQL server that all rooms share."""
    if not servers.PROGRAMS:
        pytest.skip("PostgreSQL's programs are not installed here")
    with servers.server() as running:
        yield running
