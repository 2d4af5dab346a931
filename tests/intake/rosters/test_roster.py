"""Rosters, the course's own and what an LMS exports, and whose a submission is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from support.downloads import ROSTER, SRN, roster, written, zipped

from grader.errors import BadFile
from grader.intake.gathering import gather
from grader.intake.rosters.roster import read_roster
from grader.model import Roster

CANVAS = """Student,ID,SIS User ID,SIS Login ID,Section,Homework 1 (55),Current Score
,,,,,Manual Posting,
    Points Possible,,,,,100,(read only)
"Lovelace, Ada",101,S-1001,alove,A,,
"王, 伟",103,2023003,wangw,"B and C",88.50,88.5
"Student, Test",199,,abcd,A,,
"""
GRADESCOPE = """First Name,Last Name,SID,Email,Sections,HW1
Ada,Lovelace,S-1001,ada@example.org,A,9
伟,王,2023003,wang@example.org,B,
"""
MOODLE = (
    "First name;Last name;ID number;Email address;Course"
    " total\nAda;Lovelace;S-1001;ada@example.org;9,5\n"
)
WORKSHEET = (
    "ID,Vollständiger Name,E-Mail-Adresse,Status,Bewertung\nTeilnehmer/in11,Ada"
    " Lovelace,ada@example.org,Abgegeben,-\n"
)


def read(folder: Path, text: str) -> Roster:
    return read_roster(roster(folder, text))


def test_a_roster_of_the_course(tmp_path: Path) -> None:
    found = read(tmp_path, ROSTER)
    assert [student.id for student in found.students] == ["s001", "s002", "s003", "s004"]
    assert found.students[1].name == "O'Neil, Bob" and found.students[2].name == "王伟"
    assert (found.students[2].section, found.students[2].moodle_id) == ("B", "13")


@pytest.mark.parametrize(
    ("text", "students"),
    [
        (CANVAS, [("S-1001", "Lovelace, Ada", "101", ""), ("2023003", "王, 伟", "103", "")]),
        (GRADESCOPE, [("S-1001", "Ada Lovelace", "", ""), ("2023003", "伟 王", "", "")]),
        (MOODLE, [("S-1001", "Ada Lovelace", "", "")]),
        (WORKSHEET, [("ada@example.org", "Ada Lovelace", "", "11")]),
        ("SIS User ID,Student\nS-1,Ada Lovelace\n", [("S-1", "Ada Lovelace", "", "")]),
        ("Full name,ID number\nAda Lovelace,S-1\n", [("S-1", "Ada Lovelace", "", "")]),
    ],
    ids=[
        *("Canvas", "Gradescope", "Moodle grades", "Moodle worksheet"),
        *("two columns of Canvas", "two columns of Moodle"),
    ],
)
def test_an_export_of_an_lms_is_a_roster(tmp_path: Path, text: Any, students: Any) -> None:
    found = read(tmp_path, text).students
    assert [(each.id, each.name, each.canvas_id, each.moodle_id) for each in found] == students


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("id,name\ns1,Ada\ns1,Bob\n", r"roster\.csv: row 3: the id 's1' stands in row 2 already"),
        ("id,name\n,Ada\n", r"roster\.csv: row 2 has no id"),
        ("id,name\n", "it has no students"),
        ("a,b\n1,2\n", r"roster\.csv:1: .*give it the columns `id` and `name`"),
        ("", r"roster\.csv"),
        ('id,name\ns1,"Ada\n', "is a quotation mark missing"),
    ],
)
def test_a_roster_that_cannot_be_used_is_one_sentence(
    tmp_path: Path, text: str, sentence: str
) -> None:
    with pytest.raises(BadFile, match=sentence):
        read(tmp_path, text)


@pytest.mark.parametrize(
    ("entry", "students"),
    [
        ("s001", ["s001"]),
        ("S001", ["s001"]),
        ("alove", ["s001"]),
        ("ada@example.org", ["s001"]),
        ("Ada Lovelace", ["s001"]),
        ("ada_lovelace", ["s001"]),
        ("Bob O'Neil", ["s002"]),
        ("Jose\u0301 Garci\u0301a", ["s004"]),
        ("2023003_王伟_hw1", ["s003"]),
        ("（2023003）作业", ["s003"]),
        ("S-1002 hw", ["s002"]),
        ("pair", ["s002", "s003"]),
        ("s001+s004", ["s001", "s004"]),
        ("2023003_Ada Lovelace", []),
        ("s0011", []),
        ("lovelace", []),
        ("101", []),
        ("hw1", []),
    ],
)
def test_an_entry_is_whose_its_name_says_or_nobodys(
    tmp_path: Path, entry: str, students: Any
) -> None:
    """`S-1002` is one word for a number though a dash parts words.

    `101` is a number of Canvas's, not of a folder.
    """
    written(tmp_path / "class", {f"{entry}/srn.py": SRN})
    found = gather(tmp_path / "class", read(tmp_path, ROSTER)).handed_in
    assert [each.submission.student for each in found] == (students or [None])


def test_a_name_that_two_have_is_nobodys(tmp_path: Path) -> None:
    twice = read(tmp_path, "id,name\ns1,Wang Wei\ns2,Wang Wei\n")
    written(tmp_path / "class", {"Wang Wei/srn.py": SRN})
    assert [each.submission.student for each in gather(tmp_path / "class", twice).handed_in] == [
        None
    ]


def test_a_number_that_differs_forbids_what_a_name_would_say(tmp_path: Path) -> None:
    """Another Ada Lovelace, by Canvas's number."""
    written(tmp_path / "class", {"lovelaceada_777_1_srn.py": SRN})
    (one,) = gather(tmp_path / "class", read(tmp_path, ROSTER)).handed_in
    assert one.submission.student is None and one.submission.name == "lovelaceada_777"


def test_a_group_s_work_in_canvas_has_its_name_and_one_member_s_number(tmp_path: Path) -> None:
    written(tmp_path / "class", {"pair_102_1_srn.py": SRN, "pair_101_2_srn.py": SRN})
    found = gather(tmp_path / "class", read(tmp_path, ROSTER)).handed_in
    assert [(each.submission.student, each.how) for each in found] == [
        ("s001", "canvas_id"),
        ("s002", "group"),
        ("s003", "group"),
    ]


def test_of_two_attempts_without_times_none_is_chosen(tmp_path: Path) -> None:
    written(
        tmp_path / "class",
        {"s001/srn.py": SRN, "Ada Lovelace.zip": zipped({"srn.py": b"2"}), "s004/srn.py": SRN},
    )
    class_ = gather(tmp_path / "class", read(tmp_path, ROSTER))
    held, fine = class_.handed_in
    assert held.submission.student == "s001" and fine.submission.problem is None
    assert "handed in 2 times (Ada Lovelace, s001)" in (held.submission.problem or "")
    assert [student.id for student in class_.missing] == ["s002", "s003"]


NBGRADER = (
    "assignment,duedate,timestamp,student_id,last_name,first_name,email,raw_score,score\n"
    "ps1,,,ana,Ruiz,Ana,ana@example.org,3,3\nps2,,,ana,Ruiz,Ana,ana@example.org,1,1\n"
    "ps1,,,bo,Lind,Bo,,2,2\n"
)
CLASSROOM = (
    '"identifier","github_username","github_id","name"\n'
    '"2023003","aruiz","77","Ana Ruiz"\n"2023004","","",""\n'
)


@pytest.mark.parametrize(
    ("text", "students"),
    [
        ("ID, Name\n00123,Ana Ruiz\n", [("00123", "Ana Ruiz")]),
        ("Student ID;Full Name\n7;Ana Ruiz\n", [("7", "Ana Ruiz")]),
        ("student_number\tNAME\n7\tAna Ruiz\n", [("7", "Ana Ruiz")]),
        ("学号,姓名\n2023003,王伟\n", [("2023003", "王伟")]),
        ("序号,学号/工号,姓名,班级\n1,2023003,王伟,B\n", [("2023003", "王伟")]),
        ("姓名,学生学号,电子邮箱\n王伟,2023003,w@example.org\n", [("2023003", "王伟")]),
        ("学号,姓,名\n2023003,王,伟\n", [("2023003", "王伟")]),
        ("id,first_name,last_name,email\nana,Ana,Ruiz,\n", [("ana", "Ana Ruiz")]),
        ("id,last_name,first_name\nana,Ruiz,Ana\n", [("ana", "Ana Ruiz")]),
        ("学生,ID,SIS User ID,SIS Login ID\n王伟,103,2023003,ww\n", [("2023003", "王伟")]),
        ("Name,Email\nAna Ruiz,ana@example.org\n", [("ana@example.org", "Ana Ruiz")]),
        ('id,name\n"=""00123""",Ana Ruiz\n', [("00123", "Ana Ruiz")]),
        ("id,name\n'00123,Ana Ruiz\n", [("00123", "Ana Ruiz")]),
        ("学号,姓名\n\t00123,王伟\n", [("00123", "王伟")]),
        ("id,name\n2023003.0,Ana Ruiz\n", [("2023003", "Ana Ruiz")]),
        ("ID,Name,Section\nab123,Ana Ruiz,A\nab124,Bo Lind,A\n", [("ab123", "Ana Ruiz")]),
        ("Student No.,Surname,First name(s)\n7,Ruiz,Ana\n", [("7", "Ana Ruiz")]),
        ("Matrícula;Apellidos;Nombre\n7;Ruiz;Ana\n", [("7", "Ana Ruiz")]),
        ("Studentnummer,Voornaam,Achternaam\n7,Ana,Ruiz\n", [("7", "Ana Ruiz")]),
        ("UNI,Full name\nar12,Ana\u00a0Ruiz\n", [("ar12", "Ana Ruiz")]),
        (
            "OrgDefinedId,Username,Last Name,First Name,End-of-Line Indicator\n#7,#ar,Ruiz,Ana,#\n",
            [("7", "Ana Ruiz")],
        ),
        (NBGRADER, [("ana", "Ana Ruiz"), ("bo", "Bo Lind")]),
        (CLASSROOM, [("2023003", "Ana Ruiz"), ("2023004", "2023004")]),
    ],
)
def test_a_roster_is_read_under_the_names_that_people_give_its_columns(
    tmp_path: Path, text: str, students: list[tuple[str, str]]
) -> None:
    found = read(tmp_path, text).students
    assert [(each.id, each.name) for each in found][: len(students)] == students


def test_what_the_other_columns_say_is_kept(tmp_path: Path) -> None:
    text = "学号,姓名,班级,邮箱,用户名,小组\n2023003,王伟,B,w@example.org,ww,pair\n"
    (one,) = read(tmp_path, text).students
    assert (one.section, one.email, one.login, one.group) == ("B", "w@example.org", "ww", "pair")
    assert read(tmp_path, CLASSROOM).students[0].login == "aruiz"


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-16", "utf-8-sig"])
def test_a_roster_is_read_in_the_encodings_of_chinese_spreadsheets(
    tmp_path: Path, encoding: str
) -> None:
    path = tmp_path / "roster.csv"
    for header in ("学号,姓名", "id,name"):
        path.write_bytes(f"{header}\n2023003,王伟\n2023004,李娜\n2023005,欧阳喆\n".encode(encoding))
        names = [student.name for student in read_roster(path).students]
        assert names == ["王伟", "李娜", "欧阳喆"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"id,name\n2.023E+09,Ana\n", "a number that a spreadsheet shortened"),
        ("id,name\n7,Jörg Müller\n".encode("cp1252"), "neither UTF-8 nor UTF-16"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "this is a workbook"),
        ("姓名\n王伟\n".encode(), "give it the columns `id` and `name`"),
    ],
)
def test_a_roster_that_a_spreadsheet_spoiled_has_a_sentence(
    tmp_path: Path, content: bytes, sentence: str
) -> None:
    (tmp_path / "roster.csv").write_bytes(content)
    with pytest.raises(BadFile, match=sentence):
        read_roster(tmp_path / "roster.csv")


@pytest.mark.parametrize("text", ["", "\n\n", ",,\n"])
def test_a_roster_with_nothing_in_it_says_so(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadFile, match="it is empty; give it the columns `id` and `name`"):
        read(tmp_path, text)
