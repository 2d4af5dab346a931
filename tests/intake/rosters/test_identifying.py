"""Whose an attempt is, where names, numbers and roster nearly agree."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.cases import cases
from support.downloads import SRN, roster, written

from grader.intake.gathering import Gathered, gather
from grader.intake.rosters.roster import read_roster

TWINS = (
    "id,name,login,email\n"
    "2023001,Mira Tal,mtal,mira1@example.org\n"
    "2023036,Mira Tal,tmira,mira36@example.org\n"
    "2023003,Ana Ruiz,aruiz,ana@example.org\n"
    "2023004,Eve Lind,elind,eve@example.org\n"
)


def given(tmp_path: Path, entries: list[str], text: str = TWINS) -> Gathered:
    written(tmp_path / "class", {f"{entry}/srn.py": SRN for entry in entries})
    return gather(tmp_path / "class", read_roster(roster(tmp_path, text)))


def owners(class_: Gathered) -> dict[str, str | None]:
    return {each.source: each.submission.student for each in class_.handed_in}


@pytest.mark.parametrize(
    ("entry", "student"),
    cases(
        {
            "a number beside the name that two have": ("2023001_Mira Tal_hw1", "2023001"),
            "the other number": ("Mira Tal (2023036)", "2023036"),
            "a login beside it": ("Mira Tal_tmira", "2023036"),
            "an address beside it": ("Mira Tal mira1@example.org", "2023001"),
            "one who shares it with nobody": ("Ana Ruiz_hw1", "2023003"),
            "with words that name a homework": ("作业1_Ana Ruiz_final (2)", "2023003"),
        }
    ),
)
def test_who_shares_a_name_is_told_apart(tmp_path: Path, entry: str, student: str) -> None:
    class_ = given(tmp_path, [entry])
    assert owners(class_) == {entry: student} and class_.unsure == ()


@pytest.mark.parametrize(
    ("entry", "claimed", "words"),
    cases(
        {
            "two of that name": (
                "Mira Tal",
                ["2023001", "2023036"],
                "2 students are called Mira Tal (2023001, 2023036)",
            ),
            "two of that name and a homework": (
                "Mira Tal_hw1",
                ["2023001", "2023036"],
                "2 students are called",
            ),
            "a number beside another's name": (
                "2023001_Ana Ruiz",
                ["2023001", "2023003"],
                "has the number of 2023001 and the name of 2023003",
            ),
            "a name among other words": (
                "Ana Ruiz Lopez",
                ["2023003"],
                "has the name of 2023003 among other words",
            ),
        }
    ),
)
def test_what_nobody_can_say_is_told_and_nobody_reads_that_nothing_came(
    tmp_path: Path, entry: str, claimed: list[str], words: str
) -> None:
    class_ = given(tmp_path, [entry])
    (one,) = class_.handed_in
    assert one.submission.student is None and one.submission.problem is None
    assert words in one.doubt and any(words in note for note in one.submission.notes)
    assert [each.student for each in class_.unsure] == claimed
    assert all(words in (each.problem or "") for each in class_.unsure)
    assert not {student.id for student in class_.missing} & set(claimed)


def test_a_folder_of_two_numbers_never_holds_who_handed_in_alone(tmp_path: Path) -> None:
    class_ = given(tmp_path, ["2023003", "2023004_2023003_eve"])
    assert owners(class_) == {"2023003": "2023003", "2023004_2023003_eve": "2023004"}
    assert all(each.submission.problem is None for each in class_.handed_in)
    assert any("names 2023003 too" in note for note in class_.handed_in[1].submission.notes)


def test_of_two_numbers_whose_owners_handed_in_alone_it_is_listed_by_itself(
    tmp_path: Path,
) -> None:
    class_ = given(tmp_path, ["2023003", "2023004", "2023003+2023004"])
    assert owners(class_) == {"2023003": "2023003", "2023004": "2023004", "2023003+2023004": None}
    assert "whose own work counts" in class_.doubtful[0].doubt


@pytest.mark.parametrize(
    ("in_roster", "entry"),
    cases(
        {
            "lost in the roster": ("123", "00123"),
            "lost in the folder": ("00123", "123"),
            "inside a name": ("45678", "0045678_hw1"),
        }
    ),
)
def test_a_number_that_lost_its_zeros_is_known_with_a_note(
    tmp_path: Path, in_roster: str, entry: str
) -> None:
    class_ = given(tmp_path, [entry], f"id,name\n{in_roster},Ana Ruiz\n999,Bo Lind\n")
    (one,) = class_.handed_in
    assert one.submission.student == in_roster
    assert any("but for leading zeros" in note for note in one.submission.notes)


def test_two_numbers_that_differ_by_zeros_only_are_never_mixed_up(tmp_path: Path) -> None:
    class_ = given(tmp_path, ["123", "0123"], "id,name\n00123,Ana Ruiz\n123,Bo Lind\n")
    assert owners(class_) == {"123": "123", "0123": None}


NUMBERED = "id,name,canvas_id,moodle_id\ns101,Ana Ruiz,101,11\ns102,Eve Lind,102,12\n"


def download(tmp_path: Path, names: list[str]) -> dict[str, str | None]:
    written(tmp_path / "class", dict.fromkeys(names, SRN))
    class_ = gather(tmp_path / "class", read_roster(roster(tmp_path, NUMBERED)))
    assert "s101" not in [student.id for student in class_.missing]
    assert all(
        each.submission.problem is None
        for each in class_.handed_in
        if each.submission.student == "s101"
    )
    return owners(class_)


@pytest.mark.parametrize(
    ("name", "student"),
    cases(
        {
            "a group called as a number": ("101_7_102_5001_srn.py", "s102"),
            "late": ("101_7_LATE_102_5001_srn.py", "s102"),
            "a group called as another's file": ("ruizana_101_102_5001_srn.py", "s102"),
            "with a number as long as the attachments'": (
                "ruizana_101_5003_102_5001_srn.py",
                None,
            ),
            "a file called as another's": ("lindeve_102_5001_ruizana_101_5000_srn.py", "s102"),
            "a group called as another's attachment": ("ruizana_101_5000_102_5001_a.py", "s102"),
            "a file that is called so": ("lindeve_102_5001_hw_101_2_srn.py", "s102"),
        }
    ),
)
def test_a_name_made_for_canvas_never_takes_another_s_place(
    tmp_path: Path, name: str, student: str | None
) -> None:
    whose = download(tmp_path, ["ruizana_101_5000_srn.py", name])
    assert list(whose.values()).count("s101") == 1
    assert whose["ruizana_101"] == "s101" and student in whose.values()


@pytest.mark.parametrize("group", ["ruizana_LATE_101_7", "ruizana_101_7", "ruizana_LATE_101"])
@pytest.mark.parametrize(
    ("known", "student"), [("id,name,canvas_id,group", "s102"), ("id,name,canvas_id", None)]
)
def test_a_group_of_canvas_called_like_another_s_file_never_joins_it(
    tmp_path: Path, group: str, known: str, student: str | None
) -> None:
    """Where the roster has the group it decides; else nobody gets what may be of two."""
    rows = f"s101,Ana Ruiz,101,\ns102,Eve Lind,102,{group}\n"
    if "group" not in known:
        rows = "s101,Ana Ruiz,101\ns102,Eve Lind,102\n"
    written(tmp_path / "class", {"ruizana_101_5_a.py": SRN, f"{group}_102_5001_srn.py": SRN})
    class_ = gather(tmp_path / "class", read_roster(roster(tmp_path, f"{known}\n{rows}")))
    ana, eve = sorted(class_.handed_in, key=lambda each: each.submission.student != "s101")
    assert ana.submission.student == "s101" and ana.submission.problem is None
    assert [file.name for file in ana.submission.files] == ["a.py"]
    assert eve.submission.student == student and (student or eve.submission.problem)


def test_without_a_roster_a_file_of_canvas_that_may_be_of_two_is_of_neither(tmp_path: Path) -> None:
    names = ("ruizana_101_5_a.py", "lindeve_102_6_a.py", "ruizana_LATE_101_7_102_5001_srn.py")
    written(tmp_path / "class", dict.fromkeys(names, SRN))
    whose = {each.submission.name: each.submission for each in gather(tmp_path / "class").handed_in}
    assert [file.name for file in whose["ruizana_101"].files] == ["a.py"]
    assert whose["lindeve_102"].problem is None and len(whose) == 3


@pytest.mark.parametrize("flat", [True, False])
def test_what_moodle_wrote_first_decides(tmp_path: Path, flat: bool) -> None:
    end = "" if flat else "/srn.py"
    whose = download(
        tmp_path,
        [
            f"Ana Ruiz_11_assignsubmission_file_srn.py{end}",
            f"Eve Lind_12_assignsubmission_file_Ana Ruiz_11_assignsubmission_file_srn.py{end}",
        ],
    )
    assert whose == {"Ana Ruiz_11": "s101", "Eve Lind_12": "s102"}


def test_a_number_of_the_lms_beside_another_s_name_is_nobody_s(tmp_path: Path) -> None:
    written(tmp_path / "class", {"Eve Lind_11_assignsubmission_file_srn.py": SRN})
    class_ = gather(tmp_path / "class", read_roster(roster(tmp_path, NUMBERED)))
    assert class_.handed_in[0].submission.student is None
    assert "the moodle_id 11 is of s101, the name of s102" in class_.handed_in[0].doubt
    assert [each.student for each in class_.unsure] == ["s101", "s102"]
