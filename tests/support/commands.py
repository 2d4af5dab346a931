"""The commands, run as a person runs them; and what Python loads for them."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from unittest.mock import patch

from click.testing import CliRunner

from grader.cli.main import cli

HEAVY = ("torch", "numpy", "pytest", "sqlalchemy", "jinja2", "nbformat", "rich", "msgspec")


def grade(
    *arguments: str, at: Path, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Runs the command as a person would, in this environment or in the tests' own."""
    return subprocess.run(
        [sys.executable, "-m", "grader", *arguments],
        cwd=at,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def grade_here(
    *arguments: str, at: Path, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Runs the command in this process, which spares the start of one; student code never does.

    What `environment` has is added to the tests' own.  What is not raised on purpose is raised
    here too.
    """
    with contextlib.chdir(at), patch.dict(os.environ, environment or {}):
        done = CliRunner().invoke(cli, arguments, prog_name="grade")
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return subprocess.CompletedProcess(arguments, done.exit_code, done.stdout, done.stderr)


def loaded_by(code: str, of: tuple[str, ...] = HEAVY, /, **environment: str) -> set[str]:
    """Which of these modules, the heavy libraries, are loaded once `code` has run."""
    program = (
        f"import sys\ntry:\n {code}\nexcept SystemExit: pass\nprint('LOADED', *[m for m in"
        f" {of!r} if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **environment},
    )
    return set(done.stdout.rsplit("LOADED", 1)[1].split())
