"""Which language a machine is set to, as gettext reads its variables."""

from __future__ import annotations

import pytest
from support.cases import cases

from grader.language import Language, language_of_locale


@pytest.mark.parametrize(
    ("environment", "language"),
    cases(
        {
            "nothing": ({}, Language.EN),
            "Chinese": ({"LANG": "zh_CN.UTF-8"}, Language.ZH),
            "of another region": ({"LANG": "zh_TW"}, Language.ZH),
            "as a browser has it": ({"LANG": "zh-Hans"}, Language.ZH),
            "with a modifier": ({"LANG": "zh_CN@pinyin"}, Language.ZH),
            "in capitals": ({"LANG": "ZH_cn"}, Language.ZH),
            "one that is not spoken": ({"LANG": "pt_BR.UTF-8"}, Language.EN),
            "a name that begins alike": ({"LANG": "zhx"}, Language.EN),
            "the stronger variable": ({"LC_ALL": "en_US", "LANG": "zh_CN"}, Language.EN),
            "an empty one": ({"LC_ALL": "", "LC_MESSAGES": "zh_CN"}, Language.ZH),
            "no locale": ({"LC_ALL": "C.UTF-8", "LANG": "zh_CN"}, Language.EN),
            "a list": ({"LANG": "de_DE", "LANGUAGE": "fr:zh_CN:en"}, Language.ZH),
            "the first of a list that is spoken": (
                {"LANG": "de_DE", "LANGUAGE": "fr:en:zh_CN"},
                Language.EN,
            ),
            "a list without a locale": ({"LANG": "C", "LANGUAGE": "zh_CN"}, Language.EN),
            "a list of what is not spoken": ({"LANG": "zh_CN", "LANGUAGE": "fr"}, Language.ZH),
        }
    ),
)
def test_a_locale_names_a_language(environment: dict[str, str], language: Language) -> None:
    assert language_of_locale(environment) is language
