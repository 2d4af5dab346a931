"""Every way that a submission can end a check, with a real examiner.

The outcome, the sentence, the points.
"""

from __future__ import annotations

from textwrap import indent
from typing import Any

import pytest
from support.cases import cases
from support.judged import F, G, by_name
from support.processes import submission

from grader.examiner.client import Examiner
from grader.model import Assignment, Blame, Level, Outcome, TaskStatus
from grader.runs.one import judge_or_hold
from grader.runs.recording import reference_submission


def test_what_is_right_passes_and_earns(examiner: Examiner, assignment: Assignment) -> None:
    result = examiner.judge(reference_submission(assignment))
    assert {check.outcome for check in result.checks} == {Outcome.PASSED}
    assert (result.earned, result.held, result.undecided) == (4, False, 0)
    assert result.seeds.visible == 5 and result.seeds.hidden == 6
    assert result.level is not None and result.versions.numpy


NOISE = """
    import os

    def f(x):
        for fd in range(3, 99):
            try:
                os.write(fd, bytes([255] * 99))
            except OSError:
                pass
"""
OUR_NAME = """
    class NotAVerb(Exception):
        pass

    def f(x):
        raise NotAVerb("x")
"""
UNWRITTEN = "def f(x):\n    raise NotImplementedError('f is not written yet')\n"
HUGE = "import numpy as np\ndef f(x):\n    return np.ones(10**9).sum()\n"
SEGFAULT = "import ctypes\ndef f(x):\n    ctypes.string_at(0)\n"
FORBIDDEN = "import scipy\ndef f(x):\n    return scipy.twice(x)\n"
FAILED, RAISED, TIMED_OUT, OUT_OF_MEMORY, CRASHED = list(Outcome)[1:6]
# A file a.py, the outcome of its first check, and what is said of it.
ENDS = cases(
    {
        "a wrong structure": (
            "def f(x):\n    return [x]\n",
            FAILED,
            "expected the number 0.0000, got a list of 1 item",
        ),
        "nothing given back": (
            "def f(x):\n    x * 2\n",
            FAILED,
            "expected the number 0.0000, got None",
        ),
        "another name": ("def F(x):\n    return 2 * x\n", FAILED, "a.py does not define f"),
        "what the task forbids": (FORBIDDEN, FAILED, "a.py:3 uses scipy.twice. NumPy only."),
        "an exception": ("def f(x):\n    return x[0]\n", RAISED, "f() ended with TypeError"),
        "an exception that bears one of our names": (
            OUR_NAME,
            RAISED,
            "f() ended with NotAVerb: x",
        ),
        "a stub": (UNWRITTEN, RAISED, "f is not written yet"),
        "a syntax error": (
            "def f(x)\n    return x\n",
            RAISED,
            "loading a.py ended with SyntaxError",
        ),
        "an exception while loading": (
            "1 / 0\n" + F,
            RAISED,
            "loading a.py ended with ZeroDivisionError",
        ),
        "sys.exit while loading": (
            "import sys\nsys.exit()\n" + F,
            RAISED,
            "loading a.py ended with SystemExit",
        ),
        "a loop": (
            "def f(x):\n    while 1: pass\n",
            TIMED_OUT,
            "stopped after 0.5 s of CPU time while calling f()",
        ),
        "a loop while loading": (
            "while 1: pass\n" + F,
            TIMED_OUT,
            "stopped after 1 s of CPU time while loading a.py",
        ),
        "one array too large": (HUGE, OUT_OF_MEMORY, "f() ended with"),
        "one text too large": (
            "def f(x):\n    'x' * 10**9\n",
            OUT_OF_MEMORY,
            "f() ended with MemoryError",
        ),
        "leaving": (
            "import os\ndef f(x):\n    os._exit(4)\n",
            CRASHED,
            "exit code 4 while calling f()",
        ),
        "leaving while loading": (
            "import os\nos._exit(4)\n" + F,
            CRASHED,
            "exit code 4 while loading a.py",
        ),
        "a segfault": (SEGFAULT, CRASHED, "ended by SIGSEGV while calling f()"),
        "noise on every descriptor": (NOISE, CRASHED, "broke the wire"),
    }
)


@pytest.mark.parametrize(("a_py", "outcome", "message"), ENDS)
def test_whatever_one_task_does_the_next_one_is_judged_as_if_it_had_not_been(
    examiner: Examiner, a_py: Any, outcome: Any, message: Any
) -> None:
    result = examiner.judge(submission(a_py=a_py, b_py=G))
    first = by_name(result)["f"]
    assert first.outcome is outcome and message in first.message
    assert (first.earned == 0 and first.place is None) or first.place.file == "a.py"
    assert by_name(result)["g"].outcome is Outcome.PASSED
    assert (result.earned, result.held, result.tasks[0].status) == (1, False, TaskStatus.GRADED)
    rest = {by_name(result)[name].outcome for name in ("twice", "secret")}
    assert rest == {Outcome.BLOCKED}
    blames = {name: check.blame for name, check in by_name(result).items()}
    assert blames == dict.fromkeys(("f", "twice", "secret"), Blame.STUDENT) | {"g": None}
    assert [task.blame for task in result.tasks] == [None, None]


def test_a_broken_rule_is_told_once_and_blocks_the_rest_of_its_task(examiner: Examiner) -> None:
    result = by_name(examiner.judge(submission(a_py=FORBIDDEN, b_py=G)))
    assert [result[name].outcome for name in ("f", "twice", "secret", "g")] == [
        Outcome.FAILED,
        Outcome.BLOCKED,
        Outcome.BLOCKED,
        Outcome.PASSED,
    ]
    assert (
        result["twice"].message == "not run: a.py:3 uses scipy.twice, see “f answers with a number”"
    )


def test_what_needed_a_failed_check_says_which(examiner: Examiner) -> None:
    result = by_name(examiner.judge(submission(a_py="def f(x): ...\n")))
    assert (
        result["twice"].message
        == "not run: it needs “f answers with a number” (a::f), which did not pass"
    )
    assert (result["twice"].outcome, result["twice"].earned) == (Outcome.BLOCKED, 0)


def test_a_wrong_value_fails_its_checks_only_with_place_hint_and_difference(
    examiner: Examiner,
) -> None:
    result = examiner.judge(submission(a_py="x = 1\n\ndef f(x):\n    return 3.0 * x\n", b_py=G))
    checks = by_name(result)
    assert (checks["f"].outcome, checks["twice"].outcome, result.earned) == (
        Outcome.PASSED,
        Outcome.FAILED,
        1,
    )
    assert checks["twice"].message == "y: expected 6.0000, got 9.0000"
    assert (checks["twice"].place.file, checks["twice"].place.line) == ("a.py", 3)
    assert (checks["twice"].hint, checks["twice"].difference.got) == (
        "Twice is times two.",
        "9.0000",
    )


def test_an_exception_is_told_with_the_student_s_lines(examiner: Examiner) -> None:
    check = by_name(
        examiner.judge(
            submission(a_py="def f(x):\n    return g(x)\n\ndef g(x):\n    return x[0]\n")
        )
    )["f"]
    assert (check.place.file, check.place.line) == ("a.py", 5)
    assert check.traceback.splitlines()[0] == "a.py:2 in f"


def test_what_was_not_handed_in_is_not_submitted_and_no_zero(examiner: Examiner) -> None:
    result = examiner.judge(submission(b_py=G))
    task = result.tasks[0]
    assert (task.status, task.earned, task.possible) == (TaskStatus.NOT_SUBMITTED, None, 3)
    assert {(check.outcome, check.earned, check.blame) for check in task.checks} == {
        (Outcome.NOT_SUBMITTED, None, None)
    }
    assert (result.earned, result.held) == (1, False)


def test_an_empty_file_was_handed_in_and_is_a_zero(examiner: Examiner) -> None:
    result = examiner.judge(submission(a_py="", b_py=G))
    assert (result.tasks[0].status, result.tasks[0].earned) == (TaskStatus.GRADED, 0)


def test_a_slip_in_a_check_holds_the_grade_and_is_nobody_s_zero(examiner: Examiner) -> None:
    result = examiner.judge(submission(a_py="def f(x):\n    return 7.0\n", b_py=G))
    check = by_name(result)["twice"]
    assert (check.outcome, check.earned, check.blame) == (Outcome.GRADER_FAULT, None, Blame.COURSE)
    assert [task.blame for task in result.tasks] == [Blame.COURSE, None]
    assert "KeyError in the check itself: 'a slip in the check' (test_a.py:" in check.message
    assert (result.tasks[0].status, result.tasks[0].earned) == (TaskStatus.HELD, None)
    assert (result.held, result.earned, result.tasks[1].earned) == (True, None, 1)


def test_what_a_check_s_code_printed_stands_at_that_check(examiner: Examiner) -> None:
    printing = "print('top')\ndef f(x):\n    print('called', x)\n    return 2.0 * x\n"
    result = examiner.judge(submission(a_py=printing, b_py=G))
    outputs = {name: check.output for name, check in by_name(result).items()}
    assert outputs == {
        "f": "top\ncalled 1.0\n",
        "twice": "called 3.0\n",
        "secret": "called 4.0\n",
        "g": "",
    }


def test_a_changed_global_setting_does_not_reach_the_next_task(examiner: Examiner) -> None:
    spoils = "import numpy as np\ndef f(x):\n    np.seterr(divide='raise')\n    return 2.0 * x\n"
    looks = "import numpy as np\ndef g(x):\n    return x + (np.geterr()['divide'] == 'warn')\n"
    result = by_name(examiner.judge(submission(a_py=spoils, b_py=looks)))
    assert (result["f"].outcome, result["g"].outcome) == (Outcome.PASSED, Outcome.PASSED)


def test_nor_does_it_reach_the_next_check_of_the_same_task(examiner: Examiner) -> None:
    once = (
        "import numpy as np\ndef f(x):\n    if np.geterr()['divide'] == 'raise':\n        return"
        " 0.0\n"
    )
    result = by_name(
        examiner.judge(
            submission(a_py=once + "    np.seterr(divide='raise')\n    return 2.0 * x\n")
        )
    )
    assert {result[name].outcome for name in ("f", "twice", "secret")} == {Outcome.PASSED}


def test_hidden_checks_run_last_and_the_first_failure_can_stop(examiner: Examiner) -> None:
    counts = (
        "import builtins\nbuiltins.calls = getattr(builtins, 'calls', 0) + 1\n"
        "print(builtins.calls)\n"
    )
    counting = {
        "a_py": "def f(x):\n" + indent(counts, "    ") + "    return 2.0 * x\n",
        "b_py": "def g(x):\n" + indent(counts, "    ") + "    return x + 1\n",
    }
    ran = sorted(
        examiner.judge(submission(**counting)).checks,
        key=lambda check: int(check.output.split()[0]),
    )
    assert [check.id for check in ran] == ["a::f", "a::twice", "b::g", "a::secret"]
    work = submission(a_py="def f(x): ...\n", b_py=G)
    result = examiner.judge(work, stop_first=True)
    assert [check.id for check in result.checks] == ["a::f"]


def test_what_a_hidden_check_asked_cannot_come_out_through_a_visible_one(
    examiner: Examiner,
) -> None:
    keeps = (
        "import builtins\nbuiltins.seen = []\ndef f(x):\n    builtins.seen.append(x)\n    return"
        " 2.0 * x\n"
    )
    tells = (
        "import builtins\ndef g(x):\n    raise ValueError(str(getattr(builtins, 'seen', None)))\n"
    )
    result = by_name(examiner.judge(submission(a_py=keeps, b_py=tells)))
    assert result["secret"].outcome is Outcome.PASSED and result["secret"].hidden
    assert "4.0" not in result["g"].message


def test_only_the_tasks_asked_for_are_judged(examiner: Examiner) -> None:
    result = examiner.judge(submission(a_py=F, b_py=G), tasks=("b",))
    assert [task.id for task in result.tasks] == ["b"] and result.earned == 1


def test_a_grade_can_be_run_again(examiner: Examiner) -> None:
    """Equal work gives equal results, but for the clock."""
    work = submission(
        a_py="import random\ndef f(x):\n    return 2.0 * x + random.random()\n", b_py=G
    )
    first, second = (
        [
            (check.id, check.outcome, check.message, check.difference)
            for check in examiner.judge(work).checks
        ]
        for _ in range(2)
    )
    assert first == second


KILLS_ITS_SERVER = "import os\ndef f(x):\n    os.kill(os.getppid(), 9)\n    while 1: pass\n"
KILLS_ITSELF = "import os\ndef f(x):\n    os.kill(os.getpid(), 9)\n"


@pytest.mark.parametrize(
    ("a_py", "spawn"),
    cases(
        {
            "kills itself": (KILLS_ITSELF, False),
            "kills itself, spawned": (KILLS_ITSELF, True),
            "kills its server": (KILLS_ITS_SERVER, False),
        }
    ),
)
def test_a_submission_that_kills_does_not_spoil_the_next(
    assignment: Assignment, a_py: Any, spawn: bool
) -> None:
    """Without the kernel's locks it can; then its own result is held at worst."""
    with Examiner(assignment, spawn=spawn, level=Level.PROCESS) as examiner:
        result = judge_or_hold(examiner, submission(a_py=a_py, b_py=G), assignment)
        assert result.held or by_name(result)["f"].outcome in (Outcome.CRASHED, Outcome.RAISED)
        assert examiner.judge(reference_submission(assignment)).earned == 4
