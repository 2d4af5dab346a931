"""The first inner step that is wrong: in a model, forward and backward, and in marked steps."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.cases import cases
from support.courses import write_course
from support.processes import submission

from grader.examiner.client import Examiner
from grader.model import Assignment, DiagnosisKind, Result
from grader.runs.recording import record

SETTINGS = """
    id = "demo"
    seed = 5

    [[tasks]]
    id = "net"
    points = 1
    defines = ["Net"]

    [[tasks]]
    id = "chain"
    points = 1
    defines = ["run"]

    [[tasks]]
    id = "steps"
    points = 1
    defines = ["forward"]
    server = "numpy"
"""
NET = """
    import torch
    from torch import nn

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.low, self.high = nn.Linear(3, 3), nn.Linear(3, 2)

        def forward(self, x):
            return self.high(torch.tanh(self.low(x)))
"""
CHAIN = """
    import torch
    from torch import nn

    def run(low, high, x):
        h = torch.zeros(3)
        for row in x:
            h = torch.tanh(low(row + h))
        return high(h)
"""
STEPS = """
    import numpy as np

    def forward(x, w):
        z1 = x @ w
        a1 = np.tanh(z1)
        return {"z1": z1, "a1": a1, "y": a1.sum(axis=1)}
"""
CHECK_NET = """
@check(points=1, title="Scores and gradients")
def test_scores(student, reference, rng, compare):
    low = {"weight": rng.tensor(3, 3), "bias": rng.tensor(3)}
    high = {"weight": rng.tensor(2, 3), "bias": rng.tensor(2)}
    theirs, mine, x = reference.Net(), student.Net(), rng.tensor(4, 3)
    load(theirs, {f"low.{key}": value for key, value in low.items()})
    load(theirs, {f"high.{key}": value for key, value in high.items()})
    want = watching(theirs, inside=True, gradients=(theirs,), cotangents=(rng.tensor(4, 2),))
    got = watching(mine, inside=True, gradients=(mine,), cotangents=(rng.tensor(4, 2),))
    leaves = [Leaf("low", "Linear", low, also=("first",)), Leaf("high", "Linear", high)]
    placed = place(mine, leaves, [("", (x,), theirs(x))])
    got, want = got(x), want(x)
    compare.equal(got.value, want.value, names="scores")
    compare.gradients(placed.gradients(got.gradients), want.gradients, names=("",))
"""
CHECK_CHAIN = """
@check(points=1, title="Layers that are handed in")
def test_chain(student, reference, rng, compare):
    low = {"weight": rng.tensor(3, 3), "bias": rng.tensor(3)}
    high = {"weight": rng.tensor(2, 3), "bias": rng.tensor(2)}
    x, answers = rng.tensor(4, 3), []
    for side in (student, reference):
        layers = {"low": side.nn.Linear(3, 3), "high": side.nn.Linear(3, 2)}
        load(layers["low"], low)
        load(layers["high"], high)
        answers.append(watching(side.run, inside=layers)(*layers.values(), x).value)
    compare.equal(*answers, names="scores")
"""
CHECK_STEPS = """
@check(points=1, title="Steps")
def test_steps(student, reference, rng, compare):
    x, w = rng.values(4, 3), rng.values(3, 5)
    compare.equal(student.forward(x, w), reference.forward(x, w), trace=("z1", "a1", "y"))
"""


@pytest.fixture(scope="module")
def assignment(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    assignment = write_course(
        tmp_path_factory.mktemp("inside"),
        settings=SETTINGS,
        solutions={"net": NET, "chain": CHAIN, "steps": STEPS},
        checks={
            "net": CHECK_NET.replace("(rng.tensor(4, 2),)", "(cotangent,)").replace(
                "    want = watching", "    cotangent = rng.tensor(4, 2)\n    want = watching"
            ),
            "chain": CHECK_CHAIN,
            "steps": CHECK_STEPS,
        },
    )
    record(assignment)
    return assignment


@pytest.fixture(scope="module")
def examiner(assignment: Assignment) -> Iterator[Examiner]:
    with Examiner(assignment) as one:
        yield one


def told(result: Result) -> tuple[str, str] | None:
    """The name and the title of the only diagnosis."""
    diagnoses = [check.diagnosis for check in result.checks if check.diagnosis]
    assert all(diagnosis.kind is DiagnosisKind.INTERMEDIATE for diagnosis in diagnoses)
    return (diagnoses[0].name, diagnoses[0].title) if diagnoses else None


def net(forward: str) -> str:
    return NET.replace("self.high(torch.tanh(self.low(x)))", forward).replace("low", "first")


WRONG = cases(
    {
        "the second layer is handed other numbers": (
            "self.high(torch.sigmoid(self.low(x)))",
            ("inner/forward", "high is handed something else than it should be"),
        ),
        "the first layer is handed other numbers": (
            "self.high(torch.tanh(self.low(x * x)))",
            ("inner/forward", "low is handed something else than it should be"),
        ),
        "what comes after the layers": (
            "self.high(torch.tanh(self.low(x))) + x[:, :2]",
            ("inner/after", "The layers are right, and what comes after them is not"),
        ),
        "cut off between the layers": (
            "self.high(torch.tanh(self.low(x)).detach())",
            ("inner/no_gradient", "No gradient reaches low"),
        ),
        "the graph is half cut": (
            "self.high((torch.tanh(self.low(x)) + torch.tanh(self.low(x)).detach()) / 2)",
            None,  # low is called twice: that may be honest, and is not the reference's
        ),
    }
)


@pytest.mark.parametrize(("forward", "expected"), WRONG)
def test_the_first_wrong_layer_is_named(
    examiner: Examiner, forward: str, expected: tuple[str, str] | None
) -> None:
    result = examiner.judge(submission(net_py=net(forward)), tasks=("net",))
    assert result.earned == 0
    if expected is None:
        names = [check.diagnosis.name for check in result.checks if check.diagnosis]
        assert not any(name.startswith("inner") for name in names)
    else:
        assert told(result) == expected


LAYERS = cases(
    {
        "what is handed on": (
            "row + h",
            "row",
            "low is handed something else from its call number 2 on",
        ),
        "what goes in": (
            "row + h",
            "row * 2 + h",
            "low is handed something else than it should be",
        ),
        "the last": ("high(h)", "high(2 * h)", "high is handed something else than it should be"),
        "after all": (
            "high(h)",
            "high(h) ** 3 + 1",
            "The layers are right, and what comes after them is not",
        ),
    }
)


@pytest.mark.parametrize(("was", "now", "title"), LAYERS)
def test_of_layers_that_are_handed_in_the_first_wrong_call_is_named(
    examiner: Examiner, was: str, now: str, title: str
) -> None:
    result = examiner.judge(submission(chain_py=CHAIN.replace(was, now)), tasks=("chain",))
    said = told(result)
    assert said is not None and said[1] == title


def test_a_layer_that_nothing_calls_is_named(examiner: Examiner) -> None:
    text = NET.replace("self.high(torch.tanh(self.low(x)))", "self.low(x)[:, :2]")
    result = examiner.judge(submission(net_py=text), tasks=("net",))
    assert told(result) == ("inner/uncalled", "high is never called")


def test_honest_layers_pass(examiner: Examiner) -> None:
    text = net("self.high(torch.tanh(self.low(x)))")
    result = examiner.judge(submission(net_py=text), tasks=("net",))
    assert result.earned == 1 and told(result) is None


MARKED = cases(
    {
        "the first": ("x @ w", "x @ w + 1.0", "z1"),
        "the second": ("np.tanh(z1)", "z1 / (1 + abs(z1))", "a1"),
        "the last": ("a1.sum(axis=1)", "a1.prod(axis=1)", "y"),
    }
)


@pytest.mark.parametrize(("was", "now", "step"), MARKED)
def test_the_first_wrong_step_is_named(examiner: Examiner, was: str, now: str, step: str) -> None:
    result = examiner.judge(submission(steps_py=STEPS.replace(was, now)), tasks=("steps",))
    assert told(result) == ("inner/step", f"{step} is the first step that is wrong")


def test_what_the_other_side_claims_of_its_insides_is_data(
    examiner: Examiner, tmp_path: Path
) -> None:
    text = NET.replace(
        "return self.high(torch.tanh(self.low(x)))", "return [self.low(x), 'odd', None]"
    )
    result = examiner.judge(submission(net_py=text), tasks=("net",))
    assert result.earned == 0 and not result.held
