"""`grade release`, `record` and `stubs` as a teacher runs them."""

from __future__ import annotations

import re
import tomllib
import zipfile
from pathlib import Path

import pytest
from support.classes import numpy_course
from support.commands import grade_here as grade
from support.samples import ROOT, copied_course


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copied_course(
        tmp_path_factory.mktemp("course")
    )  # recording writes into the course: never into this one
    out = tmp_path_factory.mktemp("release")
    done = grade("release", "rnn", "--unverified", "-o", str(out), at=root)
    assert done.returncode == 0, done.stderr
    assert (
        "the reference earns 90 of 90; the stub and every blind answer earn nothing" in done.stdout
    )
    return out


def test_students_get_stubs_handout_checks_and_a_zip_of_it(released: Path) -> None:
    names = {
        path.relative_to(released / "rnn").as_posix()
        for path in (released / "rnn").rglob("*")
        if path.is_file()
    }
    assert {
        "srn.py",
        "handout.md",
        "answers.md",
        "rubric.toml",
        "assignment.toml",
        "README.md",
    } <= names
    assert {"checks/test_srn.py", "checks/transcripts/srn.json"} <= names
    with zipfile.ZipFile(released / "rnn.zip") as archive:
        assert {f"rnn/{name}" for name in names} == set(archive.namelist())


def test_nothing_hidden_is_released(released: Path) -> None:
    whole = b"\n".join(
        path.read_bytes() for path in sorted((released / "rnn").rglob("*")) if path.is_file()
    )
    seed = tomllib.loads((ROOT / "solutions" / "rnn" / "hidden.toml").read_text(encoding="utf-8"))[
        "seed"
    ]
    assert f"seed = {seed}".encode() not in whole and f'"seed": {seed}'.encode() not in whole
    assert b"BEGIN SOLUTION" not in whole
    for path in (ROOT / "solutions" / "rnn").glob("*.py"):
        for region in path.read_text(encoding="utf-8").split("### BEGIN SOLUTION")[1:]:
            lines = [line.strip() for line in region.split("### END SOLUTION")[0].split("\n")]
            for line in lines:
                if len(line) > 30:
                    assert line.encode() not in whole, line
    for path in (ROOT / "solutions" / "rnn" / "checks").glob("test_*.py"):
        visible = (released / "rnn" / "checks" / path.name).read_text(encoding="utf-8")
        for name in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE):
            assert f"def {name}(" not in visible, (path, name)


def test_the_released_folder_checks_itself(released: Path) -> None:
    done = grade("check", "srn", "rnn_shapes", at=released / "rnn")
    assert done.returncode == 1 and "not started; next: srn.py:" in done.stdout


def test_a_release_is_the_same_bytes_when_made_twice(tmp_path: Path) -> None:
    made: list[dict[str, bytes]] = []
    for name in ("first", "second"):
        course = numpy_course(tmp_path / name)
        done = grade("release", "tiny", "--unverified", "-o", "out", at=course)
        assert done.returncode == 0
        paths = [path for path in (course / "out").rglob("*") if path.is_file()]
        made.append({str(path.relative_to(course)): path.read_bytes() for path in paths})
    assert made[0] == made[1] and "out/tiny.zip" in made[0]


def test_a_foreign_folder_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "rnn").mkdir()
    (tmp_path / "rnn" / "thesis.md").write_text("mine", encoding="utf-8")
    done = grade("release", "rnn", "--unverified", "-o", str(tmp_path), at=ROOT)
    assert done.returncode == 2 and "is no release" in done.stderr
    assert (tmp_path / "rnn" / "thesis.md").read_text(encoding="utf-8") == "mine"


def test_a_reference_that_fails_a_check_is_not_released(tmp_path: Path) -> None:
    root = copied_course(tmp_path / "course")
    checks = root / "solutions" / "rnn" / "checks" / "test_srn.py"
    text = checks.read_text(encoding="utf-8")
    checks.write_text(
        text.replace("want = reference.srn_forward(", "want = reference.srn_forward(*[", 1),
        encoding="utf-8",
    )
    broken = grade("release", "rnn", "--unverified", "-o", str(tmp_path / "out"), at=root)
    assert broken.returncode != 0 and "Traceback" not in broken.stderr
    assert not (tmp_path / "out").exists()


def test_changed_solutions_have_to_be_made_first(tmp_path: Path) -> None:
    root = copied_course(tmp_path / "course")
    handout = root / "solutions" / "rnn" / "handout.md"
    handout.write_text(handout.read_text(encoding="utf-8") + "\nOne more line.\n", encoding="utf-8")
    refused = grade("release", "rnn", "--unverified", "-o", str(tmp_path / "out"), at=root)
    assert refused.returncode == 2 and "run `grade stubs rnn`" in refused.stderr
    made = grade("stubs", "rnn", at=root)
    assert made.returncode == 0 and "made  assignments/rnn/handout.md" in made.stdout
    assert "nothing changed" in grade("stubs", "rnn", at=root).stdout


def test_a_stale_transcript_is_recorded_anew_and_said(tmp_path: Path) -> None:
    course = numpy_course(tmp_path / "course")
    solutions = course / "solutions" / "tiny"
    (solutions / "hidden.toml").write_text("seed = 99\n", encoding="utf-8")
    name = "running_mean.py"
    (tmp_path / name).write_bytes((solutions / name).read_bytes())
    command = ("one", str(tmp_path / name), "--assignment", "tiny")
    done = grade(*command, at=course)
    assert done.returncode == 0, done.stderr
    told = "the transcripts of running_mean were stale and have been recorded anew"
    assert told in done.stderr
    assert "recorded anew" not in grade(*command, at=course).stderr
