"""Shares of the points that a later stage keeps while an earlier one is wrong."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.model import Carry


@pytest.mark.parametrize(
    ("carry", "of_three"),
    [(Carry.NONE, "0"), (Carry.HALF, "1.5"), (Carry.FULL, "3")],
    ids=lambda value: str(value),
)
def test_a_share_of_three_points(carry: Carry, of_three: str) -> None:
    assert carry.share * 3 == Decimal(of_three)


@given(st.decimals(0, 1000, places=3, allow_nan=False))
def test_shares_are_exact_and_in_the_order_of_their_words(points: Decimal) -> None:
    none, half, full = (points * carry.share for carry in Carry)
    assert none == 0 and half + half == full == points
    assert none <= half <= full


def test_a_setting_of_another_word_is_no_carry() -> None:
    with pytest.raises(ValueError, match="'most' is not a valid Carry"):
        Carry("most")
