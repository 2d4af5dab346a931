"""Rules on several keys of a settings file together: what goes, and where the fault is shown."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.cases import cases

from grader.config.agreement import (
    MOST_POINTS,
    Unfit,
    check_once,
    check_path,
    check_points,
    describe_value,
)
from grader.config.declared import AssignmentFile, PolicyTable, TaskTable


def task(name: str = "a", **more: Any) -> TaskTable:
    return TaskTable(**{"id": name, "points": Decimal(1), "defines": (f"f_{name}",), **more})


def assignment(*tasks: TaskTable, **more: Any) -> AssignmentFile:
    return AssignmentFile(id="demo", seed=1, tasks=tasks or (task(),), **more)


@pytest.mark.parametrize(
    ("value", "text"),
    cases(
        {
            "a text": ("two", "'two'"),
            "points as they were written": (Decimal("2.50"), "2.50"),
            "a number without end": (Decimal("Infinity"), "inf"),
            "no number": (Decimal("NaN"), "nan"),
            "a list": ([1, 2], "[1, 2]"),
            "just short enough": ("x" * 78, f"'{'x' * 78}'"),
            "too long": ("x" * 79, f"'{'x' * 76}..."),
        }
    ),
)
def test_a_value_is_shown_as_it_was_written_and_short(value: object, text: str) -> None:
    assert describe_value(value) == text and len(describe_value(value)) <= 80


@pytest.mark.parametrize("points", ["0", "0.1", "-0", str(MOST_POINTS)])
def test_points_from_zero_to_a_million_go(points: str) -> None:
    check_points("points", Decimal(points))


@pytest.mark.parametrize(
    ("points", "sentence"),
    [
        ("-0.1", "{} must be zero or more, not -0.1"),
        ("nan", "{} must be zero or more, not nan"),
        ("-inf", "{} must be zero or more, not -inf"),
        ("1000000.1", "{} must be at most 1000000, not 1000000.1"),
    ],
)
def test_other_points_are_told_at_their_key(points: str, sentence: str) -> None:
    with pytest.raises(Unfit) as caught:
        check_points("hidden_points", Decimal(points))
    assert (caught.value.sentence, caught.value.at) == (sentence, ("hidden_points",))


def test_points_may_have_another_most() -> None:
    check_points("penalty", Decimal(100), most=100)
    with pytest.raises(Unfit, match="at most 100, not 101"):
        check_points("penalty", Decimal(101), most=100)


@pytest.mark.parametrize(
    "name",
    ["a.py", "src/a.py", "Übung 1/a b.py", "作业/a.py", "a..py", "a.b.c", "con.py", "-x", "~x"],
)
def test_a_path_below_the_folder_goes(name: str) -> None:
    check_path("file", name)


@pytest.mark.parametrize(
    "name",
    [
        *("", "/a.py", "C:/a.py", "c:a.py", "a\\b.py"),  # nothing, or from somewhere else
        *("../a.py", "a/../b.py", "./a.py", "a//b.py", "a/", "a/ /b.py"),  # not straight
        *(".hidden", "a/.git/x", "...", "a/. ./b"),  # hidden
    ],
)
def test_any_other_path_is_refused(name: str) -> None:
    with pytest.raises(Unfit) as caught:
        check_path("files:", name, "files")
    assert repr(name) in caught.value.sentence and "inside the assignment" in caught.value.sentence
    assert caught.value.at == ("files",)


@given(st.lists(st.sampled_from(["a", ".", "..", "", " ", "b.py", "\\", "C:"]), max_size=4))
def test_a_path_that_goes_never_leads_out_of_its_folder(parts: list[str]) -> None:
    name = "/".join(parts)
    try:
        check_path("file", name)
    except Unfit:
        return
    assert not name.startswith("/") and not {"", ".", ".."} & set(name.split("/"))


def test_what_is_named_twice_is_told_once() -> None:
    check_once("files", ())
    check_once("files", ("a", "A"))
    with pytest.raises(Unfit, match="files names 'b' twice; remove one") as caught:
        check_once("files", ("a", "b", "b"), "files")
    assert caught.value.at == ("files",)


@pytest.mark.parametrize(
    ("make", "at", "sentence"),
    cases(
        {
            "no task": (
                lambda: AssignmentFile(id="demo", seed=1),
                (),
                "it has no [[tasks]]; add one",
            ),
            "an id twice": (
                lambda: assignment(task("a"), task("b"), task("a")),
                ("tasks", 2, "id"),
                "two tasks have the id 'a'; rename one",
            ),
            "a name twice in a file": (
                lambda: assignment(
                    task("a", file="x.py"), task("b", file="x.py", defines=("f_a",))
                ),
                ("tasks", 1, "defines"),
                "a and b are both in x.py and both define 'f_a'; a name of a file belongs to one"
                " task",
            ),
            "our own package": (
                lambda: assignment(packages=("grader",)),
                ("packages",),
                "packages names 'grader', which no student needs; remove it",
            ),
            "a distribution": (
                lambda: assignment(packages=("scikit-learn",)),
                ("packages",),
                "packages names 'scikit-learn'; write the name that code imports, such as 'scikit'",
            ),
            "a package of signs": (
                lambda: assignment(packages=("-",)),
                ("packages",),
                "packages names '-'; write the name that code imports, such as 'scipy'",
            ),
            "a folder of the staff": (
                lambda: assignment(files=("wrong/a.py",)),
                ("files",),
                "files names 'wrong/a.py', which the grader keeps for itself; give it another name",
            ),
            "a task's file in a folder": (
                lambda: assignment(task("a", file="src/a.py"), files=("src/a.py",)),
                ("files",),
                "files names 'src/a.py', which is the file of the task a; remove it from files",
            ),
            "an unknown task is dropped": (
                lambda: assignment(task("a"), task("b"), policy=PolicyTable(drop=("c",))),
                ("policy", "drop"),
                "policy.drop names 'c', which is no task; there are a, b",
            ),
            "an unknown task is extra": (
                lambda: assignment(policy=PolicyTable(extra_credit=("c",))),
                ("policy", "extra_credit"),
                "policy.extra_credit names 'c', which is no task; there are a",
            ),
            "no task counts": (
                lambda: assignment(
                    task("a"), task("b"), policy=PolicyTable(drop=("a",), extra_credit=("b",))
                ),
                ("policy",),
                "policy leaves no task that counts; take one out of drop or extra_credit",
            ),
        }
    ),
)
def test_what_does_not_go_together_is_told_where_it_stands(
    make: Any, at: tuple[str | int, ...], sentence: str
) -> None:
    with pytest.raises(Unfit) as caught:
        make()
    assert (caught.value.sentence, caught.value.at) == (sentence, at)


def test_two_tasks_may_share_a_file_or_a_name() -> None:
    assignment(task("a", file="x.py"), task("b", file="x.py"))
    assignment(task("a", defines=("build",)), task("b", defines=("build",)))


def test_a_folder_of_data_and_a_file_named_like_one_of_ours_may_be_given() -> None:
    assignment(files=("data/", "src/hidden.toml", "checks.py"))


def test_one_task_may_be_dropped_while_another_counts() -> None:
    assignment(task("a"), task("b"), policy=PolicyTable(drop=("a",)))
