"""`grade marks` as a TA runs it: out to a spreadsheet, filled in, and back."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from support.cases import cases
from support.classes import handed_in, mark, set_policy, tiny_course
from support.gradebooks import exported, fill, kept

from grader.cli.main import cli

ANSWERS = [
    handed_in("ada", answer="# (a)\n\nBecause.\n"),
    handed_in("王小明", answer="因为"),
    handed_in("none", answer=None),
]


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tiny_course(tmp_path / "course")
    fill(folder, ANSWERS)
    monkeypatch.chdir(folder)
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "amy")
    return folder


def grade(*arguments: str) -> Any:
    return CliRunner().invoke(cli, [*arguments])


def table(path: Path = Path("marks/reflection.csv"), delimiter: str = ",") -> list[list[str]]:
    return list(
        csv.reader(
            io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), delimiter=delimiter
        )
    )


def save(
    rows: list[list[str]],
    encoding: str = "utf-8-sig",
    delimiter: str = ",",
    path: Path = Path("marks/reflection.csv"),
) -> None:
    """What a spreadsheet does."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))


def filled(*marks: Any) -> list[list[str]]:
    """The exported table with those cells put in, row by row."""
    rows = table()
    for row, cells in zip(rows[1:], marks, strict=True):
        row[2 : 2 + len(cells)] = cells
    return rows


def test_from_the_gradebook_to_complete_totals(course: Path) -> None:
    done = grade("marks", "export")
    assert done.exit_code == 0, done.output
    assert "marks/reflection.csv: 2 answers to mark by marks/reflection-rubric.md" in done.stdout
    assert "1 submission without reflection.md: no row, nothing to mark" in done.stdout
    assert (course / "marks" / "reflection" / "ada.md").read_text(
        encoding="utf-8"
    ) == "# (a)\n\nBecause.\n"
    save(filled(["1.5", "1", "Good."], ["2", ""]))
    done = grade("marks", "import", "marks/reflection.csv")
    assert done.exit_code == 0, done.output
    assert "marks/reflection.csv: 3 marks and 1 comment on 2 answers" in done.stdout
    assert "still to mark: 王小明" in done.stdout
    grade("marks", "export", "-o", "rest", "--unmarked")
    rows = table(Path("rest/reflection.csv"))
    assert [row[:4] for row in rows[1:]] == [["王小明", "王小明", "2", ""]]
    rows[1][3] = "0"
    save(rows, path=Path("rest/reflection.csv"))
    assert (
        "every answer to reflection is marked"
        in grade("marks", "import", "rest/reflection.csv").stdout
    )
    totals = exported(grade("export", "csv"))
    assert {name: row["adjusted"] for name, row in totals.items()} == {
        "ada": "11.5",
        "王小明": "11",
        "none": "9",
    }
    assert totals["ada"]["reflection"] == "2.5"


@pytest.mark.parametrize(
    ("encoding", "delimiter", "comma"),
    cases(
        {
            "UTF-8 with a byte order mark": ("utf-8-sig", ",", False),
            "UTF-8 without": ("utf-8", ",", False),
            "UTF-16 with tabs": ("utf-16", "\t", False),
            "semicolons and decimal commas": ("utf-8-sig", ";", True),
            "semicolons from a comma file": ("utf-8", ";", False),
            "UTF-16, tabs and decimal commas": ("utf-16", "\t", True),
        }
    ),
)
def test_any_spreadsheet_may_save_it(
    course: Path, encoding: str, delimiter: str, comma: bool
) -> None:
    grade("marks", "export", *(["--semicolons"] if comma else []))
    rows = table(delimiter=";" if comma else ",")
    rows[1][2:4], rows[2][2:4] = ["1,5" if comma else "1.5", "1"], ["0", "0,5" if comma else "0.5"]
    save(rows, encoding, delimiter)
    done = grade("marks", "import", "marks/reflection.csv")
    assert done.exit_code == 0, done.output
    assert [str(each.points) for each in kept(course)] == ["1.5", "1", "0", "0.5"]


def test_every_refused_cell_is_said_and_nothing_is_half_imported(course: Path) -> None:
    grade("marks", "export")
    save(filled(["3", "x"], ["1", "1"]))
    done = grade("marks", "import", "marks/reflection.csv")
    assert done.exit_code == 2 and done.stdout == ""
    lines = done.stderr.splitlines()
    assert lines[0].startswith(
        "marks/reflection.csv, row 2, column why (of 2): 3 is above the 2 that why has; write"
    )
    assert lines[1].startswith(
        "marks/reflection.csv, row 2, column example (of 1): 'x' is no number from 0 to 1"
    )
    assert "2 cells refused, so nothing was imported; mend them and import again" in lines[2]
    assert kept(course) == []
    done = grade("marks", "import", "marks/reflection.csv", "--skip-refused")
    assert done.exit_code == 3 and "2 marks and 0 comments on 1 answer" in done.stdout
    assert [each.student for each in kept(course)] == ["王小明", "王小明"]


def test_two_people_mark_half_each(course: Path) -> None:
    grade("marks", "export", "-o", "amy"), grade("marks", "export", "-o", "bea")
    amy, bea = Path("amy/reflection.csv"), Path("bea/reflection.csv")
    for path, row, by in ((amy, 1, "Amy"), (bea, 2, "Bea")):
        rows = table(path)
        rows[row][2:4] = ["1", "1"]
        save(rows, path=path)
        assert grade("marks", "import", str(path), "--by", by).exit_code == 0
    assert [(each.student, each.by) for each in kept(course)] == [("ada", "Amy")] * 2 + [
        ("王小明", "Bea")
    ] * 2


def test_a_newer_mark_is_never_overwritten_silently(course: Path) -> None:
    grade("marks", "export", "-o", "old"), grade("marks", "export")
    save(filled(["2", "1"], ["1", "1"]))
    grade("marks", "import", "marks/reflection.csv", "--by", "Bea")
    old = Path("old/reflection.csv")
    rows = table(old)
    rows[1][2:4] = ["0", "1"]
    save(rows, path=old)
    done = grade("marks", "import", str(old))
    assert (
        done.exit_code == 2
        and "old/reflection.csv, row 2, column why (of 2): Bea gave 2 at 20" in done.stderr
    )
    assert len(kept(course)) == 4
    done = grade("marks", "import", str(old), "--overwrite")
    assert (
        done.exit_code == 0
        and "1 mark and 0 comments on 1 answer (1 in place of earlier ones, 1 as they were)"
        in done.stdout
    )
    assert "marked reflection: why 0, by amy" in grade("gradebook", "history", "ada").stdout


def test_an_import_twice_is_the_same_as_once(course: Path) -> None:
    grade("marks", "export")
    save(filled(["2", "1"], ["1", "1"]))
    grade("marks", "import", "marks/reflection.csv")
    done = grade("marks", "import", "marks/reflection.csv")
    assert (
        done.exit_code == 0
        and "0 marks and 0 comments on 0 answers (4 as they were)" in done.stdout
    )
    assert len(kept(course)) == 4


def test_a_table_that_may_be_filled_in_is_not_written_over(course: Path) -> None:
    grade("marks", "export")
    before = Path("marks/reflection.csv").read_bytes()
    done = grade("marks", "export")
    assert (
        done.exit_code == 2
        and "is there already and may be filled in; import it first" in done.stderr
    )
    assert Path("marks/reflection.csv").read_bytes() == before
    assert grade("marks", "export", "--replace").exit_code == 0


def test_marks_of_an_answer_that_came_again_wait_for_a_person(course: Path) -> None:
    fill(course, [], [mark(ANSWERS[0], "why", "2"), mark(ANSWERS[0], "example", "1")])
    assert exported(grade("export", "csv"))["ada"]["adjusted"] == "12"
    fill(course, [handed_in("ada", answer="Another.", digest="sha256:again")])
    table_of = exported(grade("export", "csv"))
    assert table_of["ada"]["adjusted"] == "awaiting"
    assert "the marks there are were given for an earlier answer" in table_of["ada"]["why"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    cases(
        {
            "no file": (["import", "none.csv"], "none.csv: there is no such file"),
            "no such task": (["export", "--task", "essay"], "tiny has no task 'essay'"),
            "no written task": (
                ["export", "--task", "rescale"],
                "which written task of tiny? There is reflection",
            ),
            "no table": (
                ["import", "rubric.md"],
                "rubric.md:1: its first row has no column `student`",
            ),
        }
    ),
)
def test_what_cannot_be_has_a_sentence(course: Path, arguments: list[str], sentence: str) -> None:
    Path("rubric.md").write_text("# Rubric\n")
    done = grade("marks", *arguments)
    assert done.exit_code == 2 and sentence in done.stderr


def test_from_what_was_handed_in_to_the_answer_beside_the_table(
    course: Path, tmp_path: Path
) -> None:
    """With real student processes.

    The answer is read there, and the time of receipt comes with the batch.
    """
    (course / "gradebook.sqlite").unlink()
    set_policy(course, "due = 2026-12-01T23:59:00+01:00\npenalty_percent_a_day = 10")
    answers = {
        "file": "# Reflection\n\n你好, because.\n",
        "book": "Reflection is what I did not do.",
    }
    (course / "class" / "file").mkdir(parents=True)
    (course / "class" / "file" / "reflection.md").write_text(answers["file"], encoding="utf-8")
    cell = {"cell_type": "markdown", "metadata": {}, "source": "# Reflection\n" + answers["book"]}
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{**cell, "id": "a"}]}
    (course / "class" / "book.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    Path("received.csv").write_text(
        "student,received\nfile,2026-12-02T10:00:00+01:00\n", encoding="utf-8"
    )
    done = grade("batch", "class", "--trust-submissions", "-j", "1", "--received", "received.csv")
    assert done.exit_code == 0, done.output
    grade("marks", "export")
    for name, text in answers.items():
        assert text in (course / "marks" / "reflection" / f"{name}.md").read_text(encoding="utf-8")
    save(filled(["2", "1"], ["2", "1"]))
    grade("marks", "import", "marks/reflection.csv")
    totals = exported(grade("export", "csv"))
    assert {name: row["adjusted"] for name, row in totals.items()} == {"file": "2.7", "book": "3"}
    assert "judged: 0 / 12, 3 awaiting, by amy" in grade("gradebook", "history", "file").stdout
    page = (course / "out" / "feedback" / "file.html").read_text(encoding="utf-8")
    assert "by hand, 3 points; present" in page


def test_without_a_rubric_it_says_what_to_write(course: Path) -> None:
    for place in ("solutions", "assignments"):
        (course / place / "tiny" / "rubric.toml").unlink()
    done = grade("marks", "export")
    assert done.exit_code == 2 and "rubric.toml: there is no such file" in done.stderr
    assert exported(grade("export", "csv"))["ada"]["why"].startswith(
        "reflection cannot be marked: there is no rubric"
    )


def test_a_folder_that_cannot_be_written_has_a_sentence(course: Path) -> None:
    Path("a_file").write_text("x")
    done = grade("marks", "export", "-o", "a_file/marks")
    assert done.exit_code == 2 and "a_file/marks/" in done.stderr
    assert "cannot be written" in done.stderr


def test_answers_without_names_are_split_among_people_and_come_back(course: Path) -> None:
    done = grade("marks", "export", "--anonymous", "--markers", "amy, bea")
    assert done.exit_code == 0, done.output
    paths = [Path("marks/reflection-amy.csv"), Path("marks/reflection-bea.csv")]
    tables = [table(path) for path in paths]
    assert [len(rows) for rows in tables] == [2, 2], "each has a heading and one answer"
    for file in Path("marks").rglob("*"):
        assert "ada" not in file.name and "王" not in file.name
    assert not any("ada" in cell or "王" in cell for rows in tables for row in rows for cell in row)
    for path, rows in zip(paths, tables, strict=True):
        rows[1][2:4] = ["2", "1"]
        save(rows, path=path)
        taken = grade("marks", "import", str(path), "--by", path.stem.rpartition("-")[2])
        assert taken.exit_code == 0, taken.output
    given = {(each.student, each.by) for each in kept(course)}
    assert {student for student, _ in given} == {"ada", "王小明"}
    assert {by for _, by in given} == {"amy", "bea"}


def test_a_hidden_name_is_the_same_in_every_export(course: Path) -> None:
    grade("marks", "export", "--anonymous")
    first = [row[0] for row in table()]
    grade("marks", "export", "--anonymous", "--replace")
    assert [row[0] for row in table()] == first


@pytest.mark.parametrize("markers", ["amy,../bea", "amy,amy", "a b"])
def test_who_marks_names_a_file(course: Path, markers: str) -> None:
    done = grade("marks", "export", "--markers", markers)
    assert done.exit_code == 2 and "cannot name a table" in done.stderr
    assert not Path("marks").exists()
