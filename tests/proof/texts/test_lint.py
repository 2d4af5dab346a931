"""What the lint says of an assignment by reading it."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.courses import write, write_course
from support.proofs import HIDDEN, SETTINGS, SOLUTION, VISIBLE, problems, proved, unrecorded
from support.samples import ROOT

from grader.config import load_course_assignment
from grader.model import Assignment, Course
from grader.nouns import replace


def with_long_seeds(assignment: Assignment) -> Assignment:
    """The same as if `grade seeds` had drawn its secret seeds."""
    return replace(assignment, hidden_seed=2**127 + 1, grading_seed=2**127 + 2)


@pytest.mark.parametrize(
    ("seeds", "said"),
    [
        ((2, 2**127), "hidden.toml: seed is short enough for student code to try out"),
        ((2**64, 2**127), "hidden.toml: seed is short enough"),
        ((2**127, 3), "hidden.toml: grading_seed is short enough"),
        ((2**127, None), "hidden.toml has no grading_seed"),
    ],
)
def test_a_secret_seed_that_can_be_tried_out_is_named(
    tmp_path: Path, seeds: tuple[int, int | None], said: str
) -> None:
    assignment = replace(unrecorded(tmp_path), hidden_seed=seeds[0], grading_seed=seeds[1])
    notes = [note for row in proved(assignment, "lint").rows for note in row.notes]
    (note,) = [note for note in notes if said in note]
    assert note.endswith("draw long ones: grade seeds demo")


EXAMPLE = """
@check(points={points}, title="A worked example", hint="Each item counts twice.")
def test_example(student, reference, rng, compare):
    compare.equal(student.f([1.0, 2.0]), reference.f([1.0, 2.0]), names="the sum")

@check(points={rest}, title="Drawn", hint="Each item counts twice.")
def test_sum(student, reference, rng, compare):
    x = {x}
    compare.equal(student.f(x), reference.f(x), names="the sum")
"""


@pytest.mark.parametrize(
    ("points", "x", "said"),
    [
        (1, "rng.values(4)", ""),
        (2, "rng.values(4)", "2 of the 4 points of a are visible checks that draw nothing"),
        (1, "[0.0, 1.0]", "3 of the 4 points of a are visible checks that draw nothing"),
    ],
)
def test_a_task_whose_worked_examples_are_worth_too_much_is_named(
    tmp_path: Path, points: int, x: str, said: str
) -> None:
    assignment = unrecorded(
        tmp_path,
        settings=SETTINGS.replace("points = 2", "points = 4"),
        checks=EXAMPLE.format(points=points, rest=3 - points, x=x),
    )
    notes = [note for row in proved(assignment, "lint").rows for note in row.notes]
    assert [said in note for note in notes if "draw nothing" in note] == ([True] if said else [])


@pytest.mark.parametrize("name", ["rnn", "layers", "attention"])
def test_of_our_own_assignments_there_is_nothing_to_note(name: str) -> None:
    assignment = load_course_assignment(Course(folder=ROOT), name)
    assert [note for row in proved(assignment, "lint").rows for note in row.notes] == []


def test_a_task_of_asserts_is_said_to_have_lower_trust(tmp_path: Path) -> None:
    assignments = [
        unrecorded(tmp_path / name, settings=SETTINGS + more)
        for name, more in (("plain", ""), ("asserted", "    asserted = true\n"))
    ]
    for each in assignments:
        assert each.solutions is not None
        write(each.solutions / "handout.md", "Write `f`, the sum.\n\n<!-- tasks -->\n")
    plain, asserted = (proved(with_long_seeds(each), "lint") for each in assignments)
    notes = [note for row in asserted.rows for note in row.notes]
    assert not [note for row in plain.rows for note in row.notes]
    assert (
        len(notes) == 1
        and "a is checked by asserts" in notes[0]
        and "their trust is lower" in notes[0]
    )


def test_the_lint_names_what_is_missing(tmp_path: Path) -> None:
    checks = """
@check(points=0, title="It is there")
def test_f(student, reference, rng, compare):
    compare.like(student.f(rng.values(2)), 0.0)

@check(points=1, title="")
def test_sum(student, reference, rng, compare):
    x = rng.values(4)
    got = student.f(x)
    compare.like(got, reference.f(got))
"""
    settings = SETTINGS.replace('title = "A demo"', "").replace('["f"]', '["f", "g"]')
    assignment = write_course(
        tmp_path,
        settings=settings,
        solutions={"a": SOLUTION},
        checks={"a": checks},
        hidden={"a": HIDDEN},
    )
    report = proved(assignment, "lint")
    said = problems(report)
    for sentence in (
        "f has 0 points and no check needs it",
        "sum has no title",
        "sum has no hint",
        "sum has points and compares no values, only like",
        "got, which came from student, is an argument of reference",
        "a defines g, which no check asks for",
        "it has no title; write one",
    ):
        assert sentence in said, said


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('["f"]', '["f", "g"]', "a defines g, which no check asks for"),
        ('title = "A demo"', "", "it has no title"),
        ("points = 2", "points = 5", "its visible checks add up to"),
    ],
)
def test_the_settings_that_a_teacher_edits_are_named(
    tmp_path: Path, old: str, new: str, sentence: str
) -> None:
    assignment = write_course(
        tmp_path,
        settings=SETTINGS.replace(old, new, 1),
        solutions={"a": SOLUTION},
        checks={"a": VISIBLE},
        hidden={"a": HIDDEN},
    )
    edited = assignment.reference_folder / "assignment.toml"
    lines = [line for line in problems(proved(assignment, "lint")).split("\n") if sentence in line]
    assert lines and all(f"{edited}: " in line for line in lines)


def test_points_that_do_not_add_up_and_a_task_without_hidden_checks(tmp_path: Path) -> None:
    assignment = write_course(
        tmp_path,
        settings=SETTINGS,
        solutions={"a": SOLUTION},
        checks={"a": VISIBLE + HIDDEN},
        hidden={},
    )
    said = problems(proved(assignment, "lint"))
    assert "a has no hidden check" in said and "its visible checks add up to 2" in said


ASKS = {
    "a helper with the side as an argument": """
def twice(side, x):
    return side.f(x)

@check(points=1, title="Twice the sum", hint="Each item counts twice.")
def test_sum(student, reference, rng, compare):
    x = rng.values(4)
    compare.equal(twice(student, x), twice(reference, x), names="the sum")
""",
    "a helper of a helper, by keyword": """
def inner(x, who):
    return who.f(x)

def outer(x, whom):
    return inner(x, who=whom)

@check(points=1, title="Twice the sum", hint="Each item counts twice.")
def test_sum(student, reference, rng, compare):
    x = rng.values(4)
    compare.equal(outer(x, student), outer(x, whom=reference), names="the sum")
""",
    "a loop over both sides": """
@check(points=1, title="Twice the sum", hint="Each item counts twice.")
def test_sum(student, reference, rng, compare):
    x = rng.values(4)
    got, want = [side.f(x) for side in (student, reference)]
    compare.equal(got, want, names="the sum")
""",
    "another name, and compare in a helper": """
def same(compared, got, want):
    compared.equal(got, want, names="the sum")

@check(points=1, title="Twice the sum", hint="Each item counts twice.")
def test_sum(student, reference, rng, compare):
    x, pupil = rng.values(4), student
    same(compare, getattr(pupil, "f")(x), reference.f(x))
""",
}


@pytest.mark.parametrize("how", ASKS)
def test_what_a_check_asks_in_another_way_is_seen(tmp_path: Path, how: str) -> None:
    assignment = write_course(
        tmp_path,
        settings=SETTINGS.replace("hidden_points = 1", "hidden_points = 0").replace(
            "points = 2", "points = 1"
        ),
        solutions={"a": SOLUTION},
        checks={"a": ASKS[how]},
    )
    said = problems(proved(assignment, "lint"))
    assert "which no check asks for" not in said and "compares no values" not in said


def test_a_helper_that_asks_only_the_reference_asks_nothing_of_the_student(tmp_path: Path) -> None:
    checks = """
def twice(side, x):
    return side.f(x)

@check(points=1, title="Twice the sum", hint="Each item counts twice.")
def test_sum(student, reference, rng, compare):
    x = rng.values(4)
    compare.equal(student.g(x), twice(reference, x), names="the sum")
"""
    said = problems(proved(course_of(tmp_path, checks), "lint"))
    assert "a defines f, which no check asks for" in said


def course_of(folder: Path, checks: str) -> Assignment:
    return write_course(folder, settings=SETTINGS, solutions={"a": SOLUTION}, checks={"a": checks})


EXCUSED = """
    [[excused]]
    finding = "no hint"
    of = "a::sum"
    reason = "The title says it all."
"""


def test_a_finding_is_excused_in_a_line_and_an_excuse_without_one_is_named(tmp_path: Path) -> None:
    without_hint = VISIBLE.replace(', hint="Each item counts twice."', "")
    assignment = unrecorded(tmp_path, checks=without_hint)
    assert assignment.solutions is not None
    report = proved(assignment, "lint")
    assert "has no hint" in problems(report) and "[no hint, a::sum]" in problems(report)
    excuses = assignment.solutions / "equivalent.toml"
    write(excuses, EXCUSED)
    assert proved(assignment, "lint").passed
    write(excuses, EXCUSED + EXCUSED.replace("no hint", "no title"))
    said = problems(proved(assignment, "lint"))
    assert "excused entry 2: there is no finding 'no title' of a::sum; take the entry out" in said


def test_points_that_do_not_add_up_have_no_excuse(tmp_path: Path) -> None:
    assignment = unrecorded(tmp_path)
    assert assignment.solutions is not None
    more = VISIBLE.replace("points=1", "points=2")
    checks = assignment.folder / "checks" / "test_a.py"
    checks.write_text("from grader.checking import check\n" + more, encoding="utf-8")
    excuse = EXCUSED.replace("no hint", "points").replace("a::sum", "a")
    write(assignment.solutions / "equivalent.toml", excuse)
    assert not proved(assignment, "lint").passed
