"""`grade ci`, and the commands that the CI templates run."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.samples import ROOT, SAMPLES, copied_course

TEMPLATES = ROOT / "templates" / "ci"


def ci(*arguments: str, at: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "grader", "ci", *arguments],
        cwd=at,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )


@pytest.fixture
def work(tmp_path: Path) -> Path:
    folder = tmp_path / "repo" / "rnn"
    shutil.copytree(ROOT / "assignments" / "rnn", folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(SAMPLES / "cases" / "srn-wrong-state-not-carried", folder, dirs_exist_ok=True)
    return folder


def test_a_student_repository_gets_a_summary_and_annotations(work: Path, tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    root = str(work.parent)
    done = ci(at=work, GITHUB_STEP_SUMMARY=str(summary), GITHUB_WORKSPACE=root)
    assert done.returncode == 1
    errors = [line for line in done.stdout.splitlines() if line.startswith("::error ")]
    assert 1 <= len(errors) <= 10
    assert re.match(r"::error file=rnn/srn\.py,line=\d+,title=srn%3A [^:,]*::states", errors[0])
    text = summary.read_text(encoding="utf-8")
    assert "| `srn` |" in text and "advisory" in text and "Hint:" in text


def test_output_of_a_student_cannot_give_commands(work: Path, tmp_path: Path) -> None:
    text = "print('::error file=x::forged')\ndef srn_forward(*a):\n    raise ValueError('\\n::error::forged')\n"
    (work / "srn.py").write_text(text, encoding="utf-8")
    done = ci(at=work, GITHUB_STEP_SUMMARY=str(tmp_path / "s.md"))
    lines = done.stdout.splitlines()
    fence = lines[0].removeprefix("::stop-commands::")
    outside = lines[lines.index(f"::{fence}::") + 1 :]
    assert outside and all(
        line.startswith(("::error file=srn.py", "::error title=", "::error file=")) for line in outside
    )
    assert not any(line.startswith("::error::forged") for line in outside)


def test_staff_grade_with_hidden_checks_and_show_no_value_of_them(tmp_path: Path) -> None:
    summary, result = tmp_path / "summary.md", tmp_path / "result.json"
    submission = SAMPLES / "cases" / "srn-wrong-whh-transposed"
    options = (str(submission), "--assignment", "rnn", "--summary", str(summary), "--json", str(result))
    done = ci(*options, at=ROOT)
    assert done.returncode == 1
    import json

    hidden = [
        c for t in json.loads(result.read_bytes())["tasks"] for c in t["checks"] if c["hidden"] and c["difference"]
    ]
    assert hidden
    shown = done.stdout + done.stderr + summary.read_text(encoding="utf-8")
    assert all(check["message"].split("\n")[0] not in shown for check in hidden)
    assert all(check["title"] in shown for check in hidden)
    assert "advisory" not in shown


def commands(template: str) -> list[str]:
    """The `grade …` commands that a template's steps run."""
    text = (TEMPLATES / template).read_text(encoding="utf-8")
    return re.findall(r"^\s*(?:- )?run: (grade .*)$", text, re.MULTILINE)


def run_command(command: str, at: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """One command of a template, its shell variables filled in."""
    for name, value in variables.items():
        command = command.replace(f"${name}", value)
    words = shlex.split(command)
    assert words[0] == "grade"
    return subprocess.run(
        [sys.executable, "-m", "grader", *words[1:]], cwd=at, capture_output=True, text=True, check=False
    )


def test_the_students_template_runs(work: Path) -> None:
    assert commands("student-github.yml") == ["grade ci"]
    done = run_command("grade ci", work)
    assert done.returncode == 1 and "Traceback" not in done.stderr


def test_the_staffs_template_runs(tmp_path: Path) -> None:
    root = copied_course(tmp_path / "course")
    shutil.copytree(SAMPLES / "cases" / "srn-honest-einsum", root / "submissions" / "ada")
    variables = {"ASSIGNMENT": "rnn", "RUNNER_TEMP": str(tmp_path)}
    listed = commands("staff-github.yml")
    assert [command.split()[1] for command in listed] == ["verify", "release", "batch"]
    for command in listed:
        # The whole proof takes minutes: here a part of it, and so a release that says it is unverified.
        more = {"batch": " --trust-submissions", "verify": " --only lint", "release": " --unverified"}
        done = run_command(command + more[command.split()[1]], root, **variables)
        assert done.returncode == 0, done.stderr
    assert (root / "graded" / "results.csv").is_file()
