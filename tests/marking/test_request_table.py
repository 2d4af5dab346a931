"""Requests for a second look out of a table: what is taken, and what is refused with its place."""

from pathlib import Path

import pytest
from support.classes import NOON, asked, handed_in
from support.courses import tiny

from grader.errors import CalledWrongly
from grader.files.tables import read_table
from grader.marking.request_table import NEEDED, RequestTable, read_requests
from grader.model import RegradeRequest, Result

ADA = handed_in("ada", student="s1")


WORK = {"ada": ADA, "s1": ADA, "王小明": handed_in("王小明")}


def _find(name: str) -> Result:
    if name not in WORK:
        raise CalledWrongly(f"there is no submission of {name!r}")
    return WORK[name]


def _read(folder: Path, *rows: str, known: tuple[RegradeRequest, ...] = ()) -> RequestTable:
    path = folder / "asked.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return read_requests(read_table(path, NEEDED), tiny(), _find, known, by="amy", now=NOON)


def test_a_table_is_read_row_by_row_and_nothing_is_taken_twice(tmp_path: Path) -> None:
    known = asked("rescale", "s1", "Known.")
    table = _read(
        tmp_path,
        "student,when,task,reason",
        "ada,monday,rescale,Known.",
        "s1,,running_mean,'=1+1 is two",
        'ada,,running_mean,"=1+1 is two"',
        '王小明,,,"two\nlines\x1b[31m"',
        known=(known,),
    )
    assert table.refused == () and table.known == 2
    assert [(each.student, each.task, each.reason) for each in table.new] == [
        ("s1", "running_mean", "=1+1 is two"),
        ("王小明", "", "two lines"),
    ]


def test_rows_that_cannot_be_taken_are_told_with_their_place(tmp_path: Path) -> None:
    table = _read(
        tmp_path, "student,task,reason", "bob,rescale,x", "ada,nonsense,x", "ada,rescale,", ",,x"
    )
    assert [(each.row, each.column) for each in table.refused] == [
        *((2, "student"), (3, "task"), (4, "reason"), (5, "student")),
    ]
    assert "no submission of 'bob'" in table.refused[0].why


@pytest.mark.parametrize(
    ("header", "missing"), [("student,task", "reason"), ("name,reason", "student")]
)
def test_a_table_without_a_column_that_is_needed_says_which(
    tmp_path: Path, header: str, missing: str
) -> None:
    (refused,) = _read(tmp_path, header, "a,b").refused
    assert refused.column == missing and f"no column {missing}" in refused.why
