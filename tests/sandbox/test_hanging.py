"""Where a process was at work when it took too long, read from what faulthandler wrote."""

from __future__ import annotations

import pytest
from support.cases import cases

from grader.model import Place
from grader.sandbox.hanging import MAX_FRAMES, holds_answer, read_where

FILES = (("a.py", b"def f():\n    while True:\n        pass  # \xff\n"), ("b.py", b"x = 1\n"))


def thread(*frames: tuple[str, int, str], current: bool = False) -> str:
    head = "Current thread" if current else "Thread"
    lines = "".join(f'  File "{file}", line {line} in {name}\n' for file, line, name in frames)
    return f"{head} 0x00007f0000000000 (most recent call first):\n{lines}\n"


@pytest.mark.parametrize(
    ("written", "answer"),
    cases(
        {
            "nothing": (b"", False),
            "what was printed": (b"step 1\nstep 2\n", False),
            "a head alone": (b"Current thread 0x1 (most recent call first):\n", False),
            "a thread": (thread(("a.py", 3, "f")).encode(), True),
            "behind what was printed": (b"step 1\n" + thread(("a.py", 3, "f")).encode(), True),
        }
    ),
)
def test_an_answer_is_a_thread_with_its_lines(written: bytes, answer: bool) -> None:
    assert holds_answer(written) is answer


def test_the_innermost_line_of_the_student_s_is_the_place() -> None:
    written = thread(
        ("/usr/lib/python3.11/threading.py", 9, "wait"),
        ("a.py", 3, "f"),
        ("b.py", 1, "<module>"),
        ("/venv/grader/student_main.py", 50, "main"),
        current=True,
    )
    where = read_where(written.encode(), FILES)
    assert where is not None and where.place == Place(file="a.py", line=3)
    assert where.traceback == (
        "b.py:1 in <module>\n    x = 1\na.py:3 in f\n    pass  # \N{REPLACEMENT CHARACTER}"
    )


@pytest.mark.parametrize(
    "file",
    ["/usr/lib/a.py", "C:\\lib\\a.py", "\\\\server\\a.py", "<string>", "<frozen importlib>"],
)
def test_lines_of_libraries_are_nobody_s(file: str) -> None:
    assert read_where(thread((file, 3, "f"), current=True).encode(), FILES) is None


def test_the_thread_that_was_asked_comes_first_where_it_is_the_student_s() -> None:
    other, asked = thread(("b.py", 1, "g")), thread(("a.py", 2, "f"), current=True)
    where = read_where((other + asked).encode(), FILES)
    assert where is not None and where.place.file == "a.py"
    library = thread(("/usr/lib/x.py", 2, "f"), current=True)
    where = read_where((other + library).encode(), FILES)
    assert where is not None and where.place.file == "b.py"


@pytest.mark.parametrize(
    ("frame", "text"),
    cases(
        {
            "a file that was not handed in": (("c.py", 1, "f"), "c.py:1 in f"),
            "a line that is not there": (("b.py", 2, "f"), "b.py:2 in f"),
            "line 0": (("b.py", 0, "f"), "b.py:0 in f"),
            "a cell": (("n.ipynb cell 3", 7, "f"), "n.ipynb cell 3:7 in f"),
        }
    ),
)
def test_a_line_that_cannot_be_shown_is_named(frame: tuple[str, int, str], text: str) -> None:
    where = read_where(thread(frame).encode(), FILES)
    assert where is not None and where.traceback == text


def test_of_many_calls_the_innermost_are_shown() -> None:
    frames = [("b.py", 1, f"f{depth}") for depth in range(100)]
    where = read_where(thread(*frames).encode(), FILES)
    assert where is not None
    heads = [line for line in where.traceback.split("\n") if line.startswith("b.py")]
    assert len(heads) == MAX_FRAMES and heads[-1] == "b.py:1 in f0"


@pytest.mark.parametrize("written", [b"", b"\xff\xfe", b"Thread ", thread().encode()])
def test_what_is_no_answer_says_nothing(written: bytes) -> None:
    assert read_where(written, FILES) is None
