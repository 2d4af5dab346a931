"""rnn is whole in Chinese: nothing is missing, and what is code stays code."""

from __future__ import annotations

import re

from support.samples import ROOT, rnn

from grader.config import handed_out_digests
from grader.config.course_texts import course_catalogue_name
from grader.files.catalogues import Message, read_catalogue
from grader.language import Language
from grader.model import Course
from grader.release.making import make_files
from grader.release.translating.course_catalogue import find_problems

COURSE = Course(folder=ROOT)
CATALOGUE = ROOT / "solutions" / "rnn" / course_catalogue_name(Language.ZH)
MESSAGES = read_catalogue(CATALOGUE)
# Names and calls as they stand in code, and numbers with a point.
CODE = re.compile(r"[A-Za-z]\w*(?:[._]\w+)+|\b\w+\(\)|\d+\.\d+")
HAN = re.compile("[\u4e00-\u9fff]")


def code_in(text: str) -> set[str]:
    return set(CODE.findall(text))


def test_nothing_is_missing_and_no_place_differs() -> None:
    assert find_problems(COURSE, rnn(), Language.ZH) == []


def test_the_catalogue_has_no_text_that_nobody_says() -> None:
    assert len({each.text for each in MESSAGES}) == len(MESSAGES)
    assert not any(each.unsure for each in MESSAGES)


def test_names_of_code_stay_and_the_rest_is_chinese() -> None:
    assert [each.text for each in MESSAGES if not is_well_translated(each)] == []


def is_well_translated(message: Message) -> bool:
    text, said = message.text, message.translation
    same_code = code_in(text) <= code_in(said) and said.count("`") == text.count("`")
    return same_code and HAN.search(said) is not None


def test_handout_and_answer_sheet_name_what_the_english_ones_name() -> None:
    english, chinese = (make_files(COURSE, "rnn", each) for each in (None, Language.ZH))
    for name in ("handout.md", "answers.md"):
        one, other = english[name].decode(), chinese[name].decode()
        assert code_in(one) <= code_in(other), name
        assert one.count("\n#") == other.count("\n#") and one.count("```") == other.count("```")
    assert chinese["srn.py"].count(b"\n") == english["srn.py"].count(b"\n")
    assert handed_out_digests(rnn())["lang/zh.po"]
