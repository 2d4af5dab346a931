"""What a class's gradebook remembers: the roster, times of attempts, who left, removed tasks."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support.classes import NOON, handed_in, numpy_course, set_policy
from support.courses import SETTINGS, SOLUTION, TINY, write, write_course
from support.downloads import written

from grader.cli.main import cli
from grader.gradebook.sqlite import SqliteGradebook

RIGHT = (TINY.solutions / "tiny" / "running_mean.py").read_text(encoding="utf-8")
WRONG = "import numpy as np\ndef running_mean(values):\n    return np.array(values) * 3.0\n"
ROSTER = 'id,name\ns001,Ada Lovelace\ns002,"Moss, Ed"\n'
Grade = Callable[..., Result]


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = numpy_course(tmp_path / "course")
    monkeypatch.chdir(folder)
    return folder


def grade(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(each) for each in arguments])


def batch(folder: Path, *arguments: str | Path) -> Result:
    options = ("-o", "out", "-j", "1", "--only", "running_mean", "--trust-submissions")
    return grade("batch", folder, *options, *arguments)


def table(course: Path) -> dict[str, dict[str, str]]:
    with (course / "out" / "results.csv").open(encoding="utf-8", newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def keep(course: Path, *students: str | None) -> None:
    """Put results into the gradebook: of a student each, and of one outside of the roster."""
    book = SqliteGradebook(course / "gradebook.sqlite")
    for name in students:
        book.add(handed_in(name or "eve", student=name), key="k", recorded=NOON)
    book.close()


def test_a_roster_that_was_given_once_names_students_in_every_table_and_finds_them(
    course: Path,
) -> None:
    (course.parent / "roster.csv").write_text(ROSTER)
    class_ = written(course.parent / "class", {"s001/running_mean.py": RIGHT})
    done = batch(class_, "--roster", course.parent / "roster.csv")
    assert done.exit_code == 0, done.output
    assert "s001  Ada Lovelace" in done.output
    assert "Ada Lovelace (s001)" in (course / "out/feedback/s001.html").read_text("utf-8")
    keep(course, "s001", "s002")
    assert grade("marks", "export").exit_code == 0
    with (course / "marks" / "reflection.csv").open(encoding="utf-8-sig", newline="") as file:
        assert {row["student"]: row["name"] for row in csv.DictReader(file)} == {
            "s001": "Ada Lovelace",
            "s002": "Moss, Ed",
        }
    for typed in ("s001", "Ada Lovelace", "ada  lovelace"):
        shown = grade("gradebook", "show", typed)
        assert shown.exit_code == 0 and "Ada Lovelace  s001" in shown.output, shown.output
    assert grade("gradebook", "history", "Ed Moss").exit_code == 0
    exported = grade("export", "csv").stdout
    assert 's002,"Moss, Ed",' in exported
    again = batch(class_, "--student", "Ada Lovelace")
    assert again.exit_code == 0 and "1 submission" in again.output
    near = batch(class_, "--student", "Ada Lovelase")
    assert near.exit_code == 2 and "did you mean Ada Lovelace?" in near.output
    one = grade("one", class_ / "Ada Lovelace")
    assert "running_mean" in one.output and "there is nothing at" not in one.output


@pytest.mark.parametrize(
    "second", ["id,name\ns001,Ada Lovelace\ns9,Ed Moss\n", "id,name\ns001,A\n"]
)
def test_who_left_the_roster_without_work_is_left_out_and_who_has_work_is_said_to_have_left(
    course: Path, second: str
) -> None:
    (course / "roster.csv").write_text(ROSTER)
    class_ = written(course.parent / "class", {"s001/running_mean.py": RIGHT})
    assert batch(class_).exit_code == 0
    assert "s002" in grade("gradebook", "show").output
    (course / "roster.csv").write_text(f"id,name\n{second}")
    for command in (("gradebook", "show"), ("export", "csv")):
        output = grade(*command).output
        assert "s002" not in output and "s001" in output
    (course / "roster.csv").write_text("id,name\ns002,Ed Moss\n")
    output = " ".join(grade("gradebook", "show").output.split())
    assert "Ada Lovelace s001" in output and "no longer in the roster" in output


def test_an_extension_may_be_given_by_name_before_anything_came(course: Path) -> None:
    (course / "roster.csv").write_text(ROSTER)
    set_policy(course, "due = 2026-12-01T23:59:00+01:00")
    done = grade("gradebook", "extend", "Ed Moss", "--days", "2", "--by", "amy")
    assert done.exit_code == 0 and "'s002'" in done.output


def test_times_of_attempts_are_kept_for_later_runs(course: Path) -> None:
    (course / "roster.csv").write_text("id,name,login\ns001,Ada Lovelace,ada\n")
    class_ = written(
        course.parent / "class",
        {"s001/running_mean.py": WRONG, "ada/running_mean.py": RIGHT},
    )
    held = batch(class_)
    assert held.exit_code == 3 and table(course)["s001"]["status"] == "held"
    times = "student,received\ns001,2026-12-01T10:00:00Z\nada,2026-12-01T11:00:00Z\n"
    (course / "times.csv").write_text(times)
    done = batch(class_, "--received", "times.csv")
    assert done.exit_code == 0, done.output
    assert "2 new times of receipt recorded" in done.output
    first = table(course)["s001"]
    assert (first["status"], first["running_mean"]) == ("graded", "4")
    again = batch(class_)
    assert again.exit_code == 0 and table(course)["s001"] == first
    assert "0 new times" in batch(class_, "--received", "times.csv").output
    assert grade("gradebook", "history", "s001").exit_code == 0


def test_who_handed_nothing_in_stays_so_when_a_task_comes_or_goes(course: Path) -> None:
    (course / "roster.csv").write_text(ROSTER)
    class_ = written(course.parent / "class", {"s001/running_mean.py": RIGHT})
    assert batch(class_).exit_code == 0
    whole = grade("batch", class_, "-o", "out", "-j", "1", "--trust-submissions", "--rerun", "all")
    assert whole.exit_code == 0, whole.output
    assert "Moss, Ed" in table(course)["s002"]["name"]
    shown = grade("gradebook", "show", "s002").output
    assert "not submitted" in shown and "not been judged" not in shown


TWO_TASKS = SETTINGS + SETTINGS[SETTINGS.index("    [[tasks]]") :].replace('"a"', '"b"')
CHECK = """
@check(points=2, title="Twice")
def test_it(student, reference, rng, compare):
    x = rng.values(3)
    compare.equal(student.f(x), reference.f(x))
"""


def test_a_task_that_is_gone_is_in_no_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    course, each = tmp_path / "course", ("a", "b")
    write_course(
        course,
        settings=TWO_TASKS,
        solutions=dict.fromkeys(each, SOLUTION),
        checks=dict.fromkeys(each, CHECK),
    )
    monkeypatch.chdir(course)
    (course / "roster.csv").write_text(ROSTER)
    work: dict[str, bytes | str] = {f"s001/{name}.py": "def f(x): return 2 * x\n" for name in each}
    class_ = written(tmp_path / "class", work)
    every = ("batch", class_, "-o", "out", "-j", "1", "--trust-submissions")
    assert grade("record", "demo").exit_code == 0
    assert grade(*every).exit_code == 0
    before = table(course)["s001"]
    assert (before["b"], before["possible"]) == ("2", "4")
    assert ">b<" in (course / "out/feedback/s001.html").read_text("utf-8")
    write(course / "solutions" / "demo" / "assignment.toml", SETTINGS)
    for old in course.glob("*/demo/**/*b.*"):
        if old.stem in ("b", "test_b"):
            old.unlink()
    for command in ("stubs", "record"):
        assert grade(command, "demo").exit_code == 0
    assert grade(*every).exit_code == 0
    after = table(course)["s001"]
    assert "b" not in after and after["possible"] == "2"
    assert ">b<" not in (course / "out/feedback/s001.html").read_text("utf-8")
