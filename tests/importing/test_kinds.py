"""What teachers' notebooks hold comes over whole, or is named with its points."""

from __future__ import annotations

import base64
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from support.commands import grade_here as grade

from grader.importing.building import Building
from grader.importing.cell_tests import as_function, with_call, without_guards
from grader.importing.cells import Import
from grader.importing.nbgrader import read_nbgrader
from grader.importing.otter.assign import read_otter
from grader.importing.otter.marks import with_our_markers, without_ignored
from grader.importing.otter.worth import NONE, resolve_points, share_points
from grader.release.handout_notebook import cut_sections

HALF = "def half(x):\n    ### BEGIN SOLUTION\n    return x / 2\n    ### END SOLUTION"


def cell(kind: str, text: str, **more: Any) -> dict[str, Any]:
    outputs = {"outputs": more.pop("outputs", []), "execution_count": 1} if kind == "code" else {}
    return {
        "cell_type": kind,
        "metadata": more.pop("metadata", {}),
        "source": text,
        **outputs,
        **more,
    }


def graded(text: str, name: str, points: float | None = None, *, schema: int = 3) -> dict[str, Any]:
    said = {"grade": points is not None, "solution": points is None, "grade_id": name}
    said |= {"schema_version": schema, "locked": False}
    return cell("code", text, metadata={"nbgrader": said | ({"points": points} if points else {})})


def saved(folder: Path, *cells: dict[str, Any]) -> Path:
    path = folder / "week.ipynb"
    path.write_text(
        json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": cells})
    )
    return path


def question(
    name: str, *tests: dict[str, Any], answer: str = "", head: str = ""
) -> list[dict[str, Any]]:
    solution = [
        cell("raw", "# BEGIN SOLUTION"),
        cell("code", answer),
        cell("raw", "# END SOLUTION"),
    ]
    return [
        cell("raw", f"# BEGIN QUESTION\nname: {name}\n{head}"),
        *(solution if answer else []),
        cell("raw", "# BEGIN TESTS"),
        *tests,
        cell("raw", "# END TESTS"),
        cell("raw", "# END QUESTION"),
    ]


def built(found: Import) -> tuple[dict[str, Any], Building]:
    building = Building(found, "week", "week.ipynb")
    return building.build(), building


def value(shown: str) -> list[dict[str, Any]]:
    return [
        {
            "output_type": "execute_result",
            "metadata": {},
            "execution_count": 1,
            "data": {"text/plain": shown},
        }
    ]


def printed(text: str) -> list[dict[str, Any]]:
    return [{"output_type": "stream", "name": "stdout", "text": text}]


@pytest.mark.parametrize("schema", [1, 2, 3])
def test_points_of_source_and_assignment_are_the_same(tmp_path: Path, schema: int) -> None:
    found = read_nbgrader(
        [
            saved(
                tmp_path,
                graded(HALF, "half", schema=schema),
                graded("assert half(5) == 2.5", "t", 2.5),
            )
        ]
    )
    _, building = built(found)
    assert found.points == building.points == 2.5 and found.lost == []


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("### AUTOTEST half(5); half(7)", "_answers['half(5)'] = half(5)"),
        ("# # HASHED AUTOTEST half(5)", "_answers['half(5)'] = hashed(half(5))"),
        ("    ### AUTOTEST half(1)", "_answers['half(1)'] = half(1)"),
        ("if half:\n    x = 3\n    ## AUTOTEST half(x)", "        _answers['half(x)'] = half(x)"),
    ],
)
def test_autotest_lines_become_what_the_check_returns(tmp_path: Path, line: str, kept: str) -> None:
    found = read_nbgrader([saved(tmp_path, graded(HALF, "half"), graded(line, "auto", 2))])
    files, building = built(found)
    assert (found.points, building.points, found.lost) == (2, 2, [])
    checks = files["checks/test_half.py"]
    assert kept in checks and 'title="auto", decimals=2' in checks
    assert ("def hashed(value)" in checks) == ("HASHED" in line)


def test_an_autotest_line_that_is_no_expression_is_named_with_its_points(tmp_path: Path) -> None:
    cells = [graded(HALF, "half"), graded("### AUTOTEST x = half(5)", "auto", 2)]
    found = read_nbgrader([saved(tmp_path, *cells, graded("assert half(5) == 2.5", "t", 1))])
    _, building = built(found)
    assert (found.points, building.points) == (3, 1)
    assert any("an AUTOTEST line of auto (2 points)" in sentence for sentence in found.lost)


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


PICTURE = {"attachments": {"a b.png": {"image/png": base64.b64encode(b"png").decode()}}}


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


def test_a_question_may_ask_for_a_variable(tmp_path: Path) -> None:
    found = read_otter(
        saved(tmp_path, *question("q1", cell("code", "assert x == 2"), answer="x = 2 # SOLUTION"))
    )
    files, building = built(found)
    assert 'defines = ["x"]' in files["assignment.toml"] and building.points == 1
    assert "### BEGIN SOLUTION\nx = 2\n### END SOLUTION" in files["q1.py"]


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


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        (cell("code", "f(3)", outputs=value("3")), "assert repr(f(3)) == '3'"),
        (cell("code", "f(1) == 1", outputs=value("True")), "assert f(1) == 1"),
        (cell("code", "f(1) == 1"), "assert f(1) == 1"),
        (cell("code", "x = f(1)\nisinstance(x, int)"), "assert isinstance(x, int)"),
        (cell("code", "f(2) == 1", outputs=value("False")), "assert not (f(2) == 1)"),
        (cell("code", "None"), "assert (None) is None"),
        (
            cell("code", "print(f(3))", outputs=printed("3\n")),
            "assert _printed.getvalue() == '3\\n'",
        ),
        (cell("code", "def test_f(f):\n    assert f(3) == 3\n\ntest_f(f)  # IGNORE"), "test_f(f)"),
        (cell("code", "def test_f(env):\n    assert env['f'](3) == 3"), "test_f(globals())"),
    ],
)
def test_a_test_of_otters_says_what_is_right(
    tmp_path: Path, test: dict[str, Any], expected: str
) -> None:
    found = read_otter(saved(tmp_path, *question("q1", test, answer="def f(x):\n    return x")))
    assert expected in built(found)[0]["checks/test_q1.py"]
    assert "IGNORE" not in built(found)[0]["checks/test_q1.py"]


def test_fences_are_raw_cells(tmp_path: Path) -> None:
    cells = question("q1", cell("code", "assert f(1) == 1"), answer="def f(x):\n    return x")
    fenced = [
        cell("markdown", f"```otter\n{each['source']}\n```") if each["cell_type"] == "raw" else each
        for each in cells
    ]
    plain, other = (built(read_otter(saved(tmp_path, *each)))[0] for each in (cells, fenced))
    assert plain == other


def test_shares_of_points_are_exact() -> None:
    minus = Decimal(-1)
    assert sum(share_points(Decimal(1), [minus] * 3)) == 1
    assert (
        share_points(Decimal(5), [Decimal(2), minus]) == [2, 3]
        and share_points(Decimal(5), []) == []
    )


@pytest.mark.parametrize(
    ("total", "own", "expected"),
    [
        (None, [None, None], ["0.5", "0.5"]),
        (None, [2, None], ["2", "0"]),
        (None, [0, None], ["0", "1"]),
        (4, [1, None, None], ["1", "1.5", "1.5"]),
        (0, [None], ["0"]),
    ],
)
def test_points_follow_otters_rules(
    total: int | None, own: list[int | None], expected: list[str]
) -> None:
    named = [NONE if points is None else Decimal(points) for points in own]
    assert resolve_points(None if total is None else Decimal(total), named) == [
        *map(Decimal, expected)
    ]


def test_points_of_each_test(tmp_path: Path) -> None:
    tests = [cell("code", "assert f(1) == 1"), cell("code", "# HIDDEN\nassert f(7) == 7")]
    head = "points:\n    each: 1.5"
    answer = "def f(x):\n    return x # SOLUTION"
    found = read_otter(saved(tmp_path, *question("q1", *tests, answer=answer, head=head)))
    files, building = built(found)
    assert building.points == 3 and files["checks/test_q1.py"].count("points=1.5") == 2
    assert not found.lost


def test_all_or_nothing_is_one_check(tmp_path: Path) -> None:
    tests = [
        cell("code", "assert f(1) == 1"),
        cell("code", "# HIDDEN\nassert f(7) == 7"),
    ]
    head = "all_or_nothing: true\npoints: 3"
    answer = "def f(x):\n    return x # SOLUTION"
    files, building = built(
        read_otter(saved(tmp_path, *question("q1", *tests, answer=answer, head=head)))
    )
    shown, _, hidden = files["checks/test_q1.py"].partition("### BEGIN HIDDEN TESTS")
    assert "points=0" in shown and "f(7)" not in shown and building.points == 3
    assert "points=3" in hidden and "f(1)" in hidden and "f(7)" in hidden


def test_otters_config_brings_files_and_seeds(tmp_path: Path) -> None:
    (tmp_path / "data.csv").write_text("1,2")
    (tmp_path / "kit.py").write_text("ONE = 1")
    (tmp_path / "more.yml").write_text("files: [data.csv, gone.csv]\nstudent_files: [kit.py]")
    config = "# ASSIGNMENT CONFIG\nconfig_file: more.yml\ngenerate:\n    seed: 42"
    answer = "z = np.random.rand() # SOLUTION"
    cells = [
        cell("raw", config),
        cell("code", "import numpy as np"),
        *question("q1", cell("code", "assert z > kit.ONE - 1"), answer=answer),
    ]
    found = read_otter(saved(tmp_path, *cells))
    files, _ = built(found)
    assert files["data.csv"] == b"1,2" and files["kit.py"] == b"ONE = 1"
    assert any("gone.csv of files, which is not there" in sentence for sentence in found.lost)
    given, _, theirs = files["q1.py"].partition("### BEGIN SOLUTION")
    assert "numpy.random.seed(42)" in given and "z = np.random.rand()" in theirs


def test_otters_marks_are_kept_by_line_and_ignored_lines_go() -> None:
    text = "def f(x):\n    y = x * 2 # SOLUTION\n    # a note\n    return y # SOLUTION\n\nk = f(3)"
    begin, end = "    ### BEGIN SOLUTION\n", "\n    ### END SOLUTION\n"
    assert with_our_markers(text) == (
        f"def f(x):\n{begin}    y = x * 2{end}    # a note\n{begin}    return y{end}\nk = f(3)"
    )
    assert with_our_markers("np.random.seed(1) # SEED\nx = 1 # SOLUTION") == (
        "np.random.seed(1)\n### BEGIN SOLUTION\nx = 1\n### END SOLUTION"
    )
    ignored = "a = 1\n# BEGIN IGNORE\nb = 2\n# END IGNORE\nc = 3 # IGNORE\nd = 4"
    assert without_ignored(ignored) == "a = 1\nd = 4"


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ("failure_message: Look again\nname: first try", 'title="first try", hint="Look again"'),
        ("points: 2", "points=2"),
    ],
)
def test_a_tests_settings_come_along(tmp_path: Path, config: str, expected: str) -> None:
    test = cell(
        "code", f'""" # BEGIN TEST CONFIG\n{config}\n""" # END TEST CONFIG\nassert f() == 1'
    )
    answer = "def f():\n    return 1 # SOLUTION"
    found = read_otter(saved(tmp_path, *question("q1", test, answer=answer)))
    assert expected in built(found)[0]["checks/test_q1.py"]


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


def test_a_test_below_tmp_writes_into_its_own_folder(tmp_path: Path) -> None:
    test = graded("open('/tmp/a/b.txt', 'w')\nassert half(2) == 1", "t", 1)
    files, _ = built(read_nbgrader([saved(tmp_path, graded(HALF, "half"), test)]))
    assert "open('a/b.txt', 'w')" in files["checks/test_half.py"]


def test_a_test_cell_is_the_body_of_a_function_as_in_a_notebook() -> None:
    taken = as_function(
        "t", "kept = mean\ndel mean\nmean = kept\ny = [x for x in kept]", {"mean", "z"}
    )
    assert "    global mean\n" in taken and "y" not in taken.split("\n")[1]
    assert "if True:" in without_guards('if __name__ == "__main__":\n    f()')
    assert without_guards("if __name__ == 'x':\n    f()") == "if __name__ == 'x':\n    f()"
    assert with_call("def a():\n    pass\n\na()") == "def a():\n    pass\n\na()"
    compile(taken, "t", "exec")


def test_the_command_ends_with_the_points_and_fails_when_some_are_lost(tmp_path: Path) -> None:
    lost = [
        graded("assert half(1) == 0.5", "a", 2),
        graded(HALF, "half"),
        graded("assert half(4) == 2", "t", 3),
    ]
    notebook = saved(tmp_path, *lost)
    done = grade("import", "nbgrader", str(notebook), "--as", "hw", at=tmp_path)
    assert done.returncode == 1 and "source 5 points, imported 3 points" in done.stdout
    assert "no hidden tests in the source: half;" in done.stdout
    again = grade("import", "nbgrader", str(notebook), "--as", "hw2", "--partial", at=tmp_path)
    assert again.returncode == 0, again.stderr
