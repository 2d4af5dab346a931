"""Asking for a second look, and answering: what is written down, and what is refused."""

from decimal import Decimal
from pathlib import Path

import pytest
from support.classes import NOON, asked, handed_in
from support.courses import tiny

from grader.errors import CalledWrongly
from grader.files.tables import read_table
from grader.marking.request_table import NEEDED, RequestTable, read_requests
from grader.marking.second_look import Answering, answer, request
from grader.model import Decision, Override, RegradeAnswer, RegradeRequest, Result
from grader.policy import regradings

ADA = handed_in("ada", student="s1")
WORK = {"ada": ADA, "s1": ADA, "王小明": handed_in("王小明")}


def _ask(task: str, reason: str) -> RegradeRequest:
    return request(ADA, tiny(), task, reason, by="amy", now=NOON)


def _answer(
    text: str = "Yes.",
    points: str | None = None,
    *,
    task: str = "running_mean",
    changed: bool = True,
) -> list[Decision]:
    """What is written where ada asked about `running_mean` and about all of the work."""
    given = Answering(
        task=task,
        text=text,
        changed=changed,
        points=None if points is None else Decimal(points),
        by="bea",
        now=NOON,
    )
    waiting = regradings([asked(student="s1"), asked("", student="s1")])
    return answer(ADA, tiny(), waiting, given)


def test_a_request_names_the_student_by_id_and_who_wrote_it_down() -> None:
    made = _ask("rescale", "It runs at home.")
    assert (made.student, made.task, made.reason, made.by) == (
        *("s1", "rescale", "It runs at home."),
        "amy",
    )


@pytest.mark.parametrize(
    ("task", "reason", "told"),
    [("nonsense", "x", "no task 'nonsense'"), ("rescale", "", "reason is empty")],
)
def test_what_cannot_be_asked_has_a_sentence(task: str, reason: str, told: str) -> None:
    with pytest.raises(CalledWrongly, match=told):
        _ask(task, reason)


def test_an_answer_comes_with_the_points_that_it_gives() -> None:
    override, said = _answer(points="3.5")
    assert isinstance(override, Override) and isinstance(said, RegradeAnswer)
    assert (override.task, override.points, override.by) == ("running_mean", Decimal("3.5"), "bea")
    assert (said.changed, said.answer, said.student) == (True, "Yes.", "s1")
    (alone,) = _answer(changed=False)
    assert isinstance(alone, RegradeAnswer) and not alone.changed


@pytest.mark.parametrize(
    ("task", "text", "points", "told"),
    [
        ("rescale", "Yes.", None, "nobody waits for an answer about rescale"),
        ("running_mean", "", None, "the answer is empty"),
        ("running_mean", "Yes.", "4.5", "no number from 0 to 4"),
        ("running_mean", "Yes.", "-1", "no number from 0 to 4"),
        ("", "Yes.", "1", "task by task"),
    ],
)
def test_what_cannot_be_answered_has_a_sentence(
    task: str, text: str, points: str | None, told: str
) -> None:
    with pytest.raises(CalledWrongly, match=told):
        _answer(text, points, task=task)


def _find(name: str) -> Result:
    if name not in WORK:
        raise CalledWrongly(f"there is no submission of {name!r}")
    return WORK[name]


def _read(folder: Path, *rows: str, known: tuple[RegradeRequest, ...] = ()) -> RequestTable:
    path = folder / "asked.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return read_requests(read_table(path, NEEDED), tiny(), _find, known, by="amy", now=NOON)


def test_a_table_is_read_row_by_row_and_nothing_is_taken_twice(tmp_path: Path) -> None:
    known = _ask("rescale", "Known.")
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
