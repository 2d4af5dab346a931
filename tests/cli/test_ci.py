"""`grade ci`: what it says in a job, and the files that it writes."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from support.classes import numpy_course
from support.commands import grade_here
from support.courses import TINY, copied
from support.readers import check_junit, read_gradescope

WRONG = "import numpy as np\n\n\ndef running_mean(v):\n    return np.cumsum(v)\n"


def ci(*arguments: str, at: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return grade_here("ci", *arguments, at=at, environment=environment)


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A student's folder with a wrong answer, and the course beside it."""
    course = numpy_course(tmp_path / "course")
    folder = copied(course / "assignments" / "tiny", tmp_path / "repo" / "tiny")
    (folder / "running_mean.py").write_text(WRONG, encoding="utf-8")
    return folder


def test_a_student_repository_gets_a_summary_and_annotations(work: Path, tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    root = str(work.parent)
    done = ci(at=work, GITHUB_STEP_SUMMARY=str(summary), GITHUB_WORKSPACE=root)
    assert done.returncode == 1
    errors = [line for line in done.stdout.splitlines() if line.startswith("::error ")]
    assert 1 <= len(errors) <= 10
    place = r"file=tiny/running_mean\.py,line=\d+,title=running_mean%3A [^:,]*"
    assert re.match(rf"::error {place}::means", errors[0])
    text = summary.read_text(encoding="utf-8")
    assert "| `running_mean` |" in text and "advisory" in text and "Hint:" in text


def test_output_of_a_student_cannot_give_commands(work: Path, tmp_path: Path) -> None:
    text = (
        "print('::error file=x::forged')\ndef running_mean(*a):\n    raise"
        " ValueError('\\n::error::forged')\n"
    )
    (work / "running_mean.py").write_text(text, encoding="utf-8")
    done = ci(at=work, GITHUB_STEP_SUMMARY=str(tmp_path / "s.md"))
    lines = done.stdout.splitlines()
    fence = lines[0].removeprefix("::stop-commands::")
    outside = lines[lines.index(f"::{fence}::") + 1 :]
    assert outside and all(
        line.startswith(("::error file=running_mean.py", "::error title=", "::error file="))
        for line in outside
    )
    assert not any(line.startswith("::error::forged") for line in outside)


def test_staff_grade_with_hidden_checks_and_show_no_value_of_them(
    work: Path, tmp_path: Path
) -> None:
    summary, result = tmp_path / "summary.md", tmp_path / "result.json"
    submission = tmp_path / "ada"
    submission.mkdir()
    (work / "running_mean.py").rename(submission / "running_mean.py")
    options = (
        str(submission),
        "--assignment",
        "tiny",
        "--summary",
        str(summary),
        "--json",
        str(result),
    )
    done = ci(*options, at=tmp_path / "course")
    assert done.returncode == 1
    hidden = [
        c
        for t in json.loads(result.read_bytes())["tasks"]
        for c in t["checks"]
        if c["hidden"] and c["difference"]
    ]
    assert hidden
    shown = done.stdout + done.stderr + summary.read_text(encoding="utf-8")
    assert all(check["message"].split("\n")[0] not in shown for check in hidden)
    assert all(check["title"] in shown for check in hidden)
    assert "advisory" not in shown


RUNNER = {
    "CLASSROOM": "cs",
    "ASSIGNMENT": "tiny",
    "SUBMISSION_TAG": "submit/1",
    "COMMIT_URL": "https://example.org/c",
    "RELEASE_URL": "https://example.org/r",
}


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """The tiny homework as a student has it: one task solved, one still the stub."""
    folder = tmp_path / "tiny"
    shutil.copytree(TINY.assignments / "tiny", folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(TINY.solutions / "tiny" / "running_mean.py", folder)
    return folder


def test_it_writes_what_other_systems_read(tiny: Path) -> None:
    files = (
        "--junit",
        "j.xml",
        "--gradescope",
        "g.json",
        "--classroom",
        "c.json",
        "--summary",
        "s.md",
    )
    done = ci(*files, at=tiny, **RUNNER)
    assert done.returncode == 0, "Classroom 50 wants 0 though a check failed"
    root = check_junit((tiny / "j.xml").read_bytes())
    assert root.get("tests") == "5" and int(root.get("failures") or 0) >= 1
    assert read_gradescope((tiny / "g.json").read_bytes()) == 2.0
    whole = json.loads((tiny / "c.json").read_bytes())
    assert (whole["score"], whole["max-score"], whole["submission"]) == (2, 5, "submit/1")


def test_classroom_50_without_its_runner_is_called_wrongly(tiny: Path) -> None:
    done = ci("--classroom", "c.json", at=tiny, CLASSROOM="cs")
    assert done.returncode == 2 and "missing: ASSIGNMENT, SUBMISSION_TAG" in done.stderr
    assert not (tiny / "c.json").exists()


def test_what_is_held_gives_no_number_anywhere(tiny: Path) -> None:
    shutil.copytree(
        TINY.folder, tiny.parent / "course", ignore=shutil.ignore_patterns("__pycache__")
    )
    (tiny.parent / "broken.zip").write_bytes(b"PK no archive")
    files = ("--junit", "j.xml", "--gradescope", "g.json", "--classroom", "c.json")
    course = str(tiny.parent / "course")
    done = ci(
        str(tiny.parent / "broken.zip"),
        "--course",
        course,
        *files,
        "--trust-submissions",
        at=tiny,
        **RUNNER,
    )
    assert done.returncode == 3
    assert (
        read_gradescope((tiny / "g.json").read_bytes()) is None and not (tiny / "c.json").exists()
    )
    earned = check_junit((tiny / "j.xml").read_bytes()).findall(
        "testsuite/properties/property[@name='earned']"
    )
    assert {each.get("value") for each in earned} == {"held"}


def test_hidden_checks_need_a_submission_and_an_assignment(tiny: Path) -> None:
    done = ci("--hidden", "checks", at=tiny)
    assert done.returncode == 2 and "--hidden needs a SUBMISSION" in done.stderr
