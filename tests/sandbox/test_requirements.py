"""What is missing of all that students need, each with its command."""

from __future__ import annotations

import sys
from importlib import metadata

import pytest

from grader.sandbox.requirements import TORCH, installed_version, missing_requirements

OTHER = "linux" if sys.platform != "linux" else "win32"


def _nothing(_: str) -> bool:
    return False


@pytest.mark.parametrize(
    ("requirement", "missing"),
    [
        ("numpy>=1.26", [("numpy", 'pip install "numpy>=1.26"')]),
        ("click", [("click", 'pip install "click"')]),
        ("torch>=2.2", [("torch", TORCH)]),
        ("rich>=13; extra == 'staff'", []),
        (f"tzdata; sys_platform == '{OTHER}'", []),
        (
            f"seccomp>=1; sys_platform == '{sys.platform}'",
            [("seccomp", 'pip install "seccomp>=1"')],
        ),
        (f"seccomp; sys_platform != '{OTHER}'", [("seccomp", 'pip install "seccomp"')]),
    ],
    ids=["a version", "any version", "torch", "an extra", "elsewhere", "here", "not elsewhere"],
)
def test_each_is_told_with_a_command(requirement: str, missing: list[tuple[str, str]]) -> None:
    assert missing_requirements(_nothing, [requirement]) == missing


def test_what_is_installed_is_not_told() -> None:
    assert missing_requirements(lambda _: True, ["numpy>=1.26", "torch"]) == []


def test_here_nothing_is_missing_that_tests_run_with() -> None:
    assert "numpy" not in dict(missing_requirements())
    assert installed_version("numpy") == metadata.version("numpy")
    assert installed_version("no-such-distribution") is None
