"""Check files as they are written: what a check says of itself, and what it asks of whom."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from textwrap import dedent, indent

import pytest
from support.cases import cases

from grader.errors import BadFile
from grader.proof.ground.written_checks import WrittenCheck, read_checks, read_visible_checks

HEAD = '@check(points=1, title="One")\ndef test_one(student, reference, rng, compare):\n'


def read(text: str, folder: Path) -> list[WrittenCheck]:
    path = folder / "test_a.py"
    path.write_text(dedent(text).lstrip("\n"), encoding="utf-8")
    return read_checks(path)


def one(body: str, folder: Path, helpers: str = "") -> WrittenCheck:
    text = f"{dedent(helpers)}\n\n{HEAD}{indent(dedent(body).strip(), '    ')}\n"
    (check,) = read(text, folder)
    return check


@pytest.mark.parametrize(
    ("body", "asked"),
    cases(
        {
            "a function": ("student.f(1)", {"f"}),
            "an attribute": ("x = student.RATE", {"RATE"}),
            "several": ("student.f(student.g(1))", {"f", "g"}),
            "by its name as text": ('getattr(student, "f")(1)', {"f"}),
            "by a name that is computed": ("getattr(student, name)(1)", set()),
            "under another name": ("side = student\nside.f(1)", {"f"}),
            "side by side": ("mine, theirs = student, reference\nmine.f(1)\ntheirs.g(1)", {"f"}),
            "in a loop": ("for side in (student, reference):\n    side.f(1)", {"f"}),
            "in a comprehension": ("[side.f(1) for side in (reference, student)]", {"f"}),
            "the reference's": ("reference.f(1)", set()),
            "of an object": ("net = reference.Net()\nnet.student.f", set()),
            "nothing": ("pass", set()),
        }
    ),
)
def test_what_a_check_asks_of_the_student(body: str, asked: set[str], tmp_path: Path) -> None:
    assert one(body, tmp_path).names_asked_of("student") == asked


HELPERS = """
    def both(one, other, x):
        return one.f(x), other.g(x)


    def deep(side):
        return both(side, side, 1)


    def around(student):
        return around(student) or student.h(1)
"""


@pytest.mark.parametrize(
    ("body", "student", "reference"),
    cases(
        {
            "by place": ("both(student, reference, 1)", {"f"}, {"g"}),
            "turned round": ("both(reference, student, 1)", {"g"}, {"f"}),
            "by name": ("both(x=1, other=student, one=reference)", {"g"}, {"f"}),
            "a helper of a helper": ("deep(student)", {"f", "g"}, set()),
            "one that calls itself": ("around(student)", {"h"}, set()),
            "called for both": ("deep(student)\ndeep(reference)", {"f", "g"}, {"f", "g"}),
            "handed on by its name": ("list(map(around, [student]))", {"h"}, set()),
            "not called": ("pass", set(), set()),
        }
    ),
)
def test_a_helper_asks_whoever_it_is_given(
    body: str, student: set[str], reference: set[str], tmp_path: Path
) -> None:
    check = one(body, tmp_path, HELPERS)
    assert (check.names_asked_of("student"), check.names_asked_of("reference")) == (
        student,
        reference,
    )


DECORATED = """
    @check(points="0.5", title="A series", needs=("mean", "size"), hint="Look.")
    def test_series(student, reference, rng, compare):
        x = rng.values(3)

    @asserts(points=2, title="Asserted", needs="mean")
    def test_asserted():
        assert f(1) == 2

    @check(points=POINTS, title=TITLE)
    def test_computed(student):
        pass

    def test_plain(student):
        pass

    @other(points=1)
    def test_other(student):
        pass
"""


def test_checks_are_functions_with_the_decorator_in_the_order_of_the_file(tmp_path: Path) -> None:
    names = [check.name for check in read(DECORATED, tmp_path)]
    assert names == ["series", "asserted", "computed"]


def test_what_a_decorator_says(tmp_path: Path) -> None:
    series, asserted, computed = read(DECORATED, tmp_path)
    assert (series.points(), series.text("title"), series.text("hint")) == (
        Decimal("0.5"),
        "A series",
        "Look.",
    )
    assert (series.needs(), asserted.needs(), computed.needs()) == (["mean", "size"], ["mean"], [])
    assert (asserted.points(), computed.points(), computed.text("title")) == (2, 0, "")
    assert series.parameters == ("student", "reference", "rng", "compare")
    assert (series.draws(), asserted.draws()) == (True, False)
    assert series.place == f"{tmp_path / 'test_a.py'}:2: series"


@pytest.mark.parametrize("points", ["'many'", "None", "-1", "1 + 1", "True"])
def test_points_that_are_no_number_are_the_judge_s_to_refuse(points: str, tmp_path: Path) -> None:
    (check,) = read(
        f"@check(points={points}, title='x')\ndef test_x(student):\n    pass\n", tmp_path
    )
    assert check.points() in (0, -1)


MARKED = """
    @check(points=1, title="Visible")
    def test_visible(student, reference, compare):
        pass

    ### BEGIN HIDDEN TESTS
    @check(points=1, title="Secret")
    def test_secret(student, reference, compare):
        pass
    ### END HIDDEN TESTS
"""


def test_of_a_source_with_hidden_tests_only_these_are_its_own(tmp_path: Path) -> None:
    """The others are made from it, and read where they were made."""
    assert [check.name for check in read(MARKED, tmp_path)] == ["secret"]


@pytest.mark.parametrize(
    ("source", "name", "line"),
    [
        (dedent(MARKED), "source.py", 3),
        ("# a comment\n\n\n" + dedent(MARKED), "source.py", 6),
        (dedent(MARKED).replace(" HIDDEN TESTS", ""), "test_a.py", 2),
        ("", "test_a.py", 2),
    ],
)
def test_a_visible_check_stands_where_a_teacher_edits_it(
    tmp_path: Path, source: str, name: str, line: int
) -> None:
    made = '@check(points=1, title="Visible")\ndef test_visible(student, reference): pass\n'
    (tmp_path / "test_a.py").write_text(made)
    (tmp_path / "source.py").write_text(source)
    (visible,) = read_visible_checks(tmp_path / "test_a.py", tmp_path / "source.py")
    assert visible.place == f"{tmp_path / name}:{line}: visible"


def test_no_file_has_no_checks(tmp_path: Path) -> None:
    assert read_checks(tmp_path / "test_a.py") == []


def test_a_file_that_is_no_python_is_named_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match=r"test_a\.py:2: it is not valid Python: ") as caught:
        read("x = 1\ndef f(:\n", tmp_path)
    assert caught.value.line == 2


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "test_a.py").write_bytes(b"\xff\xfe")
    with pytest.raises(BadFile, match="it cannot be read as UTF-8 text"):
        read_checks(tmp_path / "test_a.py")
