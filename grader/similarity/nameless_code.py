"""A student's code without what says whose it is: comments and texts that stand alone go."""

import re
from collections.abc import Iterable, Sequence

from .task_texts import CodePart

_COMMENT_OR_STRING = re.compile(
    r"""
    (?P<string>[rRbBuUfF]{0,2}(?:
        \"{3}(?:\\.|[^\\])*?(?:\"{3}|\Z) | '{3}(?:\\.|[^\\])*?(?:'{3}|\Z)
        | "(?:\\.|[^"\\\n])*"? | '(?:\\.|[^'\\\n])*'?
    ))
    | (?P<comment>[ \t]*\#[^\n]*)
    """,
    re.VERBOSE | re.DOTALL,
)
_IMPORT = re.compile(r"^(?:import|from)[ ]+[\w.]+.*$", re.MULTILINE)
_SHORTEST = 3  # letters of a part of a name, below which it is in every text


def without_texts(code: str) -> str:
    """Return code without comments; a string that stands alone, as a docstring, becomes empty."""

    def replacement(match: re.Match[str]) -> str:
        if match.lastgroup == "comment":
            return ""
        before = code[: match.start()].rpartition("\n")[2]
        after = code[match.end() :].partition("\n")[0]
        stands_alone = not before.strip() and not after.strip(" \t;#")
        return '""' if stands_alone else match.group()

    lines = (line.rstrip() for line in _COMMENT_OR_STRING.sub(replacement, code).split("\n"))
    return re.sub(r"\n{3,}", "\n\n\n", "\n".join(lines)).strip("\n") + "\n"


def join_parts(parts: Sequence[CodePart], every: Iterable[CodePart]) -> str:
    """Return parts of a task as one file, with the imports of all parts before them."""
    code = "\n\n".join(part.text.strip("\n") for part in parts)
    imports = dict.fromkeys(
        line.strip() for part in every for line in _IMPORT.findall(part.text) if line.strip()
    )
    missing = [line for line in imports if line not in code]
    return "\n".join([*missing, "", code] if missing else [code])


def find_names(code: str, names: Iterable[str]) -> list[str]:
    """Return the parts of names, of three letters and more, that stand in code as words."""
    words = {word.lower() for word in re.findall(r"[^\W_]+", code)}
    parts = {part.lower() for name in names for part in re.findall(r"[^\W_]+", name)}
    return sorted(part for part in parts & words if len(part) >= _SHORTEST)
