"""A second course, so that nothing in the package can count on the first."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from support.cases import cases
from support.courses import TINY, students_tiny, tiny
from support.notebooks import code, markdown, notebook
from support.processes import submission

import grader
from grader.checking.answerers.transcripts import load_transcripts
from grader.compare import find_difference
from grader.config import load_rubric
from grader.examiner.client import Examiner
from grader.files.toml import read_toml
from grader.judging.staleness import find_stale_tasks
from grader.model import Outcome, Result, TaskStatus, Tolerance, Tolerances
from grader.release.making import find_outdated_files
from grader.runs.recording import reference_submission
from grader.wire.decoding import decode

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def examiner() -> Iterator[Examiner]:
    with Examiner(tiny()) as one:
        yield one


def earned(result: Result) -> dict[str, Decimal | None]:
    return {task.id: task.earned for task in result.tasks}


def test_the_reference_earns_everything_that_checks_give(examiner: Examiner) -> None:
    result = examiner.judge(reference_submission(tiny()))
    assert (result.held, result.earned, result.possible, result.awaiting, result.undecided) == (
        False,
        9,
        12,
        3,
        0,
    )
    assert all(check.outcome is Outcome.PASSED for check in result.checks)
    assert sum(check.hidden for check in result.checks) == 2


def test_the_stubs_earn_nothing_and_say_what_is_not_written(examiner: Examiner) -> None:
    folder = TINY.assignments / "tiny"
    stubs = {path.name.replace(".", "_"): path.read_bytes() for path in folder.glob("*.py")}
    result = examiner.judge(submission(**stubs))
    assert earned(result) == {"running_mean": 0, "rescale": 0, "reflection": None}
    assert {check.message for check in result.checks if check.outcome is Outcome.RAISED} == {
        "running_mean is not written yet",
        "Rescale.__init__ is not written yet",
    }


def test_nothing_handed_in_is_not_submitted_and_no_zero(examiner: Examiner) -> None:
    result = examiner.judge(submission())
    assert earned(result) == {"running_mean": None, "rescale": None, "reflection": None}
    assert {task.status for task in result.tasks} == {TaskStatus.NOT_SUBMITTED}


def test_without_the_solutions_only_visible_checks_run_and_the_rest_is_undecided() -> None:
    with Examiner(students_tiny(), tasks=("running_mean",)) as students:
        result = students.judge(reference_submission(tiny()), tasks=("running_mean",))
    assert (result.earned, result.undecided, result.seeds.hidden) == (2, 2, None)
    assert not any(check.hidden for check in result.checks)


LOOP = """
    def running_mean(values):
        return [sum(values[: end + 1]) / (end + 1) for end in range(len(values))]
"""
RESCALE = """
    import torch
    from torch import nn

    class Rescale(nn.Module):
        def __init__(self, size):
            super().__init__()
            {made}

        def forward(self, rows):
            rows = rows - rows.mean({axis}, keepdim=True)
            return {call}
"""
BY_HAND = RESCALE.format(
    made="self.w, self.b = nn.Parameter(torch.rand(size, size)), nn.Parameter(torch.rand(size))",
    axis=1,
    call="rows @ self.w + self.b",
)
OTHER_NAME = RESCALE.format(
    made="self.net = nn.Sequential(nn.Linear(size, size))", axis=1, call="self.net(rows)"
)
IN_NOTEBOOK = notebook(
    markdown("# Means"),
    code("import numpy as np\n%matplotlib inline"),
    code("def running_mean(v): ..."),
    code("def running_mean(v):\n    return np.cumsum(v) / np.arange(1, len(v) + 1)"),
    markdown("## Reflection\nmine"),
)


@pytest.mark.parametrize(
    ("files", "points"),
    cases(
        {
            "a loop that gives a list": ({"running_mean_py": LOOP}, {"running_mean": 4}),
            "a layer of another name": ({"rescale_py": OTHER_NAME}, {"rescale": 5}),
            "parameters made by hand": ({"rescale_py": BY_HAND}, {"rescale": 5}),
            "a notebook": ({"work_ipynb": IN_NOTEBOOK}, {"running_mean": 4}),
        }
    ),
)
def test_honest_work_in_another_form_earns_full_points(
    examiner: Examiner, files: Any, points: Any
) -> None:
    result = examiner.judge(submission(**files))
    assert {task: value for task, value in earned(result).items() if value is not None} == points


WHOLE_MEAN = """
    import numpy as np

    def running_mean(values):
        return np.full(len(values), values.mean())
"""
OVERWRITES = """
    import numpy as np

    def running_mean(values):
        values.cumsum(out=values)
        values /= np.arange(1, len(values) + 1)
        return values
"""
WRONG_AXIS = RESCALE.format(
    made="self.scale = nn.Linear(size, size)", axis=0, call="self.scale(rows)"
)
DETACHED = RESCALE.format(
    made="self.scale = nn.Linear(size, size)", axis=1, call="self.scale(rows).detach()"
)


@pytest.mark.parametrize(
    ("files", "failed", "message"),
    cases(
        {
            "the mean of all": (
                {"running_mean_py": WHOLE_MEAN},
                ["lengths", "random_series", "worked_example"],
                (
                    "means, step 0: expected 1.0000, got 4.0000\n2 of 3 numbers differ, the largest"
                    " by 3"
                ),
            ),
            "an argument overwritten": (
                {"running_mean_py": OVERWRITES},
                ["worked_example"],
                "the argument values: expected it unchanged",
            ),
            "the wrong axis": (
                {"rescale_py": WRONG_AXIS},
                ["given_weights", "gradients"],
                "rows, row 0, unit 0: expected",
            ),
            "no gradient": (
                {"rescale_py": DETACHED},
                ["gradients"],
                (
                    "the outputs: expected gradients that reach the parameters, got outputs cut off"
                    " from the graph"
                ),
            ),
        }
    ),
)
def test_a_mistake_fails_the_checks_that_are_about_it_in_words(
    examiner: Examiner, files: Any, failed: list[str], message: str
) -> None:
    checks = examiner.judge(submission(**files)).checks
    wrong = {
        check.id.partition("::")[2]: check for check in checks if check.outcome is Outcome.FAILED
    }
    assert sorted(wrong) == failed
    assert any(check.message.startswith(message) for check in wrong.values())


def test_the_answer_sheet_as_it_was_handed_out_is_told_from_one_that_was_written(
    examiner: Examiner,
) -> None:
    sheet = (TINY.assignments / "tiny" / "reflection.md").read_bytes()
    for text, unchanged in ((sheet, True), (sheet + b"\nBecause.\n", False)):
        task = examiner.judge(submission(**{"reflection.md": text}), tasks=("reflection",)).tasks[0]
        assert task.status is TaskStatus.AWAITING
        assert any("unchanged from the template" in note for note in task.notes) is unchanged


def test_what_students_get_is_what_the_solutions_make() -> None:
    assert find_outdated_files(TINY, "tiny") == []
    assert load_rubric(students_tiny(), tiny().task("reflection")).criteria[1].points == 1


def test_committed_transcripts_are_fresh_and_a_new_recording_says_the_same(
    examiner: Examiner,
) -> None:
    """Keys are equal exactly.

    Answers within a tenth of the tolerance, for another processor's last digits.
    """
    assert find_stale_tasks(tiny()) == []
    tenth = Tolerances(
        float64=Tolerance(absolute=1e-10, relative=1e-10),
        float32=Tolerance(absolute=1e-6, relative=1e-6),
    )
    made = examiner.record(reference_submission(tiny()))
    assert len(made) == 4
    for inputs, fresh in made:
        kept = load_transcripts(inputs.path(tiny(), fresh.task))
        for old, new in zip(kept.transcripts, fresh.transcripts, strict=True):
            assert [call.key for call in old.calls] == [call.key for call in new.calls]
            for one, other in zip(old.calls, new.calls, strict=True):
                assert (
                    find_difference(decode(other.answer), decode(one.answer), tolerances=tenth)[0]
                    is None
                )


def names_of_the_first_course() -> set[str]:
    """Task ids of `rnn`, and every function and class that its solutions have.

    Not the words that everybody uses.
    """
    found = {
        task["id"] for task in read_toml(ROOT / "solutions" / "rnn" / "assignment.toml")["tasks"]
    }
    for path in sorted((ROOT / "solutions" / "rnn").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("__"):
                found.add(node.name)
    return found - {"Model", "answers", "encode", "forward", "main", "train", "translate"}


def test_the_package_knows_no_name_of_the_first_course() -> None:
    words = re.compile(rf"(?<!\w)({'|'.join(sorted(names_of_the_first_course()))})(?!\w)")
    package = Path(grader.__file__).parent
    found = [
        f"{path.relative_to(package)}:{number}: {match.group()}"
        for path in sorted(package.rglob("*"))
        if path.is_file() and path.suffix in (".py", ".ini", ".json", ".toml", ".html")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (match := words.search(line))
    ]
    assert {"seq2seq", "make_data"} <= names_of_the_first_course()
    assert found == []
