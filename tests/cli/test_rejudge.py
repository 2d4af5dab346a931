"""`grade rejudge`: a class judged again from its evidence; what asks something else is run."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from support.commands import grade_here
from support.judged import F, G, judged_course

CLASS = {
    "ada": F,
    "bob": "def f(x):\n    return 2.0001 * x\n",
    "cyn": "def f(x):\n    return 3 * x\n",
}


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course, a class and its gradebook with evidence."""
    place = tmp_path_factory.mktemp("graded")
    judged_course(place / "course")
    for name, text in CLASS.items():
        folder = place / "class" / name
        folder.mkdir(parents=True)
        (folder / "a.py").write_text(text, encoding="utf-8")
        (folder / "b.py").write_text(G, encoding="utf-8")
    assert batch(place).returncode == 0
    return place


@pytest.fixture
def place(graded: Path, tmp_path: Path) -> Path:
    shutil.copytree(graded, tmp_path / "place")
    return tmp_path / "place"


def batch(place: Path, *more: str):  # type: ignore[no-untyped-def]
    given = ("--trust-submissions", "--course", "course", *more)
    return grade_here("batch", "class", "-j", "1", *given, at=place)


def rejudge(place: Path, *more: str):  # type: ignore[no-untyped-def]
    return grade_here("rejudge", "--course", "course", "--trust-submissions", *more, at=place)


def change(place: Path, file: str, old: str, new: str) -> None:
    """Change a text of the course, and make what students get anew."""
    path = place / "course" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    assert grade_here("stubs", "demo", "--course", "course", at=place).returncode == 0


def loosen(place: Path) -> None:
    """Let a number be off by a thousandth."""
    tolerances = '[tolerances]\nfloat64 = { atol = 1e-3, rtol = 1e-3 }\n\n[[tasks]]\nid = "a"'
    change(place, "solutions/demo/assignment.toml", '[[tasks]]\nid = "a"', tolerances)


def test_a_wider_tolerance_changes_who_was_near_and_no_code_runs(place: Path) -> None:
    told = rejudge(place)
    assert told.returncode == 2 and "nothing to judge again" in told.stderr
    loosen(place)
    shutil.rmtree(place / "class")
    before = (place / "course" / "gradebook.sqlite").read_bytes()
    told = rejudge(place)
    assert "bob  a: 0 of 3 -> 3 of 3" in told.stdout
    assert "1 of 3 submissions would change; 3 judged again" in told.stdout
    assert "--apply writes it" in told.stdout
    assert (place / "course" / "gradebook.sqlite").read_bytes() == before

    told = rejudge(place, "--apply", "-o", "again")
    assert "1 of 3 submissions changed" in told.stdout
    assert (place / "again" / "feedback" / "bob.html").is_file()
    assert "bob,bob,3,1,4,4" in (place / "again" / "results.csv").read_text(encoding="utf-8")
    history = grade_here("gradebook", "history", "bob", "--course", "course", at=place).stdout
    assert "rejudged (the tolerance was changed): 4 / 4" in history
    assert rejudge(place).returncode == 2


def test_a_check_that_asks_something_else_is_named_and_run(place: Path) -> None:
    change(
        place,
        "assignments/demo/checks/test_a.py",
        "reference.f(3.0), names",
        "reference.f(3.0) * 1, names",
    )
    change(
        place,
        "assignments/demo/checks/test_b.py",
        "g(5.0), reference.g(5.0)",
        "g(6.0), reference.g(6.0)",
    )
    told = json.loads(rejudge(place, "--json").stdout)
    assert {each["submission"]: each["judged_again"] for each in told["submissions"]} == {
        name: ["a"] for name in CLASS
    }
    assert all(set(each["to_run"]) == {"b::g"} for each in told["submissions"])
    shutil.rmtree(place / "class")
    told = rejudge(place, "--apply")
    assert "1 check of 3 submissions ask what is not in the evidence and are run" in told.stdout
    assert rejudge(place).returncode == 2


def test_evidence_that_was_changed_is_told_and_its_work_is_run(place: Path) -> None:
    loosen(place)
    folder = place / "course" / "gradebook.evidence"
    folder.rename(place / "away")
    assert rejudge(place).stdout.count("no evidence was kept of it") == 3
    (place / "away").rename(folder)
    largest = max((folder / "objects").glob("??/*"), key=lambda path: path.stat().st_size)
    largest.write_bytes(b"forged")
    told = rejudge(place)
    assert "1 submission cannot be judged from evidence" in told.stdout
    assert "it was changed since it was kept" in told.stdout
    told = rejudge(place, "--apply")
    assert "1 of 3 submissions changed" in told.stdout and "cannot be judged" not in told.stdout
    shutil.rmtree(folder)
    assert rejudge(place).returncode == 2


def test_a_batch_keeps_none_where_none_is_wanted(place: Path) -> None:
    others = ("--gradebook", "others.sqlite", "--student", "ada", "--only", "b")
    assert batch(place, *others, "--no-evidence").returncode == 0
    assert not (place / "others.evidence").exists()
