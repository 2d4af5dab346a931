from __future__ import annotations

import pytest

from grader.language import Language, language_of_locale, speak, spoken_language, tr, tr_n


def test_english_is_what_stands_in_the_code() -> None:
    assert spoken_language() is Language.EN
    assert tr("the answer is {answer}", answer=42) == "the answer is 42"
    assert tr_n("{number} check of {task}", "{number} checks of {task}", 1, task="srn") == (
        "1 check of srn"
    )
    assert tr_n("{number} check", "{number} checks", 3) == "3 checks"


def test_braces_stay_where_nothing_is_filled_in_and_in_what_is_filled_in() -> None:
    assert tr("write it as {'loss': loss}") == "write it as {'loss': loss}"
    assert tr("got {got}", got="{want}") == "got {want}"


def test_a_language_is_spoken_until_the_block_ends() -> None:
    with speak(Language.ZH):
        assert spoken_language() is Language.ZH
        with speak(Language.EN):
            assert spoken_language() is Language.EN
        assert spoken_language() is Language.ZH
    assert spoken_language() is Language.EN


def test_a_sentence_that_no_catalogue_has_is_said_in_english() -> None:
    with speak(Language.ZH):
        assert tr("nobody translated {what}", what="this") == "nobody translated this"


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, Language.EN),
        ({"LANG": ""}, Language.EN),
        ({"LANG": "C"}, Language.EN),
        ({"LANG": "C.UTF-8"}, Language.EN),
        ({"LANG": "de_DE.UTF-8"}, Language.EN),
        ({"LANG": "zh_CN.UTF-8"}, Language.ZH),
        ({"LANG": "zh_CN"}, Language.ZH),
        ({"LANG": "zh"}, Language.ZH),
        ({"LANG": "zh_TW.Big5@stroke"}, Language.ZH),
        ({"LANG": "zh-Hans"}, Language.ZH),
        ({"LANG": "zha_CN"}, Language.EN),
        ({"LC_ALL": "en_US.UTF-8", "LANG": "zh_CN.UTF-8"}, Language.EN),
        ({"LC_ALL": "", "LC_MESSAGES": "zh_CN.UTF-8", "LANG": "en_US"}, Language.ZH),
        ({"LC_ALL": "C", "LC_MESSAGES": "zh_CN.UTF-8"}, Language.EN),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "zh_CN:en"}, Language.ZH),
        ({"LANG": "zh_CN.UTF-8", "LANGUAGE": "en:zh"}, Language.EN),
        ({"LANG": "zh_CN.UTF-8", "LANGUAGE": "de:fr"}, Language.ZH),
        # As gettext has it: without a locale nothing is translated.
        ({"LANG": "C", "LANGUAGE": "zh_CN"}, Language.EN),
        ({"LANGUAGE": "zh_CN"}, Language.EN),
    ],
)
def test_the_locale_says_the_language(environment: dict[str, str], language: Language) -> None:
    assert language_of_locale(environment) is language
