"""A student process, however it is started.

It answers, and whatever it does ends as an outcome of the student's.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from support.cases import cases
from support.processes import LIMITS, Student, task

from grader.model import Opaque, Outcome
from grader.sandbox.failures import StudentRaised, StudentStopped
from grader.sandbox.starting.launchers import Launcher
from grader.wire.encoding import encode
from grader.wire.frames import frame
from grader.wire.messages import Answer, Ask, Finished, Raised, Ready, pack


def test_it_says_its_versions_and_level_and_what_was_handed_in(
    open_: Callable[..., Student], how: str
) -> None:
    student = open_("import os\n\ndef f():\n    return 1\n")
    assert student.process.level == ("standard" if how == "locked" else "process")
    assert student.process.versions["numpy"] == np.__version__
    found = student.survey["a"]
    assert (found.form, found.name, found.places["f"].line, found.uses) == ("file", "a.py", 3, ())


def test_nothing_that_was_handed_in_runs_while_it_is_surveyed(
    launchers: Callable[[str, str], Launcher], how: str
) -> None:
    student = Student(
        launchers(how, "numpy"), (task(),), {"a_py": "print('ran')\n\ndef f():\n    return 1\n"}
    )
    assert student.process.take_output() == ""
    student.begin("a")
    assert student.call() == 1 and student.process.take_output() == "ran\n"
    student.process.kill()


def test_a_call_gives_a_value_made_of_plain_data(open_: Callable[..., Student]) -> None:
    student = open_(
        "def f(x, *, scale=1):\n    return {'sum': x.sum() * scale, 'same': [x, (x > 1)]}\n"
    )
    given = student.call(np.arange(4.0), scale=2)
    assert given["sum"] == 12.0 and given["same"][1].tolist() == [False, False, True, True]


@pytest.mark.parametrize(
    "value",
    cases(
        {
            "too many values": "list(range(20_000))",
            "too long a text": "'x' * 2_000_000",
            "too large an array": "np.zeros(70 << 17)",
            "nested too deeply": "eval('[' * 20 + ']' * 20)",
        }
    ),
)
def test_a_value_too_large_for_the_wire_arrives_as_its_description(
    open_: Callable[..., Student], value: str
) -> None:
    student = open_(f"import numpy as np\n\ndef f():\n    return {value}\n")
    given = student.call()
    assert isinstance(given, Opaque) and given.description
    assert student.finish() == ((), ())


RAISING = """
    import numpy as np

    def f(how):
        return inner(how)

    def inner(how):
        if how == "numpy":
            return np.linalg.inv(np.zeros((2, 2)))
        if how == "exit":
            raise SystemExit(3)
        if how == "memory":
            return [bytearray(1 << 24) for _ in range(1000)]
        if how == "array":
            return np.ones(10**10)
        if how == "recursion":
            return inner(how)
        if how == "interrupt":
            raise KeyboardInterrupt
        if how == "no text":
            raise Speechless
        if how == "input":
            return input("name? ")

    class Speechless(Exception):
        def __str__(self):
            raise ValueError
"""


@pytest.mark.parametrize(
    ("kind_of", "kind", "line"),
    cases(
        {
            "inside a library": ("numpy", "LinAlgError", 9),
            "sys.exit": ("exit", "SystemExit", 11),
            "memory": ("memory", "MemoryError", 13),
            "one array too large": ("array", "MemoryError", 15),
            "an interrupt of its own": ("interrupt", "KeyboardInterrupt", 19),
            "an exception that cannot say what it is": ("no text", "Speechless", 21),
            "asking the keyboard": ("input", "EOFError", 23),
        }
    ),
)
def test_what_it_raises_comes_with_the_student_s_own_lines_only(
    open_: Callable[..., Student], kind_of: str, kind: str, line: int
) -> None:
    student = open_(RAISING)
    with pytest.raises(StudentRaised) as caught:
        student.call(kind_of)
    raised = caught.value.raised
    assert (raised.kind, raised.file, raised.line, raised.while_loading) == (
        kind,
        "a.py",
        line,
        False,
    )
    assert raised.traceback.startswith("a.py:5 in f\n    return inner(how)")
    assert all(entry.startswith(("a.py:", "    ")) for entry in raised.traceback.splitlines())
    assert student.finish() == ((), ())


def test_endless_recursion_is_told_at_a_line_of_the_student_s(
    open_: Callable[..., Student],
) -> None:
    """Which line meets the limit depends on what else is on the stack.

    A tracer is, when coverage is measured.
    """
    student = open_(RAISING)
    with pytest.raises(StudentRaised) as caught:
        student.call("recursion")
    raised = caught.value.raised
    assert (raised.kind, raised.file, raised.while_loading) == ("RecursionError", "a.py", False)
    assert "a.py:17" in raised.traceback


def test_after_an_exception_the_process_answers_on(open_: Callable[..., Student]) -> None:
    student = open_("def f(x):\n    return 1 / x\n")
    with pytest.raises(StudentRaised, match="ZeroDivisionError: division by zero"):
        student.call(0)
    assert student.call(2) == 0.5


@pytest.mark.parametrize(
    ("body", "outcome", "sentence"),
    cases(
        {
            "loops": (
                "while True: pass",
                Outcome.TIMED_OUT,
                "stopped after 1 s of CPU time while calling f()",
            ),
            "leaves": ("os._exit(3)", Outcome.CRASHED, "exit code 3 while calling f()"),
            "crashes": (
                "ctypes.string_at(0)",
                Outcome.CRASHED,
                "ended by SIGSEGV while calling f()",
            ),
            "swallows everything and loops": (
                "\n    while True:\n        try:\n            while True: pass"
                "\n        except BaseException: pass",
                Outcome.TIMED_OUT,
                "1 s of CPU time",
            ),
        }
    ),
)
def test_a_process_that_does_not_come_back_is_stopped_and_the_sentence_says_how(
    open_: Callable[..., Student], body: str, outcome: Any, sentence: str
) -> None:
    student = open_(f"import ctypes, os\n\ndef f():\n    print('so far')\n    {body}\n")
    with pytest.raises(StudentStopped) as caught:
        student.call()
    assert (caught.value.outcome, student.process.alive) == (outcome, False)
    assert sentence in caught.value.sentence
    if "_exit" not in body:
        assert student.process.take_output() in ("so far\n", "")


@pytest.mark.parametrize("how", ["forked"])
def test_a_process_that_only_waits_is_stopped_by_the_wall_clock(
    open_: Callable[..., Student], how: str
) -> None:
    student = open_("import time\n\ndef f():\n    time.sleep(1000)\n")
    with pytest.raises(
        StudentStopped,
        match=f"stopped after waiting {LIMITS.wall_seconds(LIMITS.check_seconds):g} s",
    ) as caught:
        student.call()
    assert caught.value.outcome is Outcome.TIMED_OUT


def test_what_is_printed_above_the_cap_is_counted_and_not_kept(
    open_: Callable[..., Student],
) -> None:
    student = open_(
        "import sys\n\ndef f(n):\n    print('x' * n, end='')\n    sys.stderr.write('end')\n   "
        " return 1\n"
    )
    assert student.call(1_000_000) == 1
    student.finish()
    text = student.process.take_output()
    kept = LIMITS.output_kib << 10
    assert text[:kept] == "x" * kept
    assert text[kept:] == f"\n… {1_000_003 - kept:,} more bytes were printed and not kept"
    student.begin("a")
    student.call(0)
    assert student.process.take_output() == "end"


def test_threads_that_answers_leave_behind_are_counted_between_answers(
    open_: Callable[..., Student],
) -> None:
    student = open_("""
        import _thread, time

        _thread.stack_size(1 << 16)

        def f():
            for _ in range(12):
                _thread.start_new_thread(time.sleep, (1000,))
            time.sleep(0.01)  # else memory for threads is used up before they are counted again
            return 1
    """)
    with pytest.raises(StudentStopped, match="more than 64 threads"):
        for _ in range(1_000):
            student.call()


def test_a_thread_that_threading_does_not_know_is_a_changed_setting(
    open_: Callable[..., Student],
) -> None:
    student = open_("""
        import _thread, time

        def f():
            running = _thread.allocate_lock()
            running.acquire()
            _thread.start_new_thread(lambda: (running.release(), time.sleep(1000)), ())
            running.acquire()
    """)
    student.call()
    assert student.finish() == (("running threads",), ("running threads",))


def test_a_process_that_prints_without_end_is_stopped(open_: Callable[..., Student]) -> None:
    student = open_("import os\n\ndef f():\n    while True: os.write(1, b'x' * 65536)\n")
    with pytest.raises(StudentStopped, match="stopped: it printed more than 64 MiB") as caught:
        student.call()
    assert (
        caught.value.outcome is Outcome.CRASHED
        and len(student.process.take_output()) < (LIMITS.output_kib + 1) << 10
    )


def test_bytes_that_are_no_text_may_be_printed(open_: Callable[..., Student]) -> None:
    student = open_("import os\n\ndef f():\n    os.write(1, b'\\xff\\x00ok')\n    return 1\n")
    assert student.call() == 1 and student.process.take_output().endswith("ok")


FORGING = """
    import fcntl, os, stat

    def frames():
        for fd in range(3, 200):
            try:
                mode = os.fstat(fd).st_mode
            except OSError:
                continue
            writable = fcntl.fcntl(fd, fcntl.F_GETFL) & os.O_ACCMODE
            if writable and (stat.S_ISSOCK(mode) or stat.S_ISFIFO(mode)):
                return fd

    def f(raw):
        os.write(frames(), raw)
        return 1
"""


@pytest.mark.parametrize(
    "raw",
    cases(
        {
            "noise": b"\xff" * 100,
            "an empty frame": frame(b""),
            "a value that is no message": frame(encode([1, 2])),
            "a message that does not exist": frame(encode(("Exit", 1))),
            "a message the wrong way": frame(pack(Ask(1, "call", 0, "f", (), {}, {}, 0, True))),
            "ready again": frame(pack(Ready("standard", {}))),
            "the end of the check": frame(pack(Finished(1, (), (), ()))),
            "the answer to another check": frame(pack(Answer(7, 1, {}))),
            "an exception of another check": frame(pack(Raised(7, "E", "", "", 0, "", False))),
            "an answer and something after it": frame(pack(Answer(1, 1, {})) + b"N"),
            "a length above the ceiling": b"\x7f\xff\xff\xff",
        }
    ),
)
def test_a_frame_that_breaks_the_rules_ends_the_process_as_crashed(
    open_: Callable[..., Student], raw: Any
) -> None:
    student = open_(FORGING)
    with pytest.raises(StudentStopped, match="broke the wire") as caught:
        student.call(raw)
    assert (caught.value.outcome, student.process.alive) == (Outcome.CRASHED, False)


def test_a_forged_answer_is_only_an_answer_and_is_found_out_at_the_end_of_the_check(
    open_: Callable[..., Student],
) -> None:
    student = open_(FORGING)
    assert student.call(frame(pack(Answer(1, "forged", {})))) == "forged"
    with pytest.raises(StudentStopped, match="sent Answer at the end of a check"):
        student.finish()


def test_frames_that_are_closed_end_the_process(open_: Callable[..., Student]) -> None:
    student = open_(
        FORGING + "\n    def g():\n        os.closerange(3, 200)\n", tasks=(task("a", "f", "g"),)
    )
    with pytest.raises(StudentStopped) as caught:
        student.ask("call", "g")
    assert caught.value.outcome is Outcome.CRASHED


def test_what_goes_wrong_without_being_waited_for_comes_with_the_next_answer(
    open_: Callable[..., Student],
) -> None:
    student = open_("def f():\n    return 1\n")
    assert student.ask("build", "Linear", 2, 2, number=90, wait=False) is None
    for _ in range(2):
        with pytest.raises(StudentRaised, match="has no torch"):
            student.call()
    student.finish()
    student.begin("a")
    assert student.call() == 1


def test_the_end_of_a_killed_process_is_no_crash_of_the_next(open_: Callable[..., Student]) -> None:
    first, second = open_("def f():\n    return 1\n"), open_("def f():\n    return 2\n")
    first.process.kill()
    assert not first.process.alive and second.call() == 2


def test_a_first_training_step_leaves_the_process_as_it_was(open_: Callable[..., Student]) -> None:
    student = open_(
        """
        import torch

        def f():
            layer = torch.nn.Linear(2, 2)
            optimizer = torch.optim.Adam(layer.parameters())
            layer(torch.ones(1, 2)).sum().backward()
            optimizer.step()
        """,
        tasks=(task(server="torch"),),
    )
    assert student.call() is None and student.finish() == ((), ())
