"""The marks that Otter Assign reads in cells: solutions, prompts, seeds, test configs."""

import re
from typing import Any

from grader.errors import BadFile, CalledWrongly
from grader.files.markers import SOLUTION

TEST_CONFIG = re.compile(
    r'^\s*("""|\'\'\')\s*#\s*BEGIN TEST CONFIG\n(.*?)\1;?\s*#\s*END TEST CONFIG[^\n]*\n?', re.DOTALL
)
HIDDEN = re.compile(r"^\s*#\s*HIDDEN\s*$", re.IGNORECASE | re.MULTILINE)
_PROMPT = re.compile(
    r'^[ \t]*("""|\'\'\')\s*#\s*BEGIN PROMPT\n.*?\1;?\s*#\s*END PROMPT[^\n]*\n?',
    re.DOTALL | re.MULTILINE,
)
_MARK = re.compile(r"\s*#\s*SOLUTION(?: NO PROMPT)?\s*$", re.IGNORECASE)
_SEED = re.compile(r"\s*#\s*SEED\s*$", re.IGNORECASE)
_LINES = re.compile(r"^\s*#\s*(BEGIN|END) SOLUTION(?: NO PROMPT)?\s*$", re.IGNORECASE)
_FENCE = re.compile(r"\A```\s*otter\s*\n(.*?)\n?```\s*\Z", re.DOTALL)
_SHOWN = re.compile(r"<pre>\s*\n?(.*?)\s*</pre>", re.DOTALL)  # as Otter's own docs show raw cells
_IGNORED = re.compile(r"#\s*IGNORE\s*$", re.IGNORECASE)
_IGNORED_LINES = re.compile(
    r"^[ \t]*#\s*BEGIN IGNORE\s*\n.*?^[ \t]*#\s*END IGNORE[ \t]*\n?",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)


def raw_text(cell: Any) -> str | None:
    """Return what a raw cell says, or a text cell that is a fence in its place; None for others."""
    text = str(cell.source)
    if cell.cell_type == "markdown":
        fence = _FENCE.match(text.strip())
        return fence[1] if fence else None
    shown_text = _SHOWN.search(text)
    return None if cell.cell_type != "raw" else shown_text[1] if shown_text else text


def is_ignored(text: str) -> bool:
    """Return whether a cell is the author's alone: its first line says so."""
    return bool(_IGNORED.match(text.strip().split("\n")[0]))


def without_ignored(text: str) -> str:
    """Return code without the lines that are the author's alone."""
    lines = _IGNORED_LINES.sub("", text).split("\n")
    return "\n".join(line for line in lines if not _IGNORED.search(line))


def answer_text(text: str) -> str:
    """Return an answer without Otter's marks and without the prompts that stand in for it."""
    lines = _PROMPT.sub("", text).split("\n")
    return "\n".join(_SEED.sub("", _MARK.sub("", line)) for line in lines if not _LINES.match(line))


def with_our_markers(text: str) -> str:
    """Return an answer with our markers around what Otter's marks say is the student's."""
    lines: list[str] = []
    is_open = by_line = False
    for line in _PROMPT.sub("", text).split("\n"):
        boundary, mark = _LINES.match(line), _MARK.search(line)
        indent = line[: len(line) - len(line.lstrip())]
        if by_line and not mark:
            lines.append(f"{indent_of(lines)}### END {SOLUTION}")
            by_line = False
        if boundary is not None:
            is_open = boundary[1].upper() == "BEGIN"
            lines.append(f"{indent}### {boundary[1].upper()} {SOLUTION}")
        elif mark is not None and not is_open:
            lines += [] if by_line else [f"{indent}### BEGIN {SOLUTION}"]
            lines.append(_MARK.sub("", line))
            by_line = True
        else:
            lines.append(_SEED.sub("", _MARK.sub("", line)))
    return "\n".join([*lines, *([f"{indent_of(lines)}### END {SOLUTION}"] if by_line else [])])


def indent_of(lines: list[str]) -> str:
    """Return the indent of the region that lines leave open."""
    begin = next(line for line in reversed(lines) if line.lstrip() == f"### BEGIN {SOLUTION}")
    return begin[: len(begin) - len(begin.lstrip())]


def read_yaml_settings(path: Any, at: int, text: str) -> dict[str, Any]:
    """Return YAML settings of a cell.  Raises BadFile, and CalledWrongly without a YAML reader."""
    try:
        import yaml
    except ImportError:
        raise CalledWrongly(
            'Otter notebooks need the staff extra: pip install "tensorgrade[staff]"'
        ) from None
    try:
        values = yaml.safe_load(text) if text.strip() else {}
    except yaml.YAMLError as error:
        raise BadFile(
            path, f"cell {at}: it is not valid YAML ({str(error).split(chr(10))[0]})"
        ) from None
    if not isinstance(values, dict):
        raise BadFile(
            path, f"cell {at}: below its first line stand settings (key: value), not {values!r}"
        )
    return {str(key): value for key, value in values.items()}
