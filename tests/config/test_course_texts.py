"""An assignment's own texts are said in the language that is spoken, else as they are written."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.cases import cases
from support.courses import students_tiny, tiny

from grader.config.course_texts import CourseTexts, load_translator, to_spoken_language
from grader.errors import BadFile
from grader.files.catalogues import Message
from grader.language import Language, speak
from grader.nouns import replace

TEXTS = CourseTexts.of(
    [
        Message(text="time step", translation="时间步"),
        Message(text="{name}, pair {at}, as letters", translation="第 {at} 对 {name}，写成字母"),
        Message(text="{one} and {one}", translation="{one}，两次"),
        Message(text="h_{t-1} (or so)", translation="h_{t-1}（大致）"),
        Message(text="not sure", translation="不确定", unsure=True),
        Message(text="open", translation=""),
    ]
)


@pytest.mark.parametrize(
    ("text", "said"),
    cases(
        {
            "a whole text": ("time step", "时间步"),
            "its places in another order": (
                "dec_input, pair 2, as letters",
                "第 2 对 dec_input，写成字母",
            ),
            "what is put in has braces": ("{a}, pair {b}, as letters", "第 {b} 对 {a}，写成字母"),
            "a place that recurs": ("x and y", "x，两次"),
            "braces that are no place": ("h_{t-1} (or so)", "h_{t-1}（大致）"),
            "a part of a text": ("the time step", "the time step"),
            "a translation that is to be looked at": ("not sure", "not sure"),
            "no translation": ("open", "open"),
            "nothing": ("", ""),
        }
    ),
)
def test_a_text_is_said_as_its_translation(text: str, said: str) -> None:
    assert TEXTS.say(text) == said


def test_titles_and_sentences_of_rules_are_translated_and_names_are_not() -> None:
    with speak(Language.ZH):
        said = to_spoken_language(students_tiny())
    assert said.title == "均值与缩放"
    assert said.tasks[0].rules[0].say == "本题使用 NumPy。"
    assert [task.title for task in said.tasks] == [
        "用 NumPy 计算累计均值",
        "把输入中心化的层",
        "一道简答题",
    ]
    assert replace(said.tasks[1], title="") == replace(students_tiny().tasks[1], title="")


def test_in_the_language_that_it_is_written_in_an_assignment_is_as_it_was() -> None:
    assert to_spoken_language(tiny()) == tiny()


def test_only_the_staff_have_the_words_of_hidden_checks() -> None:
    hidden = "The mean of one value is the value."
    with speak(Language.ZH):
        assert load_translator(tiny())(hidden) == "一个值的均值就是它自己。"
        assert load_translator(students_tiny())(hidden) == hidden


def test_a_broken_catalogue_is_named(tmp_path: Path) -> None:
    catalogue = tmp_path / "lang" / "zh.po"
    catalogue.parent.mkdir()
    catalogue.write_text("msgid none", encoding="utf-8")
    with speak(Language.ZH), pytest.raises(BadFile, match=r"zh\.po:1"):
        load_translator(replace(students_tiny(), folder=tmp_path))
