"""An exception of student code as a message."""

from __future__ import annotations

import linecache
from typing import Any

import pytest
from support.cases import cases

from grader.sandbox.inside.answering.asserting import AssertFailed
from grader.sandbox.inside.answering.objects import NoSuchName, NotAVerb
from grader.sandbox.inside.answering.raising import MAX_TEXT, describe_raised
from grader.sandbox.inside.loading import NotPython
from grader.sandbox.inside.substitutes import forbidding
from grader.sandbox.inside.substitutes.standins import RuleBroken
from grader.sources.text import Source
from grader.wire.messages import Ask, Cause, Raised


def ask() -> Ask:
    return Ask(
        check=7, verb="call", target=0, name="f", args=(), kwargs={}, watch={}, wait=True, number=0
    )


def raised_by(text: str, *, loading: bool = False, **names: Any) -> Raised:
    """What is told when a student's file `a.py` with that text is run."""
    try:
        exec(compile(text, "a.py", "exec"), names)
    except BaseException as error:
        return describe_raised(ask(), error, loading, {"a.py"})
    raise AssertionError("nothing was raised")


def test_the_student_s_own_lines_are_told_the_innermost_as_the_place() -> None:
    said = raised_by("def f(x):\n    return g(x)\ndef g(x):\n    return sorted(x)\nf(3)\n")
    assert (said.check, said.kind, said.file, said.line) == (7, "TypeError", "a.py", 4)
    assert said.text == "'int' object is not iterable" and not said.while_loading
    assert [line for line in said.traceback.split("\n") if line.startswith("a.py")] == [
        "a.py:5 in <module>",
        "a.py:2 in f",
        "a.py:4 in g",
    ]
    assert said.bases[0] == "builtins.TypeError" and "builtins.Exception" in said.bases


def test_lines_of_libraries_are_left_out() -> None:
    said = raised_by("import json\njson.loads('{')\n")
    assert "json" not in said.traceback.replace("json.loads", "") and said.line == 2


def test_of_a_deep_recursion_the_ends_are_told() -> None:
    said = raised_by("def f(n):\n    if n == 0:\n        1 / 0\n    f(n - 1)\nf(50)\n")
    lines = [line for line in said.traceback.split("\n") if line.startswith("a.py")]
    assert len(lines) == 8 and lines[0] == "a.py:5 in <module>" and lines[-1] == "a.py:3 in f"


@pytest.mark.parametrize(
    ("error", "cause"),
    cases(
        {
            "any": (ValueError("no"), Cause.CALL),
            "a stub": (NotImplementedError("mean is not written yet"), Cause.UNWRITTEN),
            "a Chinese stub": (NotImplementedError("mean 还没有写"), Cause.UNWRITTEN),
            "not implemented, for another reason": (NotImplementedError("later"), Cause.CALL),
            "words of a stub in another error": (ValueError("x is not written yet"), Cause.CALL),
            "input": (EOFError("EOF when reading a line"), Cause.INPUT),
            "an assert of the check": (AssertFailed("assert x"), Cause.ASSERTION),
            "a rule": (RuleBroken("NumPy only."), Cause.RULE),
            "no such name": (NoSuchName("f"), Cause.NO_SUCH_NAME),
            "no verb": (NotAVerb("x"), Cause.NOT_A_VERB),
        }
    ),
)
def test_the_cause_is_told_by_the_exception_s_class(error: BaseException, cause: Cause) -> None:
    assert describe_raised(ask(), error, False, set()).cause == cause


@pytest.mark.parametrize("name", ["NoSuchName", "NotAVerb", "AssertFailed", "RuleBroken"])
def test_a_student_s_class_of_such_a_name_is_no_such_cause(name: str) -> None:
    assert raised_by(f"class {name}(Exception): pass\nraise {name}('x')\n").cause == Cause.CALL


def test_what_fails_while_loading_is_told_so() -> None:
    said = raised_by("1 / 0", loading=True)
    assert said.while_loading and said.cause == Cause.LOADING


def test_what_the_check_asked_wrongly_has_no_place() -> None:
    said = describe_raised(ask(), NoSuchName("f"), True, {"a.py"})
    assert (said.file, said.line, said.traceback, said.while_loading) == ("", 0, "", False)
    assert (said.text, said.bases) == ("f", ())


def test_a_text_that_is_no_python_is_told_with_its_mark() -> None:
    error = NotPython(Source("a.py", "x = 1\ndef f(\n"))
    said = describe_raised(ask(), error, True, {"a.py"})
    assert (said.kind, said.file, said.line) == ("SyntaxError", "a.py", 2)
    assert said.text.startswith("'(' was never closed") and "(read with Python 3." in said.text
    assert said.traceback.split("\n")[0] == "a.py:2" and "^" in said.traceback
    assert (said.cause, said.bases) == (Cause.LOADING, ("builtins.SyntaxError",))


def test_what_the_grader_forbids_is_said_with_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "def f():\n    refuse('x')\nf()\n"
    monkeypatch.setitem(linecache.cache, "a.py", (0, None, text.splitlines(True), "a.py"))
    said = raised_by(text, refuse=refuse)
    assert said.text == f"{forbidding.WRITING} (refuse in f, a.py:2)"


def refuse(path: str) -> None:
    raise forbidding.Forbidden(forbidding.WRITING)


EVIL = """
class Evil(Exception):
    def __str__(self): {body}
raise Evil
"""


@pytest.mark.parametrize(
    ("body", "text"),
    cases(
        {
            "that raises": ("raise KeyboardInterrupt", "its text could not be read"),
            "that gives no text": ("return 3", "its text could not be read"),
            "that is very long": ("return 'x' * 10 ** 6", "x" * MAX_TEXT),
        }
    ),
)
def test_a_text_of_the_student_s_own_class_does_no_harm(body: str, text: str) -> None:
    assert raised_by(EVIL.format(body=body)).text == text


def test_a_class_with_a_long_name_and_very_many_parents_is_cut() -> None:
    text = "class A0(Exception): pass\n"
    text += "".join(f"class A{n}(A{n - 1}): pass\n" for n in range(1, 50))
    text += f"class {'B' * 500}(A49): pass\nraise {'B' * 500}()\n"
    said = raised_by(text)
    assert said.kind == "B" * 100 and len(said.bases) == 20
