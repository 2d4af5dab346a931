"""`grade requests` as a TA runs it, on a class of the tiny homework."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support.classes import tiny_course
from support.gradebooks import fill

from grader.cli.main import cli

Grade = Callable[..., Result]


@pytest.fixture
def grade(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Grade:
    """Runs `grade …` as the user amy, in the course."""
    folder = tiny_course(tmp_path / "course")
    fill(folder)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("LOGNAME", "amy")
    return lambda *arguments: CliRunner().invoke(cli, list(arguments))


def _ask(grade: Grade) -> Result:
    return grade("requests", "add", "ada", "--task", "rescale", "--reason", "It runs at\nhome.")


def test_a_request_is_listed_until_it_is_answered(grade: Grade) -> None:
    assert "nobody asks" in grade("requests").stdout
    assert _ask(grade).exit_code == 0
    listed = grade("requests", "tiny").stdout
    assert "ada  rescale" in listed and "“It runs at home.”" in listed
    assert "1 request open" in listed
    done = grade("requests", "answer", "ada", "So it does.", "--task", "rescale", "--points", "4.5")
    assert done.exit_code == 0 and "rescale: 4.5 instead of 5, by amy" in done.stdout
    assert grade("requests").stdout == "0 requests open, 1 answered\n"
    assert "amy: “So it does.”" in grade("requests", "list", "--all").stdout
    again = grade("requests", "answer", "ada", "Yes.", "--task", "rescale", "--kept")
    assert again.exit_code == 2 and "nobody waits for an answer about rescale" in again.stderr
    history = grade("gradebook", "history", "ada").stdout
    assert "asked for a second look at rescale: “It runs at home.”, by amy" in history
    assert "answered on rescale, points changed: “So it does.”, by amy" in history


def test_a_table_is_taken_whole_or_not_at_all(grade: Grade) -> None:
    Path("asked.csv").write_text("student,task,reason\nada,rescale,Why?\nzoe,,Why?\n")
    refused = grade("requests", "import", "asked.csv")
    assert refused.exit_code == 2 and "asked.csv, row 3, column student" in refused.stderr
    assert "nobody asks" in grade("requests").stdout
    Path("asked.csv").write_text("student,task,reason\nada,rescale,Why?\n")
    assert "1 request written down" in grade("requests", "import", "asked.csv").stderr
    assert "0 requests written down (1 known" in grade("requests", "import", "asked.csv").stderr


def test_requests_are_exported_with_the_records(grade: Grade) -> None:
    _ask(grade)
    grade("requests", "add", "bob", "--reason", "All of it, please.")
    grade("requests", "answer", "bob", "It is right.", "--kept")
    table = grade("export", "csv").stdout
    assert table.splitlines()[0].endswith(",requests")
    rows = {row.split(",")[0]: row.rsplit(",", 1)[1] for row in table.splitlines()}
    assert (rows["ada"], rows["bob"]) == ("rescale: open", "kept")
    grades = json.loads(grade("export", "json").stdout)["grades"]
    told = {each["student"]["id"]: each for each in grades}
    (asked,) = told["bob"]["requests"]
    assert asked["task"] is None and asked["reason"] == "All of it, please."
    assert (asked["state"], asked["answer"]) == ("kept", "It is right.")
    assert told["ada"]["requests"][0]["answer"] is None
    grade("export", "pages", "-o", "pages")
    bob, ada = (Path(f"pages/{name}.html").read_text(encoding="utf-8") for name in ("bob", "ada"))
    assert "the points stay as they are" in bob and "It is right." in bob and "amy" not in bob
    assert "What you asked" not in ada  # nobody answered yet


@pytest.mark.parametrize(
    "options", [(), ("--kept", "--changed"), ("--kept", "--points", "1"), ("--points", "many")]
)
def test_an_answer_says_one_thing_of_the_points(grade: Grade, options: tuple[str, ...]) -> None:
    _ask(grade)
    done = grade("requests", "answer", "ada", "Yes.", "--task", "rescale", *options)
    assert done.exit_code == 2 and len(done.stderr.splitlines()) == 1
    assert "1 request open" in grade("requests").stdout
