"""A stored mistake is recorded, and recognised in other code that answers as it does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.courses import write, write_course
from support.processes import submission

from grader.config import load_assignment
from grader.diagnosis.mistakes import load_mistakes
from grader.errors import BadFile
from grader.examiner.client import Examiner
from grader.exporters.junit import junit_xml
from grader.feedback.ci import summary
from grader.feedback.terminal import result_text
from grader.gradebook.result_json import from_json, to_json
from grader.model import Assignment, Diagnosis, DiagnosisKind, Result
from grader.runs.recording import record, record_mistakes
from grader.runs.stored import stored_mistakes

SETTINGS = """
    id = "demo"
    seed = 5

    [[tasks]]
    id = "a"
    points = 4
    hidden_points = 1
    defines = ["f"]
    server = "numpy"
"""
SOLUTION = "import numpy as np\n\ndef f(x, w):\n    return np.cumsum(x * w)\n"
CHECKS = """
@check(points=1, title="Ones")
def test_ones(student, reference, rng, compare):
    x = np.ones(3)
    compare.equal(student.f(x, x), reference.f(x, x), names="sums")

@check(points=1, title="A series")
def test_series(student, reference, rng, compare):
    x, w = rng.values(6), rng.values(6)
    compare.equal(student.f(x, w), reference.f(x, w), names="sums")

@check(points=1, title="A longer series", hint="Mind the weights.")
def test_longer(student, reference, rng, compare):
    x, w = rng.values(50), rng.values(50)
    compare.equal(student.f(x, w), reference.f(x, w), names="sums")
"""
HIDDEN = """
@check(points=1, title="Secret")
def test_secret(student, reference, rng, compare):
    x, w = rng.values(4), rng.values(4)
    compare.equal(student.f(x, w), reference.f(x, w), names="sums")
"""
NOT_WEIGHTED = """\
# title: The weights are not used
# explanation: Each number counts as much as its weight says. Your sums
#     add the numbers as they are.
# fails: a::series
import numpy as np
def f(x, w):
    return np.cumsum(x)
"""
WEIGHTS_ONLY = """\
# title: The weights are added
# explanation: The numbers do not appear in your sums.
# fails: a::series
import numpy as np
def f(x, w):
    return np.cumsum(w)
"""
SHORT = """\
# title: The last sum is left out
# explanation: There is a sum for each number.
# fails: a::ones
import numpy as np
def f(x, w):
    return np.cumsum(x * w)[:-1]
"""
NAMELESS = "# fails: a::series\ndef f(x, w):\n    return x - w\n"
# Other code with the same mistake as NOT_WEIGHTED.
LOOPED = """
    def f(x, w):
        total, sums = 0.0, []
        for number in x:
            total += number
            sums.append(total)
        return sums
"""
# Close to it, and another mistake.
DECAYED = "import numpy as np\ndef f(x, w):\n    return np.cumsum(x) * 0.999\n"
ONE_CHECK = """
    import numpy as np
    def f(x, w):
        return np.cumsum(x * w if len(x) > 6 else x)
"""


@pytest.fixture(scope="module")
def assignment(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    assignment = write_course(
        tmp_path_factory.mktemp("mistakes"),
        settings=SETTINGS,
        solutions={"a": SOLUTION},
        checks={"a": CHECKS},
        hidden={"a": HIDDEN},
    )
    assert assignment.solutions is not None
    wrong = {"not_weighted": NOT_WEIGHTED, "weights_only": WEIGHTS_ONLY, "short": SHORT}
    for name, text in {**wrong, "nameless": NAMELESS}.items():
        write(assignment.solutions / "wrong" / "a" / f"{name}.py", text)
    record(assignment)
    record_mistakes(assignment)
    return assignment


@pytest.fixture(scope="module")
def examiner(assignment: Assignment) -> Iterator[Examiner]:
    with Examiner(assignment) as one:
        yield one


@pytest.fixture(scope="module")
def judged(examiner: Examiner) -> Result:
    return examiner.judge(submission(a_py=LOOPED))


def named(result: Result) -> dict[str, str]:
    """The diagnosis of each check that has one."""
    return {
        check.id.partition("::")[2]: check.diagnosis.name
        for check in result.checks
        if check.diagnosis is not None
    }


def test_other_code_with_the_same_mistake_is_diagnosed(judged: Result) -> None:
    assert named(judged) == dict.fromkeys(("series", "longer", "secret"), "a/not_weighted")
    diagnosis = next(check.diagnosis for check in judged.checks if check.diagnosis)
    assert diagnosis == Diagnosis(
        name="a/not_weighted",
        title="The weights are not used",
        explanation=(
            "Each number counts as much as its weight says. Your sums add the numbers as they are."
        ),
        kind=DiagnosisKind.MISCONCEPTION,
    )


def test_a_diagnosis_changes_no_points(judged: Result) -> None:
    assert judged.earned == 1 and judged.possible == 4


@pytest.mark.parametrize("code", [SOLUTION, DECAYED, ONE_CHECK, NAMELESS])
def test_what_only_looks_like_it_gets_none(examiner: Examiner, code: str) -> None:
    assert named(examiner.judge(submission(a_py=code))) == {}


def test_a_missing_item_is_recognised_by_its_shape(examiner: Examiner) -> None:
    code = "def f(x, w):\n    return [sum(x[: t + 1] * w[: t + 1]) for t in range(len(x) - 1)]\n"
    assert set(named(examiner.judge(submission(a_py=code))).values()) == {"a/short"}


def test_the_cause_stands_first_in_every_form(judged: Result) -> None:
    text = result_text(judged, for_student=True)
    block = text[text.index("x a  A series") :].split("\n")
    assert block[1] == "    cause The weights are not used"
    said = "The weights are not used. Each number counts as much as its weight says."
    assert said in summary(judged, advisory=False)
    assert said.encode() in junit_xml([judged], "demo")
    assert from_json(to_json(judged)) == judged
    assert b'"kind":"misconception"' in to_json(judged)


def test_students_have_the_mistakes_of_visible_checks_only(assignment: Assignment) -> None:
    students = load_assignment(assignment.folder)
    with Examiner(students) as examiner:
        result = examiner.judge(submission(a_py=LOOPED))
    assert named(result) == dict.fromkeys(("series", "longer"), "a/not_weighted")
    file = load_mistakes(assignment.folder / "checks" / "mistakes" / "a.json")
    assert file is not None
    checks = {check for mistake in file.mistakes for check in mistake.imprints}
    assert checks == {"a::ones", "a::series", "a::longer"}
    assert {mistake.name for mistake in file.mistakes} == {
        *("a/not_weighted", "a/weights_only", "a/short")
    }


def test_a_recording_of_other_checks_says_nothing(assignment: Assignment) -> None:
    path = assignment.folder / "checks" / "mistakes" / "a.json"
    before = path.read_bytes()
    try:
        for content in (
            re.sub(rb'"made_from":"\w+"', b'"made_from":"0"', before),
            b"{",
            before.replace(b'"format":1', b'"format":99'),
        ):
            path.write_bytes(content)
            with Examiner(load_assignment(assignment.folder)) as examiner:
                assert named(examiner.judge(submission(a_py=LOOPED))) == {}
    finally:
        path.write_bytes(before)


def test_only_what_changed_is_recorded_anew(assignment: Assignment) -> None:
    assert record_mistakes(assignment) == []
    assert assignment.solutions is not None
    path = assignment.solutions / "wrong" / "a" / "short.py"
    before = path.read_text(encoding="utf-8")
    try:
        path.write_text(before.replace("left out", "missing"), encoding="utf-8")
        visible, _ = record_mistakes(assignment)
        assert "The last sum is missing" in visible.read_text(encoding="utf-8")
        path.write_text(before.replace("[:-1]", "[1:]"), encoding="utf-8")
        assert len(record_mistakes(assignment)) == 2
    finally:
        path.write_text(before, encoding="utf-8")
        record_mistakes(assignment)


def test_a_mistake_with_half_a_name_is_one_sentence(tmp_path: Path) -> None:
    assignment = write_course(tmp_path)
    assert assignment.solutions is not None
    head = "# title: Something\n# fails: a::x\n"
    write(assignment.solutions / "wrong" / "a" / "half.py", head)
    with pytest.raises(BadFile, match="write both"):
        stored_mistakes(assignment, assignment.tasks[0])


KEPT = """
    sums = []

    def f(x, w):
        total = 0.0
        for number, weight in zip(x, w):
            total += number * weight
            sums.append(total)
        return sums[:]
"""
DRAWN = """
    import numpy as np

    def f(x, w):
        return np.cumsum(x * w) + np.random.normal(size=len(x))
"""
ALWAYS = """
    import numpy as np

    def f(x, w):
        return np.array([1.0, 2.0, 3.0])
"""


@pytest.mark.parametrize(
    ("code", "name"),
    [(KEPT, "repeated/kept"), (DRAWN, "repeated/random"), (ALWAYS, "same/answer")],
)
def test_a_check_is_asked_again_where_nothing_explains_it(
    examiner: Examiner, code: str, name: str
) -> None:
    assert name in named(examiner.judge(submission(a_py=code))).values()
