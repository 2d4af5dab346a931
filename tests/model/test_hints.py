"""Which stages of a hint a kind of failure gets."""

from __future__ import annotations

import pytest

from grader.model import HintKind, Hints

GENERAL = ("Look at the second step.", "The state is carried over.")
SPOKEN = [kind for kind in HintKind if kind not in (HintKind.TIMEOUT, HintKind.MISSING)]


@pytest.mark.parametrize("kind", HintKind)
def test_without_hints_nobody_gets_one(kind: HintKind) -> None:
    assert Hints().of(kind) == ()


@pytest.mark.parametrize("kind", SPOKEN)
def test_the_general_hint_serves_for_whatever_was_computed(kind: HintKind) -> None:
    assert Hints(general=GENERAL).of(kind) == GENERAL


@pytest.mark.parametrize("kind", [HintKind.TIMEOUT, HintKind.MISSING])
def test_code_that_never_answered_gets_no_hint_on_its_answer(kind: HintKind) -> None:
    assert Hints(general=GENERAL).of(kind) == ()


@pytest.mark.parametrize("kind", HintKind)
def test_a_kind_s_own_hint_goes_before_the_general_one(kind: HintKind) -> None:
    own = ("Is there a loop that never ends?",)
    hints = Hints(general=GENERAL, by_kind=((kind, own),))
    assert hints.of(kind) == own
    assert all(hints.of(other) != own for other in HintKind if other is not kind)


def test_a_kind_may_be_told_nothing_although_there_is_a_general_hint() -> None:
    assert Hints(general=GENERAL, by_kind=((HintKind.SHAPE, ()),)).of(HintKind.SHAPE) == ()
