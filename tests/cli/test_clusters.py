"""`grade clusters` and `grade comment`: who fails alike, and what is said to them."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from support.classes import handed_in, tiny_course
from support.commands import grade_here
from support.gradebooks import fill, kept
from support.results import check, task

from grader.model import Blame, Comment, Diagnosis, Outcome, Result
from grader.nouns import replace

LATE = Diagnosis(name="late", title="One late", explanation="It comes one step late.")


def failing(name: str, digest: str = "sha256:1") -> Result:
    made = handed_in(name, answer=None, digest=digest)
    failed = check(
        "running_mean::one",
        Outcome.FAILED,
        blame=Blame.STUDENT,
        possible=Decimal(4),
        diagnosis=LATE,
    )
    return replace(made, tasks=(task("running_mean", failed), *made.tasks[1:]))


CLASS = [failing("ada"), failing("bob"), handed_in("cyn")]


@pytest.fixture
def course(tmp_path: Path) -> Path:
    tiny_course(tmp_path / "course")
    fill(tmp_path / "course", CLASS)
    return tmp_path / "course"


def grade(course: Path, *arguments: str) -> CompletedProcess[str]:
    return grade_here(*arguments, at=course)


def key(course: Path) -> str:
    told = json.loads(grade(course, "clusters", "--json", "tiny").stdout)
    assert told["schema"] == "tensorgrade/clusters/1"
    (cluster,) = told["clusters"]
    assert [each["name"] for each in cluster["people"]] == ["ada", "bob"]
    return str(cluster["key"])


def test_clusters_are_listed_with_their_people_with_and_without_the_name(course: Path) -> None:
    told = grade(course, "clusters", "tiny").stdout
    assert f"2  {key(course)}  running_mean: One late" in told and "ada, bob" in told
    assert grade(course, "clusters").stdout == told == grade(course, "clusters", "list").stdout


def test_a_comment_reaches_the_pages_of_all_and_is_edited_and_withdrawn(course: Path) -> None:
    name = key(course)
    done = grade(course, "comment", name[:4], "Carry it on.", "--by", "amy")
    assert "“Carry it on.”, by amy, reaches 2 students" in done.stdout
    grade(course, "comment", name, "Carry the mean on.", "--by", "amy")
    assert [each.text for each in kept(course) if isinstance(each, Comment)] == [
        *["Carry it on."] * 2,
        *["Carry the mean on."] * 2,
    ]
    grade(course, "export", "pages", "-o", "pages")
    pages = {each: (course / "pages" / f"{each}.html").read_text() for each in ("ada", "cyn")}
    assert "Carry the mean on." in pages["ada"] and "Carry it on." not in pages["ada"]
    assert "Carry the mean on." not in pages["cyn"]
    assert "Carry the mean on." in grade(course, "gradebook", "history", "ada").stdout
    assert "nothing is said" in grade(course, "comment", name, "--withdraw", "--by", "amy").stdout


def test_a_regrade_keeps_the_comment_for_those_who_still_fail_so(course: Path) -> None:
    grade(course, "comment", key(course), "Carry it on.", "--by", "amy")
    fill(course, [failing("ada", "sha256:2"), handed_in("bob"), failing("cyn")])
    told = grade(course, "clusters", "tiny").stdout
    assert "reaches 1 student" in told
    assert "joined since, without it: cyn" in told and "left since, not shown to: bob" in told


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["comment", "3f"], "say either a TEXT"),
        (["comment", "3f", "x", "--withdraw"], "say either a TEXT"),
        (["comment", "3f", "   "], "say either a TEXT"),
        (["comment", "3f", "x" * 1001], "1,001 characters, and 1,000 are kept"),
        (["comment", "zz", "x"], "there is no cluster 'zz'"),
        (["clusters", "tinny"], "tinny"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    course: Path, arguments: list[str], sentence: str
) -> None:
    done = grade(course, *arguments)
    assert done.returncode == 2 and sentence in " ".join(done.stderr.split())
    assert kept(course) == []


def test_a_class_without_failures_has_no_clusters(tmp_path: Path) -> None:
    course = tiny_course(tmp_path / "course")
    fill(course, [handed_in("ada")])
    assert "nobody fails a check" in grade(course, "clusters", "tiny").stdout
