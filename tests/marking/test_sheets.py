"""What a person marks by: one row per student, one column per criterion, the answer beside it."""

from __future__ import annotations

import csv
import io
from typing import Any

from support.classes import NOON, RUBRICS, handed_in, mark, marked
from support.courses import tiny

from grader.gradebook import Kept
from grader.marking.sheets import marks_files
from grader.nouns import replace
from grader.points import UNCHANGED

TASK, RUBRIC = tiny().task("reflection"), RUBRICS["reflection"]


def made(*results: Any, there: Any = (), **more: Any) -> Any:
    kept = [Kept(number=number, decision=decision) for number, decision in enumerate(there, 1)]
    return marks_files(TASK, RUBRIC, results, kept, NOON, **more)


def rows(files: Any, **how: Any) -> list[dict[str, Any]]:
    return list(
        csv.DictReader(
            io.StringIO(files.files["reflection.csv"].decode("utf-8-sig"), newline=""), **how
        )
    )


def test_a_row_a_student_with_an_answer_in_order_of_names() -> None:
    files = made(handed_in("bob"), handed_in("ada"), handed_in("cyn", answer=None))
    assert [row["student"] for row in rows(files)] == ["ada", "bob"] and files.rows == 2
    header = files.files["reflection.csv"].decode("utf-8-sig").splitlines()[0]
    assert header == "student,name,why (of 2),example (of 1),comment,answer,note,exported"


def test_excel_reads_names_right() -> None:
    files = made(handed_in("王小明"))
    assert (
        files.files["reflection.csv"].startswith(b"\xef\xbb\xbf")
        and rows(files)[0]["student"] == "王小明"
    )


def test_the_answer_s_text_is_in_a_file_beside_the_table_whatever_the_name_is() -> None:
    files = made(handed_in("ada", answer="Because.\n"), handed_in("../=x", answer="你好"))
    named = {row["student"]: row["answer"] for row in rows(files)}
    assert files.files[named["ada"]] == b"Because.\n" and named["ada"] == "reflection/ada.md"
    assert files.files[named["../=x"]].decode() == "你好" and ".." not in named["../=x"]


def test_the_rubric_is_beside_it_too() -> None:
    text = made().files["reflection-rubric.md"].decode()
    assert "## why (of 2)" in text and "Each new value has a weight" in text and "3 points" in text


def test_marks_that_are_there_are_filled_in_and_may_be_left_out() -> None:
    ada, bob, cyn = handed_in("ada"), handed_in("bob"), handed_in("cyn")
    there = [
        *marked(ada, "1.5", "0"),
        mark(bob, "why", "2"),
        mark(bob, None, None, comment="=Good"),
    ]
    there += [mark(cyn, "why", "1"), mark(cyn, "why", None)]
    found = rows(made(ada, bob, cyn, there=there))
    assert [(row["why (of 2)"], row["example (of 1)"], row["comment"]) for row in found] == [
        ("1.5", "0", ""),
        ("2", "", "'=Good"),
        ("", "", ""),
    ]
    assert [
        row["student"] for row in rows(made(ada, bob, cyn, there=there, only_unmarked=True))
    ] == ["bob", "cyn"]


def test_semicolons_go_with_decimal_commas() -> None:
    ada = handed_in("ada")
    (row,) = rows(made(ada, there=marked(ada, "1.5"), semicolons=True), delimiter=";")
    assert row["why (of 2)"] == "1,5"


def test_an_answer_that_is_still_the_template_is_noted() -> None:
    ada = handed_in("ada")
    task = replace(ada.tasks[2], notes=(f"reflection.md is {UNCHANGED}",), unchanged=True)
    assert rows(made(replace(ada, tasks=(*ada.tasks[:2], task))))[0]["note"] == UNCHANGED


def test_an_answer_of_an_earlier_tensorgrade_has_a_row_without_a_text() -> None:
    ada = handed_in("ada")
    files = made(replace(ada, tasks=(*ada.tasks[:2], replace(ada.tasks[2], answer=None))))
    assert (rows(files)[0]["answer"], files.without_text) == ("", 1)
