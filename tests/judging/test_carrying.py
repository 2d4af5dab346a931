"""Judged again with the reference in an earlier stage's place: what it earns, and what never."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from support.cases import cases
from support.courses import write_course
from support.judged import by_name
from support.processes import submission

from grader.config import load_assignment
from grader.errors import RecordingRefused
from grader.examiner.client import Examiner
from grader.model import Assignment, CheckResult, Outcome
from grader.runs.recording import record, reference_submission

SETTINGS = """
    id = "demo"
    seed = 5
    carry = "half"

    [limits]
    check_seconds = 2
    load_seconds = 2

    [[tasks]]
    id = "a"
    points = 8
    hidden_points = 2
    defines = ["make_data", "train"]
    server = "numpy"
"""
REFERENCE = """
import numpy as np

def make_data(pairs, n_step=3):
    return np.array([[len(word) * n_step for word in pair] for pair in pairs], float)

def train(pairs, n_step=3, scale=1.0):
    return (make_data(pairs, n_step) * scale).cumsum(axis=0)
"""
CHECKS = """
PAIRS = (("a", "bb"), ("ccc", "d"))

@check(points=0, title="make_data answers")
def test_make_data(student, reference, rng, compare):
    compare.like(student.make_data([("a", "b")]), reference.make_data([("a", "b")]))

@check(points=2, title="The data", needs="make_data")
def test_data(student, reference, rng, compare):
    compare.equal(student.make_data(PAIRS), reference.make_data(PAIRS), names="data")

@check(points=1, title="Trained", carries="make_data")
def test_train(student, reference, rng, compare):
    got = student.train(PAIRS, scale=2.0)
    compare.equal(got, reference.train(PAIRS, scale=2.0), names="sums")

@check(points=1, title="Trained by the check's own call", needs="make_data", carries="make_data")
def test_both(student, reference, rng, compare):
    data = student.make_data(PAIRS, 4)
    reference.make_data(PAIRS, 4)
    compare.equal(student.train(PAIRS, 4), reference.train(PAIRS, 4), names="sums")
    compare.like(data, reference.make_data(PAIRS, 4))

@check(points=2, title="In parts", carries=("make_data",))
def test_parts(student, reference, rng, compare):
    with compare.part("0.5", "one"):
        compare.equal(student.train(PAIRS), reference.train(PAIRS), names="sums")
    with compare.part("1.5", "two"):
        compare.equal(student.train(PAIRS, 2), reference.train(PAIRS, 2), names="sums")
"""
HIDDEN = """
@check(points=2, title="Secret", carries="make_data")
def test_secret(student, reference, rng, compare):
    pairs = [("x" * int(n), "y") for n in rng.integers(1, 9, 3)]
    compare.equal(student.train(pairs), reference.train(pairs), names="sums")
"""


@pytest.fixture(scope="module")
def assignment(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    course = write_course(
        tmp_path_factory.mktemp("carried"),
        settings=SETTINGS,
        solutions={"a": REFERENCE},
        checks={"a": CHECKS},
        hidden={"a": HIDDEN},
    )
    record(course)
    return course


@pytest.fixture(scope="module")
def judged(assignment: Assignment) -> Iterator[Callable[[str], dict[str, CheckResult]]]:
    with Examiner(assignment) as examiner:
        yield lambda a_py: by_name(examiner.judge(submission(a_py=a_py)))


def earned(checks: dict[str, CheckResult]) -> dict[str, str]:
    return {name: f"{check.earned:f}" for name, check in checks.items()}


WRONG_DATA = REFERENCE.replace("len(word) * n_step", "len(word) + n_step")
NOT_WRITTEN = REFERENCE.replace(
    "    return np.array", "    raise NotImplementedError\n    np.array"
)
HALF = {"train": "0.5", "both": "0.5", "parts": "1.0", "secret": "1.0"}
NOTHING = dict.fromkeys(HALF, "0")

STAGES = cases(
    {
        "a wrong stage": (WRONG_DATA, HALF),
        "a stage that raises": (REFERENCE.replace("len(word)", "word.size"), HALF),
        "a stage that is not written": (NOT_WRITTEN, HALF),
        "a stage that is not there": (REFERENCE.replace("def make_data", "def other"), HALF),
        "a stage with other parameters": (
            WRONG_DATA.replace("pairs, n_step=3):", "data, steps=3):\n    pairs, n_step = 1, 2", 1),
            HALF,
        ),
        "lists for tuples, names for places": (
            WRONG_DATA.replace(
                "(make_data(pairs, n_step)", "(make_data(pairs=[*map(list, pairs)], n_step=n_step)"
            ),
            HALF,
        ),
        "a stage that is not called": (
            WRONG_DATA.replace("(make_data(pairs, n_step)", "(np.ones((2, 2))"),
            NOTHING,
        ),
        "a stage that is asked something else": (
            WRONG_DATA.replace("make_data(pairs, n_step)", "make_data(pairs, n_step + 1)"),
            NOTHING,
        ),
        "something else, and what was asked": (
            WRONG_DATA.replace(
                "    return (make", "    make_data([]) if 1 else 0\n    return (make"
            ),
            NOTHING,
        ),
        "a wrong later stage": (WRONG_DATA.replace("cumsum", "cumprod"), NOTHING),
        "a wrong later stage with a good one": (REFERENCE.replace("cumsum", "cumprod"), NOTHING),
        "a file that does not load": ("1 / 0\n" + WRONG_DATA[:60], NOTHING),
    }
)


@pytest.mark.parametrize(("a_py", "points"), STAGES)
def test_half_the_points_of_what_works_with_the_reference_s_stage(
    judged: Callable[[str], dict[str, CheckResult]], a_py: str, points: dict[str, str]
) -> None:
    checks = judged(a_py)
    told = {name: f"{checks[name].earned.normalize():f}" for name in HALF if checks[name].earned}
    assert told == {
        name: f"{Decimal(each).normalize():f}" for name, each in points.items() if each != "0"
    }
    for name in HALF:
        carried = checks[name].carried
        assert (carried is not None) is (points[name] != "0")
        assert carried is None or (carried.stages, carried.earned) == (
            ("make_data",),
            checks[name].earned,
        )
    assert checks["data"].carried is None


HOSTILE = cases(
    {
        "it hears the stage and hands it on": """
            def make_data(pairs, n_step=3): return 1 / 0
            def train(pairs, n_step=3, scale=1.0): return make_data(pairs, n_step)
        """,
        "it asks for everything, and keeps it": """
            import os, sys
            def make_data(pairs, n_step=3):
                return sys.modules.get("kept", {}).get(str(pairs), [[0.0]])
            def train(pairs, n_step=3, scale=1.0):
                known = sys.modules.setdefault("kept", {})
                known[str(pairs)] = make_data(pairs, n_step)
                open(os.environ["HOME"] + "/kept", "w").write(str(known))
                return known[str(pairs)]
        """,
        "it calls the other side itself": """
            import gc
            def make_data(pairs, n_step=3): return 1 / 0
            def train(pairs, n_step=3, scale=1.0):
                back = [each for each in gc.get_objects() if type(each).__name__ == "CallingBack"]
                for number in (0, -1, 1 << 20, (1 << 20) + 1, 1 << 62):
                    try:
                        make = back[0](number, (pairs, n_step), {})
                    except Exception:
                        pass
                return make
        """,
    }
)


@pytest.mark.parametrize("a_py", HOSTILE)
def test_who_only_hears_the_stage_earns_nothing_by_it(
    judged: Callable[[str], dict[str, CheckResult]], a_py: str
) -> None:
    checks = judged(textwrap.dedent(a_py))
    assert {check.earned for check in checks.values()} == {0}
    assert judged(REFERENCE)["secret"].outcome is Outcome.PASSED


def test_who_asks_a_thousand_times_earns_nothing_by_it(assignment: Assignment) -> None:
    a_py = """
        def make_data(pairs, n_step=3): return 1 / 0
        def train(pairs, n_step=3, scale=1.0):
            for _ in range(11_000):
                got = make_data(pairs, n_step)
            return got
    """
    with Examiner(assignment) as examiner:
        asked, right = (
            by_name(examiner.judge(submission(a_py=text), checks=("a::secret",)))["secret"]
            for text in (textwrap.dedent(a_py), REFERENCE)
        )
    assert asked.earned == 0 and right.outcome is Outcome.PASSED


def test_what_was_heard_in_one_check_is_gone_in_the_next(
    judged: Callable[[str], dict[str, CheckResult]],
) -> None:
    learning = WRONG_DATA + textwrap.dedent("""
        known, wrong = {}, make_data

        def make_data(pairs, n_step=3):
            return known.get((str(pairs), n_step), wrong(pairs, n_step))

        def train(pairs, n_step=3, scale=1.0):
            known[str(pairs), n_step] = got = make_data(pairs, n_step)
            return (got * scale).cumsum(axis=0)
    """)
    checks = judged(learning)
    assert (checks["data"].outcome, checks["data"].earned) == (Outcome.FAILED, 0)
    assert {name: checks[name].carried.earned for name in HALF if checks[name].carried} == {
        name: Decimal(points) for name, points in HALF.items()
    }


SHARES = cases({"none": ("none", "0"), "half": ("half", "3"), "full": ("full", "6")})


@pytest.mark.parametrize(("carry", "points"), SHARES)
def test_the_share_is_the_assignment_s_and_a_task_may_have_its_own(
    assignment: Assignment, carry: str, points: str
) -> None:
    path = assignment.folder / "assignment.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("points = 8", f'points = 8\ncarry = "{carry}"'), encoding="utf-8")
    try:
        course = load_assignment(assignment.folder, assignment.solutions)
        with Examiner(course) as examiner:
            result = examiner.judge(submission(a_py=WRONG_DATA))
            right = examiner.judge(reference_submission(course))
    finally:
        path.write_text(text, encoding="utf-8")
    assert f"{result.earned.normalize():f}" == points
    assert right.earned == 8 and not any(check.carried for check in right.checks)


def test_a_student_s_own_check_says_the_same(assignment: Assignment) -> None:
    students = load_assignment(assignment.folder)
    with Examiner(students) as examiner:
        checks = by_name(examiner.judge(submission(a_py=WRONG_DATA)))
    assert [checks[name].earned for name in ("train", "both", "parts")] == [
        Decimal("0.5"),
        Decimal("0.5"),
        Decimal(1),
    ]


REFUSED = cases(
    {
        "a stage that decides it alone": (
            "compare.equal(student.make_data(PAIRS), reference.make_data(PAIRS))",
            "make_data",
            "it carries make_data, and a student that answers",
        ),
        "a later stage that hands it on": (
            "compare.equal(student.twice(PAIRS), reference.twice(PAIRS))",
            "make_data",
            "a student that answers the carried answers everywhere else earns 1 points",
        ),
        "a stage that is not called": (
            "compare.equal(student.other(1.5), reference.other(1.5))",
            "make_data",
            "it carries make_data, which neither it nor the reference calls",
        ),
        "a name that is not there": (
            "compare.equal(student.other(1.5), reference.other(1.5))",
            "make_dota",
            "carries= names make_dota, which the reference does not define",
        ),
        "a stage that answers with an object": (
            "compare.equal(student.used(2.5), reference.used(2.5))",
            "made",
            "it carries made, but it answers with a Box, which cannot be recorded",
        ),
        "a stage that answers in two ways": (
            "compare.equal(student.drawn(2.5) > 0, True)\n    reference.drawn(2.5)",
            "draw",
            "it carries draw, but it answers the same question in two ways",
        ),
    }
)
MORE = (
    REFERENCE
    + """
def twice(pairs):
    make_data(pairs)
    return make_data(pairs)

def other(x):
    return x + 1

class Box:
    def __init__(self, x):
        self.x = x

def made(x):
    return Box(x)

def used(x):
    return made(x).x * 2

turns = []

def draw(x):
    turns.append(x)
    return float(len(turns))

def drawn(x):
    return draw(x) + draw(x)
"""
)


@pytest.mark.parametrize(("body", "stage", "told"), REFUSED)
def test_recording_refuses_what_a_stage_s_answers_decide(
    tmp_path: Path, body: str, stage: str, told: str
) -> None:
    check = (
        'PAIRS = (("a", "bb"), ("ccc", "d"))\n'
        f'@check(points=1, title="t", carries="{stage}")\n'
        f"def test_t(student, reference, rng, compare):\n    {body}\n"
    )
    settings = SETTINGS.replace("points = 8", "points = 1").replace("    hidden_points = 2\n", "")
    course = write_course(tmp_path, settings=settings, solutions={"a": MORE}, checks={"a": check})
    with pytest.raises(RecordingRefused) as error:
        record(course)
    assert told in str(error.value)
