"""Honest variants that `verify` makes by itself pass, and a check that refuses one is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.courses import write, write_course
from support.proofs import SETTINGS, problems, proved, rows

from grader.model import Assignment
from grader.mutants.rewritten import list_rewritings
from grader.mutants.written import Written, parse_running
from grader.runs.recording import record

LAYERS = """
import torch
from torch import nn


class Net(nn.Module):
    \"\"\"Its first layer is called first in prose only.\"\"\"

    def __init__(self):
        super().__init__()
        self.first = nn.Linear(3, 4)
        self.second = nn.Linear(4, 2)

    def forward(self, x):
        return self.second(torch.tanh(self.first(x)))
"""
PAIRS = """
import numpy as np


def halves(x):
    return x[: len(x) // 2], x[len(x) // 2 :]


def both(x):
    first, second = halves(x)
    return first * 2, second * 2


if __name__ == "__main__":
    print(both(np.arange(4)))
"""


def written(text: str, *defines: str, torch: bool = False, told: str = "") -> Written:
    return Written(
        text=text, tree=parse_running(text), defines=defines, regions=(), told=told, torch=torch
    )


def kinds(text: str, *defines: str, torch: bool = False, told: str = "") -> list[str]:
    return [each.kind for each in list_rewritings(written(text, *defines, torch=torch, told=told))]


def test_each_way_is_tried_where_it_applies() -> None:
    assert kinds(LAYERS, "Net", torch=True) == [
        *("unused import", "layers renamed", "ModuleList", "Sequential", "order of construction")
    ]
    assert kinds(PAIRS, "both") == [
        *("unused import", "keyword for position", "list for tuple", "not contiguous")
    ]
    scaled = "import torch\n\ndef scaled(x):\n    return x / x.norm()\n"
    assert "float64 inside" in kinds(scaled, "scaled", torch=True)


@pytest.mark.parametrize(
    ("text", "names", "told", "left_out"),
    [
        (LAYERS, ("Net",), "`first` and `second`", {"layers renamed", "ModuleList"}),
        (LAYERS + "\ndef size(net):\n    return net.first, net.second\n", ("Net", "size"), "",
         {"layers renamed", "ModuleList", "order of construction"}),
        ("import torch\n\ndef f(model, x):\n    return model(x)\n", ("f",), "", {"float64 inside"}),
        ("import torch\n\ndef f(x):\n    return x + torch.ones(3)\n", ("f",), "",
         {"float64 inside"}),
        (PAIRS, ("halves", "both"), "", set()),
    ],
    ids=["told", "named elsewhere", "calls its argument", "makes tensors", "used by the file"],
)  # fmt: skip
def test_a_way_that_could_change_more_is_not_tried(
    text: str, names: tuple[str, ...], told: str, left_out: set[str]
) -> None:
    assert not set(kinds(text, *names, torch="torch" in text, told=told)) & left_out


def test_a_function_that_the_file_uses_keeps_its_tuple() -> None:
    made = {each.kind: each.said for each in list_rewritings(written(PAIRS, "halves", "both"))}
    assert made["list for tuple"] == "the answers of both are a list"


def strict_course(folder: Path, excuse: str = "") -> Assignment:
    """A course whose check takes nothing but a tuple."""
    check = """
@check(points=2, title="Both", hint="Twice.")
def test_both(student, reference, rng, compare):
    x = rng.values(4)
    got = student.both(x)
    compare.that(type(got) is tuple, "the answer", expected="a tuple", got=type(got).__name__)
    compare.equal(got, reference.both(x))
"""
    settings = SETTINGS.replace('"f"', '"both"').replace("hidden_points = 1", "hidden_points = 0")
    assignment = write_course(
        folder, settings=settings, solutions={"a": PAIRS}, checks={"a": check}
    )
    assert assignment.solutions is not None
    if excuse:
        write(assignment.solutions / "equivalent.toml", excuse)
    record(assignment)
    return assignment


EXCUSE = """
    [[excused]]
    finding = "variant: list for tuple"
    of = "a"
    reason = "The handout says that it is a tuple."
"""


def test_a_check_that_refuses_honest_work_is_named_with_what_it_refuses(tmp_path: Path) -> None:
    report = proved(strict_course(tmp_path), "variants")
    row = rows(report)["variants a"]
    assert not row.passed and row.said == "honest work fails: list for tuple"
    assert "does not pass a::both: the answer: expected a tuple, got list" in problems(report)
    assert "[variant: list for tuple, a]" in problems(report)


def test_a_refusal_that_is_meant_is_excused_and_one_that_is_gone_is_named(tmp_path: Path) -> None:
    assert proved(strict_course(tmp_path / "one", EXCUSE), "variants").passed
    gone = EXCUSE.replace("list for tuple", "not contiguous")
    report = proved(strict_course(tmp_path / "two", EXCUSE + gone), "variants")
    said = problems(report)
    assert "there is no finding 'variant: not contiguous' of a; take the entry out" in said
