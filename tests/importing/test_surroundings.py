"""What a task needs of the notebook around it, and nothing else of it."""

from __future__ import annotations

from decimal import Decimal

from grader.importing import cells
from grader.importing.cells import Code, Import, ImportedQuestion, statement_text
from grader.importing.surroundings import Around, EarlierTask, find_surroundings
from grader.sources.text import Source


def code(number: int, text: str) -> Code:
    return Code(number, f"week.ipynb cell {number}", Source("week.ipynb", text))


def needed(
    around: list[Code],
    answer: Code,
    test: str = "assert f()",
    *,
    earlier: tuple[EarlierTask, ...] = (),
) -> Around:
    question = ImportedQuestion("q", answers=[answer])
    asserts = cells.Test("t", code(90, test), test, Decimal(1))
    found = Import(flow=[question], around=around)
    return find_surroundings(found, question, [asserts], ("f",), [*earlier])


def texts(around: Around) -> list[str]:
    return [statement_text(each.source.text, node) for each, node in around.used]


def test_imports_and_data_that_are_used_come_along_and_others_stay() -> None:
    cells_around = [
        code(1, "import numpy as np\nimport os"),
        code(2, "data = np.ones(3)\nother = 1"),
    ]
    around = needed(cells_around, code(3, "def f():\n    return data.sum()"))
    assert texts(around) == ["import numpy as np", "data = np.ones(3)"]


def test_what_only_a_test_uses_comes_along_too() -> None:
    around = needed(
        [code(1, "expected = 4")], code(2, "def f(): return 4"), "assert f() == expected"
    )
    assert texts(around) == ["expected = 4"]


def test_a_name_of_an_earlier_task_is_imported_from_it() -> None:
    earlier = EarlierTask("first", (code(1, "import math\ndef g(): return math.pi"),))
    around = needed([], code(2, "def f():\n    return g()"), earlier=(earlier,))
    assert around.imports == ["from first import g"] and texts(around) == []


def test_of_two_tasks_that_bind_a_name_the_later_one_gives_it() -> None:
    first, second = (
        EarlierTask(f"task_{at}", (code(at, f"def g(): return {at}"),)) for at in (1, 2)
    )
    around = needed([], code(3, "def f(): return g()"), earlier=(first, second))
    assert around.imports == ["from task_2 import g"]
    assert (first.last, first.binds) == (1, {"g"})


def test_a_name_that_the_question_defines_itself_is_imported_from_nobody() -> None:
    earlier = EarlierTask("first", (code(1, "def f(): return 1"),))
    assert needed([], code(2, "def f(): return 2"), earlier=(earlier,)).imports == []


def test_an_older_version_of_an_answer_that_stands_around_is_left_out() -> None:
    earlier = EarlierTask("first", (code(2, "def g(): return 1"),))
    around = needed(
        [code(1, "def g(): return None")], code(3, "def f(): return g()"), earlier=(earlier,)
    )
    assert around.imports == ["from first import g"] and "None" not in "".join(texts(around))


def test_a_task_s_file_is_in_the_order_of_the_notebook_and_says_nothing_twice() -> None:
    above, below = code(1, "import os"), code(3, "k = 1")
    around = Around(used=[(each, each.statements[0]) for each in (below, above, above)])
    assert around.list_texts([(code(2, ""), "def f(): ...")]) == [
        "import os",
        "def f(): ...",
        "k = 1",
    ]
