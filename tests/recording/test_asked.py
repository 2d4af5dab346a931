"""What a check may ask and be answered, with real student processes: each kind, right and wrong."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest
from support.courses import write_course
from support.processes import submission

from grader.errors import RecordingRefused
from grader.examiner.client import Examiner
from grader.model import Assignment, Outcome, Result, Submission, SubmittedFile
from grader.runs.recording import record, reference_submission

SETTINGS = """
    id = "demo"
    seed = 5
    packages = [PACKAGES]

"""
TASK = """
    [[tasks]]
    id = "NAME"
    points = 1
    defines = ["f"]
    server = "numpy"
"""
# By name: the reference, the check's body, and wrong work.
KINDS = {
    "an attribute that a method made": (
        "class f:\n    def fit(self, x):\n        self.coef_ = 2 * x\n        return self\n",
        "compare.equal(student.f().fit(x).coef_[0] + 1, reference.f().fit(x).coef_[0] + 1)",
        "class f:\n    def fit(self, x):\n        self.coef_ = x\n        return self\n",
    ),
    "a constant": (
        "RATE = 0.5\ndef f(x):\n    return x\n",
        "compare.equal([student.RATE, student.RATE * 2], [reference.RATE, reference.RATE * 2])",
        "RATE = 0.25\ndef f(x):\n    return x\n",
    ),
    "fields that a tuple has methods for": (
        "from typing import NamedTuple\nclass Item(NamedTuple):\n    count: int\n    index: int\n"
        "def f(x):\n    return Item(4, 2)\n",
        "compare.exact([student.f(x).count, student.f(x).index], [reference.f(x).count, 2])",
        "from typing import NamedTuple\nclass Item(NamedTuple):\n    count: int\n    index: int\n"
        "def f(x):\n    return Item(2, 4)\n",
    ),
    "dataclasses in a list, one in another": (
        "from dataclasses import dataclass\n@dataclass\nclass P:\n    x: float\n    q: object\n"
        "def f(x):\n    return [P(1.0, P(float(x[0]), None)), P(2.0, [1])]\n",
        "compare.equal(student.f(x), reference.f(x))",
        "from dataclasses import dataclass\n@dataclass\nclass P:\n    x: float\n    q: object\n"
        "def f(x):\n    return [P(1.0, P(float(x[1]), None)), P(2.0, [1])]\n",
    ),
    "sets of tuples": (
        "def f(x):\n    return frozenset({(1, 2), (3, 4)})\n",
        "compare.exact(student.f(x), reference.f(x))",
        "def f(x):\n    return {(1, 2), (4, 3)}\n",
    ),
    "what an object is worth in an if": (
        "class f:\n    def __init__(self, x):\n        self.x = x\n"
        "    def __bool__(self):\n        return bool(self.x.any())\n",
        "compare.exact([bool(student.f(0 * x)), not student.f(x)],"
        " [bool(reference.f(0 * x)), not reference.f(x)])",
        "class f:\n    def __init__(self, x):\n        pass\n",
    ),
    "an iterator without an end": (
        "def f(x):\n    yield from range(3)\n",
        "compare.exact(list(student.f(x)), list(reference.f(x)))",
        "def f(x):\n    while True:\n        yield 1\n",
    ),
    "a frame with dates and holes": (
        "import pandas as pd\ndef f(x):\n"
        "    return pd.DataFrame({'a': [1.0, None], 'b': ['u', None],"
        " 'c': pd.to_datetime(['2020-01-01', '2020-01-02'])})\n",
        "compare.equal(student.f(x), reference.f(x))",
        "import pandas as pd\ndef f(x):\n"
        "    return pd.DataFrame({'a': [1.0, 0.0], 'b': ['u', None],"
        " 'c': pd.to_datetime(['2020-01-01', '2020-01-02'])})\n",
    ),
    "a frame that is handed in": (
        "import pandas\ndef f(frame):\n    return frame.set_index('n')['x'].sort_index()\n",
        "t = table({'n': ['b', 'a'], 'x': [1.5, 2.5]})\n"
        "    compare.equal(student.f(t), reference.f(t))\n"
        "    compare.equal(student.f(t)['a'], 2.5)",
        "def f(frame):\n    return frame.set_index('n')['x']\n",
    ),
    "a figure that pyplot holds": (
        "import matplotlib.pyplot as plt\ndef f(x):\n"
        "    plt.bar([1, 2, 3], x)\n    plt.title('T')\n",
        "compare.equal(watching(student.f, figures=True)(x).figures,"
        " watching(reference.f, figures=True)(x).figures, names='figures')",
        "import matplotlib.pyplot as plt\ndef f(x):\n"
        "    plt.plot([1, 2, 3], x)\n    plt.title('T')\n",
    ),
    "calls of a library": (
        "import numpy as np\ndef f(x):\n    return float(np.sum(x))\n",
        "got, want = (watching(side.f, calls=('numpy.sum',))(x) for side in (student, reference))\n"
        "    compare.equal(got.value, want.value)\n"
        "    compare.exact(got.calls, {'numpy.sum': 1})",
        "import numpy as np\ndef f(x):\n    return float(sum(np.sum(each) for each in x))\n",
    ),
}
TASKS = tuple(f"kind{number}" for number in range(len(KINDS)))
CHECK = """
from grader.checking import table


@check(points=1, title="It")
def test_it(student, reference, rng, compare):
    x = rng.values(3)
    BODY
"""


def asking(folder: Path, kinds: dict[str, tuple[str, str, str]]) -> Assignment:
    """A recorded course with a task for each kind."""
    packages = [f'"{name}"' for name in ("pandas", "matplotlib") if name in repr(kinds)]
    settings = SETTINGS.replace("PACKAGES", ", ".join(packages))
    assignment = write_course(
        folder,
        settings=settings + "".join(TASK.replace("NAME", name) for name in kinds),
        solutions={name: reference for name, (reference, _, _) in kinds.items()},
        checks={name: CHECK.replace("BODY", body) for name, (_, body, _) in kinds.items()},
    )
    record(assignment)
    return assignment


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, Result]:
    """How the references and the wrong work of all kinds are judged."""
    assignment = asking(
        tmp_path_factory.mktemp("course"), dict(zip(TASKS, KINDS.values(), strict=True))
    )
    wrong = tuple(
        SubmittedFile(name=f"{name}.py", content=dedent(work).encode())
        for name, (_, _, work) in zip(TASKS, KINDS.values(), strict=True)
    )
    with Examiner(assignment) as examiner:
        right = examiner.judge(reference_submission(assignment))
        return right, examiner.judge(Submission(name=submission().name, files=wrong))


@pytest.mark.parametrize(("task", "kind"), [*zip(TASKS, KINDS, strict=True)], ids=KINDS)
def test_right_work_earns_it_and_wrong_work_does_not(
    results: tuple[Result, Result], task: str, kind: str
) -> None:
    right, wrong = (
        next(check for check in result.checks if check.id == f"{task}::it") for result in results
    )
    assert right.outcome is Outcome.PASSED, (kind, right.message)
    assert wrong.outcome in (Outcome.FAILED, Outcome.RAISED), (kind, wrong.outcome)
    assert wrong.blame == "student" and wrong.message


def test_what_cannot_be_recorded_is_refused_with_the_true_reason(tmp_path: Path) -> None:
    long = "def f(x):\n    return list(range(20000))\n"
    with pytest.raises(RecordingRefused, match="cannot be recorded: a list, more than 10,000"):
        asking(tmp_path, {"a": (long, "compare.exact(student.f(x), reference.f(x))", "")})
