"""`grade comment`: what is said once to everybody who fails alike."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.classes import handed_in
from support.clusters import cluster_key, failing, failing_course, grade_in
from support.gradebooks import fill, kept

from grader.model import Comment


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return failing_course(tmp_path / "course")


def test_a_comment_reaches_the_pages_of_all_and_is_edited_and_withdrawn(course: Path) -> None:
    name = cluster_key(course)
    done = grade_in(course, "comment", name[:4], "Carry it on.", "--by", "amy")
    assert "“Carry it on.”, by amy, reaches 2 students" in done.stdout
    grade_in(course, "comment", name, "Carry the mean on.", "--by", "amy")
    assert [each.text for each in kept(course) if isinstance(each, Comment)] == [
        *["Carry it on."] * 2,
        *["Carry the mean on."] * 2,
    ]
    grade_in(course, "export", "pages", "-o", "pages")
    pages = {each: (course / "pages" / f"{each}.html").read_text() for each in ("ada", "cyn")}
    assert "Carry the mean on." in pages["ada"] and "Carry it on." not in pages["ada"]
    assert "Carry the mean on." not in pages["cyn"]
    assert "Carry the mean on." in grade_in(course, "gradebook", "history", "ada").stdout
    assert (
        "nothing is said" in grade_in(course, "comment", name, "--withdraw", "--by", "amy").stdout
    )


def test_a_regrade_keeps_the_comment_for_those_who_still_fail_so(course: Path) -> None:
    grade_in(course, "comment", cluster_key(course), "Carry it on.", "--by", "amy")
    fill(course, [failing("ada", "sha256:2"), handed_in("bob"), failing("cyn")])
    text = grade_in(course, "clusters", "tiny").stdout
    assert "reaches 1 student" in text
    assert "joined since, without it: cyn" in text and "left since, not shown to: bob" in text


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["comment", "3f"], "say either a TEXT"),
        (["comment", "3f", "x", "--withdraw"], "say either a TEXT"),
        (["comment", "3f", "   "], "say either a TEXT"),
        (["comment", "3f", "x" * 1001], "1,001 characters, and 1,000 are kept"),
        (["comment", "zz", "x"], "there is no cluster 'zz'"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    course: Path, arguments: list[str], sentence: str
) -> None:
    done = grade_in(course, *arguments)
    assert done.returncode == 2 and sentence in " ".join(done.stderr.split())
    assert kept(course) == []
