"""Times of receipt from a table: kept for that work, or refused with a sentence."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from support.cases import cases
from support.classes import NOON, handed_in, receipt

from grader.errors import BadFile
from grader.files.tables import read_table
from grader.gradebook import Kept
from grader.gradebook.receipts import NAMES, read_receipts

WORK = {"ada": (None, "sha256:1"), "folder 7": ("s7", "sha256:2"), "=cmd": (None, "sha256:3")}


def read(folder: Path, text: str, kept: Any = (), work: Any = WORK) -> Any:
    path = folder / "received.csv"
    path.write_text(text, encoding="utf-8")
    return read_receipts(read_table(path, NAMES), "tiny", work, kept, by="amy", now=NOON)


def test_each_row_is_a_receipt_for_that_work(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "student,received\nada,2026-12-01T10:00:00+01:00\nfolder 7,2026-12-01 09:30:00"
        " UTC\n'=cmd,\n",
    )
    assert [(each.student, each.digest, each.received) for each in found] == [
        ("ada", "sha256:1", datetime(2026, 12, 1, 9, tzinfo=UTC)),
        ("s7", "sha256:2", datetime(2026, 12, 1, 9, 30, tzinfo=UTC)),
    ]
    assert {(each.assignment, each.by, each.recorded) for each in found} == {("tiny", "amy", NOON)}


@pytest.mark.parametrize("column", NAMES)
def test_the_column_of_names_may_be_called_as_it_is(tmp_path: Path, column: Any) -> None:
    found = read(tmp_path, f"{column};received\ns7;2026-12-01T10:00:00Z\n")
    assert [each.student for each in found] == ["s7"]


def test_what_is_known_already_is_not_kept_again(tmp_path: Path) -> None:
    ada = handed_in("ada", digest="sha256:1")
    known = [Kept(number=1, decision=receipt(ada, "2026-12-01T10:00:00+01:00"))]
    text = "student,received\nada,2026-12-01T09:00:00Z\n"
    assert read(tmp_path, text, known) == []
    assert len(read(tmp_path, text, known, {"ada": (None, "sha256:new")})) == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    cases(
        {
            "no times": ("student,when\nada,x\n", "received.csv:1: it has no column `received`"),
            "no names": (
                "received\n2026-12-01T10:00:00Z\n",
                "has no column `student` or `submission` or `name`",
            ),
            "no zone": (
                "student,received\nada,2026-12-01T10:00\n",
                "row 2, column received: '2026-12-01T10:00' is not a time",
            ),
            "nobody": (
                "student,received\neve,2026-12-01T10:00Z\n",
                "row 2, column student: there is no submission of 'eve'",
            ),
            "twice": (
                "student,received\nada,2026-12-01T10:00Z\nada,2026-12-02T10:00Z\n",
                "row 3, column student: 'ada' is there twice",
            ),
        }
    ),
)
def test_a_table_that_cannot_be_used_has_a_sentence(
    tmp_path: Path, text: str, sentence: str
) -> None:
    with pytest.raises(BadFile) as caught:
        read(tmp_path, text)
    assert sentence in str(caught.value)


def test_a_student_with_two_submissions_is_never_guessed(tmp_path: Path) -> None:
    work = {"first": ("s1", "sha256:1"), "second": ("s1", "sha256:2")}
    with pytest.raises(BadFile, match="2 submissions go by 's1'"):
        read(tmp_path, "student,received\ns1,2026-12-01T10:00Z\n", work=work)
    assert len(read(tmp_path, "student,received\nfirst,2026-12-01T10:00Z\n", work=work)) == 1
