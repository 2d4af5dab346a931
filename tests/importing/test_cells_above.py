"""A test has what it uses of the cells above it, and a student's own code is never overwritten."""

from __future__ import annotations

from decimal import Decimal

from grader.importing import cells
from grader.importing.cells import Code, Import, ImportedQuestion
from grader.importing.cells_above import bring_helpers
from grader.sources.text import Source


def code(number: int, text: str) -> Code:
    return Code(number, f"week.ipynb cell {number}", Source("week.ipynb", text))


def test_of(number: int, text: str, visible: str | None = None) -> cells.Test:
    shown = text if visible is None else visible
    return cells.Test(f"t{number}", code(number, text), shown, Decimal(1))


test_of.__test__ = False  # type: ignore[attr-defined]  # it makes tests, and is none


def helped(*tests: cells.Test, around: tuple[Code, ...] = (), answer: str = "") -> list[str]:
    """The texts of tests of one question, with what was brought."""
    question = ImportedQuestion("q", answers=[code(5, answer)], tests=[*tests])
    bring_helpers(Import(flow=[question], around=[*around]))
    return [each.code.source.text for each in question.tests]


def test_a_function_of_an_earlier_test_is_brought_with_what_it_needs() -> None:
    first = test_of(6, "limit = 3\ndef near(a, b):\n    return abs(a - b) < limit\nassert f()")
    _, second = helped(first, test_of(7, "assert near(f(), 1)"), answer="def f(): return 1")
    assert second == (
        "limit = 3\ndef near(a, b):\n    return abs(a - b) < limit\nassert near(f(), 1)"
    )


def test_of_two_versions_the_latest_before_the_test_is_brought() -> None:
    tests = [test_of(at, f"def near(a): return a == {at}\nassert f()") for at in (6, 7)]
    third = helped(*tests, test_of(8, "assert near(8)"), answer="def f(): return 1")[2]
    assert third == "def near(a): return a == 7\nassert near(8)"


def test_data_of_other_cells_is_made_only_where_the_student_has_none() -> None:
    around = (code(1, "import numpy as np\ndata = np.ones(2)"),)
    (text,) = helped(test_of(6, "assert f(data)"), around=around, answer="def f(x): return 1")
    guarded = "if not {'data'} <= {*globals()}:\n    data = np.ones(2)"
    assert text == f"import numpy as np\n{guarded}\nassert f(data)"


def test_cells_below_a_test_and_what_the_answer_binds_are_left_alone() -> None:
    around = (code(9, "late = 1"), code(1, "f = None"))
    text = "assert f() == late"
    assert helped(test_of(6, text), around=around, answer="def f(): return 1") == [text]


def test_what_students_see_has_only_what_they_may_see() -> None:
    hidden = test_of(6, "secret = 2\nassert f() == secret", "assert f()")
    later = test_of(7, "assert f() == secret", "assert f()")
    question = ImportedQuestion("q", answers=[code(5, "def f(): return 2")], tests=[hidden, later])
    bring_helpers(Import(flow=[question]))
    assert question.tests[1].code.source.text == "secret = 2\nassert f() == secret"
    assert question.tests[1].visible == "assert f()"


def test_a_test_that_is_no_python_stays_for_who_tells_it() -> None:
    assert helped(test_of(6, "assert f(", "assert f("), answer="def f(): ...") == ["assert f("]
