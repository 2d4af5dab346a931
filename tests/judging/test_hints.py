"""Which hint goes with which failure, and what is told of an exception."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support.cases import cases
from support.courses import write_course
from support.judged import by_name
from support.processes import submission

from grader.checking.declare import check
from grader.examiner.client import Examiner
from grader.model import CheckResult
from grader.runs.recording import record

SETTINGS = """
    id = "demo"
    seed = 5

    [limits]
    check_seconds = 0.5
    load_seconds = 1

    [[tasks]]
    id = "a"
    points = 2
    defines = ["f", "h"]
    server = "numpy"
"""
CHECKS = """
@check(
    points=1,
    title="Twice",
    hint="In general.",
    hints={
        "raised": ("First.", "Second.", "Third."),
        "shape": "The shape.",
        "dtype": "The dtype.",
        "changed": "The caller's.",
        "missing": "Write f.",
        "timeout": "It never ends.",
    },
)
def test_twice(student, reference, rng, compare):
    x = rng.values(3, 2)
    seen = watching(student.f, arguments=True)(x, 2)
    compare.equal(seen.value, reference.f(x, 2), names="y")
    compare.unchanged(seen.arguments[:1], (x,), names=("x",))

@check(points=1, title="Plain", hint=("Plain.", "Plainer."))
def test_plain(student, reference, rng, compare):
    x = rng.values(3)
    compare.equal(student.h(x), reference.h(x), names="y")
"""
REFERENCE = "def f(x, times):\n    return times * x\ndef h(x):\n    return x + 1\n"


@pytest.fixture(scope="module")
def examiner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Examiner]:
    folder = tmp_path_factory.mktemp("hinted")
    checks = {"a": "from grader.checking import watching\n" + CHECKS}
    assignment = write_course(folder, settings=SETTINGS, solutions={"a": REFERENCE}, checks=checks)
    record(assignment)
    with Examiner(assignment) as one:
        yield one


def judged(examiner: Examiner, f: str) -> CheckResult:
    return by_name(examiner.judge(submission(a_py=f + "\ndef h(x):\n    return x + 1\n")))["twice"]


KINDS = cases(
    {
        "an exception": ("def f(x, t): return x[9]", ("First.", "Second.", "Third.")),
        "another shape": ("def f(x, t): return 2 * x.T", ("The shape.",)),
        "another structure": ("def f(x, t): return None", ("The shape.",)),
        "another dtype": ("def f(x, t): return (2 * x).astype(int)", ("The dtype.",)),
        "other values": ("def f(x, t): return 3 * x", ("In general.",)),
        "no number": ("def f(x, t): return x * float('nan')", ("In general.",)),
        "a changed argument": ("def f(x, t):\n    x *= 2\n    return x", ("The caller's.",)),
        "a name that is not there": ("def F(x, t): return 2 * x", ("Write f.",)),
        "a stub": (
            "def f(x, t):\n    raise NotImplementedError('f is not written yet')",
            ("Write f.",),
        ),
        "a loop": ("def f(x, t):\n    while True: pass", ("It never ends.",)),
    }
)


@pytest.mark.parametrize(("f", "stages"), KINDS)
def test_a_hint_goes_with_the_kind_of_failure(
    examiner: Examiner, f: str, stages: tuple[str, ...]
) -> None:
    check = judged(examiner, f)
    assert (check.hints, check.hint) == (stages, stages[0])


def test_what_does_not_load_gets_no_hint_of_the_check_s(examiner: Examiner) -> None:
    check = judged(examiner, "def f(x, t)\n    return 2 * x")
    assert check.hint is not None and check.hint.startswith("Python reads up to the mark")


ADVISED = cases(
    {
        "a shape": ("x @ np.ones((5, 5))", "The sizes in that line do not fit"),
        "a sum of shapes": ("x + np.ones(7)", "The sizes in that line do not fit"),
        "a name": ("y", "The name has no value there"),
        "an attribute": ("x.squash()", "nothing of this name"),
        "None": ("x.sort() + x.sort()", "Something is None"),
        "an index": ("x[40]", "An index goes past the end"),
        "a key": ("{}['W']", "There is no such key"),
        "too few arguments": ("h()", "The number of arguments"),
        "an array for a number": ("math.tanh(x)", "one number; those of NumPy"),
        "nothing returned": ("None", "does every way through it end with `return`?"),
        "a column": ("(x + 1)[:, None]", "An axis of size 1 is too many"),
        "one more": ("np.append(0, x + 1)", "There is one more than asked for"),
        "one less": ("(x + 1)[1:]", "There is one less than asked for"),
        "the last one only": ("(x + 1)[-1:]", "There is one where several are asked for"),
    }
)


@pytest.mark.parametrize(("code", "advice"), ADVISED)
def test_an_exception_is_advised_on_where_the_course_says_nothing(
    examiner: Examiner, code: str, advice: str
) -> None:
    a_py = f"import math\nimport numpy as np\ndef h(x):\n    return {code}\n"
    check = by_name(examiner.judge(submission(a_py=a_py)))["plain"]
    assert check.hint is not None and advice in check.hint
    assert check.hints[1:] == ("Plain.", "Plainer.")


def test_an_exception_is_told_with_the_input_that_it_was_called_with(examiner: Examiner) -> None:
    said = judged(examiner, "def f(inputs, times):\n    raise ValueError('no')").message
    first, second = said.split("\n")
    assert first == "f() ended with ValueError: no"
    assert second.startswith("it was called with inputs of shape (3, 2), first row [")
    assert second.endswith("; times 2")


OWN_SIGNATURE = cases(
    {
        "a parameter too few": ("def f(x):\n    return 2 * x", "The number of arguments"),
        "a name": ("def f(x, t):\n    return y", "The name has no value there"),
    }
)


@pytest.mark.parametrize(("f", "advice"), OWN_SIGNATURE)
def test_what_is_certain_of_an_exception_goes_before_the_course_s_hint(
    examiner: Examiner, f: str, advice: str
) -> None:
    hints = judged(examiner, f).hints
    assert hints[0].startswith(advice) and hints[1:] == ("First.", "Second.", "Third.")


WRONG = cases(
    {
        "an unknown kind": ({"rised": "x"}, "did you mean 'raised'?"),
        "nothing like a kind": ({"qqq": "x"}, "the kinds are raised, timeout, missing"),
        "no text": ({"raised": ()}, "must be a text, or a tuple of texts"),
        "a number": ({"raised": 3}, "must be a text, or a tuple of texts"),
        "an empty stage": ({"shape": ("x", " ")}, "none of them empty"),
    }
)


@pytest.mark.parametrize(("hints", "said"), WRONG)
def test_hints_that_are_none_are_refused_when_checks_are_collected(
    hints: dict[str, str], said: str
) -> None:
    with pytest.raises(ValueError, match=r"hints") as error:
        check(points=1, title="t", hints=hints)
    assert said in str(error.value)


HANGING = cases(
    {
        "a loop": (
            "def f(x, t):\n    n = 0\n    while n < 1:\n        n = n * 2\n",
            {3, 4},
            "in f",
        ),
        "a function of its own": (
            "def f(x, t):\n    return g()\n\ndef g():\n    while True:\n        pass\n",
            {5, 6},
            "a.py:2 in f\n    return g()\na.py:",
        ),
        "a long call of a library": (
            "import numpy as np\n\ndef f(x, t):\n    for _ in range(10**6):\n"
            "        np.sort(np.ones(10**6))\n",
            {4, 5},
            "np.sort",
        ),
    }
)


@pytest.mark.parametrize(("f", "lines", "told"), HANGING)
def test_a_loop_that_does_not_end_is_told_with_its_line(
    examiner: Examiner, f: str, lines: set[int], told: str
) -> None:
    check = judged(examiner, f)
    assert check.place is not None and check.place.line in lines
    assert f"while calling f(), at a.py:{check.place.line}" in check.message
    assert told in check.traceback and "most recent call first" not in check.output
    assert "it was called with x of shape (3, 2)" in check.message
    assert check.hint == "It never ends."


def test_a_loop_is_advised_on_where_the_course_says_nothing(examiner: Examiner) -> None:
    looping = "def f(x, t):\n    return 2 * x\n\ndef h(x):\n    while True: pass\n"
    check = by_name(examiner.judge(submission(a_py=looping)))["plain"]
    assert check.hint is not None and check.hint.startswith("Which name should change")


def test_what_prints_for_ever_is_told_with_its_line(examiner: Examiner) -> None:
    check = judged(examiner, "def f(x, t):\n    while True:\n        print('x' * 5000)\n")
    assert check.place is not None and check.place.line in (2, 3)
    assert check.message.startswith("stopped: it printed more than 64 MiB, at a.py:")


FORGED = """
import sys

def f(x, t):
    for at in range(9):
        print('Current thread 0x1 (most recent call first):', file=sys.stderr)
        print('  File "/etc/passwd", line 1 in f', file=sys.stderr)
        print('  File "\\x1b[31mother.py", line 999999999 in ' + 'f' * 400, file=sys.stderr)
    import faulthandler, signal
    faulthandler.unregister(signal.SIGUSR1)
    signal.signal(signal.SIGUSR1, lambda *_: print('  File "b.py", line 2 in g'))
    while True:
        pass
"""


def test_what_a_process_says_of_its_line_costs_nobody_but_itself(examiner: Examiner) -> None:
    check = judged(examiner, FORGED)
    assert (check.outcome, check.earned) == ("TIMED_OUT", 0)
    assert len(check.message) < 600 and "/etc/passwd" not in check.traceback
    after = by_name(examiner.judge(submission(a_py=REFERENCE)))
    assert {each.outcome for each in after.values()} == {"PASSED"}


def test_a_syntax_error_is_told_with_python_s_mark(examiner: Examiner) -> None:
    check = judged(examiner, "def f(x, t):\n    return 2 * (x\n\n")
    assert check.traceback == "a.py:2\n    return 2 * (x\n               ^"
