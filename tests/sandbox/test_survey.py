"""What a student process says of a submission's sources is read with care."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.cases import cases

from grader.errors import WireError
from grader.sandbox.survey import read_survey

GOOD: tuple[Any, ...] = (
    "a",
    "file",
    "a.py",
    {"f": ("a.py", 3)},
    (),
    (),
    "",
    False,
    {},
    {},
    {"f": ("x",)},
    "",
)


@pytest.mark.parametrize(
    "task",
    cases(
        {
            "too short": (GOOD[:5],),
            "too long": ((*GOOD, 1),),
            "no tuple": (3,),
            "a form that is none": (("a", "poem", *GOOD[2:]),),
            "places that are none": ((*GOOD[:3], 5, *GOOD[4:]),),
            "a line that is no number": ((*GOOD[:3], {"f": ("a.py", "x")}, *GOOD[4:]),),
            "a use without a place": ((*GOOD[:4], (("say", "used"),), *GOOD[5:]),),
            "notes that are none": ((*GOOD[:5], None, *GOOD[6:]),),
        }
    ),
)
def test_what_is_no_survey_is_refused(task: object) -> None:
    assert read_survey((GOOD,))["a"].parameters == {"f": ("x",)}
    with pytest.raises(WireError, match="a survey that cannot be read"):
        read_survey((task,))


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.text(max_size=2), inner, max_size=2)
    ),
    max_leaves=6,
)


@given(st.data())
def test_whatever_a_process_sends_is_a_survey_or_refused(data: st.DataObject) -> None:
    task = list(GOOD)
    for _ in range(data.draw(st.integers(1, 3))):
        task[data.draw(st.integers(0, len(task) - 1))] = data.draw(ANYTHING)
    try:
        (told,) = read_survey((tuple(task),)).values()
    except WireError:
        return
    assert isinstance(told.text, str) and isinstance(told.unwritten, bool)
    assert all(isinstance(note, str) for note in told.notes)
