"""Help, version and completion answer without anything heavy.

The checking side never imports torch.
"""

from __future__ import annotations

import pytest
from support.commands import loaded_by

# What nouns are made with: help takes a third less time than with dataclasses.
NOUNS = {"msgspec"}


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["-h"], ["--version"], ["gradebook", "--help"], ["marks", "-h"], ["no-such"]],
)
def test_help_and_version_load_nothing_heavy(arguments: list[str]) -> None:
    assert loaded_by(f"from grader.cli.main import cli; cli({arguments!r})") <= NOUNS


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "--help"],
        ["batch", "--help"],
        ["export", "--help"],
        ["export", "canvas", "--help"],
        ["gradebook", "show", "--help"],
        ["marks", "export", "--help"],
    ],
)
def test_a_command_s_help_loads_no_more_than_the_desk_always_has(arguments: list[str]) -> None:
    assert loaded_by(f"from grader.cli.main import cli; cli({arguments!r})") <= {"msgspec"}


def test_an_own_check_loads_what_judges_only_where_something_changed() -> None:
    judging = ("grader.examiner", "grader.sandbox.process", "grader.cli.live", "grader.runs.one")
    rest = ("grader.intake.gathering", "grader.sources.matching.search", "importlib.metadata")
    code = "import grader.version; grader.version.versions(); import grader.cli.commands.check"
    assert loaded_by(code, (*judging, *rest)) == set()


@pytest.mark.parametrize("words", ["grade ch", "grade gradebook sh", "grade --v"])
def test_shell_completion_loads_nothing_heavy(words: str) -> None:
    code = "from grader.cli.main import cli; cli(prog_name='grade')"
    last = str(len(words.split()) - 1)
    request = {"_GRADE_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": last}
    assert loaded_by(code, **request) <= NOUNS


def test_the_examiner_never_imports_torch() -> None:
    code = (
        "import grader.examiner.service, grader.judging.collecting, grader.judging.judge,"
        " grader.recording.recorder"
    )
    assert "torch" not in loaded_by(code)


@pytest.mark.parametrize(
    "module", ["grader.cli.commands.batch, grader.runs.executors.local", "grader.examiner.service"]
)
def test_a_desk_and_an_examiner_that_starts_its_servers_load_neither_numpy_nor_pytest(
    module: str,
) -> None:
    assert not {"numpy", "pytest"} & loaded_by(f"import {module}")
