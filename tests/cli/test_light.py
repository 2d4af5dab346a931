"""Help, version and completion answer without anything heavy.

The checking side never imports torch.
"""

from __future__ import annotations

import pytest
from support.commands import loaded_by


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["--version"],
        ["check", "--help"],
        ["batch", "--help"],
        ["gradebook", "--help"],
        ["gradebook", "show", "--help"],
        ["marks", "export", "--help"],
    ],
)
def test_help_and_version_load_nothing_heavy(arguments: list[str]) -> None:
    assert loaded_by(f"from grader.cli.main import cli; cli({arguments!r})") == set()


def test_shell_completion_loads_nothing_heavy() -> None:
    code = "from grader.cli.main import cli; cli(prog_name='grade')"
    words = {"_GRADE_COMPLETE": "bash_complete", "COMP_WORDS": "grade ch", "COMP_CWORD": "1"}
    assert loaded_by(code, **words) == set()


def test_the_examiner_never_imports_torch() -> None:
    code = (
        "import grader.examiner.process, grader.judging.collecting, grader.judging.judge,"
        " grader.recording.recorder"
    )
    assert "torch" not in loaded_by(code)


@pytest.mark.parametrize(
    "module", ["grader.cli.grading, grader.runs.executors", "grader.examiner.process"]
)
def test_a_desk_and_an_examiner_that_starts_its_servers_load_neither_numpy_nor_pytest(
    module: str,
) -> None:
    assert not {"numpy", "pytest"} & loaded_by(f"import {module}")
