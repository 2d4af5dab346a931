"""`grade clusters`: who fails alike."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.classes import handed_in, tiny_course
from support.clusters import cluster_key, failing_course, grade_in
from support.gradebooks import fill


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return failing_course(tmp_path / "course")


def test_clusters_are_listed_with_their_people_with_and_without_the_name(course: Path) -> None:
    text = grade_in(course, "clusters", "tiny").stdout
    assert f"2  {cluster_key(course)}  running_mean: One late" in text and "ada, bob" in text
    assert (
        grade_in(course, "clusters").stdout == text == grade_in(course, "clusters", "list").stdout
    )


def test_an_assignment_that_is_not_there_is_one_sentence(course: Path) -> None:
    done = grade_in(course, "clusters", "tinny")
    assert done.returncode == 2 and "tinny" in done.stderr


def test_a_class_without_failures_has_no_clusters(tmp_path: Path) -> None:
    course = tiny_course(tmp_path / "course")
    fill(course, [handed_in("ada")])
    assert "nobody fails a check" in grade_in(course, "clusters", "tiny").stdout
