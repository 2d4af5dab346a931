"""Who is in the class of a batch; the roster and the times that were given are kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.classes import NOON, handed_in, tiny_course
from support.downloads import roster, written

from grader.cli.desk import Desk, need_assignment
from grader.cli.roll_call import call_roll_of
from grader.errors import BadFile, CalledWrongly
from grader.gradebook import latest_roster
from grader.gradebook.sqlite import SqliteGradebook
from grader.model import Course, Receipt


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    course = Course(folder=tiny_course(tmp_path / "course"))
    book = SqliteGradebook(course.gradebook)
    yield Desk(
        course=course,
        assignment=need_assignment(course, None),
        gradebook=book,
        gradebook_place=course.gradebook,
    )
    book.close()


@pytest.fixture
def handed(tmp_path: Path) -> Path:
    """A folder with work of two people of the roster."""
    work = {f"{name}/running_mean.py": f"# {name}\n" for name in ("s001", "s002")}
    return written(tmp_path / "class", dict(work))


def times(folder: Path, *rows: str) -> Path:
    path = folder / "times.csv"
    path.write_text("\n".join(["student,received", *rows]) + "\n", encoding="utf-8")
    return path


def test_without_a_roster_the_class_is_who_handed_in(desk: Desk, handed: Path) -> None:
    roll = call_roll_of(desk, handed, None, None)
    assert [each.name for each in roll.listed] == ["s001", "s002"] and roll.roster is None
    assert latest_roster(desk.gradebook) is None


def test_a_roster_is_remembered_and_who_is_missing_is_listed(
    desk: Desk, handed: Path, tmp_path: Path
) -> None:
    roll = call_roll_of(desk, handed, None, roster(tmp_path))
    assert [each.name for each in roll.listed] == ["s001", "s002", "s003", "s004"]
    assert [len(each.files) for each in roll.listed] == [1, 1, 0, 0]
    assert roll.names["s003"] == "王伟"
    (tmp_path / "roster.csv").unlink()
    again = call_roll_of(desk, handed, None, None)
    assert again.roster == roll.roster == latest_roster(desk.gradebook)
    assert len(desk.gradebook.rosters()) == 1


def test_who_has_a_result_already_and_handed_nothing_in_now_keeps_it(
    desk: Desk, handed: Path, tmp_path: Path
) -> None:
    desk.gradebook.add(handed_in("s003", student="s003"), key="k", recorded=NOON)
    roll = call_roll_of(desk, handed, None, roster(tmp_path))
    assert [each.name for each in roll.listed] == ["s001", "s002", "s004"]
    assert [each.submission.name for each in roll.earlier] == ["s003"]


def test_times_are_kept_once_and_told(
    desk: Desk, handed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = times(tmp_path, "s001,2026-12-01T23:00:00+01:00")
    for new in ("1 new time of receipt", "0 new times of receipt"):
        call_roll_of(desk, handed, table, None)
        assert new in capsys.readouterr().err
    (kept,) = [each.decision for each in desk.gradebook.decisions("tiny")]
    assert isinstance(kept, Receipt) and kept.received.isoformat() == "2026-12-01T23:00:00+01:00"


def test_times_of_attempts_are_the_attempts_own_and_hold_in_the_next_batch(
    desk: Desk, tmp_path: Path
) -> None:
    work: dict[str, bytes | str] = {
        "s001/running_mean.py": "# 1\n",
        "Ada Lovelace/running_mean.py": "# 2\n",
    }
    folder = written(tmp_path / "class", work)
    rows = ("s001,2026-11-30T12:00:00+00:00", "Ada Lovelace,2026-12-01T12:00:00+00:00")
    people = roster(tmp_path)
    for table in (times(tmp_path, *rows), None):
        roll = call_roll_of(desk, folder, table, people)
        (ada,) = [each for each in roll.listed if each.files]
        assert ada.received == "2026-12-01T12:00:00+00:00"
    assert set(desk.gradebook.attempt_times("tiny")) == {"s001", "Ada Lovelace"}
    assert desk.gradebook.decisions("tiny") == []


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("s001,yesterday", "'yesterday' is not a time with its zone"),
        ("zoe,2026-12-01T23:00:00+01:00", "there is no submission of 'zoe'"),
    ],
)
def test_a_table_with_a_mistake_keeps_nothing(
    desk: Desk, handed: Path, tmp_path: Path, row: str, sentence: str
) -> None:
    with pytest.raises(BadFile, match=sentence):
        call_roll_of(desk, handed, times(tmp_path, row), roster(tmp_path))
    assert desk.gradebook.decisions("tiny") == [] and latest_roster(desk.gradebook) is None


def test_a_place_without_work_is_told(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(CalledWrongly, match="does not exist"):
        call_roll_of(desk, tmp_path / "nothing", None, None)
