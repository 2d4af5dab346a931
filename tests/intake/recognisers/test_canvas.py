"""Names of the files in a Canvas download: whose they are, where they can be read in two ways."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from support.cases import cases

from grader.intake.limits import Piece
from grader.intake.listing import ClassSource, Item
from grader.intake.recognisers.canvas import recognise
from grader.intake.recognisers.contract import Attempt
from grader.model import Blame, Roster, Student


def item(name: str, *, folder: bool = False, problem: str | None = None) -> Item:
    piece = Piece(name=name, size=lambda: 0, open=io.BytesIO)
    return Item(name=name, folder=folder, path=None, pieces=(piece,), problem=problem)


def source(*items: Item | str) -> ClassSource:
    listed = tuple(item(each) if isinstance(each, str) else each for each in items)
    return ClassSource(path=Path("download.zip"), items=listed)


def attempts(*items: Item | str, roster: Roster | None = None) -> tuple[Attempt, ...]:
    found = recognise(source(*items), roster)
    assert found is not None and found.kind == "Canvas download"
    return found.attempts


def files(attempt: Attempt) -> list[str]:
    return [piece.name for piece in attempt.pieces()]


@pytest.mark.parametrize(
    ("name", "owner", "number", "file"),
    cases(
        {
            "the usual": ("lovelaceada_101_9001_srn.py", "lovelaceada_101", "101", "srn.py"),
            "late": ("lovelaceada_LATE_101_9001_srn.py", "lovelaceada_101", "101", "srn.py"),
            "Chinese": ("王伟_103_9004_作业.py", "王伟_103", "103", "作业.py"),
            "without a name": ("101_9001_srn.py", "101", "101", "srn.py"),
            "a file with underscores": ("ada_101_9001_my_hw.py", "ada_101", "101", "my_hw.py"),
            "a name with underscores": ("van_der_berg_7_9_a.py", "van_der_berg_7", "7", "a.py"),
        }
    ),
)
def test_a_file_s_name_says_whose_it_is_and_what_it_was_called(
    name: str, owner: str, number: str, file: str
) -> None:
    (one,) = attempts(name)
    assert (one.name, files(one)) == (owner, [file])
    assert [student.canvas_id for student in one.submitters] == [number]


def test_files_of_one_student_are_one_attempt() -> None:
    one, other = attempts("ada_1_10_a.py", "bob_2_11_a.py", "ada_1_12_b.md")
    assert (files(one), files(other)) == (["a.py", "b.md"], ["a.py"])


def test_who_is_anonymous_is_nobody_known() -> None:
    (one,) = attempts("anon_AbC12_9_srn.py")
    assert (one.name, one.submitters) == ("anon_AbC12", ())


def test_late_work_is_noted_once() -> None:
    (one,) = attempts("ada_LATE_1_10_a.py", "ada_LATE_1_11_b.py")
    assert one.notes == ("Canvas says that it was late; the download has no time",)


@pytest.mark.parametrize(
    ("box", "note"),
    [
        ("ada_1_text.html", "text in Canvas's own box was handed in too and is not read:"),
        ("ada_1_link.html", "a link was handed in too and is not read:"),
    ],
)
def test_what_was_written_into_a_box_is_noted_and_not_read(box: str, note: str) -> None:
    (one,) = attempts("ada_1_10_a.py", box)
    assert one.notes == (f"{note} {box}",) and files(one) == ["a.py"]


def test_a_file_that_cannot_be_looked_into_holds_its_student() -> None:
    one, other = attempts(item("ada_1_10_a.py", problem="it is a link"), "bob_2_11_a.py")
    assert (one.problem, other.problem) == ("it is a link", None)


@pytest.mark.parametrize(
    "items",
    cases(
        {
            "nothing": [],
            "folders": [item("ada_1_10_a.py", folder=True)],
            "other names": ["ada.py", "bob.py"],
            "mostly other names": ["ada_1_10_a.py", "b.py", "c.py"],
        }
    ),
)
def test_what_is_no_download_of_canvas_is_not_recognised(items: list[Item | str]) -> None:
    assert recognise(source(*items)) is None


def test_what_lies_beside_a_download_is_unknown() -> None:
    found = recognise(source("ada_1_10_a.py", "notes.txt"))
    assert found is not None and [each.name for each in found.unknown] == ["notes.txt"]


ADA = Student(id="s1", name="Ada", canvas_id="101")
BOB = Student(id="s2", name="Bob", canvas_id="102", group="101_7")
TWO_WAYS = "ada_101_102_5001_srn.py"  # of ada_101, or of 102


def owners(*items: str, students: tuple[Student, ...] = ()) -> list[str]:
    return [one.name for one in attempts(*items, roster=Roster(students=students))]


@pytest.mark.parametrize(
    ("items", "students", "names"),
    cases(
        {
            "nothing known: the usual way": ((TWO_WAYS,), (), ["ada_101"]),
            "the usual number is enrolled": ((TWO_WAYS,), (ADA,), ["ada_101"]),
            "a known attachment cannot be another's": (
                (TWO_WAYS, "x_9_102_a.py"),
                (),
                ["ada_101_102", "x_9"],
            ),
            "the group of a roster": (
                ("101_7_102_5001_srn.py",),
                (ADA, BOB),
                ["101_7_102"],
            ),
        }
    ),
)
def test_a_name_that_can_be_read_in_two_ways_is_read_as_the_roster_allows(
    items: tuple[str, ...], students: tuple[Student, ...], names: list[str]
) -> None:
    assert sorted(owners(*items, students=students)) == sorted(names)


def test_a_name_that_may_be_of_two_who_are_enrolled_is_of_neither() -> None:
    (one,) = attempts(TWO_WAYS, roster=Roster(students=(ADA, BOB)))
    assert (one.submitters, one.blame) == ((), Blame.COURSE)
    assert one.problem == (
        f"{TWO_WAYS} may be of the Canvas user 101 or 102; look it up in Canvas and rename it"
    )
