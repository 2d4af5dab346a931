"""The outer wall of level `strict`: what bubblewrap lets in, and whether it works here."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import grader
from grader.sandbox.locking.namespaces import SCRATCH, bubblewrap_command, works


@pytest.fixture(autouse=True)
def asked_anew() -> Iterator[None]:
    """The answer of one test is not that of the next."""
    works.cache_clear()
    yield
    works.cache_clear()


@pytest.fixture
def with_bubblewrap(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A program that stands for bubblewrap: it says yes to everything."""
    program = tmp_path / "bwrap"
    program.write_text("#!/bin/sh\nexit 0\n")
    program.chmod(0o700)
    monkeypatch.setattr("shutil.which", lambda name: str(program))
    return program


def test_the_line_shuts_everything_off_and_lets_in_the_libraries_and_this_package(
    with_bubblewrap: Path,
) -> None:
    line = bubblewrap_command()
    assert line[0] == str(with_bubblewrap) and line[-1] == "--"
    assert {"--unshare-all", "--die-with-parent", "--new-session"} < set(line)
    bound = {line[at + 1] for at, word in enumerate(line) if word == "--ro-bind-try"}
    assert {sys.prefix, str(Path(grader.__file__).parent)} <= bound
    assert not {"/", "/home", "/root", "/etc", str(Path.home())} & bound
    assert "--bind" not in line, "nothing of the machine can be written"
    assert line[line.index("--chdir") + 1] == SCRATCH


@pytest.mark.skipif(sys.platform != "linux", reason="namespaces are Linux's")
@pytest.mark.parametrize(("status", "answer"), [(0, True), (1, False)])
def test_it_works_where_the_program_makes_namespaces(
    with_bubblewrap: Path, status: int, answer: bool
) -> None:
    with_bubblewrap.write_text(f"#!/bin/sh\nexit {status}\n")
    assert works() is answer


def test_it_does_not_work_where_the_program_is_missing_or_cannot_be_started(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert not works()
    works.cache_clear()
    monkeypatch.setattr("shutil.which", lambda name: "/no/such/program")
    assert not works()


@pytest.mark.usefixtures("with_bubblewrap")
def test_elsewhere_nothing_is_started_to_find_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def start(*args: Any, **kwargs: Any) -> None:
        raise AssertionError(args)

    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(subprocess, "Popen", start)
    assert not works()
