"""Which language a person's machine is set to.

The order of the variables is that of gettext's manual, "Locale Environment Variables":
https://www.gnu.org/software/gettext/manual/html_node/Locale-Environment-Variables.html
"""

from collections.abc import Mapping

from .speaking import Language

# The first of these that is set counts; LANGUAGE is a list in order of preference.
_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")


def language_of_locale(environment: Mapping[str, str]) -> Language:
    """Return the language of a locale; English where it names none that tensorgrade speaks."""
    locale = next((value for name in _LOCALE if (value := environment.get(name))), "")
    if _without_encoding(locale) in ("", "C", "POSIX"):
        # As gettext has it: LANGUAGE counts only where there is a locale.
        return Language.EN
    for wanted in (*environment.get("LANGUAGE", "").split(":"), locale):
        for language in Language:
            if _is_locale_of(wanted, language):
                return language
    return Language.EN


def _without_encoding(locale: str) -> str:
    return locale.partition(".")[0].partition("@")[0]


def _is_locale_of(locale: str, language: Language) -> bool:
    """Return whether a locale such as zh_CN.UTF-8 or zh-Hans is of that language."""
    name = _without_encoding(locale).replace("-", "_").lower()
    return name.partition("_")[0] == language.value
