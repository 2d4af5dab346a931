"""Kept answers in place of a student process: the same result, and no student code runs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from support.judged import F, G, judged_course
from support.processes import submission

from grader.errors import BadEvidence
from grader.evidence.kept_bytes import pack_answers, unpack_answers
from grader.examiner.client import Examiner
from grader.examiner.jobs import JudgeJob, ResultReply
from grader.model import Assignment, Result
from grader.nouns import replace

WORK = {
    "right": F,
    "wrong": "def f(x):\n    return 3 * x\n",
    "raises": "def f(x):\n    print('so far')\n    return 1 / 0\n",
    "of another shape": "import numpy as np\ndef f(x):\n    return np.ones((2, 2))\n",
    "an object": "class O: pass\ndef f(x):\n    return O()\n",
    "a slip of the check": "def f(x):\n    return 7.0 if x == 3 else x\n",
    "another answer at every run": "import random\ndef f(x):\n    return random.random()\n",
    "one thing is kept": "seen = []\ndef f(x):\n    seen.append(x)\n    return len(seen)\n",
    "a forbidden name": "import scipy\ndef f(x):\n    return scipy.ones(2)\n",
    "no Python": "def f(x:\n",
    "nothing": "",
    "never ends": "def f(x):\n    while True: pass\n",
    "dies": "import os\ndef f(x):\n    os._exit(3)\n",
    "never loads": "while True: pass\n",
    "breaks the wire": (
        "import os\ndef f(x):\n    for fd in range(3, 20):\n        try: os.write(fd, b'\\0' * 64)"
        "\n        except OSError: pass\n    return 1.0\n"
    ),
}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    return judged_course(tmp_path_factory.mktemp("kept"))


@pytest.fixture(scope="module")
def graded(course: Assignment) -> dict[str, ResultReply]:
    with Examiner(course, evidence_mib=1) as one:
        return {
            name: one.judge_job(JudgeJob(submission(name, a_py=text, b_py=G)))
            for name, text in WORK.items()
        }


@pytest.fixture(scope="module")
def again(course: Assignment) -> Iterator[Examiner]:
    with Examiner(course, from_evidence=True) as one:
        yield one


def timeless(result: Result) -> Result:
    return replace(result, seconds=0)


@pytest.mark.parametrize("name", WORK)
def test_judged_from_evidence_it_is_the_same_result(
    name: str, graded: dict[str, ResultReply], again: Examiner
) -> None:
    job = JudgeJob(submission(name, a_py=WORK[name], b_py=G), evidence=graded[name].evidence)
    reply = again.judge_job(job)
    assert reply.lacking == {}
    assert timeless(reply.result) == timeless(graded[name].result)
    assert graded[name].cut == ()


def test_a_check_that_asks_something_else_is_named(
    graded: dict[str, ResultReply], again: Examiner
) -> None:
    kept = unpack_answers(graded["right"].evidence)
    without_one = [run for run in kept.runs if run.name != "a::secret"]
    shorter = [replace(run, events=run.events[:1]) for run in kept.runs]
    cut = [replace(run, events=[], whole=False) for run in kept.runs]
    cases = {
        "not run": (without_one, {"a::secret"}),
        "shorter": (shorter, {"a::f", "b::g"}),
        "too large": (cut, {"a::f", "b::g"}),
        "other questions": (kept.runs[1:], {"a::f"}),
    }
    for name, (runs, lacking) in cases.items():
        evidence = pack_answers(replace(kept, runs=runs))
        job = JudgeJob(submission("right", a_py=F, b_py=G), evidence=evidence)
        assert lacking <= set(again.judge_job(job).lacking), name


def test_answers_that_are_too_large_are_left_out_by_check(course: Assignment) -> None:
    large = "import numpy as np\ndef f(x):\n    return np.zeros(200_000) if x == 3 else 2 * x\n"
    with Examiner(course, evidence_mib=1) as one:
        reply = one.judge_job(JudgeJob(submission("large", a_py=large, b_py=G)))
    assert reply.cut == ("a::twice",)
    kept = unpack_answers(reply.evidence)
    assert {run.name for run in kept.runs if run.whole} >= {"a::f", "b::g"}


@pytest.mark.parametrize(
    "other",
    [
        {"assignment": "another"},
        {"versions": ("0.0.1", "3.11", "1.0", "None")},
        {"language": "zh"},
    ],
)
def test_what_others_made_is_not_judged_from(
    other: dict[str, Any], graded: dict[str, ResultReply], again: Examiner
) -> None:
    kept = replace(unpack_answers(graded["right"].evidence), **other)
    with pytest.raises(BadEvidence):
        again.judge_job(JudgeJob(submission("right", a_py=F), evidence=pack_answers(kept)))
