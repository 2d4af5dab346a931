"""`grade gradebook` as a TA runs it, on a class of the tiny homework."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from support import version_1
from support.cases import cases
from support.classes import handed_in, marked, set_policy, tiny_course
from support.gradebooks import CLASS, RULES, exported, fill, kept

from grader.cli.main import cli

Grade = Callable[..., Result]


@pytest.fixture
def course(tmp_path: Path) -> Path:
    folder = tiny_course(tmp_path / "course", RULES)
    fill(folder)
    return folder


@pytest.fixture
def grade(course: Path, monkeypatch: pytest.MonkeyPatch) -> Grade:
    """Runs `grade gradebook …`, or `grade export csv|json …`, as the user amy, in the course."""
    monkeypatch.chdir(course)
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "amy")

    def run(*arguments: str) -> Result:
        group = [] if arguments[0] == "export" else ["gradebook"]
        return CliRunner().invoke(cli, [*group, *arguments])

    return run


def test_show_says_what_counts_and_why(grade: Grade) -> None:
    done = grade("show")
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines()[0] == (
        "tiny   due 2026-12-01 23:59+01:00, 10 % of what was earned off a day, nothing after 7 days"
    )
    for line in (
        "  ada         (9) / 12   awaiting",
        "      reflection: not marked yet",
        "  bob         3.6 / 12   graded, 4 before",
        "      received 2026-12-02 12:00+01:00, 1 day late: 10 % off what was earned",
        "  cyn        held / 12   held",
        "  dan           - / 12   not submitted",
        "  王小明        0 / 12   graded",
        "5 students: 2 graded, 1 not submitted, 1 awaiting, 1 held",
    ):
        assert line in done.stdout.splitlines(), done.stdout
    assert "1 submission counted as on time: when they came is not known" in done.stderr
    assert "1 grade held: no number is exported" in done.stderr


def test_show_one_task_by_task(grade: Grade) -> None:
    lines = grade("show", "bob").stdout.splitlines()
    assert lines[-3:] == [
        "    running_mean  4 / 4",
        "    rescale       not submitted / 5",
        "    reflection    not submitted / 3",
    ]


def test_export_never_writes_a_held_grade_as_a_number(grade: Grade) -> None:
    done = grade("export", "csv")
    assert done.exit_code == 3
    table = exported(done)
    assert {name: row["adjusted"] for name, row in table.items()} == {
        "ada": "awaiting",
        "bob": "3.6",
        "cyn": "held",
        "dan": "",
        "王小明": "0",
    }
    assert table["cyn"]["rescale"] == table["cyn"]["raw"] == "held"


def test_an_override_decides_a_held_task_and_the_export_is_whole(grade: Grade) -> None:
    done = grade(
        "override", "cyn", "--task", "rescale", "--points", "4,5", "--reason", "looked at it"
    )
    assert done.exit_code == 0 and "8.5 / 12" in done.stdout
    assert "rescale: 4.5 instead of held, by amy: looked at it" in done.stdout
    after = grade("export", "csv")
    assert after.exit_code == 0 and exported(after)["cyn"]["adjusted"] == "8.5"
    grade("override", "cyn", "--task", "rescale", "--withdraw", "--reason", "my mistake")
    assert grade("export", "csv").exit_code == 3


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    cases(
        {
            "too much": (
                ["cyn", "--task", "rescale", "--points", "6", "--reason", "x"],
                "'6' is no number from 0 to 5",
            ),
            "below zero": (
                ["cyn", "--task", "rescale", "--points", "-1", "--reason", "x"],
                "no number from 0 to 5",
            ),
            "not a number": (
                ["cyn", "--task", "rescale", "--points", "nan", "--reason", "x"],
                "no number from 0 to 5",
            ),
            "no such task": (
                ["cyn", "--task", "scale", "--points", "1", "--reason", "x"],
                "tiny has no task 'scale'",
            ),
            "no reason": (
                ["cyn", "--task", "rescale", "--points", "1", "--reason", " "],
                "the reason is empty",
            ),
            "nobody": (
                ["cyna", "--task", "rescale", "--points", "1", "--reason", "x"],
                "did you mean cyn?",
            ),
            "both": (
                ["cyn", "--task", "rescale", "--points", "1", "--withdraw", "--reason", "x"],
                "either --points or --withdraw",
            ),
            "neither": (
                ["cyn", "--task", "rescale", "--reason", "x"],
                "either --points or --withdraw",
            ),
            "nameless": (
                ["cyn", "--task", "rescale", "--points", "1", "--reason", "x", "--by", " "],
                "say who you are with --by",
            ),
        }
    ),
)
def test_an_override_that_cannot_be_has_a_sentence_and_keeps_nothing(
    grade: Grade, course: Path, arguments: list[str], sentence: str
) -> None:
    done = grade("override", *arguments)
    assert done.exit_code == 2 and sentence in done.stderr and done.stdout == ""
    assert kept(course) == []


def test_an_extension_moves_with_the_deadline(grade: Grade, course: Path) -> None:
    assert (
        "  bob        4 / 12   graded"
        in grade("extend", "bob", "--days", "1", "--reason", "ill").stdout
    )
    set_policy(course, RULES.replace("12-01", "11-30"))
    assert exported(grade("export", "csv"))["bob"]["adjusted"] == "3.6"
    grade("extend", "bob", "--until", "2026-12-05T00:00:00+01:00")
    assert exported(grade("export", "csv"))["bob"]["adjusted"] == "4"
    grade("extend", "bob", "--withdraw")
    assert exported(grade("export", "csv"))["bob"]["adjusted"] == "3.2"


def test_when_the_deadline_moves_grades_are_computed_anew_and_results_stay(
    grade: Grade, course: Path
) -> None:
    before = grade("history", "bob").stdout
    set_policy(course, "due = 2026-12-03T23:59:00+01:00\npenalty_percent_a_day = 10")
    table = exported(grade("export", "csv"))
    assert table["bob"]["raw"] == table["bob"]["adjusted"] == "4"
    assert grade("history", "bob").stdout == before


def test_an_extension_may_come_before_anything_was_handed_in(grade: Grade, course: Path) -> None:
    (course / "gradebook.sqlite").unlink()
    done = grade("extend", "bob", "--days", "3")
    assert done.exit_code == 0 and "nobody handed in as 'bob' yet" in done.stdout
    fill(course)
    assert exported(grade("export", "csv"))["bob"]["adjusted"] == "4"
    grade("extend", "bbo", "--days", "3")
    assert "an extension for 'bbo' concerns nobody who handed in" in grade("show").stderr


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    cases(
        {
            "nothing": ([], "say one of --until, --days and --withdraw"),
            "two": (["--days", "1", "--withdraw"], "say one of --until, --days and --withdraw"),
            "no zone": (["--until", "2026-12-05T00:00"], "is not a time with its zone"),
            "no year": (["--until", "0001-12-05T00:00Z"], "is not a time with its zone"),
        }
    ),
)
def test_an_extension_that_cannot_be_has_a_sentence(
    grade: Grade, course: Path, arguments: Any, sentence: str
) -> None:
    done = grade("extend", "bob", *arguments)
    assert done.exit_code == 2 and sentence in done.stderr and kept(course) == []


def test_without_a_deadline_there_is_nothing_to_extend(grade: Grade, course: Path) -> None:
    set_policy(course, "")
    done = grade("extend", "bob", "--days", "1")
    assert (
        done.exit_code == 2
        and "tiny has no deadline to extend; write due under [policy]" in done.stderr
    )


def test_history_has_everything_with_who_and_when(grade: Grade, course: Path) -> None:
    fill(course, [], marked(CLASS[0], "1.5", "1"))
    fill(course, [handed_in("ada", running_mean="3", received="2026-12-01T20:00:00+01:00")])
    grade(
        "override",
        "ada",
        "--task",
        "rescale",
        "--points",
        "5",
        "--reason",
        "two\nlines \x1b[31m",
        "--by",
        "Bea",
    )
    grade("extend", "ada", "--days", "2", "--reason", "ill")
    lines = grade("history", "ada").stdout.splitlines()
    assert [line[:16] for line in lines] == sorted(line[:16] for line in lines), "the oldest first"
    assert sorted(line.partition("  ")[2] for line in lines) == [
        "extension of 2 days: ill, by amy",
        "judged: 8 / 12, 3 awaiting, by amy",
        "judged: 9 / 12, 3 awaiting, by amy",
        "marked reflection: why 1.5, example 1, by amy",
        "rescale: override, 5 points: two lines, by Bea",
    ]


def test_times_of_receipt_are_kept_and_said_once(grade: Grade, course: Path) -> None:
    table = course / "received.csv"
    table.write_text(
        "student;received\r\n王小明;2026-12-03T10:00:00+01:00\r\ndan;\r\n", encoding="utf-16"
    )
    done = grade("export", "csv", "--received", "received.csv")
    assert "received.csv: 1 new time of receipt recorded" in done.stderr
    assert exported(done)["王小明"]["days_late"] == "2"
    assert exported(grade("export", "csv"))["王小明"]["days_late"] == "2", "it is kept"
    assert (
        "0 new times of receipt recorded"
        in grade("export", "csv", "--received", "received.csv").stderr
    )


def test_a_table_of_times_with_a_mistake_changes_nothing(grade: Grade, course: Path) -> None:
    (course / "received.csv").write_text(
        "student,received\nbob,2026-12-01T10:00Z\neve,2026-12-01T10:00Z\n"
    )
    done = grade("show", "--received", "received.csv")
    assert (
        done.exit_code == 2
        and "received.csv: row 3, column student: there is no submission of 'eve'" in done.stderr
    )
    assert kept(course) == [] and done.stdout == ""


@pytest.mark.parametrize("name", ["g.json", "g.txt"])
def test_export_as_json(grade: Grade, course: Path, name: str) -> None:
    done = grade("export", "json", "-o", name)
    assert done.exit_code == 3 and f"{name}: 5 grades" in done.stderr and done.stdout == ""
    whole = json.loads((course / name).read_text(encoding="utf-8"))
    assert [(item["student"]["id"], item["adjusted"]) for item in whole["grades"]] == [
        ("ada", None),
        ("bob", 3.6),
        ("cyn", None),
        ("dan", None),
        ("王小明", 0),
    ]


def test_a_place_that_cannot_be_written_has_a_sentence(grade: Grade, course: Path) -> None:
    (course / "a_file").write_text("x")
    done = grade("export", "csv", "-o", "a_file/grades.csv")
    assert done.exit_code == 2 and "a_file/grades.csv cannot be written" in done.stderr


@pytest.mark.parametrize("command", [["show"], ["history", "ada"], ["export", "csv"]])
def test_without_a_gradebook_it_says_what_to_run(
    grade: Grade, course: Path, command: list[str]
) -> None:
    (course / "gradebook.sqlite").unlink()
    done = grade(*command)
    assert (
        done.exit_code == 2
        and "there is no gradebook at" in done.stderr
        and "run `grade batch` first" in done.stderr
    )
    assert not (course / "gradebook.sqlite").exists()


def test_a_policy_that_did_not_reach_the_students_is_said(grade: Grade, course: Path) -> None:
    path = course / "solutions" / "tiny" / "assignment.toml"
    path.write_text(path.read_text().replace("cutoff_days = 7", "cutoff_days = 8"))
    done = grade("export", "csv")
    assert done.exit_code == 2 and "run `grade stubs tiny`" in done.stderr


def test_a_gradebook_of_version_1_is_taken_as_it_is(grade: Grade, course: Path) -> None:
    (course / "gradebook.sqlite").unlink()
    old = [handed_in("ada", answer=None), handed_in("bob", answer=None)]
    version_1.make(course / "gradebook.sqlite", old)
    assert {name: row["adjusted"] for name, row in exported(grade("export", "csv")).items()} == {
        "ada": "9",
        "bob": "9",
    }


@pytest.mark.parametrize(
    "command",
    [
        ["gradebook", "show"],
        ["gradebook", "extend", "x", "--days", "1"],
        ["marks", "export"],
        ["marks", "import", "x"],
    ],
)
def test_without_the_staff_extra_it_says_what_to_install(course: Path, command: list[str]) -> None:
    program = "import sys; sys.modules['sqlalchemy'] = None; sys.argv = ['grade', *sys.argv[1:]]\n"
    program += "from grader.cli.main import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, *command, "--course", str(course)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert 'The gradebook needs the staff extra: pip install "tensorgrade[staff]"' in done.stderr


def test_a_grade_is_held_and_released_with_who_and_why(grade: Grade) -> None:
    done = grade("hold", "bob", "--reason", "looks copied")
    assert done.exit_code == 0, done.output
    assert "held / 12   held" in done.stdout and "held by amy: looks copied" in done.stdout
    out = grade("export", "csv")
    assert out.exit_code == 3 and "2 grades held: no number is exported" in out.stderr
    row = exported(out)["bob"]
    assert {row[name] for name in ("running_mean", "rescale", "raw", "adjusted")} == {"held"}
    released = grade("hold", "bob", "--release", "--reason", "it was not", "--by", "bea")
    assert released.exit_code == 0 and "3.6 / 12" in released.stdout
    assert exported(grade("export", "csv"))["bob"]["adjusted"] == "3.6"
    history = grade("history", "bob").stdout
    assert "held: looks copied, by amy" in history and "released: it was not, by bea" in history


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["bob", "--reason", " "], "the reason is empty"),
        (["bob", "--release", "--reason", "x"], "nobody holds the grade of bob"),
        (["bbo", "--reason", "x"], "did you mean bob?"),
    ],
)
def test_a_hold_that_cannot_be_has_a_sentence_and_keeps_nothing(
    grade: Grade, course: Path, arguments: list[str], sentence: str
) -> None:
    done = grade("hold", *arguments)
    assert done.exit_code == 2 and sentence in done.stderr
    assert kept(course) == []
