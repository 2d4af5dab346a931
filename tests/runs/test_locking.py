"""How student code is locked down, and what is too weak for a class."""

from __future__ import annotations

import pytest

from grader.errors import CalledWrongly
from grader.model import Level
from grader.runs import locking
from grader.runs.locking import LEVEL_WORDS, choose_level
from grader.sandbox.locking.levels import Possible


@pytest.fixture
def machine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that can lock down as well as the test's parameter says."""
    here = Possible(Level(request.param), ("Landlock",) if request.param == "process" else ())
    monkeypatch.setattr(locking, "probe_locks", lambda: here)


@pytest.mark.parametrize(
    ("machine", "at_most", "level"),
    [
        ("strict", None, Level.STRICT),
        ("strict", "strict", Level.STRICT),
        ("strict", "standard", Level.STANDARD),
        ("standard", None, Level.STANDARD),
        ("standard", "strict", Level.STANDARD),
    ],
    indirect=["machine"],
)
@pytest.mark.usefixtures("machine")
def test_the_best_level_of_the_machine_that_is_not_above_what_was_asked(
    at_most: str | None, level: Level
) -> None:
    assert choose_level(trusted=False, at_most=at_most) is level


@pytest.mark.parametrize(
    ("machine", "at_most", "missing"),
    [
        ("process", None, "missing: Landlock."),
        ("strict", "process", "missing: --level process was asked for."),
    ],
    indirect=["machine"],
)
@pytest.mark.usefixtures("machine")
def test_a_class_is_not_graded_where_nothing_is_locked_down(
    at_most: str | None, missing: str
) -> None:
    with pytest.raises(CalledWrongly) as caught:
        choose_level(trusted=False, at_most=at_most)
    assert missing in str(caught.value)
    assert str(caught.value).endswith("If you trust every submission, say --trust-submissions")
    assert choose_level(trusted=True, at_most=at_most) is Level.PROCESS


@pytest.mark.parametrize("level", Level)
def test_every_level_has_words(level: Level) -> None:
    assert LEVEL_WORDS[level].startswith("student code")
