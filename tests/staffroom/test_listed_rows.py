"""Rows of the list: which are asked for, in which order, and what one may ask for."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from grader.nouns import replace
from grader.reporting.class_report import Cluster, Person
from grader.staffroom.listed_rows import (
    Filter,
    Listing,
    TaskState,
    choose_clusters,
    choose_rows,
    list_states,
    read_filter,
)

TASKS = ("mean", "essay")


def row(name: str, points: str | None = "4", mean: str = "graded", **more: Any) -> Listing:
    """Somebody in section A, with that state and those points in the task `mean`."""
    exact = None if points is None else Decimal(points)
    plain = Listing(
        key=f"key of {name}",
        name=name,
        submission=name,
        id=name,
        section="A",
        state=mean,
        held_by="",
        points=exact,
        tasks={"mean": TaskState(mean, exact)},
        days_late=0,
    )
    return replace(plain, **more)


def cluster(key: str, task: str, *people: str) -> Cluster:
    return Cluster(
        key=key,
        task=task,
        title=key,
        explanation="",
        named=True,
        checks=(),
        example="",
        people=tuple(Person(submission=name, name=name) for name in people),
    )


ROWS = [
    row("bob", "1", days_late=2),
    row("Ada", "4", section="B"),
    row("cyn", None, "held"),
    row("dan", "0", "not submitted"),
]
CLUSTERS = [
    cluster("aaaa", "mean", "cyn"),
    cluster("abcd", "mean", "Ada", "bob"),
    cluster("bbbb", "essay", "Ada", "bob", "dan"),
]


def names(query: dict[str, str], *, hidden: bool = False) -> list[str]:
    return [
        each.name for each in choose_rows(ROWS, read_filter(query, TASKS), CLUSTERS, hidden=hidden)
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["Ada", "bob", "cyn", "dan"]),
        ({"order": "points"}, ["dan", "bob", "Ada", "cyn"]),
        ({"order": "most points"}, ["Ada", "bob", "dan", "cyn"]),
        ({"order": "late"}, ["bob", "Ada", "cyn", "dan"]),
        ({"order": "state"}, ["Ada", "bob", "cyn", "dan"]),
        ({"search": " aDA "}, ["Ada"]),
        ({"search": "key of cyn"}, ["cyn"]),
        ({"section": "B"}, ["Ada"]),
        ({"task": "mean", "state": "held"}, ["cyn"]),
        ({"task": "essay", "state": "held"}, []),
        ({"cluster": "ab"}, ["Ada", "bob"]),
        ({"cluster": "a", "state": "graded"}, ["Ada", "bob"]),
        ({"cluster": "ffff"}, []),
    ],
)
def test_rows_are_those_that_all_filters_take_in_order(
    query: dict[str, str], expected: list[str]
) -> None:
    assert names(query) == expected


def test_where_names_are_hidden_they_do_not_decide_the_order() -> None:
    rows = [row("ada", key="2"), row("zoe", key="1")]
    asked = read_filter({}, TASKS)
    shown = [choose_rows(rows, asked, [], hidden=hidden)[0].name for hidden in (False, True)]
    assert shown == ["ada", "zoe"]


@pytest.mark.parametrize(
    ("query", "field", "value"),
    [
        ({"task": "gone"}, "task", ""),
        ({"order": "nonsense"}, "order", "name"),
        ({"page": "x"}, "page", 1),
        ({"page": "-3"}, "page", 1),
        ({"page": "9" * 4000}, "page", 1),
        ({"page": "7"}, "page", 7),
        ({"search": "x" * 5000}, "search", "x" * 200),
    ],
)
def test_what_makes_no_sense_in_an_address_is_left_out(
    query: dict[str, str], field: str, value: object
) -> None:
    assert getattr(read_filter(query, TASKS), field) == value


def test_another_page_is_asked_for_with_the_same_filters() -> None:
    asked = Filter(search="a", section="", task="mean", state="", cluster="", order="late", page=3)
    address = asked.at(4)
    assert address == {"search": "a", "task": "mean", "order": "late", "page": 4}
    read = read_filter({name: str(value) for name, value in address.items()}, TASKS)
    assert read == replace(asked, page=4)


def test_states_are_those_that_somebody_is_in() -> None:
    assert list_states(ROWS, "") == ["graded", "held", "not submitted"]
    assert list_states(ROWS, "essay") == []


def test_clusters_of_several_are_offered_the_largest_first_and_the_one_that_was_chosen() -> None:
    def offered(**query: str) -> list[str]:
        return [each.key for each in choose_clusters(CLUSTERS, read_filter(query, TASKS))]

    assert offered() == ["bbbb", "abcd"]
    assert offered(task="mean") == ["abcd"]
    assert offered(task="mean", cluster="aaaa") == ["aaaa", "abcd"]
    assert offered(cluster="bbbb") == ["bbbb", "abcd"]
