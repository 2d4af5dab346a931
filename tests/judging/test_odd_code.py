"""Code that is odder than wrong.

Whatever it does to its own process, no grade is held and the next task is judged.
"""

from __future__ import annotations

from typing import Any

import pytest
from support.cases import cases
from support.judged import G, by_name
from support.processes import submission

from grader.examiner.client import Examiner
from grader.model import Outcome

ODD_ANSWERS = {
    "a generator": "def f(x):\n    yield 1\n",
    "a coroutine": "async def f(x):\n    return 1\n",
    "itself": "def f(x):\n    return f\n",
    "a module": "import os\ndef f(x):\n    return os\n",
    "an array of objects": "import numpy as np\ndef f(x):\n    return np.array([object()])\n",
    "a date": "import numpy as np\ndef f(x):\n    return np.datetime64('2020-01-01')\n",
    "more digits than a float has": (
        "import numpy as np\ndef f(x):\n    return np.longdouble(2) * x\n"
    ),
    "nothing but masks": "import numpy as np\ndef f(x):\n    return np.ma.masked\n",
    "a huge number": "def f(x):\n    return 10**4000\n",
    "a list without end": (
        "class L(list):\n    def __iter__(self):\n        while True: yield 1\ndef f(x):\n   "
        " return L([1])\n"
    ),
    "a dict that leaves": (
        "class D(dict):\n    def items(self): raise SystemExit\ndef f(x):\n    return D(a=1)\n"
    ),
    "an int that cannot be compared": (
        "class I(int):\n    def __lt__(self, other): raise ValueError\n    __le__ = __gt__ = __ge__"
        " = __lt__\ndef f(x):\n    return I(10**30)\n"
    ),
    "an object that denies its class": (
        "class E:\n    @property\n    def __class__(self): raise KeyboardInterrupt\ndef f(x):\n   "
        " return E()\n"
    ),
}
ODD_ENDS = {
    "an exception with a huge name": (
        "def f(x):\n    raise type('E' * 3_000_000, (Exception,), {})\n"
    ),
    "an exception with a huge text": "def f(x):\n    raise ValueError('x' * 10_000_000)\n",
    "an exception with half a character": "def f(x):\n    raise ValueError('\\ud800')\n",
    "an exception without a traceback": (
        "class E(Exception):\n    @property\n    def __traceback__(self): raise KeyError\ndef"
        " f(x):\n    raise E\n"
    ),
    "a long chain of exceptions": (
        "def f(x):\n    last = ValueError()\n    for _ in range(50_000):\n        new ="
        " ValueError()\n        new.__cause__, last = last, new\n    raise last\n"
    ),
    "no recursion limit": "import sys\nsys.setrecursionlimit(10**9)\ndef f(x):\n    return f(x)\n",
    "a pattern that never matches": (
        "import re\ndef f(x):\n    re.match('(a+)+$', 'a' * 40 + 'b')\n"
    ),
    "printing without end": "import os\ndef f(x):\n    while True: os.write(1, b'x' * 65536)\n",
}
VANDALISM = {
    "a builtin taken away": (
        "import builtins\ndef f(x):\n    builtins.len = None\n    return 2.0 * x\n"
    ),
    "our own functions taken away": (
        "import grader.sandbox.student_main as ours\ndef f(x):\n    ours.pack = ours.say = None\n  "
        "  return 2.0 * x\n"
    ),
    "all modules taken away": (
        "import sys\ndef f(x):\n    sys.modules.clear()\n    return 2.0 * x\n"
    ),
    "output closed": (
        "import os, sys\ndef f(x):\n    sys.stdout.close()\n    os.close(2)\n    return 2.0 * x\n"
    ),
    "a tracer that raises": (
        "import sys\ndef f(x):\n    sys.settrace(lambda *a: 1 / 0)\n    return 2.0 * x\n"
    ),
    "a profiler that leaves": (
        "import os, sys\ndef f(x):\n    sys.setprofile(lambda *a: os._exit(7))\n    return 2.0"
        " * x\n"
    ),
    "a thread that prints without end": (
        "import os, threading\ndef loop():\n    while True: os.write(1, b'x' * 65536)\n"
        "def f(x):\n    threading.Thread(target=loop, daemon=True).start()\n    return 2.0 * x\n"
    ),
    "work at exit": (
        "import atexit, time\natexit.register(time.sleep, 1000)\ndef f(x):\n    return 2.0 * x\n"
    ),
}


@pytest.mark.parametrize("a_py", cases(ODD_ANSWERS | ODD_ENDS))
def test_an_odd_answer_or_end_is_the_student_s_and_earns_nothing(
    examiner: Examiner, a_py: Any
) -> None:
    result = examiner.judge(submission(a_py=a_py, b_py=G))
    assert (result.held, result.earned) == (False, 1)
    assert by_name(result)["g"].outcome is Outcome.PASSED
    assert all(len(check.message) < 5_000 for check in result.checks)


@pytest.mark.parametrize("a_py", cases(VANDALISM))
def test_what_code_does_to_its_own_process_stays_with_its_task(
    examiner: Examiner, a_py: Any
) -> None:
    result = examiner.judge(submission(a_py=a_py, b_py=G))
    assert not result.held
    assert by_name(result)["g"].outcome is Outcome.PASSED
