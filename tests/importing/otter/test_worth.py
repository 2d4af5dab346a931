"""What Otter's tests are worth, by the rules of its test files."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.cases import cases

from grader.errors import BadFile
from grader.importing.otter.worth import NONE, points_of, resolve_points, share_points


def points(*texts: str | None) -> list[Decimal]:
    return [NONE if text is None else Decimal(text) for text in texts]


@pytest.mark.parametrize(
    ("value", "exact"),
    cases(
        {
            "none": (None, None),
            "whole": (2, Decimal(2)),
            "a part": (0.1, Decimal("0.1")),
            "a text": ("1.5", Decimal("1.5")),
            "zero": (0, Decimal(0)),
        }
    ),
)
def test_points_are_read_as_they_are_written(value: Any, exact: Decimal | None) -> None:
    assert points_of(Path("a.ipynb"), value, "q1") == exact


@pytest.mark.parametrize("value", [-1, "-0.5", "two", "nan", "inf", float("nan"), [1], True])
def test_what_is_no_points_is_told(value: Any) -> None:
    with pytest.raises(BadFile) as caught:
        points_of(Path("a.ipynb"), value, "q1")
    assert str(caught.value) == f"a.ipynb: q1 has points: {value!r}; give it zero or more"


@pytest.mark.parametrize(
    ("total", "own", "worth"),
    cases(
        {
            "nothing said: one point is shared": (None, (None, None), ("0.5", "0.5")),
            "a total is shared": ("3", (None, None), ("1.5", "1.5")),
            "beside tests that name some": ("3", ("1", None, None), ("1", "1", "1")),
            "without a total the others are worth nothing": (None, ("2", None), ("2", "0")),
            "the others of more than the total": ("1", ("2", None), ("2", "0")),
            "thirds go to the first": ("1", (None, None, None), ("0.34", "0.33", "0.33")),
            "zeros are no names": (None, ("0", None), ("0", "1")),
            "no tests": ("3", (), ()),
        }
    ),
)
def test_a_test_has_its_own_points_else_a_share(
    total: str | None, own: tuple[str | None, ...], worth: tuple[str, ...]
) -> None:
    exact = None if total is None else Decimal(total)
    assert resolve_points(exact, points(*own)) == points(*worth)


@given(
    st.decimals(0, 50, places=2),
    st.lists(st.none() | st.decimals(0, 9, places=2), min_size=1, max_size=7),
)
def test_shares_add_up_to_the_total_exactly(total: Decimal, own: list[Decimal | None]) -> None:
    said = [NONE if each is None else each for each in own]
    shares = share_points(total, said)
    named = sum((each for each in own if each is not None), Decimal(0))
    assert [share for share, each in zip(shares, own, strict=True) if each is not None] == [
        each for each in own if each is not None
    ]
    open_ = [share for share, each in zip(shares, own, strict=True) if each is None]
    if open_:
        assert sum(shares, Decimal(0)) == max(total, named)
        assert max(open_[1:], default=open_[0]) - min(open_) <= Decimal("0.07")


def test_shares_of_points_are_exact() -> None:
    minus = Decimal(-1)
    assert sum(share_points(Decimal(1), [minus] * 3)) == 1
    assert (
        share_points(Decimal(5), [Decimal(2), minus]) == [2, 3]
        and share_points(Decimal(5), []) == []
    )


@pytest.mark.parametrize(
    ("total", "own", "expected"),
    [
        (None, [None, None], ["0.5", "0.5"]),
        (None, [2, None], ["2", "0"]),
        (None, [0, None], ["0", "1"]),
        (4, [1, None, None], ["1", "1.5", "1.5"]),
        (0, [None], ["0"]),
    ],
)
def test_points_follow_otters_rules(
    total: int | None, own: list[int | None], expected: list[str]
) -> None:
    named = [NONE if points is None else Decimal(points) for points in own]
    assert resolve_points(None if total is None else Decimal(total), named) == [
        *map(Decimal, expected)
    ]
