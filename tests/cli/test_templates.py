"""The templates, as they lie in the wheel.

Each is tested by running what it runs, from an installed wheel.
"""

from __future__ import annotations

import json
import re
import shlex
import shutil
import stat
import subprocess
import zipfile
from pathlib import Path

import pytest
import yaml
from support.classes import numpy_course, tiny_course
from support.courses import TINY, tiny
from support.readers import check_junit, read_gradescope
from support.samples import ROOT
from support.wheels import Installed, install_wheel

from grader.release.gradescope import gradescope_files

RIGHT = TINY.solutions / "tiny" / "running_mean.py"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    return install_wheel(tmp_path_factory.mktemp("wheel"))


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A student's repository: the tiny homework with one task solved."""
    folder = tmp_path / "repository"
    shutil.copytree(TINY.assignments / "tiny", folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(RIGHT, folder)
    return folder


def grade_commands(script: str) -> list[str]:
    """The lines of a script that call `grade`."""
    return [line.strip() for line in script.split("\n") if line.strip().startswith("grade ")]


def filled(command: str, **variables: str) -> list[str]:
    """A command's words with its shell variables filled in."""
    for name, value in variables.items():
        command = command.replace(f"${name}", value)
    return shlex.split(command)


def test_the_wheel_has_every_template_and_the_installed_one_is_used(
    installed: Installed, tmp_path: Path
) -> None:
    ours, there = (
        {
            path.relative_to(top)
            for path in top.rglob("*")
            if path.is_file() and path.suffix != ".pyc"
        }
        for top in (ROOT / "templates", installed.templates)
    )
    assert ours == there
    done = installed.run("python3", "-c", "import grader; print(grader.__file__)", at=tmp_path)
    assert done.stdout.startswith(str(installed.folder)), done.stderr


def test_the_workflow_of_a_student_on_github(installed: Installed, work: Path) -> None:
    job = yaml.safe_load(
        (installed.templates / "ci" / "student-github.yml").read_text(encoding="utf-8")
    )["jobs"]["check"]
    (command,) = [line for step in job["steps"] for line in grade_commands(step.get("run", ""))]
    summary = work.parent / "summary.md"
    begun = (
        (work / "rescale.py")
        .read_text(encoding="utf-8")
        .replace("NotImplementedError", "ValueError")
    )
    (work / "rescale.py").write_text(begun, encoding="utf-8")  # begun, and wrong
    done = installed.run(
        *filled(command), at=work, GITHUB_STEP_SUMMARY=str(summary), GITHUB_WORKSPACE=str(work)
    )
    assert done.returncode == 1 and "Traceback" not in done.stderr
    errors = [line for line in done.stdout.split("\n") if line.startswith("::error ")]
    assert 1 <= len(errors) <= 10 and all(
        re.match(r"::error (file=[\w.]+,line=\d+,)?title=rescale", line) for line in errors
    )
    assert "advisory" in summary.read_text(encoding="utf-8")


def test_the_pipeline_of_a_student_on_gitlab(installed: Installed, work: Path) -> None:
    whole = yaml.safe_load(
        (installed.templates / "ci" / "student-gitlab.yml").read_text(encoding="utf-8")
    )
    job = whole["check"]
    (command,) = [line for step in job["script"] for line in grade_commands(step)]
    done = installed.run(*filled(command), at=work, GITLAB_CI="true")
    assert done.returncode == 1 and "Traceback" not in done.stderr and "::error" not in done.stdout
    check_junit((work / job["artifacts"]["reports"]["junit"]).read_bytes())
    assert all((work / path).is_file() for path in job["artifacts"]["paths"])


def test_the_workflow_of_the_staff(installed: Installed, tmp_path: Path) -> None:
    """On GitHub's machines the kernel locks student code down; where the tests run it may not."""
    job = yaml.safe_load(
        (installed.templates / "ci" / "staff-github.yml").read_text(encoding="utf-8")
    )["jobs"]["grade"]
    root = numpy_course(tmp_path / "course")
    (root / "submissions" / "ada").mkdir(parents=True)
    shutil.copy(RIGHT, root / "submissions" / "ada")
    listed = [line for step in job["steps"] for line in grade_commands(step.get("run", ""))]
    assert [command.split()[1] for command in listed] == ["verify", "release", "batch", "export"]
    # The whole proof takes long: here a part of it, and so a release that says it is unverified.
    more = {"batch": " --trust-submissions", "verify": " --only lint", "release": " --unverified"}
    for command in listed:
        whole = command + more.get(command.split()[1], "")
        done = installed.run(*filled(whole, ASSIGNMENT="tiny", RUNNER_TEMP=str(tmp_path)), at=root)
        assert done.returncode == 0, done.stderr
    check_junit((root / "graded" / "junit.xml").read_bytes())
    assert "ada,ada,4" in (root / "graded" / "results.csv").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def autograder(installed: Installed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The zip laid out as Gradescope does.

    Unpacked to source/, run_autograder copied one folder up.
    """
    folder = tmp_path_factory.mktemp("gradescope")
    course = tiny_course(folder / "course")
    options = (
        "--gradescope",
        "--unverified",
        "--trust-submissions",
        "--wheel",
        str(installed.wheel),
    )
    done = installed.run("grade", "release", "tiny", "-o", str(folder), *options, at=course)
    assert done.returncode == 0, done.stderr
    place = folder / "autograder"
    with zipfile.ZipFile(folder / "tiny-gradescope.zip") as archive:
        archive.extractall(place / "source")
        modes = {member.filename: member.external_attr >> 16 for member in archive.infolist()}
    assert all(modes[name] & stat.S_IXUSR for name in ("setup.sh", "run_autograder"))
    shutil.copy(place / "source" / "run_autograder", place / "run_autograder")
    (place / "run_autograder").chmod(0o755)
    return place


def autograde(
    installed: Installed, autograder: Path, files: dict[str, str]
) -> tuple[int, bytes | None]:
    """One run on those files: the exit code, and results.json where there is one."""
    for name in ("submission", "results"):
        shutil.rmtree(autograder / name, ignore_errors=True)
    for name, text in files.items():
        (autograder / "submission" / name).parent.mkdir(parents=True, exist_ok=True)
        (autograder / "submission" / name).write_text(text, encoding="utf-8")
    done = installed.run("bash", str(autograder / "run_autograder"), at=autograder.parent)
    written = autograder / "results" / "results.json"
    return done.returncode, written.read_bytes() if written.is_file() else None


def test_gradescope_s_zip_has_the_hidden_checks_and_no_solution(autograder: Path) -> None:
    source = autograder / "source"
    assert (source / "hidden" / "checks" / "test_running_mean.py").is_file()
    solution = (
        RIGHT.read_text(encoding="utf-8").split("### BEGIN SOLUTION")[1].split("### END")[0].strip()
    )
    texts = [path for path in source.rglob("*") if path.is_file() and path.suffix != ".whl"]
    assert [path for path in texts if solution in path.read_text(encoding="utf-8")] == []
    assert len(list(source.glob("tensorgrade-*.whl"))) == 1
    setup = (source / "setup.sh").read_text(encoding="utf-8")
    assert subprocess.run(["bash", "-n"], input=setup, text=True, check=False).returncode == 0
    assert not re.findall(r"\$(?:torch|numpy|python|version|options)\b", setup)


def test_run_autograder_gives_gradescope_all_points_and_ends_with_0_though_checks_fail(
    installed: Installed, autograder: Path
) -> None:
    work = {
        "hw/running_mean.py": RIGHT.read_text(encoding="utf-8"),
        "hw/rescale.py": "class Rescale:\n    pass\n",
    }
    code, content = autograde(installed, autograder, work)
    assert code == 0 and content is not None and read_gradescope(content) == 4.0
    tests = json.loads(content)["tests"]
    hidden = [test for test in tests if test["visibility"] == "after_published"]
    assert hidden and all(test["output"] == "" for test in hidden)
    assert any(test["status"] == "failed" and test["output"] for test in tests)


def test_run_autograder_gives_no_score_to_what_is_held(
    installed: Installed, autograder: Path
) -> None:
    code, content = autograde(installed, autograder, {"work.zip": "PK no archive"})
    assert code == 3 and content is not None and read_gradescope(content) is None


def test_only_with_trust_the_zip_runs_where_code_cannot_be_locked_down() -> None:
    plain, trusted = (
        gradescope_files(TINY, tiny(), trusted=each)["run_autograder"] for each in (False, True)
    )
    assert b"--trust-submissions" not in plain and b"--trust-submissions" in trusted
