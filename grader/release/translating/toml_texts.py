"""Texts in a course's TOML files: titles and sentences, and comments in a file that people read."""

import re
import tomllib
from collections.abc import Iterator

from grader.config.course_texts import Say
from grader.files.json_text import quote

from .placed_text import Text, has_words

# Keys whose texts students read.
KEYS = ("title", "say", "question", "look_for")
_STRING = r'"""(?:[^\\]|\\.)*?"""|\'\'\'.*?\'\'\'|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\''
_KEYED = re.compile(rf"\b({'|'.join(KEYS)})(\s*=\s*)({_STRING})", re.DOTALL)
_COMMENTS = re.compile(r"^#[^\n]*(?:\n#[^\n]*)*", re.MULTILINE)


def toml_texts(name: str, text: str, *, comments: bool = False) -> Iterator[Text]:
    """Yield the texts of a TOML file; its comments too if wanted."""
    texts = [(match.start(), _string_value(match[3])) for match in _KEYED.finditer(text)]
    if comments:
        texts += [(match.start(), _comment_text(match[0])) for match in _COMMENTS.finditer(text)]
    for start, value in sorted(texts):
        if has_words(value):
            yield Text(value, name, text.count("\n", 0, start) + 1)


def translate_toml(text: str, say: Say) -> str:
    """Return a TOML file's text with its texts, and its comments, as `say` gives them."""

    def translate_text(match: re.Match[str]) -> str:
        value = _string_value(match[3])
        translation = say(value) if has_words(value) else value
        return match[0] if translation == value else f"{match[1]}{match[2]}{quote(translation)}"

    def translate_comment(match: re.Match[str]) -> str:
        lines = say(_comment_text(match[0])).split("\n")
        return "\n".join(f"# {line}".rstrip() for line in lines)

    return _COMMENTS.sub(translate_comment, _KEYED.sub(translate_text, text))


def _string_value(string: str) -> str:
    value = tomllib.loads(f"value = {string}")["value"]
    return value if isinstance(value, str) else ""


def _comment_text(comment: str) -> str:
    return "\n".join(line.lstrip("#").removeprefix(" ") for line in comment.split("\n"))
