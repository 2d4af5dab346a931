"""Names in a Moodle download, in folders and flat."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from support.cases import cases

from grader.intake.limits import Piece
from grader.intake.listing import ClassSource, Item
from grader.intake.recognisers.contract import Attempt
from grader.intake.recognisers.moodle import recognise


def piece(name: str) -> Piece:
    return Piece(name=name, size=lambda: 0, open=io.BytesIO)


def folder(name: str, *files: str, problem: str | None = None) -> Item:
    return Item(name=name, folder=True, path=None, pieces=tuple(map(piece, files)), problem=problem)


def file(name: str) -> Item:
    return Item(name=name, folder=False, path=None, pieces=(piece(name),))


def attempts(*items: Item) -> tuple[Attempt, ...]:
    found = recognise(ClassSource(path=Path("download.zip"), items=items))
    assert found is not None and found.kind == "Moodle download"
    return found.attempts


def files(attempt: Attempt) -> list[str]:
    return [piece.name for piece in attempt.pieces()]


@pytest.mark.parametrize(
    ("item", "who", "number", "own"),
    cases(
        {
            "a folder": (
                folder("Ada Lovelace_11_assignsubmission_file", "a.py", "in/b.py"),
                "Ada Lovelace",
                "11",
                ["a.py", "in/b.py"],
            ),
            "a folder before Moodle 4.1": (
                folder("Ada Lovelace_11_assignsubmission_file_", "a.py"),
                "Ada Lovelace",
                "11",
                ["a.py"],
            ),
            "flat": (
                file("王伟_13_assignsubmission_file_work.zip"),
                "王伟",
                "13",
                ["work.zip"],
            ),
            "with a group": (
                folder("Group A-Ada_11_assignsubmission_file", "a.py"),
                "Group A-Ada",
                "11",
                ["a.py"],
            ),
            "a file called as Moodle would": (
                file("Ada_11_assignsubmission_file_Bob_12_assignsubmission_file_a.py"),
                "Ada",
                "11",
                ["Bob_12_assignsubmission_file_a.py"],
            ),
        }
    ),
)
def test_a_name_says_whose_it_is(item: Item, who: str, number: str, own: list[str]) -> None:
    (one,) = attempts(item)
    assert (one.name, files(one)) == (f"{who}_{number}", own)
    assert [(each.name, each.moodle_id) for each in one.submitters] == [(who, number)]


def test_all_of_one_participant_is_one_attempt_and_namesakes_are_two() -> None:
    found = attempts(
        file("Li Wei_11_assignsubmission_file_a.py"),
        file("Li Wei_12_assignsubmission_file_a.py"),
        file("Li Wei_11_assignsubmission_file_b.py"),
    )
    assert [(one.name, files(one)) for one in found] == [
        ("Li Wei_11", ["a.py", "b.py"]),
        ("Li Wei_12", ["a.py"]),
    ]


def test_text_in_moodle_s_own_box_is_noted_and_not_read() -> None:
    (one,) = attempts(
        folder("Ada_11_assignsubmission_file", "a.py"),
        folder("Ada_11_assignsubmission_onlinetext", "onlinetext.html"),
    )
    assert files(one) == ["a.py"]
    assert one.notes == (
        "text in Moodle's own box was handed in too and is not read:"
        " Ada_11_assignsubmission_onlinetext",
    )


def test_a_folder_that_cannot_be_looked_into_holds_its_student() -> None:
    broken, well = attempts(
        folder("Ada_11_assignsubmission_file", problem="it is a link"),
        folder("Bob_12_assignsubmission_file", "a.py"),
    )
    assert (broken.problem, well.problem) == ("it is a link", None)


def test_other_names_are_unknown_and_a_download_of_them_is_none_of_moodle_s() -> None:
    other, own = file("notes.txt"), folder("Ada_11_assignsubmission_file", "a.py")
    found = recognise(ClassSource(path=Path("x"), items=(other, own)))
    assert found is not None and found.unknown == (other,)
    assert recognise(ClassSource(path=Path("x"), items=(other,))) is None
    assert recognise(ClassSource(path=Path("x"), items=())) is None
