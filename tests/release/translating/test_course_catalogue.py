"""The catalogue that teachers fill in: what is new, what changed, what is still missing."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.cases import cases
from support.courses import SETTINGS, TINY, tiny, write, write_course

from grader.errors import ReleaseRefused
from grader.files.catalogues import catalogue_text, read_catalogue
from grader.language import Language, speak
from grader.model import Assignment, Course
from grader.nouns import replace
from grader.release.making import make_files
from grader.release.translating.course_catalogue import (
    build_students_catalogue,
    choose_translation,
    find_problems,
    need_translated,
    update_catalogue,
)

ZH = Language.ZH
CHECK = """
@check(points=2, title="Twice a number")
def test_twice(student, reference, rng, compare):
    compare.equal(student.f(3.0), reference.f(3.0), names=f"twice {rng}")
"""
SOLUTION = '''
    def f(x):
        """Return twice x.

        Nothing more.
        """
        ### BEGIN SOLUTION
        return 2.0 * x  # for the staff
        ### END SOLUTION
'''
TITLE = "Twice a number"


@pytest.fixture
def assignment(tmp_path: Path) -> Assignment:
    return write_course(tmp_path, solutions={"a": SOLUTION}, checks={"a": CHECK})


def course_of(assignment: Assignment) -> Course:
    return Course(folder=assignment.folder.parent.parent)


def problems(assignment: Assignment) -> list[str]:
    return find_problems(course_of(assignment), assignment, ZH)


def translate(assignment: Assignment, **words: str) -> Path:
    """Fills the catalogue in: each text with itself in brackets, or with the words given."""
    path = update_catalogue(course_of(assignment), assignment, ZH).path
    messages = [
        replace(each, translation=words.get(each.text.partition(" ")[0], f"[{each.text}]"))
        for each in read_catalogue(path)
    ]
    path.write_text(catalogue_text("zh", messages), encoding="utf-8")
    write(assignment.folder.parent.parent / "solutions/demo/lang/zh/handout.md", "你好\n")
    return path


def test_every_text_is_written_down_and_what_students_write_is_not(assignment: Assignment) -> None:
    updated = update_catalogue(course_of(assignment), assignment, ZH)
    assert (updated.texts, updated.missing, updated.unsure, updated.dropped) == (3, 3, 0, 0)
    texts = [each.text for each in read_catalogue(updated.path)]
    assert texts == ["Return twice x.\n\nNothing more.", TITLE, "twice {rng}"]


def test_what_is_missing_is_named_with_file_and_line(assignment: Assignment) -> None:
    update_catalogue(course_of(assignment), assignment, ZH)
    assert problems(assignment) == [
        "solutions/demo/lang/zh/handout.md: there is no such file; write handout.md in zh",
        "solutions/demo/a.py:2: not translated: Return twice x. Nothing more.",
        "assignments/demo/checks/test_a.py:5: not translated: Twice a number",
        "assignments/demo/checks/test_a.py:7: not translated: twice {rng}",
    ]


def test_a_translation_stays_and_one_of_a_text_that_changed_is_to_be_looked_at(
    assignment: Assignment,
) -> None:
    translate(assignment)
    assert problems(assignment) == []
    check = assignment.folder / "checks" / "test_a.py"
    check.write_text(check.read_text().replace(TITLE, f"{TITLE}s"), encoding="utf-8")
    updated = update_catalogue(course_of(assignment), assignment, ZH)
    assert (updated.missing, updated.unsure, updated.dropped) == (0, 1, 0)
    known = {each.text: each for each in read_catalogue(updated.path)}
    assert known[f"{TITLE}s"].translation == f"[{TITLE}]" and known[f"{TITLE}s"].unsure
    assert TITLE not in known
    assert len(problems(assignment)) == 1 and "changed since" in problems(assignment)[0]
    again = updated.path.read_bytes()
    assert update_catalogue(course_of(assignment), assignment, ZH).unsure == 1
    assert updated.path.read_bytes() == again


@pytest.mark.parametrize(
    ("words", "problem"),
    cases(
        {
            "a place left out": ({"twice": "两倍"}, "has other {places}"),
            "a place with another name": ({"twice": "两倍 {range}"}, "has other {places}"),
            "a line less": ({"Return": "返回两倍。"}, "another number of lines"),
            "nothing": ({"Twice": ""}, "not translated"),
        }
    ),
)
def test_a_translation_that_does_not_fit_is_told(
    assignment: Assignment, words: dict[str, str], problem: str
) -> None:
    translate(assignment, **words)
    assert len(problems(assignment)) == 1 and problem in problems(assignment)[0]


@pytest.mark.parametrize(
    ("lang", "catalogue", "wanted", "translated_to"),
    cases(
        {
            "written in English": ("", False, None, None),
            "asked for as it is written": ("", True, Language.EN, None),
            "asked for in another language": ("", True, ZH, ZH),
            "written in Chinese": ("zh", False, None, None),
            "written in Chinese, asked for in English": ("zh", False, Language.EN, Language.EN),
            "said to be in Chinese, with a catalogue": ("zh", True, None, ZH),
            "the same, as it is written": ("zh", True, Language.EN, None),
        }
    ),
)
def test_what_a_release_is_translated_to(
    tmp_path: Path,
    lang: str,
    catalogue: bool,
    wanted: Language | None,
    translated_to: Language | None,
) -> None:
    assignment = write_course(tmp_path, settings=with_lang(lang))
    if catalogue:
        write(tmp_path / "solutions/demo/lang/zh/texts.po", "")
    source = tmp_path / "solutions" / "demo"
    assert choose_translation(assignment, source, wanted) is translated_to


def with_lang(lang: str) -> str:
    return SETTINGS.replace("seed = 5", f'seed = 5\n    lang = "{lang}"' if lang else "seed = 5")


def test_a_course_written_in_chinese_has_chinese_stubs_whatever_is_spoken(tmp_path: Path) -> None:
    assignment = write_course(tmp_path, settings=with_lang("zh"))
    assert "f 还没有写" in (assignment.folder / "a.py").read_text(encoding="utf-8")
    assert "题目" in (assignment.folder / "handout.md").read_text(encoding="utf-8")
    english = write_course(tmp_path / "other")
    with speak(ZH):
        made = make_files(course_of(english), "demo")
    assert b"f is not written yet" in made["a.py"] and b"| task |" in made["handout.md"]


def test_a_release_is_refused_with_the_list(assignment: Assignment) -> None:
    course = course_of(assignment)
    with pytest.raises(ReleaseRefused, match="`grade translate demo --lang zh` makes one"):
        need_translated(course, assignment, ZH)
    translate(assignment, Twice="")
    with pytest.raises(ReleaseRefused, match=r"1 texts .*\n.*test_a\.py:5: not translated"):
        need_translated(course, assignment, ZH)
    translate(assignment)
    need_translated(course, assignment, ZH)


def test_students_get_no_word_of_what_is_hidden() -> None:
    text = build_students_catalogue(TINY, tiny(), ZH)
    assert "一个值的均值就是它自己" not in text and "The mean of one value" not in text
    assert "除以到此为止的个数" in text
    need_translated(TINY, tiny(), ZH)
