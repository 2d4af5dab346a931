"""What a check may do with the student's objects and functions, and what a wrong one earns."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support.cases import cases
from support.courses import write_course
from support.processes import submission

from grader.errors import RecordingRefused
from grader.examiner.client import Examiner
from grader.model import Assignment, CheckResult, Outcome
from grader.runs.recording import record

SETTINGS = """
    id = "demo"
    seed = 5

    [[tasks]]
    id = "a"
    points = 10
    defines = ["Bag", "apply", "both", "Quiet"]
    server = "numpy"
"""
SOLUTION = """
class Bag:
    def __init__(self, *items):
        self.items, self.rate = list(items), 1.0

    def __iter__(self):
        return iter(self.items)

    def __contains__(self, item):
        return item in self.items

    def __getitem__(self, at):
        return self.items[at]

    def __lt__(self, other):
        return len(self.items) < len(other.items)

    def __rmul__(self, number):
        return Bag(*(number * item for item in self.items))

    def scaled(self):
        return [self.rate * item for item in self.items]


def apply(f, x):
    try:
        return f(x)
    except ValueError as error:
        return f"caught {error}"


def both(x):
    return x.mean(), x.std()


class Quiet:
    def __enter__(self):
        return 5

    def __exit__(self, kind, error, trace):
        return kind is KeyError and "quiet" in str(error)
"""
CHECKS = """
@check(points=1, title="Gone through, sliced, in it")
def test_gone_through(student, reference, rng, compare):
    def run(side):
        bag = side.Bag(3, 1, 2)
        return [item for item in bag], bag[1:], 1 in bag, 9 in bag
    compare.exact(run(student), run(reference))

@check(points=1, title="Operators from both sides")
def test_operators(student, reference, rng, compare):
    def run(side):
        return list(2 * side.Bag(3, 4)), side.Bag(1) < side.Bag(1, 2), side.Bag(1, 2) < side.Bag(1)
    compare.exact(run(student), run(reference))

@check(points=1, title="An attribute is set over there")
def test_set(student, reference, rng, compare):
    def run(side):
        bag = side.Bag(3, 4)
        bag.rate = 0.5
        return bag.scaled()
    compare.equal(run(student), run(reference))

@check(points=2, title="Called back")
def test_called_back(student, reference, rng, compare):
    def run(side):
        seen = []
        def f(x):
            seen.append(x)
            if x < 0:
                raise ValueError("below zero")
            return 2 * x
        return side.apply(f, 3), side.apply(f, -1), seen
    compare.exact(run(student), run(reference))

@check(points=1, title="An error of the body")
def test_with(student, reference, rng, compare):
    def run(side, text):
        try:
            with side.Quiet() as given:
                raise KeyError(text)
        except KeyError:
            return "not " + text
        return given
    compare.exact([run(student, "quiet"), run(student, "loud")],
                  [run(reference, "quiet"), run(reference, "loud")])

@check(points=4, title="In parts")
def test_parts(student, reference, rng, compare):
    x = rng.values(5)
    got, want = student.both(x), reference.both(x)
    with compare.part(1, "the mean"):
        compare.equal(got[0], want[0])
    with compare.part(3, "the deviation"):
        compare.equal(got[1], want[1])
"""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    assignment = write_course(
        tmp_path_factory.mktemp("kinds"),
        settings=SETTINGS,
        solutions={"a": SOLUTION},
        checks={"a": CHECKS},
    )
    record(assignment)
    return assignment


@pytest.fixture(scope="module")
def examiner(demo: Assignment) -> Iterator[Examiner]:
    with Examiner(demo) as one:
        yield one


def judged(examiner: Examiner, text: str) -> dict[str, CheckResult]:
    checks = examiner.judge(submission(a_py=text)).checks
    return {check.id.partition("::")[2]: check for check in checks}


def test_right_work_passes(examiner: Examiner) -> None:
    assert {check.outcome for check in judged(examiner, SOLUTION).values()} == {Outcome.PASSED}


# what is changed in the right answer, the check that it must fail and what that still earns
CHANGES = {
    "another slice": ("return self.items[at]", "return self.items[:1]", "gone_through", 0),
    "never in it": ("return item in self.items", "return False", "gone_through", 0),
    "no operator": ("def __lt__", "def less", "operators", 0),
    "not multiplied": ("number * item", "item", "operators", 0),
    "its own rate": ("self.rate * item", "1.0 * item", "set", 0),
    "never called": ("return f(x)", "return 2 * x", "called_back", 0),
    "the error is let through": ("except ValueError", "except TypeError", "called_back", 0),
    "called twice": ("return f(x)", "f(x)\n        return f(x)", "called_back", 0),
    "quiet always": ('kind is KeyError and "quiet" in str(error)', "True", "with", 0),
    "never quiet": ('kind is KeyError and "quiet" in str(error)', "False", "with", 0),
    "one part is wrong": ("x.std()", "x.std(ddof=1)", "parts", 1),
    "the other part is wrong": ("x.mean(),", "x.sum(),", "parts", 3),
    "one part is not there": ("return x.mean(), x.std()", "return [x.mean()]", "parts", 1),
    "nothing to take apart": ("return x.mean(), x.std()", "return None", "parts", 0),
}


@pytest.mark.parametrize(("old", "new", "check", "earned"), cases(CHANGES))
def test_a_wrong_answer_fails_its_check_only(
    examiner: Examiner, old: str, new: str, check: str, earned: int
) -> None:
    assert old in SOLUTION
    checks = judged(examiner, SOLUTION.replace(old, new))
    assert checks[check].outcome is not Outcome.PASSED and checks[check].earned == earned
    assert {name for name, one in checks.items() if one.outcome is not Outcome.PASSED} == {check}
    assert checks[check].blame == "student" and checks[check].message


def test_a_part_that_does_not_hold_is_named_with_its_points(examiner: Examiner) -> None:
    message = judged(examiner, SOLUTION.replace("x.std()", "x.std(ddof=1)"))["parts"].message
    assert message.startswith("the deviation (3 points): ")
    assert "the mean" not in message


def test_endless_calls_of_the_check_s_function_end(examiner: Examiner) -> None:
    endless = SOLUTION.replace("return f(x)", "return [f(x) for _ in range(10**9)]")
    check = judged(examiner, endless)["called_back"]
    assert check.outcome in (Outcome.RAISED, Outcome.TIMED_OUT) and check.earned == 0


REFUSED = {
    "parts that do not add up": (
        'with compare.part(1, "it"):\n        compare.equal(student.both(x), reference.both(x))',
        "its parts add up to 1 points, and the check has 10",
    ),
    "a part that a blind student earns": (
        'got = student.both(x)\n    with compare.part(4, "it"):\n        compare.like(got,'
        ' reference.both(x))\n    with compare.part(6, "all"):\n        compare.equal(got,'
        " reference.both(x))",
        "passes it and earns 4 points",
    ),
    "a misspelt name": (
        "compare.equal(student.both(x), reference.boht(x))",
        "the name boht, which the reference does not define; did you mean both?",
    ),
    "a condition that is always true": (
        'compare.that(student.both(x) is not None, "it", expected="something", got="nothing")',
        "passes it and earns 10 points",
    ),
}


@pytest.mark.parametrize(("body", "sentence"), cases(REFUSED))
def test_what_cannot_be_trusted_is_refused_by_record(
    tmp_path_factory: pytest.TempPathFactory, body: str, sentence: str
) -> None:
    check = f"""
@check(points=10, title="It")
def test_it(student, reference, rng, compare):
    x = rng.values(5)
    {body}
"""
    assignment = write_course(
        tmp_path_factory.mktemp("refused"),
        settings=SETTINGS,
        solutions={"a": SOLUTION},
        checks={"a": check},
    )
    with pytest.raises(RecordingRefused) as caught:
        record(assignment)
    assert sentence in str(caught.value)
