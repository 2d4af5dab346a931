"""The recorder refuses a check that cannot be trusted, and says why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support.cases import cases
from support.commands import grade_here as grade
from support.courses import SETTINGS as ONE_TASK
from support.courses import write_course

from grader.checking.answerers.transcribing import replayable_calls
from grader.checking.answerers.transcripts import load_transcripts, transcript_path
from grader.errors import RecordingRefused
from grader.model import Assignment
from grader.runs.recording import record

REFERENCE = """
    import numpy as np

    STREAM = np.random.default_rng()

    def f(x):
        return 2.0 * x

    def count():
        return 3

    def same(x):
        return x

    def nothing(x):
        return np.zeros_like(x)

    def scores(x):
        return np.array([[1.0, 1.0 + 1e-6]])

    def letters(x):
        return ["b"]

    def draw():
        return float(STREAM.random())

    def shuffle():
        return float(np.random.rand())

    def make():
        return object()

    def infinite(x):
        return np.array([np.inf, 1.0])
"""
# By name: the body of a check, and what the recorder says of it.
REFUSED = {
    "reference_fails": (
        "compare.equal(student.f(1.0), 3.0, names='y')",
        "the reference fails it: y: expected 3.0000, got 2.0000",
    ),
    "raises": ("1 / 0", "with the reference as the student it ends with ZeroDivisionError"),
    "asks_what_is_not_there": (
        "student.g(1.0)",
        "it ends with the name g, which the reference does not define",
    ),
    "builds_without_torch": (
        "student.nn.Linear(2, 2)(1.0)",
        "the check may not send tensors or build modules",
    ),
    "crosses": (
        "reference.same(student.make())",
        "an object of the student's was given to the reference",
    ),
    "is_not_finite": ("equal('infinite', x)", "the reference fails it"),
    "flows": (
        "compare.equal(reference.f(student.f(x)), 4.0 * x)",
        "call 1 on reference (“call f”) depends on what the student answered",
    ),
    "flows_after_a_compare": (
        "equal('f', x); reference.f(student.f(x) + 1)",
        "call 2 on reference (“call f”) depends on what the student answered",
    ),
    "counts": (
        "equal('f', x); [reference.f(x) for _ in range(student.count())]",
        "how often it asks the reference depends on what the student answered",
    ),
    "ends_early": (
        "compare.equal(1 / student.f(1.0), 1 / reference.f(1.0))",
        "with a student that answers zeros it ends early, with ZeroDivisionError",
    ),
    "decided_too_closely": (
        (
            "equal('f', x); compare.decided(student.letters(x), reference.letters(x),"
            " reference.scores(x))"
        ),
        "two scores lie 1.0e-06 apart",
    ),
    "draws_at_random": ("equal('f', x); reference.draw()", "it may not draw at random"),
    "draws_from_the_global_state": (
        "equal('f', x); reference.shuffle()",
        "it may not draw at random",
    ),
    "passes_zeros": (
        "equal('nothing', x)",
        "a blind student that answers zeros passes it and earns 1 points",
    ),
    "passes_shapes": (
        "compare.like(student.f(x), reference.f(x))",
        "a blind student that answers zeros passes it",
    ),
    "passes_an_object": (
        "compare.equal(student.make(), reference.make())",
        "of an object of class object only its being there is compared: compare what it says",
    ),
    "passes_objects": (
        "compare.equal({'a': [student.make()]}, {'a': [reference.make()]})",
        "only its being there is compared",
    ),
    "passes_anything": ("student.f(x)", "a blind student that answers zeros passes it"),
    "passes_its_input": ("equal('same', x)", "a blind student that answers its input passes it"),
    "passes_nan": (
        (
            "compare.that(not (abs(student.f(x) - reference.f(x)) > 0.001).any(), 'y',"
            " expected='it', got='not')"
        ),
        "a blind student that answers NaN passes it",
    ),
    "passes_random_values": (
        (
            "compare.that(np.abs(student.f(x) - x).min() > 1e-9 and student.f(x).any(), 'y',"
            " expected='it', got='not')"
        ),
        "a blind student that answers random values passes it",
    ),
}
GOOD = """
@check(points=1, title="t")
def test_good(student, reference, rng, compare):
    x = rng.values(4)
    compare.equal(student.f(x), reference.f(x))
    compare.equal(student.f(reference.f(x)[::-1]), 2 * reference.f(x)[::-1])
"""
ONE = """
@check(points=1, title="t")
def test_{name}(student, reference, rng, compare):
    x = rng.values(4)

    def equal(name, x):
        compare.equal(getattr(student, name)(x), getattr(reference, name)(x))

    {body}
"""
SETTINGS = """
    id = "demo"
    seed = 5
    [[tasks]]
    id = "a"
    points = {points}
    defines = ["f"]
    server = "numpy"
"""


def suite(bodies: dict[str, str]) -> str:
    """A check for each body, and a good one."""
    return GOOD + "".join(ONE.format(name=name, body=body) for name, body in bodies.items())


@pytest.fixture(scope="module")
def refused(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Assignment, dict[str, str]]]:
    """One recording of all the checks above; what is said of each."""
    assignment = write_course(
        tmp_path_factory.mktemp("refused"),
        settings=SETTINGS.format(points=len(REFUSED) + 1),
        solutions={"a": REFERENCE},
        checks={"a": suite({name: body for name, (body, _) in REFUSED.items()})},
    )
    with pytest.raises(RecordingRefused) as caught:
        record(assignment)
    said = {}
    for line in str(caught.value).splitlines():
        place, _, sentence = line.partition("::")
        name, _, why = sentence.partition(": ")
        said[name] = f"{place} {why}"
    yield assignment, said


@pytest.mark.parametrize(
    ("name", "sentence"), cases({name: (name, sentence) for name, (_, sentence) in REFUSED.items()})
)
def test_the_recorder_refuses_a_check_that(
    refused: tuple[Assignment, dict[str, str]], name: Any, sentence: Any
) -> None:
    assert sentence in refused[1].get(name, "nothing")
    assert "test_a.py" in refused[1][name]


def test_a_good_check_beside_them_is_not_told(refused: tuple[Assignment, dict[str, str]]) -> None:
    assert "good" not in refused[1]


def test_when_a_check_is_refused_nothing_is_written(
    refused: tuple[Assignment, dict[str, str]],
) -> None:
    assert not (refused[0].folder / "checks" / "transcripts").exists()


def test_what_is_recorded_are_the_reference_s_answers_in_order(tmp_path: Path) -> None:
    assignment = write_course(
        tmp_path, settings=SETTINGS.format(points=1), solutions={"a": REFERENCE}, checks={"a": GOOD}
    )
    (path,) = record(assignment)
    assert path == transcript_path(assignment.folder / "checks", "a")
    (transcript,) = load_transcripts(path).transcripts
    first, second, third = (answer().value for _, _, answer in replayable_calls(transcript))
    assert (
        transcript.check == "a::good" and [call.said for call in transcript.calls] == ["call f"] * 3
    )
    assert np.array_equal(first, second) and np.array_equal(first, third) and first.shape == (4,)
    assert not first.flags.writeable


def test_a_task_with_hidden_checks_only_is_recorded(tmp_path: Path) -> None:
    text = """
        @check(points=2, title="Twice")
        def test_twice(student, reference, rng, compare):
            x = rng.values(3)
            compare.equal(student.f(x), reference.f(x))
    """
    settings = ONE_TASK.replace("hidden_points = 0", "hidden_points = 2")
    write_course(tmp_path, settings=settings, hidden={"a": text})
    done = grade("record", "demo", at=tmp_path)
    assert done.returncode == 0 and "checks/transcripts/a.json" in done.stdout, done.stderr
    assert grade("record", "demo", at=tmp_path).returncode == 0
