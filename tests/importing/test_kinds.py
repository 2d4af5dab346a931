"""What teachers' notebooks hold comes over whole, or is named with its points."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from support.commands import grade

from grader.importing.building import Building
from grader.importing.cell_tests import called, function, unguarded
from grader.importing.cells import Import
from grader.importing.nbgrader import read_nbgrader
from grader.importing.otter.assign import read_otter
from grader.importing.otter.worth import shared
from grader.release.handout_notebook import sections

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
    order = [part.split("\n")[0] for part in sections(files["handout.md"])]
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
    from decimal import Decimal

    minus = Decimal(-1)
    assert sum(shared(Decimal(1), [minus] * 3)) == 1
    assert shared(Decimal(5), [Decimal(2), minus]) == [2, 3] and shared(Decimal(5), []) == []


def test_a_test_cell_is_the_body_of_a_function_as_in_a_notebook() -> None:
    taken = function(
        "t", "kept = mean\ndel mean\nmean = kept\ny = [x for x in kept]", {"mean", "z"}
    )
    assert "    global mean\n" in taken and "y" not in taken.split("\n")[1]
    assert "if True:" in unguarded('if __name__ == "__main__":\n    f()')
    assert unguarded("if __name__ == 'x':\n    f()") == "if __name__ == 'x':\n    f()"
    assert called("def a():\n    pass\n\na()") == "def a():\n    pass\n\na()"
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
    again = grade("import", "nbgrader", str(notebook), "--as", "hw2", "--partial", at=tmp_path)
    assert again.returncode == 0, again.stderr
