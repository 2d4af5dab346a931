"""Families in a small course, through a student's process: what the tiny one has no task for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest
from support.cases import cases
from support.courses import write_course
from support.processes import submission

from grader.examiner.client import Examiner
from grader.model import Result
from grader.runs.recording import record

SETTINGS = """
    id = "demo"
    seed = 5

    [[tasks]]
    id = "states"
    points = 1
    defines = ["run"]
    server = "numpy"

    [[tasks]]
    id = "weights"
    points = 1
    defines = ["weigh"]
    server = "numpy"

    [[tasks]]
    id = "rows"
    points = 1
    defines = ["normalise", "spread", "best"]
    server = "numpy"

    [[tasks]]
    id = "learning"
    points = 1
    defines = ["learn"]
    server = "numpy"
"""
STATES = """
    import numpy as np

    def run(x, w, u):
        states, h = [], np.zeros(len(u))
        for row in x:
            h = np.tanh(w @ row + u @ h)
            states.append(h)
        return np.array(states)
"""
WEIGHTS = """
    import numpy as np

    def softmax(x, axis):
        return np.exp(x) / np.exp(x).sum(axis=axis, keepdims=True)

    def weigh(query, key):
        return softmax(query @ key.T / np.sqrt(query.shape[1]), 1)
"""
ROWS = """
    import numpy as np

    def normalise(x, mean, var, train):
        if train:
            mean, var = x.mean(axis=0), x.var(axis=0)
        return (x - mean) / np.sqrt(var + 1e-5)

    def spread(x):
        return x.mean(axis=0), x.var(axis=0)

    def best(x):
        return x.max(axis=1)
"""
LEARNING = """
    import numpy as np

    def learn(x, y, epochs, lr):
        w, losses = np.zeros(x.shape[1]), []
        for _ in range(epochs):
            gradient = 2 * x.T @ (x @ w - y) / len(x)
            losses.append(float(((x @ w - y) ** 2).mean()))
            w = w - lr * gradient
        return losses
"""
CHECKS = {
    "states": """
        @check(points=1, title="States")
        def test_states(student, reference, rng, compare):
            asked = rng.values(6, 3), rng.values(3, 3), rng.values(3, 3, scale=0.6)
            compare.equal(student.run(*asked), reference.run(*asked), names="states")
    """,
    "weights": """
        @check(points=1, title="Weights")
        def test_weights(student, reference, rng, compare):
            asked = rng.values(4, 3), rng.values(5, 3)
            compare.equal(student.weigh(*asked), reference.weigh(*asked), names="weights")
    """,
    "rows": """
        @check(points=1, title="Rows")
        def test_rows(student, reference, rng, compare):
            x = rng.values(7, 3, scale=2.0) + np.arange(3)
            given = x, rng.values(3), rng.values(3) + 2.0
            compare.equal(student.best(x), reference.best(x), names="best")
            compare.equal(student.spread(x), reference.spread(x), names=("mean", "var"))
            for train in (True, False):
                want = reference.normalise(*given, train)
                compare.equal(student.normalise(*given, train), want, names="rows")
    """,
    "learning": """
        @check(points=1, title="Losses")
        def test_losses(student, reference, rng, compare):
            x, y = rng.values(12, 3), rng.values(12, scale=3.0)
            asked = x, y, 12, 0.2
            compare.equal(student.learn(*asked), reference.learn(*asked), names="losses")
    """,
}
SOLUTIONS = {"states": STATES, "weights": WEIGHTS, "rows": ROWS, "learning": LEARNING}


@pytest.fixture(scope="module")
def examiner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Examiner]:
    assignment = write_course(
        Path(tmp_path_factory.mktemp("small")),
        settings=SETTINGS,
        solutions=SOLUTIONS,
        checks={task: dedent(text) for task, text in CHECKS.items()},
    )
    record(assignment)
    with Examiner(assignment) as one:
        yield one


def names(result: Result) -> list[str]:
    return [check.diagnosis.name for check in result.checks if check.diagnosis]


ROOTED = "softmax(query @ key.T / np.sqrt(query.shape[1]), 1)"
MISTAKES = cases(
    {
        "the diagonal": ("states", "u @ h", "np.diag(u) * h", "recurrence/diagonal"),
        "another product": ("states", "u @ h", "u @ row", "recurrence/on_input"),
        "the state forgotten": ("states", " + u @ h", "", "recurrence/not_carried"),
        "tan for tanh": ("states", "np.tanh", "np.tan", "recurrence/is_tan"),
        "transposed": ("states", "np.array(states)", "np.array(states).T", "axes/transposed"),
        "adding up": ("states", "np.array(states)", "np.cumsum(states, axis=0)", "sums/added"),
        "not scaled": ("weights", " / np.sqrt(query.shape[1])", "", "softmax/root_missing"),
        "softmax over axis 0": ("weights", ROOTED, ROOTED[:-2] + "0)", "softmax/axis"),
        "softmax twice": ("weights", ROOTED, f"softmax({ROOTED}, 1)", "softmax/extra"),
        "softmax missing": ("weights", ROOTED, ROOTED[8:-4], "softmax/missing"),
        "argmax for max": ("rows", "x.max(axis=1)", "x.argmax(axis=1)", "index/place"),
        "results in another order": (
            "rows",
            "x.mean(axis=0), x.var(axis=0)\n\n",
            "x.var(axis=0), x.mean(axis=0)\n\n",
            "order/results",
        ),
        "variance for deviation": (
            "rows",
            "np.sqrt(var + 1e-5)",
            "(var + 1e-5)",
            "normalised/variance",
        ),
        "unbiased": (
            "rows",
            "mean, var = x.mean(axis=0), x.var(axis=0)",
            "mean, var = x.mean(axis=0), x.var(axis=0, ddof=1)",
            "normalised/unbiased",
        ),
        "evaluation for training": ("rows", "if train", "if not train", "normalised/evaluating"),
        "gradients not cleared": (
            "learning",
            "gradient = 2",
            "gradient = (gradient if losses else 0) + 2",
            "training/growing",
        ),
        "another rate": ("learning", "w - lr", "w - 0.01", "training/short"),
        "uphill": ("learning", "w - lr", "w + lr", "training/upward"),
        "losses add up": (
            "learning",
            ".mean()))",
            ".mean()) + sum(losses[-1:]))",
            "losses/running",
        ),
        "nothing learned": ("learning", "w = w - lr", "v = w - lr", "losses/no_update"),
        "a sum for a mean": ("learning", "** 2).mean()", "** 2).sum()", "factor/sum"),
    }
)


@pytest.mark.parametrize(("task", "was", "now", "name"), MISTAKES)
def test_a_mistake_is_of_its_family(
    examiner: Examiner, task: str, was: str, now: str, name: str
) -> None:
    text = SOLUTIONS[task]
    assert was in text
    work = submission(**{f"{task}_py": text.replace(was, now)})
    assert names(examiner.judge(work, tasks=(task,))) == [name]


def test_honest_work_is_told_nothing(examiner: Examiner) -> None:
    work = submission(**{f"{task}_py": text for task, text in SOLUTIONS.items()})
    result = examiner.judge(work)
    assert result.earned == 4 and names(result) == []
