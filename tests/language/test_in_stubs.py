"""Sentences in stubs: they are recognised in every language, whatever is spoken."""

import pytest

from grader.language import Language, speak
from grader.language.in_stubs import ANSWER_HERE, NOT_WRITTEN, WRITE_HERE, says_not_written


def test_each_language_has_each_sentence() -> None:
    for sentences in (NOT_WRITTEN, ANSWER_HERE, WRITE_HERE):
        assert set(sentences) == set(Language)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("stub", list(Language))
def test_a_stub_of_any_language_is_recognised_in_any_other(
    stub: Language, language: Language
) -> None:
    with speak(language):
        assert says_not_written(NOT_WRITTEN[stub].format(name="running_mean"))


@pytest.mark.parametrize("text", ["", "running_mean", "f is not written yet, but nearly", "还没有"])
def test_what_a_student_raises_is_no_stub(text: str) -> None:
    assert not says_not_written(text)
