"""Whose whole names stand in a file's or folder's name."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from support.cases import cases

from grader.intake.limits import to_callable
from grader.intake.recognisers.contract import Attempt
from grader.intake.rosters.identifying import Match, Matcher
from grader.intake.rosters.names_inside import NameFinder
from grader.model import Roster, Student

CLASS = (
    Student(id="2023001", name="Li Ming", login="lm22"),
    Student(id="2023002", name="Wang, Fang", login="wangf"),
    Student(id="2023003", name="李明"),
    Student(id="2023004", name="王芳"),
    Student(id="2023005", name="Ana Silva", login="asilva", email="ana@example.org"),
    Student(id="2023006", name="Mary Ana Silva", login="masilva"),
    Student(id="2023007", name="Bo O'Neil-García"),
    Student(id="2023008", name="Yu Chen"),
    Student(id="2023009", name="Yu Chen", login="yuchen9"),
)
WORDS = ("srn", "srn_tanh", "rnn")


def match(name: str, students: Sequence[Student] = CLASS) -> Match:
    matcher = Matcher(Roster(students=tuple(students)), WORDS)
    return matcher.match(Attempt(name=name, pieces=to_callable(())))


def numbers(students: Sequence[Student]) -> list[int]:
    return sorted(int(student.id) - 2023000 for student in students)


@pytest.mark.parametrize(
    ("name", "students"),
    cases(
        {
            "glued and parted by a line": ("LiMing_WangFang_srn", [1, 2]),
            "all glued": ("LiMingWangFang", [1, 2]),
            "glued without capitals": ("limingwangfang_hw1", [1, 2]),
            "a word each": ("liming-wangfang", [1, 2]),
            "the other order": ("WangFang&MingLi_srn_tanh", [1, 2]),
            "in words": ("Li Ming and Wang Fang", [1, 2]),
            "with a plus": ("Li Ming+Wang Fang+Ana Silva (final)", [1, 2, 5]),
            "with a group's number": ("Group 3 - Li Ming - Wang Fang", [1, 2]),
            "Chinese, glued": ("李明王芳", [3, 4]),
            "Chinese, with and": ("李明和王芳_第2次作业", [3, 4]),
            "Chinese, listed": ("第3组 李明、王芳", [3, 4]),
            "by logins": ("asilva_wangf_hw2", [2, 5]),
            "one name within another": ("MaryAnaSilva+LiMing", [1, 6]),
            "with apostrophes and accents": ("BoONeilGarcía_LiMing", [1, 7]),
            "without accents": ("BoONeilGarcia_LiMing", [1, 7]),
        }
    ),
)
def test_several_names_in_one_are_of_each_of_them(name: str, students: list[int]) -> None:
    """As several numbers are: it never counts against who handed in alone."""
    found = match(name)
    assert numbers(found.students) == students and found.doubtful


@pytest.mark.parametrize(
    ("name", "student"),
    cases(
        {
            "glued": ("LiMing_srn", 1),
            "without capitals": ("wangfang_srn_tanh", 2),
            "glued to the homework": ("AnaSilvaHW1", 5),
            "the longer name": ("MaryAnaSilva", 6),
            "beside the own number": ("2023001LiMing_rnn", 1),
            "beside the own login": ("LiMing_lm22", 1),
            "beside the own address": ("Ana Silva ana@example.org", 5),
            "a login and a homework": ("hw1-asilva", 5),
            "Chinese with a number": ("2023003李明srn", 3),
        }
    ),
)
def test_one_name_is_of_one_student(name: str, student: int) -> None:
    found = match(name)
    assert numbers(found.students) == [student] and not found.doubtful


@pytest.mark.parametrize(
    ("name", "candidates", "words"),
    cases(
        {
            "a number beside another's glued name": ("2023001_WangFang_srn", [1, 2], "the number"),
            "two names among other words": ("LiMing_WangFang_Zoe", [1, 2], "among other words"),
            "a longer word": ("李明王芳芳", [3, 4], "the name of 2023003, 2023004 among"),
            "a login beside another's name": ("LiMing_asilva", [1, 5], "may mean any of"),
            "a namesake beside a name": ("LiMing_YuChen", [1, 8, 9], "may mean any of"),
            "namesakes": ("YuChen_hw1", [8, 9], "2 students are called YuChen_hw1"),
        }
    ),
)
def test_what_may_mean_others_is_of_nobody_and_told(
    name: str, candidates: list[int], words: str
) -> None:
    found = match(name)
    assert found.students == () and words in found.how
    assert numbers(found.candidates) == candidates


@pytest.mark.parametrize(
    "name", ["limingwang", "Limit_ng", "Anastasia Silvas", "wangfangz", "lm2", "srn", "1", "李"]
)
def test_part_of_a_name_is_nobody_s(name: str) -> None:
    found = match(name)
    assert not found.students and not found.candidates


def test_names_that_overlap_may_mean_either() -> None:
    students = (Student(id="1", name="Wang Li"), Student(id="2", name="Li Ming"))
    found = match("Wang Li Ming", students)
    assert found.students == () and found.candidates == students


def test_a_long_name_that_repeats_a_student_s_names_it_once() -> None:
    finder = NameFinder(CLASS)
    assert numbers(finder.find("liming" * 400).students) == [1]
    assert numbers(finder.find("liming" * 400 + "x").students) == []
