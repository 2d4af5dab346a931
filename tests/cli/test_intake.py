"""`grade intake`, and `grade batch` with a roster, as a TA runs them on the tiny homework."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support.classes import set_policy, tiny_course
from support.courses import TINY
from support.downloads import clone, roster, written, zipped

from grader.cli.main import cli
from grader.gradebook.sqlite import SqliteGradebook

RIGHT = (TINY.solutions / "tiny" / "running_mean.py").read_text(encoding="utf-8")
WRONG = "import numpy as np\ndef running_mean(values):\n    return np.array(values) * 3.0\n"


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tiny_course(tmp_path / "course")
    monkeypatch.chdir(folder)
    roster(folder)
    return folder


def grade(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(each) for each in arguments])


def batch(*arguments: str | Path) -> Result:
    return grade(
        "batch", *arguments, "-o", "out", "-j", "1", "--only", "running_mean", "--trust-submissions"
    )


def test_it_shows_who_was_recognised_what_was_repaired_and_what_is_missing(course: Path) -> None:
    download = written(
        course.parent / "download",
        {
            "lovelaceada_101_1_RUNNING_MEAN.PY": RIGHT,
            "oneilbob_102_2_work.zip": zipped(
                {
                    "hw/running_mean (1).py": RIGHT,
                    "__MACOSX/hw/._x.py": "0",
                    "hw/reflection.md": "x",
                }
            ),
            "mallory_666_3_hw.ipynb": (
                '{"cells": [{"cell_type": "code", "source": "running_mean = 3"}], "nbfor'
            ),
            "garcajos_104_4_broken.zip": "PK\x03\x04",
        },
    )
    done = grade("intake", download)
    assert done.exit_code == 3, done.output
    said = " ".join(done.output.split())
    assert "Canvas download: 4 submissions, 3 of 4 students, 1 not in the roster, 1 held" in said
    assert "RUNNING_MEAN.PY was taken for running_mean.py" in said
    assert (
        "work/hw/running_mean (1).py was taken for running_mean.py found in work/hw missing:"
        " rescale" in said
    )
    assert "hw.ipynb, line 1: not valid JSON" in said and "the 1 cells before it were read" in said
    assert "broken.zip is not a zip or tar archive" in said
    assert said.endswith("handed nothing in: s003 王伟")


def test_its_json_is_one_object(course: Path) -> None:
    download = written(
        course.parent / "download", {"S001/running_mean.py": RIGHT, "notes.csv": "", "who/x.md": ""}
    )
    done = grade("intake", download, "--json")
    whole = json.loads(done.stdout)
    assert done.exit_code == 0 and whole["schema"] == "tensorgrade/intake/1"
    ada, who = whole["submissions"]
    assert (ada["name"], ada["student"], ada["source"], ada["matched_by"]) == (
        "s001",
        "s001",
        "S001",
        "id",
    )
    assert [task["form"] for task in ada["tasks"]] == ["file", "none", "none"]
    assert (who["name"], who["student"], who["matched_by"]) == ("who", None, None)
    assert [each["id"] for each in whole["missing"]] == ["s002", "s003", "s004"]
    assert whole["passed_over"] == ["notes.csv"]


def test_nothing_of_a_submission_runs(course: Path) -> None:
    mark = course.parent / "ran"
    written(course.parent / "class", {"s001/running_mean.py": f"open({str(mark)!r}, 'w')\n{RIGHT}"})
    assert grade("intake", course.parent / "class").exit_code == 0
    assert not mark.exists()


def test_a_class_with_a_roster_a_group_and_nothing_from_some(course: Path) -> None:
    """The pair's work is judged once and both have it.

    Who handed nothing in is in the table and in the gradebook.
    """
    written(
        course.parent / "class",
        {
            "pair/running_mean.py": RIGHT,
            "s001/running_mean.py": WRONG,
            "who/running_mean.py": RIGHT,
        },
    )
    done = batch(course.parent / "class")
    assert done.exit_code == 0, done.output
    with (course / "out" / "results.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}
    assert {
        name: (row["name"], row["running_mean"], row["status"]) for name, row in rows.items()
    } == {
        "s001": ("Ada Lovelace", "0", "graded"),
        "s002": ("O'Neil, Bob", "4", "graded"),
        "s003": ("王伟", "4", "graded"),
        "s004": ("José García", "", "not_submitted"),
        "who": ("who", "4", "graded"),
    }
    assert "not in the roster, graded under their own names: who" in done.output
    assert "handed nothing in: s004 (José García)" in done.output


def test_who_is_not_in_a_later_batch_keeps_the_result_that_is_there(course: Path) -> None:
    batch(written(course.parent / "first", {"s001/running_mean.py": RIGHT}))
    done = batch(written(course.parent / "second", {"s002/running_mean.py": RIGHT}))
    assert done.exit_code == 0, done.output
    book = SqliteGradebook(course / "gradebook.sqlite")
    earned = {name: entry.result.earned for name, entry in book.latest_entries("tiny").items()}
    book.close()
    assert earned == {"s001": 4, "s002": 4, "s003": 0, "s004": 0}
    assert "s001,Ada Lovelace,4" in (course / "out" / "results.csv").read_text(encoding="utf-8")


def test_a_clone_s_commit_is_chosen_by_the_student_s_own_deadline(course: Path) -> None:
    set_policy(course, "due = 2026-12-01T23:59:00+00:00\ngrace_minutes = 10")
    times = ("2026-12-01T12:00:00+00:00", "2026-12-02T00:05:00+00:00", "2026-12-02T18:00:00+00:00")
    for name in ("s001", "s002"):
        clone(
            course.parent / "class" / name, *((when, {"running_mean.py": when}) for when in times)
        )
    assert grade("gradebook", "extend", "s002", "--days", "1").exit_code == 0
    whole = json.loads(grade("intake", course.parent / "class", "--json").stdout)
    assert {each["name"]: each["received"] for each in whole["submissions"]} == {
        "s001": times[1],
        "s002": times[2],
    }
    assert all(
        each["attempts"] == 3 and len(each["other_attempts"]) == 2 for each in whole["submissions"]
    )
    set_policy(course, 'due = 2026-12-01T23:59:00+00:00\nattempt = "latest"')
    whole = json.loads(grade("intake", course.parent / "class", "--json").stdout)
    assert {each["received"] for each in whole["submissions"]} == {times[2]}


def test_of_several_attempts_the_times_in_a_table_say_which_counts(course: Path) -> None:
    set_policy(course, "due = 2026-12-01T23:59:00+00:00")
    work: dict[str, bytes | str] = {
        "s001/running_mean.py": WRONG,
        "Ada Lovelace/running_mean.py": RIGHT,
        "s001_late.zip": zipped({"x.py": ""}),
    }
    folder = written(course.parent / "class", work)
    assert "handed in 3 times (Ada Lovelace, s001, s001_late)" in batch(folder).output
    rows = [
        "s001,2026-11-30T12:00:00Z",
        "Ada Lovelace,2026-12-01T12:00:00Z",
        "s001_late,2026-12-03T12:00:00Z",
    ]
    (course / "times.csv").write_text("\n".join(["submission,received", *rows]), encoding="utf-8")
    done = batch(folder, "--received", "times.csv")
    assert done.exit_code == 0, done.output
    book = SqliteGradebook(course / "gradebook.sqlite")
    result = book.latest_entries("tiny")["s001"].result
    assert book.decisions("tiny") == [], "a time of the attempt s001 is none of the student s001's"
    book.close()
    assert result.earned == 4 and result.submission.received == "2026-12-01T12:00:00+00:00"
    assert any(
        "one of 3 attempts; the latest by the deadline counts" in note
        for note in result.submission.notes
    )


def test_ceilings_stand_in_the_settings(course: Path) -> None:
    path = course / "solutions" / "tiny" / "assignment.toml"
    path.write_text(
        path.read_text(encoding="utf-8") + "\n[intake]\nfile_mib = 1\nentries = 3\n",
        encoding="utf-8",
    )
    assert grade("stubs", "tiny").exit_code == 0
    big = {"running_mean.py": RIGHT, "data.txt": "x" * (2 << 20)}
    many: dict[str, bytes | str] = {f"{at}.py": "" for at in range(5)}
    written(
        course.parent / "class",
        {f"s001/{name}": text for name, text in big.items()} | {"s002.zip": zipped(many)},
    )
    said = grade("intake", course.parent / "class").output
    assert "2 MiB are more than 1 MiB" in said and "more than 3 entries" in said


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ("entry = 3", "intake.entry is not known"),
        ("entries = 0", "intake.entries must be above zero"),
        ("entries = 'a'", "whole"),
    ],
)
def test_a_ceiling_that_is_none_has_a_sentence(course: Path, lines: str, sentence: str) -> None:
    path = course / "assignments" / "tiny" / "assignment.toml"
    path.write_text(path.read_text(encoding="utf-8") + f"\n[intake]\n{lines}\n", encoding="utf-8")
    done = grade("intake", course)
    assert done.exit_code == 2 and sentence in done.output and "Traceback" not in done.output


def test_what_came_and_is_no_work_is_named_in_every_place(course: Path) -> None:
    files: dict[str, bytes | str] = {
        "s001/report.pdf": "x",
        "s002/running_mean.py.docx": "x",
        "s003.rar": "Rar!",
        "s004.docx": "x",
    }
    folder = written(course.parent / "class", files)
    done = batch(folder)
    assert done.exit_code == 3 and "handed nothing in" not in done.output
    said = grade("intake", folder).output
    for name, words in (
        ("s001", "found only report.pdf"),
        ("s002", "found only running_mean.py.docx"),
        ("s003", "s003.rar is a RAR archive, which cannot be read"),
        ("s004", "found only s004.docx, which cannot be read"),
    ):
        page = next((course / "out" / "feedback").glob(f"{name}*.html")).read_text(encoding="utf-8")
        assert all(words in " ".join(text.split()) for text in (done.output, said, page)), name


def test_one_student_s_folder_is_refused_before_anything_is_graded(course: Path) -> None:
    folder = written(
        course.parent / "mira", {"running_mean.py": RIGHT, "reflection.md": "x", "notes/a.txt": ""}
    )
    for done in (batch(folder), grade("intake", folder)):
        assert done.exit_code == 2 and "looks like one student's work" in done.output
    assert not (course / "out" / "results").exists()


def test_a_damaged_zip_is_told_once_with_what_to_do(course: Path) -> None:
    folder = written(course.parent / "class", {"s001.zip": "PK\x03\x04 no zip"})
    done = batch(folder)
    assert done.exit_code == 3
    page = next((course / "out" / "feedback").glob("s001*.html")).read_text(encoding="utf-8")
    for text in (page, grade("one", folder / "s001.zip", "--assignment", "tiny").output):
        assert "could not be judged" not in text
        assert " ".join(text.split()).count("hand it in again") == 1
