"""Test cells as bodies of functions that do what the cells do in a notebook."""

from __future__ import annotations

import ast
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.cases import cases

from grader.importing.cell_tests import (
    as_assert,
    as_function,
    bound_names,
    indent,
    with_call,
    with_lone_call,
    with_scratch_paths,
    without_guards,
    without_nose,
)


def shown(text: str) -> Any:
    return SimpleNamespace(output_type="execute_result", data={"text/plain": text})


def printed(text: str, name: str = "stdout") -> Any:
    return SimpleNamespace(output_type="stream", name=name, text=text)


@pytest.mark.parametrize(
    ("text", "outputs", "test"),
    cases(
        {
            "a value that was shown": ("f(1)", [shown("2")], "assert repr(f(1)) == '2'"),
            "true": ("f(1) == 2", [shown("True")], "assert f(1) == 2"),
            "false": ("f(1) == 3", [shown("False")], "assert not (f(1) == 3)"),
            "NumPy's true": ("f(1)", [shown("np.True_")], "assert f(1)"),
            "code above": ("x = 1\nf(x);", [shown("2")], "x = 1\nassert repr(f(x)) == '2'"),
            "a value of several lines": (
                "f(\n    1)",
                [shown("2")],
                "assert repr(f(\n    1)) == '2'",
            ),
            "an assert": ("assert f(1) == 2", [], "assert f(1) == 2"),
            "a raise": (
                "if f(1) != 2:\n    raise ValueError",
                [],
                "if f(1) != 2:\n    raise ValueError",
            ),
            "a comparison without an output": ("f(1) == 2", [], "assert f(1) == 2"),
            "a question": ("isinstance(f(1), int)", [], "assert isinstance(f(1), int)"),
            "a question of NumPy's": ("np.allclose(a, b)", [], "assert np.allclose(a, b)"),
            "not": ("not f(1)", [], "assert not f(1)"),
            "a call that says nothing": ("f(1)", [], None),
            "an assignment": ("x = f(1)", [], None),
            "nothing": ("", [], None),
        }
    ),
)
def test_what_a_cell_says_is_right_becomes_an_assert(
    text: str, outputs: list[Any], test: str | None
) -> None:
    assert as_assert(text, outputs) == test


def test_what_a_cell_prints_is_compared() -> None:
    test = as_assert("print(f(1))", [printed("2\n"), printed("oh\n", "stderr")])
    assert test is not None
    exec(test, {"f": lambda x: x + 1})
    with pytest.raises(AssertionError):
        exec(test, {"f": lambda x: x})


def test_a_cell_that_was_run_and_showed_nothing_gave_none() -> None:
    assert as_assert("f(1)", [], was_run=True) == "assert (f(1)) is None"
    assert as_assert("None", []) == "assert (None) is None"


def test_a_number_saved_before_numpy_2_is_shown_as_it_was_then() -> None:
    test = as_assert("np.mean([3, 4])", [shown("3.5")], has_numpy=True)
    assert test is not None and test.startswith("import numpy\nnumpy.set_printoptions(legacy=")
    assert "legacy" not in (as_assert("f()", [shown("np.float64(3.5)")], has_numpy=True) or "")


@pytest.mark.parametrize(
    ("text", "call"),
    cases(
        {
            "one function": ("def test(): pass", "test()"),
            "with parameters": ("def test(a, b): pass", "test(a, b)"),
            "with the notebook's names": ("def test(env): pass", "test(globals())"),
            "already called": ("def test(): pass\ntest()", None),
            "two functions": ("def a(): pass\ndef b(): pass", None),
            "no function": ("assert f(1)", None),
        }
    ),
)
def test_a_function_that_nothing_calls_is_called(text: str, call: str | None) -> None:
    assert with_call(text) == (text if call is None else f"{text}\n\n{call}")


@pytest.mark.parametrize(
    ("text", "is_called"),
    [
        ("'''A test.'''\nimport os\ndef test(): pass", True),
        ("def test(x): pass", False),
        ("x = 1\ndef test(): pass", False),
        ("class Test: pass", False),
    ],
)
def test_a_cell_that_is_one_function_alone_is_called(text: str, is_called: bool) -> None:
    assert with_lone_call(text).endswith("\n\ntest()") is is_called


@pytest.mark.parametrize(
    ("text", "open_"),
    [
        ("if __name__ == '__main__':\n    f()", "if True:\n    f()"),
        ('if "__main__" == __name__:\n    f()', "if True:\n    f()"),
        ("if __name__ == 'lab':\n    f()", "if __name__ == 'lab':\n    f()"),
        ("x = __name__ == '__main__'", "x = __name__ == '__main__'"),
    ],
)
def test_a_notebook_is_always_the_main_program(text: str, open_: str) -> None:
    assert without_guards(text) == open_


@pytest.mark.parametrize(
    ("line", "names"),
    cases(
        {
            "assert_equal": ("from nose.tools import assert_equal", ["assert_equal(1, 1)"]),
            "its short names": ("from nose.tools import ok_, eq_", ["ok_(1)", "eq_(1, 1)"]),
            "an alias": ("from nose.tools import assert_true as yes", ["yes(1)"]),
            "in a block": ("if True:\n    from nose.tools import assert_in", ["assert_in(1, [1])"]),
        }
    ),
)
def test_asserts_of_nose_are_unittest_s(line: str, names: list[str]) -> None:
    text = without_nose(line)
    assert "nose" not in text
    exec("\n".join([text, *names]), {})


def test_nose_s_asserts_fail_as_they_did() -> None:
    text = without_nose("from nose.tools import assert_almost_equal")
    with pytest.raises(AssertionError):
        exec(f"{text}\nassert_almost_equal(1.0, 1.1)", {})
    assert without_nose("import nose") == "import nose"


@pytest.mark.parametrize(
    ("text", "scratch"),
    [
        ("open('/tmp/a.txt')", "open('a.txt')"),
        ("open('/data/tmp/a')", "open('/data/tmp/a')"),
        ("x = (", "x = ("),
    ],
)
def test_files_below_tmp_are_the_process_s_own(text: str, scratch: str) -> None:
    assert with_scratch_paths(text) == scratch


@pytest.mark.parametrize(
    ("text", "names"),
    cases(
        {
            "an assignment": ("x, (y, *z) = 1, (2, 3)", {"x", "y", "z"}),
            "a change": ("x += 1", {"x"}),
            "what is taken away": ("del x", {"x"}),
            "definitions": ("def f(a): b = 1\nclass C: d = 1", {"f", "C"}),
            "imports": ("import a.b, c as d\nfrom e import f as g", {"a", "d", "g"}),
            "a loop": ("for i in r:\n    with o as p: pass", {"i", "p"}),
            "a lambda": ("f = lambda x: (y := x)", {"f"}),
            "what is only read": ("print(x)\nx[0] = y.z", set()),
        }
    ),
)
def test_names_that_statements_bind_where_they_stand(text: str, names: set[str]) -> None:
    assert bound_names(ast.parse(text).body) == names


def test_lines_inside_a_text_stay_where_they_are() -> None:
    assert indent("x = '''a\n  b\n'''\n\ny = 1") == "    x = '''a\n  b\n'''\n\n    y = 1"


STATEMENTS = st.lists(
    st.sampled_from(
        ["x = 1", "if x:\n    x = 2", "t = '''a\n b'''", "", "# note", "x += len('é')"]
    ),
    max_size=6,
)


@given(STATEMENTS)
def test_a_function_does_what_the_cell_does(statements: list[str]) -> None:
    code = "\n".join(["x = 0", "t = ''", *statements])
    in_cell: dict[str, Any] = {}
    exec(code, in_cell)
    inside: dict[str, Any] = {}
    exec(as_function("check", code, {"x", "t"}), inside)
    inside["check"]()
    assert (inside["x"], inside["t"]) == (in_cell["x"], in_cell["t"])


@pytest.mark.parametrize(
    ("code", "own", "text"),
    cases(
        {
            "nothing": ("", set(), "def t():\n    pass\n"),
            "only a comment": ("# note", set(), "def t():\n    # note\n    pass\n"),
            "a name of the notebook": ("x = 1", {"x"}, "def t():\n    global x\n    x = 1\n"),
            "a name of its own": ("y = 1", {"x"}, "def t():\n    y = 1\n"),
            "a name that a function in it calls global": (
                "n = 0\ndef f():\n    global n\n    n += 1",
                set(),
                "def t():\n    global n\n    n = 0\n    def f():\n        global n\n"
                "        n += 1\n",
            ),
        }
    ),
)
def test_a_test_is_a_function_in_which_the_notebook_s_names_are_global(
    code: str, own: set[str], text: str
) -> None:
    assert as_function("t", code, own) == text


def test_a_test_cell_is_the_body_of_a_function_as_in_a_notebook() -> None:
    taken = as_function(
        "t", "kept = mean\ndel mean\nmean = kept\ny = [x for x in kept]", {"mean", "z"}
    )
    assert "    global mean\n" in taken and "y" not in taken.split("\n")[1]
    assert "if True:" in without_guards('if __name__ == "__main__":\n    f()')
    assert without_guards("if __name__ == 'x':\n    f()") == "if __name__ == 'x':\n    f()"
    assert with_call("def a():\n    pass\n\na()") == "def a():\n    pass\n\na()"
    compile(taken, "t", "exec")
