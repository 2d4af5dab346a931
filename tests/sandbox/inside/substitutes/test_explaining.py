"""Why student code failed, where what the grader forbids is the cause."""

from __future__ import annotations

import errno
import linecache
from collections.abc import Callable
from typing import Any

import pytest
from support.cases import cases
from support.processes import HOW, Student, task

from grader.sandbox.failures import StudentRaised
from grader.sandbox.inside.substitutes import forbidding
from grader.sandbox.inside.substitutes.explaining import explain, first_line, text_of


@pytest.fixture(autouse=True)
def own_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lines of `a.py` are forgotten again."""
    monkeypatch.setattr(linecache, "cache", dict(linecache.cache))


def caught(text: str, file: str = "a.py", **names: Any) -> BaseException:
    """What a file with that text raises."""
    linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
    try:
        exec(compile(text, file, "exec"), names)
    except BaseException as error:
        return error
    raise AssertionError("nothing was raised")


def denied() -> None:
    raise OSError(errno.EACCES, "Permission denied")


@pytest.mark.parametrize(
    "sentence",
    [
        forbidding.WRITING,
        forbidding.CHANGING,
        forbidding.NETWORK,
        forbidding.PROCESSES,
        forbidding.SIGNALS,
    ],
)
def test_what_was_forbidden_is_said_with_the_call_and_its_place(sentence: str) -> None:
    def tried() -> None:
        raise forbidding.Forbidden(sentence)

    error = caught(
        "def f():\n    return tool.tried(1)\nf()\n",
        tool=type("T", (), {"tried": lambda s: tried()}),
    )
    assert explain(error, {"a.py"}) is not None
    error = caught("x = tried()\n", tried=tried)
    assert explain(error, {"a.py"}) == f"{sentence} (tried, a.py:1)"
    assert explain(error, {"other.py"}) == sentence


@pytest.mark.parametrize(
    ("line", "words"),
    cases(
        {
            "in a function": ("def f():\n    np.save('a', 1)\nf()", "np.save in f, a.py:2"),
            "at the top": ("np.save('a', 1)", "np.save, a.py:1"),
            "with": ("with np.save('a', 1): pass", "a.py:1"),
        }
    ),
)
def test_what_the_kernel_refused_is_reading_where_nothing_says_otherwise(
    line: str, words: str
) -> None:
    class Library:
        @staticmethod
        def save(*args: Any) -> None:
            denied()

    said = explain(caught(f"{line}\n", np=Library), {"a.py"})
    assert said is not None
    assert said.startswith(forbidding.READING) and said.endswith(f"{words})")


@pytest.mark.parametrize(
    ("library", "sentence"),
    cases(
        {
            "multiprocessing": ("/usr/lib/multiprocessing/popen.py", forbidding.PROCESSES),
            "subprocess": ("/usr/lib/subprocess.py", forbidding.PROCESSES),
            "urllib": ("/usr/lib/urllib/request.py", forbidding.NETWORK),
            "asyncio": ("/usr/lib/asyncio/base_events.py", forbidding.NETWORK),
            "another": ("/usr/lib/json/decoder.py", forbidding.READING),
        }
    ),
)
def test_what_was_meant_is_told_by_the_library_that_it_came_through(
    library: str, sentence: str
) -> None:
    names: dict[str, Any] = {"denied": denied}
    exec(compile("def start():\n    denied()\n", library, "exec"), names)
    said = explain(caught("start()\n", start=names["start"]), {"a.py"})
    assert said == f"{sentence} (start, a.py:1)"


def test_a_cause_that_was_wrapped_is_found() -> None:
    text = "try:\n    denied()\nexcept OSError as e:\n    raise ValueError('cannot load') from e\n"
    said = explain(caught(text, denied=denied), {"a.py"})
    assert said is not None and said.startswith(forbidding.READING)
    text = "try:\n    denied()\nexcept OSError:\n    {}['x']\n"
    assert explain(caught(text, denied=denied), {"a.py"}) is not None


def test_causes_that_go_round_in_a_circle_end() -> None:
    first, second = ValueError("a"), ValueError("b")
    first.__cause__, second.__cause__ = second, first
    assert explain(first, set()) is None


@pytest.mark.parametrize(
    "error",
    cases(
        {
            "any other": ValueError("no"),
            "a file that is not there": FileNotFoundError(errno.ENOENT, "No such file"),
            "words about a dtype, as usual": ValueError("setting an array element with a dtype"),
            "nothing": KeyError(),
            "words of ours that it says itself": ValueError(forbidding.WRITING),
        }
    ),
)
def test_what_is_the_student_s_own_error_has_no_such_reason(error: BaseException) -> None:
    assert explain(error, {"a.py"}) is None


def test_a_library_in_c_says_it_in_its_text_alone() -> None:
    said = explain(RuntimeError("File 'x.pt' cannot be opened: Permission denied"), set())
    assert said == forbidding.READING


class Evil(Exception):
    def __str__(self) -> str:
        raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("error", "line"),
    cases(
        {
            "words": (ValueError("no"), "ValueError: no"),
            "lines": (ValueError("\n no\nmore"), "ValueError: no"),
            "very long": (ValueError("x" * 999), f"ValueError: {'x' * 200}"),
            "no words": (ValueError(), "ValueError"),
            "only space": (ValueError(" \n"), "ValueError"),
            "words that raise": (Evil(), "Evil: its text could not be read"),
        }
    ),
)
def test_an_error_in_one_line(error: BaseException, line: str) -> None:
    assert first_line(error) == line
    assert isinstance(text_of(error), str)


@pytest.mark.parametrize(
    "set_it",
    cases(
        {
            "a dtype": "torch.set_default_dtype(torch.float64)",
            "a type": "torch.set_default_tensor_type(torch.DoubleTensor)",
        }
    ),
)
@pytest.mark.parametrize(
    ("how", "layer"), [*((how, "RNN") for how in HOW), ("forked", "RNNCell"), ("forked", "Linear")]
)
def test_a_default_dtype_that_the_work_set_is_named_where_it_is_in_the_way(
    open_: Callable[..., Student], set_it: str, layer: str
) -> None:
    text = f"""
        import torch
        {set_it}
        def f():
            return torch.nn.{layer}(2, 2)(torch.zeros(1, 2, dtype=torch.float32))
    """
    student = open_(text, tasks=(task(server="torch"),))
    with pytest.raises(StudentRaised) as caught:
        student.call()
    assert "the default dtype is torch.float64 here" in caught.value.raised.text
