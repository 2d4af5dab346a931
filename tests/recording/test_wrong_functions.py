"""What stored mistakes answer, as it is kept: only what fails, and by the inputs it was asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from support.judged import F, judged_course
from support.processes import submission
from support.suites import in_suite

from grader.checking.answerers.transcripts import Inputs
from grader.config import load_assignment
from grader.diagnosis.mistakes import MistakesFile
from grader.model import Assignment, Outcome, StoredMistake
from grader.recording.wrong_functions import record_mistakes
from grader.runs.recording import record
from grader.sandbox.starting.launchers import Launcher


def mistake(name: str, a_py: str) -> StoredMistake:
    return StoredMistake(
        name=name,
        title=f"{name}.",
        explanation="",
        source="",
        submission=submission(name, a_py=a_py),
    )


THRICE = mistake("thrice", "def f(x):\n    return 3.0 * x\n")
BUT_FOUR = mistake("but_four", "def f(x):\n    return 2.0 * x + (x == 4.0)\n")
RAISES = mistake("raises", "def f(x):\n    raise ValueError\n")
RIGHT = mistake("right", F)
Recorded = dict[Inputs, MistakesFile]


@pytest.fixture(scope="module")
def assignment(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    return judged_course(tmp_path_factory.mktemp("mistaken"))


@pytest.fixture(scope="module")
def files(assignment: Assignment, launchers: Callable[[str, str], Launcher]) -> Recorded:
    mistakes = THRICE, BUT_FOUR, RAISES, RIGHT
    return in_suite(
        assignment,
        launchers,
        lambda suite, servers: dict(record_mistakes(suite, servers, "a", mistakes)),
    )


def outcomes(file: MistakesFile, name: str) -> dict[str, Outcome]:
    (found,) = [each for each in file.mistakes if each.name == name]
    return {check: imprint.outcome for check, imprint in found.imprints.items()}


def test_a_mistake_is_kept_by_the_checks_that_it_does_not_pass(files: Recorded) -> None:
    assert outcomes(files[Inputs.RELEASED], "thrice") == {"a::twice": Outcome.FAILED}
    assert outcomes(files[Inputs.HIDDEN], "thrice") == {"a::secret": Outcome.FAILED}
    assert outcomes(files[Inputs.RELEASED], "raises")["a::f"] is Outcome.RAISED


def test_students_get_no_mistake_that_no_visible_check_finds(files: Recorded) -> None:
    """Its name alone would tell what the hidden checks look at."""
    assert {each.name for each in files[Inputs.RELEASED].mistakes} == {"thrice", "raises"}
    assert outcomes(files[Inputs.HIDDEN], "but_four") == {"a::secret": Outcome.FAILED}
    assert outcomes(files[Inputs.HIDDEN], "right") == {}


def test_a_task_without_hidden_checks_has_the_visible_ones_only(
    assignment: Assignment, launchers: Callable[[str, str], Launcher]
) -> None:
    wrong = StoredMistake(
        name="wrong",
        title="Wrong.",
        explanation="",
        source="",
        submission=submission(b_py="def g(x):\n    return x\n"),
    )
    ((inputs, file),) = in_suite(
        assignment,
        launchers,
        lambda suite, servers: record_mistakes(suite, servers, "b", (wrong,)),
    )
    assert inputs is Inputs.RELEASED
    assert outcomes(file, "wrong") == {"b::g": Outcome.FAILED}


def test_with_a_grading_seed_a_mistake_is_asked_with_both_inputs(
    launchers: Callable[[str, str], Launcher], tmp_path: Path
) -> None:
    course = judged_course(tmp_path)
    assert course.solutions is not None
    hidden = course.solutions / "hidden.toml"
    hidden.write_text(hidden.read_text(encoding="utf-8") + "grading_seed = 9\n", encoding="utf-8")
    course = load_assignment(course.folder, course.solutions)
    record(course)

    def work(suite: object, servers: object) -> tuple[Recorded, int | None]:
        files = dict(record_mistakes(suite, servers, "a", (THRICE,)))  # type: ignore[arg-type]
        return files, suite.assignment.grading_seed  # type: ignore[attr-defined]

    files, seed = in_suite(course, launchers, work)
    assert files.keys() == {Inputs.GRADING, Inputs.RELEASED, Inputs.HIDDEN}
    assert files[Inputs.GRADING].made_from != files[Inputs.RELEASED].made_from
    assert seed == 9, "the suite is as it was"
