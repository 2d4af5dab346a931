"""`grade doctor`: each thing that is missing in one line, with the command that brings it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.courses import TINY

from grader.cli.main import cli
from grader.sandbox import requirements as module
from grader.sandbox.requirements import missing_requirements

REQUIREMENTS = (
    "click>=8.1.7",
    "torch>=2.2",
    "numpy >= 1.26",
    'psutil>=5.9.8; sys_platform != "linux"',
    "landlockpy>=0.2; (sys_platform == 'linux') and extra == 'staff'",
    "rich>=13.7; extra == 'staff'",
)


def test_what_is_missing_has_a_command_each_and_extras_are_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    assert missing_requirements(lambda name: name == "click", REQUIREMENTS) == [
        ("torch", module.TORCH),
        ("numpy", 'pip install "numpy>= 1.26"'),
    ]
    monkeypatch.setattr("sys.platform", "darwin")
    assert [name for name, _ in missing_requirements(lambda name: False, REQUIREMENTS)] == [
        "click",
        "torch",
        "numpy",
        "psutil",
    ]


def test_here_nothing_is_missing_and_the_levels_are_shown() -> None:
    done = CliRunner().invoke(cli, ["doctor"])
    assert done.exit_code == 0, done.output
    assert done.output.startswith("missing\n  nothing\nversions\n  python ")
    assert "levels\n  strict" in done.output


def test_without_torch_and_numpy_it_still_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    absent = {"torch": None, "numpy": None}
    monkeypatch.setattr(module, "installed_version", lambda name: absent.get(name, "1"))
    monkeypatch.setattr("grader.cli.commands.doctor.installed_version", absent.get)
    done = CliRunner().invoke(cli, ["doctor"])
    assert done.exit_code == 0, done.output
    lines = done.output.splitlines()
    assert [line.split()[0] for line in lines[1:3]] == ["numpy", "torch"]
    assert all("pip install" in line for line in lines[1:3])


def test_checks_that_are_lost_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path(shutil.copytree(TINY.assignments / "tiny", tmp_path / "tiny"))
    shutil.rmtree(folder / "checks")
    monkeypatch.chdir(folder)
    done = CliRunner().invoke(cli, ["doctor"])
    assert "checks/" in done.output and "from the release again" in done.output
