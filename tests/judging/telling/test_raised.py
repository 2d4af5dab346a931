"""An exception of student code in one sentence: what was called, what it said, with which input."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from support.cases import cases
from support.scripted import Script, raised

from grader.checking.handles.proxies import Side
from grader.judging.telling.found import Ending, Finding
from grader.judging.telling.raised import describe_raised
from grader.model import Blame, Form, Handle, HintKind, Outcome, Place
from grader.nouns import replace
from grader.sandbox.survey import TaskSurvey
from grader.wire.messages import Cause, Raised

SURVEY = TaskSurvey(
    task="a",
    form=Form.FILE,
    name="a.py",
    places={"f": Place(file="a.py", line=1)},
    uses=(),
    notes=(),
    text="",
    missing={"g": "it is called G there"},
    not_run={"helper": 30},
    parameters={"f": ("x",)},
)


def told(error: Raised, *, called: Any = None, **more: Any) -> Finding:
    """The finding of what was raised, after `called(student)`."""
    side = Side(Script(Handle(5, "Net")))
    if called is not None:
        called(side)
    ending = Ending(
        raised=None, survey=SURVEY, check_file=Path("test_a.py"), session=side._session, **more
    )
    return describe_raised(error, ending)


def error(kind: str = "ValueError", text: str = "no", **more: Any) -> Raised:
    return replace(raised(kind, text).raised, **more)


def f_of_3(student: Any) -> None:
    student.f(3)


@pytest.mark.parametrize(
    ("of", "called", "message"),
    cases(
        {
            "a call": (error(), f_of_3, "f() ended with ValueError: no\nit was called with x 3"),
            "without a text": (
                error(text=" "),
                f_of_3,
                "f() ended with ValueError\nit was called with x 3",
            ),
            "without arguments": (error(), lambda s: s.f(), "f() ended with ValueError: no"),
            "nothing was called": (error(), None, "it() ended with ValueError: no"),
            "what it gave was called": (
                error(),
                lambda s: s.f()(2),
                "what f() gave ended with ValueError: no\nit was called with 2",
            ),
            "a method of what it gave": (
                error(),
                lambda s: s.f().step(2),
                "step() of what f() gave ended with ValueError: no\nit was called with 2",
            ),
            "loading": (
                error(while_loading=True),
                f_of_3,
                "loading a.py ended with ValueError: no",
            ),
            "a name that only a script defines": (
                error("NameError", "name 'helper' is not defined"),
                lambda s: s.f(),
                "f() ended with NameError: name 'helper' is not defined; line 30 defines helper"
                ' under `if __name__ == "__main__":`, which is not run when your work is graded:'
                " move it above",
            ),
            "a value in the place of the function": (
                error("TypeError", "'tuple' object is not callable", file="", line=0),
                lambda s: s.f(),
                "f() ended with TypeError: 'tuple' object is not callable; f is a value of the"
                " type tuple once a.py has run, and no function any more",
            ),
            "an array in the place of the function": (
                error("TypeError", "'numpy.ndarray' object is not callable", file="", line=0),
                lambda s: s.f(),
                "f() ended with TypeError: 'numpy.ndarray' object is not callable; f is a value of"
                " the type numpy.ndarray once a.py has run, and no function any more",
            ),
            "a value that one of its lines calls": (
                error("TypeError", "'int' object is not callable", file="a.py", line=3),
                lambda s: s.f(),
                "f() ended with TypeError: 'int' object is not callable",
            ),
            "what it gave is no function": (
                error("TypeError", "'int' object is not callable", file="", line=0),
                lambda s: s.f()(),
                "what f() gave ended with TypeError: 'int' object is not callable",
            ),
            "input": (
                error("EOFError", cause=Cause.INPUT),
                f_of_3,
                "f() asked for input(), and nobody is there to answer",
            ),
            "input while loading": (
                error("EOFError", cause=Cause.INPUT, while_loading=True),
                None,
                "a.py asked for input(), and nobody is there to answer",
            ),
            "not written yet": (
                error("NotImplementedError", "f is not written yet", cause=Cause.UNWRITTEN),
                f_of_3,
                "f is not written yet",
            ),
        }
    ),
)
def test_an_exception_in_a_sentence(of: Raised, called: Any, message: str) -> None:
    found = told(of, called=called)
    assert (found.outcome, found.blame) == (Outcome.RAISED, Blame.STUDENT)
    assert found.message == message


@pytest.mark.parametrize(
    ("cause", "text", "message", "fails"),
    cases(
        {
            "a name that is not there": (
                Cause.NO_SUCH_NAME,
                "h",
                "a.py does not define h; the name must be exactly this",
                HintKind.MISSING,
            ),
            "a name of which more is known": (
                Cause.NO_SUCH_NAME,
                "g",
                "a.py does not define g; it is called G there",
                HintKind.MISSING,
            ),
            "an assert": (
                Cause.ASSERTION,
                "f doubles",
                "an assert does not hold: f doubles",
                HintKind.VALUES,
            ),
            "a rule": (Cause.RULE, "a.py:3 uses scipy", "a.py:3 uses scipy", None),
        }
    ),
)
def test_what_is_no_exception_of_a_call_is_a_failure(
    cause: Cause, text: str, message: str, fails: HintKind | None
) -> None:
    found = told(error(text=text, cause=cause))
    assert (found.outcome, found.message, found.fails) == (Outcome.FAILED, message, fails)
    assert (found.place is None) is (cause is Cause.NO_SUCH_NAME)


@pytest.mark.parametrize(
    ("more", "fails"),
    [
        ({}, HintKind.RAISED),
        ({"while_loading": True}, None),
        ({"cause": Cause.UNWRITTEN}, HintKind.MISSING),
    ],
    ids=["a call", "loading", "not written"],
)
def test_what_did_not_even_load_says_nothing_of_the_question(
    more: dict[str, Any], fails: HintKind | None
) -> None:
    assert told(error(**more)).fails is fails


@pytest.mark.parametrize(
    ("kind", "text", "outcome"),
    [
        ("MemoryError", "", Outcome.OUT_OF_MEMORY),
        ("numpy._core._exceptions._ArrayMemoryError", "", Outcome.OUT_OF_MEMORY),
        ("ValueError", "Unable to allocate 8.00 GiB for an array", Outcome.OUT_OF_MEMORY),
        ("RuntimeError", "DefaultCPUAllocator: not enough memory", Outcome.OUT_OF_MEMORY),
        ("RuntimeError", "memory of the network", Outcome.RAISED),
    ],
)
def test_memory_has_an_outcome_of_its_own(kind: str, text: str, outcome: Outcome) -> None:
    assert told(error(kind, text)).outcome is outcome


@pytest.mark.parametrize(
    ("file", "place"),
    [("a.py", Place(file="a.py", line=3)), ("", Place(file="a.py", line=1))],
    ids=["known", "unknown"],
)
def test_the_place_is_the_student_s_line_else_the_function_s(file: str, place: Place) -> None:
    assert told(error(file=file), called=f_of_3).place == place


NO_PANDAS = error(
    "ModuleNotFoundError", "No module named 'pandas.core'", bases=("builtins.ImportError",)
)


def test_a_package_that_this_machine_lacks_is_ours() -> None:
    found = told(NO_PANDAS, called=f_of_3, not_installed=frozenset({"pandas"}))
    assert (found.outcome, found.blame) == (Outcome.GRADER_FAULT, Blame.GRADER)
    assert "pip install pandas here, then run this again" in found.message


@pytest.mark.parametrize(
    ("of", "lacking"),
    [
        (NO_PANDAS, frozenset[str]()),
        (NO_PANDAS, frozenset({"panda"})),
        (replace(NO_PANDAS, bases=()), frozenset({"pandas"})),
        (replace(NO_PANDAS, text="no pandas"), frozenset({"pandas"})),
    ],
    ids=["not allowed", "another", "no ImportError", "other words"],
)
def test_a_student_cannot_make_it_ours_by_words(of: Raised, lacking: frozenset[str]) -> None:
    assert told(of, not_installed=lacking).blame is Blame.STUDENT
