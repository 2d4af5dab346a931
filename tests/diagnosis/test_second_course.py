"""Families recognise mistakes in the tiny course, which has no stored ones."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support.cases import cases
from support.courses import TINY, students_tiny, tiny
from support.processes import submission

from grader.examiner.client import Examiner
from grader.model import Result

MEANS = "np.cumsum(values) / np.arange(1, len(values) + 1)"
ROWS = "self.scale(rows - rows.mean(dim=1, keepdim=True))"


@pytest.fixture(scope="module")
def examiner() -> Iterator[Examiner]:
    with Examiner(tiny()) as one:
        yield one


def changed(task: str, was: str, now: str) -> dict[str, str]:
    """The reference's file of a task with something else in it."""
    text = (TINY.solutions / "tiny" / f"{task}.py").read_text(encoding="utf-8")
    assert was in text
    return {f"{task}_py": text.replace(was, now)}


def names(result: Result) -> set[str]:
    return {check.diagnosis.name for check in result.checks if check.diagnosis}


RUNNING_MEAN = cases(
    {
        "in reverse order": (f"({MEANS})[::-1]", "reversed/reversed"),
        "one step late": (f"np.append(0.5, ({MEANS})[:-1])", "steps/late"),
        "the previous value": (f"np.append(0.0, ({MEANS})[:-1])", "steps/previous"),
        "one step early": (f"np.append(({MEANS})[1:], 0.5)", "steps/early"),
        "a column": (f"({MEANS})[:, None]", "shape/shape"),
        "the last only": (f"({MEANS})[-1]", "cut/last"),
        "one too few": (f"({MEANS})[:-1]", "cut/missing_end"),
        "a start too many": (f"np.append(0.0, {MEANS})", "cut/more_start"),
        "the sign": (f"-({MEANS})", "factor/sign"),
        "a factor": (f"0.7 * ({MEANS})", "factor/factor"),
        "divided once too often": (f"({MEANS}) / len(values)", "factor/mean"),
        "a root too many": (f"({MEANS}) * np.sqrt(len(values))", "factor/root"),
        "another logarithm": (f"({MEANS}) / np.log(2)", "factor/logarithm"),
        "rounded": (f"np.round({MEANS}, 2)", "digits/rounded"),
        "rounded down": (f"np.floor({MEANS})", "digits/floor"),
        "float32": (f"({MEANS}).astype(np.float32)", "digits/float32"),
        "tanh too much": (f"np.tanh({MEANS})", "activation/tanh_extra"),
        "a softmax too much": (
            f"np.exp({MEANS}) / np.exp({MEANS}).sum()",
            "softmax/extra",
        ),
        "a table": (f"({MEANS})[:, None] + np.zeros(len(values))", "broadcast/broadcast"),
        "the input": ("values", "input/input"),
        "written into the argument": (
            "np.divide(np.cumsum(values, out=values), np.arange(1, len(values) + 1))",
            "argument/changed",
        ),
        "the example's answer": ("np.array([1.0, 2.0, 4.0])", "same/answer"),
        "drawn at random": (f"{MEANS} + np.random.normal()", "repeated/random"),
    }
)


@pytest.mark.parametrize(("now", "name"), RUNNING_MEAN)
def test_a_mistake_in_numpy_is_of_its_family(examiner: Examiner, now: str, name: str) -> None:
    files = changed("running_mean", MEANS, now)
    assert name in names(examiner.judge(submission(**files), tasks=("running_mean",)))


RESCALE = cases(
    {
        "sigmoid": (f"torch.sigmoid({ROWS})", "activation/sigmoid_extra"),
        "a batch's factor": (f"{ROWS} / 2.5", "factor/factor"),
        "rows in another order": (f"{ROWS}.roll(1, 0)", "rows/rows"),
        "cut off from the graph": (f"({ROWS}).detach()", "graph/detached"),
        "random": (f"nn.functional.dropout({ROWS}, 0.5)", "repeated/random"),
    }
)


@pytest.mark.parametrize(("now", "name"), RESCALE)
def test_a_mistake_in_torch_is_of_its_family(examiner: Examiner, now: str, name: str) -> None:
    files = changed("rescale", ROWS, now)
    assert name in names(examiner.judge(submission(**files), tasks=("rescale",)))


def test_something_that_is_kept_between_calls(examiner: Examiner) -> None:
    text = """
        import numpy as np

        seen = []

        def running_mean(values):
            seen.extend(values)
            return np.cumsum(seen)[-len(values):] / np.arange(1, len(values) + 1)
    """
    result = examiner.judge(submission(running_mean_py=text), tasks=("running_mean",))
    assert "repeated/kept" in names(result)


def test_students_are_told_too() -> None:
    with Examiner(students_tiny()) as students:
        files = changed("running_mean", MEANS, f"-({MEANS})")
        result = students.judge(submission(**files), tasks=("running_mean",))
    assert names(result) == {"factor/sign"}


def test_honest_work_is_told_nothing(examiner: Examiner) -> None:
    files = changed("running_mean", MEANS, MEANS) | changed("rescale", ROWS, ROWS)
    assert names(examiner.judge(submission(**files))) == set()
