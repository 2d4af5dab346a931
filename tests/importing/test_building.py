"""From what was read to an assignment: nothing is lost in silence, everything is in order."""

from __future__ import annotations

import base64
from pathlib import Path

from support.teachers import HALF, built, cell, changed, graded, question, saved

from grader.importing.building import Building
from grader.importing.nbgrader import read_nbgrader
from grader.importing.otter.assign import read_otter
from grader.release.handout_notebook import cut_sections

NOTEBOOKS = Path(__file__).parent / "notebooks"
SQUARES = NOTEBOOKS / "squares.ipynb"

PICTURE = {"attachments": {"a b.png": {"image/png": base64.b64encode(b"png").decode()}}}


def test_prose_and_tasks_keep_their_order(tmp_path: Path) -> None:
    third = HALF.replace("half", "third")
    found = read_nbgrader(
        [
            saved(
                tmp_path,
                cell("markdown", "# Week\n\nFirst."),
                graded(HALF, "half"),
                graded("assert half(5) == 2.5", "t", 1),
                cell("markdown", "Then."),
                graded(third, "third"),
                graded("assert third(6) == 3", "u", 1),
            )
        ]
    )
    files, _ = built(found)
    order = [part.split("\n")[0] for part in cut_sections(files["handout.md"])]
    assert order == ["# Week", "<!-- task: half -->", "Then.", "<!-- task: third -->"]


def test_pictures_come_along_and_lost_ones_are_named(tmp_path: Path) -> None:
    (tmp_path / "img").mkdir()
    (tmp_path / "img" / "tree.png").write_bytes(b"tree")
    notebook = saved(
        tmp_path,
        cell("markdown", "![a](attachment:a%20b.png) ![t](img/tree.png)", **PICTURE),
        cell("markdown", "![x](lost.png) ![y](https://example.org/y.png) ![z](../../etc/z.png)"),
        graded(HALF, "half"),
        graded("assert half(5) == 2.5", "t", 1),
    )
    found = read_nbgrader([notebook])
    files, _ = built(found)
    assert files["a b.png"] == b"png" and files["img/tree.png"] == b"tree"
    assert 'files = ["a b.png", "img/tree.png"]' in files["assignment.toml"]
    assert [said.rpartition("picture ")[2] for said in found.lost] == [
        "lost.png, which is not there",
        "../../etc/z.png, which is not there",
    ]


def test_tests_without_an_answer_go_to_the_question_that_answers(tmp_path: Path) -> None:
    cells = [
        *question("q1", cell("code", "assert f(1) == 1"), answer="def f(x):\n    return x"),
        *question("q1_again", cell("code", "assert f(7) == 7"), head="points: 2"),
        *question("q9", cell("code", "assert nobody(7) == 7"), head="points: 4"),
    ]
    found = read_otter(saved(tmp_path, *cells))
    files, building = built(found)
    assert "assert f(7) == 7" in files["checks/test_q1.py"]
    assert (found.points, building.points) == (7, 3)
    assert any("q9" in said and "4 points are lost" in said for said in found.lost)


def test_tests_have_what_they_use_of_other_cells(tmp_path: Path) -> None:
    cells = [
        cell("code", "import numpy as np\ndata = [1, 2]"),
        graded(HALF, "half"),
        graded("from nose.tools import assert_equal, ok_\nassert_equal(half(4), 2)", "first", 1),
        graded("ok_(half(8) == 4)\nassert half(np.float64(data[1])) == 1", "second", 1),
    ]
    found = read_nbgrader([saved(tmp_path, *cells)])
    files, building = built(found)
    second = files["checks/test_half.py"].partition("def test_second")[2]
    assert building.points == 2
    assert "ok_ = TestCase().assertTrue" in second and "import numpy as np" in second
    assert "if not {'data'} <= {*globals()}:" in second


def test_an_abstract_base_is_no_stub_and_code_that_nobody_tests_is_given(tmp_path: Path) -> None:
    base = "class Layer:\n    def run(self):\n        raise NotImplementedError\n\n"
    base += "    def name(self):\n        return 1"
    cells = [
        graded(base, "base"),
        graded("class One(Layer):\n    def run(self):\n        return 1", "one"),
        graded("assert One().run() == 1", "t", 1),
        graded("def show():\n    print(One().run())", "show"),
        graded("assert One().name() == 1", "u", 2),
    ]
    found = read_nbgrader([saved(tmp_path, *cells)])
    files, building = built(found)
    assert building.points == 3 and "checks/test_base.py" in files and "show.py" not in files
    assert any(
        sentence.startswith("week.ipynb cell 4: show has no tests") for sentence in found.lost
    )


def test_imports_and_constants_of_an_answer_are_given(tmp_path: Path) -> None:
    cells = [
        graded("\n\n# set up\nimport math\nfrom math import pi\nMOST = 3\nshown = 1", "setup"),
        graded(HALF.replace("x / 2", "min(MOST, x / 2)"), "half"),
        graded("assert half(pi) == pi / 2", "t", 1),
    ]
    files, _ = built(read_nbgrader([saved(tmp_path, *cells)]))
    given, _, theirs = files["half.py"].partition("shown = 1")
    assert "import math\nfrom math import pi\nMOST = 3" in given
    assert given.rstrip().endswith("### BEGIN SOLUTION") and "min(MOST" in theirs


def test_the_students_notebook_has_no_solutions_to_import(tmp_path: Path) -> None:
    stub = "def squares(n):\n    # YOUR CODE HERE\n    raise NotImplementedError()"
    notebook = changed(SQUARES, tmp_path, 5, source=stub)
    found = read_nbgrader([notebook])
    Building(found, "squares", "squares.ipynb").build()
    assert any("cell 5: it is a stub without a solution" in sentence for sentence in found.lost)
