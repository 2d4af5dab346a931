"""How a Python process of ours is started: from a clean command line and environment."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import grader
from grader.sandbox.starting.interpreter import (
    build_environment,
    end_at_once,
    is_measured,
    package_parent,
    python_command,
)


def test_nothing_of_the_person_s_environment_comes_along_but_what_a_start_needs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("GRADEBOOK_PASSWORD", "secret")
    monkeypatch.setenv("PYTHONSTARTUP", "own.py")
    monkeypatch.setenv("PYTHONPATH", "/own")
    monkeypatch.setenv("LD_LIBRARY_PATH", "/libraries")
    environment = build_environment(3)
    assert "secret" not in environment.values() and "PYTHONSTARTUP" not in environment
    assert environment["PYTHONPATH"] == package_parent()
    assert environment["PATH"] == os.environ["PATH"]
    assert environment["LD_LIBRARY_PATH"] == "/libraries"


def test_threads_are_one_while_warming_up_and_limited_after() -> None:
    environment = build_environment(3)
    assert (environment["OMP_NUM_THREADS"], environment["OMP_THREAD_LIMIT"]) == ("1", "3")
    assert environment["PYTHONHASHSEED"] == "0"


def test_coverage_is_measured_below_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)
    monkeypatch.delenv("COVERAGE_PROCESS_START", raising=False)
    assert not is_measured()
    monkeypatch.setenv("COVERAGE_PROCESS_START", "settings")
    assert is_measured()
    assert build_environment(1)["COVERAGE_PROCESS_START"] == "settings"


def test_a_module_of_the_current_folder_does_not_take_the_place_of_python_s(
    tmp_path: Path,
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('the wrong one')\n")
    (tmp_path / "grader.py").write_text("raise SystemExit('the wrong one')\n")
    done = subprocess.run(
        [*python_command("json.tool"), "--help"],
        cwd=tmp_path,
        env=build_environment(1),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert python_command("x")[0] == sys.executable
    assert Path(package_parent(), "grader", "__init__.py").samefile(grader.__file__ or "")


def test_a_process_that_ends_at_once_has_said_everything_and_takes_nothing_apart() -> None:
    script = (
        "import atexit\n"
        "from grader.sandbox.starting.interpreter import end_at_once\n"
        "atexit.register(print, 'taken apart')\n"
        "print('said', end='')\n"
        "end_at_once()\n"
    )
    environment = {
        name: value
        for name, value in build_environment(1).items()
        if not name.startswith("COVERAGE_")
    }
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, check=True
    )
    assert done.stdout == b"said"


def test_where_coverage_is_measured_it_ends_as_any_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COVERAGE_PROCESS_START", "settings")
    end_at_once()  # the data is written when Python ends
