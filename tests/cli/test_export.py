"""`grade export` as a TA runs it, on a class of the tiny homework."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support.classes import HELD, NOON, handed_in, marked, tiny_course
from support.downloads import roster
from support.lms import ENGLISH, GRADEBOOK, WORKSHEET, canvas
from support.readers import Moodle, check_junit, read_gradescope

from grader.cli.main import cli
from grader.gradebook.sqlite import SqliteGradebook

CLASS = [
    handed_in("s001", student="s001"),
    handed_in("s002", HELD, student="s002"),
    handed_in("s003", None, None, None, student="s003"),
    handed_in("=cmd"),
]


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tiny_course(tmp_path / "course")
    book = SqliteGradebook(folder / "gradebook.sqlite")
    for result in CLASS:
        book.add(result, key="k", recorded=NOON, by="amy")
    book.decide([*marked(CLASS[0]), *marked(CLASS[3])])
    book.close()
    roster(folder)
    monkeypatch.chdir(folder)
    return folder


def export(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["export", *(str(each) for each in arguments)])


def test_canvas_from_its_own_download(course: Path) -> None:
    (course / "from-canvas.csv").write_text(GRADEBOOK, encoding="utf-8")
    done = export("canvas", "--gradebook-csv", "from-canvas.csv", "-o", "up.csv")
    assert done.exit_code == 3, done.output
    there = canvas()
    there.upload((course / "up.csv").read_bytes())
    assert there.scores[101, 55] == "12" and there.scores[102, 55] == "11.00"
    assert "O'Neil, Bob: held, no number is written; 11.00 stays there" in done.output
    assert (
        "=cmd: not in the file of the LMS" in done.output and "up.csv: 1 new grade" in done.output
    )


def test_canvas_from_the_course_s_roster(course: Path) -> None:
    done = export("canvas", "--column", "Means and scales (55)")
    assert done.exit_code == 3 and "canvas.csv: 1 new grade" in done.output
    there = canvas()
    there.upload((course / "canvas.csv").read_bytes())
    assert there.scores[101, 55] == "12" and there.new_assignments == []


def test_canvas_without_anybody_who_says_who_is_who(course: Path) -> None:
    (course / "roster.csv").unlink()
    done = export("canvas")
    assert done.exit_code == 2 and "--gradebook-csv" in done.output and "--roster" in done.output


def test_moodle_with_the_pages_beside_it(course: Path) -> None:
    (course / "worksheet.csv").write_text(WORKSHEET, encoding="utf-8")
    done = export("moodle", "--worksheet", "worksheet.csv")
    assert done.exit_code == 3, done.output
    there = Moodle(ENGLISH, 12.0, {11: None, 12: 11.0, 13: None, 14: 5.0}, {12: "by hand, keep"})
    there.upload((course / "moodle.csv").read_bytes())
    there.upload_feedback((course / "moodle-feedback.zip").read_bytes())
    assert (
        there.grades == {11: 12.0, 12: 11.0, 13: None, 14: 5.0}
        and there.feedback[12] == "by hand, keep"
    )
    assert (
        list(there.files) == [(11, "feedback.html")]
        and b"Means and scales" in there.files[11, "feedback.html"]
    )
    assert b"marked by a person" not in there.files[11, "feedback.html"]


def test_a_page_a_student_with_the_marks(course: Path) -> None:
    done = export("pages")
    assert done.exit_code == 3 and "pages: 4 pages" in done.output
    assert {"s001.html", "s002.html", "s003.html"} < {
        path.name for path in (course / "pages").iterdir()
    }
    assert "Grade</th>" in (course / "pages" / "s001.html").read_text(encoding="utf-8")
    assert "held" in (course / "pages" / "s002.html").read_text(encoding="utf-8")


def test_gradescope_has_a_file_a_submission(course: Path) -> None:
    assert export("gradescope").exit_code == 3
    scores = {
        path.parent.name: read_gradescope(path.read_bytes())
        for path in course.glob("gradescope/*/results.json")
    }
    assert {name[:4]: score for name, score in scores.items()} == {
        "s001": 12,
        "s002": None,
        "s003": None,
        "cmd-": 12,
    }


def test_junit_has_a_suite_a_task(course: Path) -> None:
    assert export("junit").exit_code == 3
    root = check_junit((course / "junit.xml").read_bytes())
    assert len(root) == 12 and "s002: running_mean" in [suite.get("name") for suite in root]


def test_csv_and_json_have_the_names_of_the_roster(course: Path) -> None:
    done = export("csv")
    rows = {row["student"]: row for row in csv.DictReader(io.StringIO(done.stdout, newline=""))}
    assert (rows["s001"]["name"], rows["s001"]["adjusted"]) == ("Ada Lovelace", "12")
    assert rows["s002"]["adjusted"] == "held" and rows["s003"]["adjusted"] == ""
    whole = json.loads(export("json").stdout)
    assert whole["grades"][1]["student"] == {"id": "s001", "name": "Ada Lovelace"}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("canvas", "--gradebook-csv", "nothing.csv"), "there is no such file"),
        (("moodle", "--worksheet", "roster.csv"), "it is no grading worksheet of Moodle"),
        (("canvas", "--roster", "gradebook.sqlite"), "UTF-8"),
    ],
)
def test_what_cannot_be_used_is_one_sentence(
    course: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    done = export(*arguments)
    assert done.exit_code == 2 and sentence in done.output and "Traceback" not in done.output


def test_a_file_in_the_way_is_one_sentence(course: Path) -> None:
    (course / "out").write_text("a file", encoding="utf-8")
    done = export("junit", "-o", "out/junit.xml")
    assert "out/junit.xml cannot be written" in done.output and "Traceback" not in done.output
