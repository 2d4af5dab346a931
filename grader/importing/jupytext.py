"""A notebook that is kept as a Python file, in Jupytext's percent format.

Format: https://jupytext.readthedocs.io/en/latest/formats-scripts.html.  A line that begins with
`# %%` begins a cell, with a title, `[markdown]` or `[raw]`, and metadata as `key=JSON`; text cells
are comments or one text between triple quotes.
"""

import json
import re
from pathlib import Path
from typing import Any

from grader.errors import BadFile

_CELL = re.compile(r"^# ?%%+(?P<head>.*)$", re.MULTILINE)
_KIND = re.compile(r"\[(markdown|md|raw)\]")
_KEY = re.compile(r"([\w.-]+)\s*=\s*")
_QUOTED = re.compile(r'\A\s*[rR]?("""|\'\'\')\n?(.*?)\n?\1\s*\Z', re.DOTALL)
_HEADER = re.compile(r"\A# ---\n.*?^# ---\n", re.DOTALL | re.MULTILINE)
_CODE: dict[str, Any] = {"cell_type": "code", "outputs": [], "execution_count": None}
_KINDS = {"markdown": "markdown", "md": "markdown", "raw": "raw"}


def percent_cells(path: Path, text: str) -> list[dict[str, Any]]:
    """Return the cells of a percent script, as a notebook has them.

    Raises BadFile when it has none, or metadata that cannot be read.
    """
    heads = [*_CELL.finditer(text)]
    if not heads:
        raise BadFile(
            path, "no line of it begins a cell (# %%); is it a notebook in Jupytext's percent form?"
        )
    ends = [*(head.start() for head in heads[1:]), len(text)]
    first = _HEADER.sub("", text[: heads[0].start()]).strip("\n")
    has_code = any(line.strip() and not line.startswith("#") for line in first.split("\n"))
    return [{**_CODE, "metadata": {}, "source": first}] * has_code + [
        _cell(path, head, text[head.end() : end].strip("\n"), text.count("\n", 0, head.start()) + 1)
        for head, end in zip(heads, ends, strict=True)
    ]


def _cell(path: Path, head: re.Match[str], body: str, line: int) -> dict[str, Any]:
    kind = _KIND.search(head["head"])
    cell_type = _KINDS[kind[1]] if kind else "code"
    return {
        "cell_type": cell_type,
        "metadata": _metadata(path, head["head"], line),
        "source": body if cell_type == "code" else _prose(body),
        **(_CODE if cell_type == "code" else {}),
    }


def _metadata(path: Path, head: str, line: int) -> dict[str, Any]:
    """Return the `key=JSON` of a cell's first line."""
    decoder, metadata, at = json.JSONDecoder(), {}, 0
    while key := _KEY.search(head, at):
        try:
            metadata[key[1]], at = decoder.raw_decode(head, key.end())
        except ValueError:
            raise BadFile(
                path, f"the metadata {key[1]} is no JSON; correct it", line=line
            ) from None
    return metadata


def _prose(body: str) -> str:
    """Return the text of a cell that is a comment, or between triple quotes."""
    quoted = _QUOTED.match(body)
    if quoted is not None:
        return quoted[2]
    return "\n".join(re.sub(r"^# ?", "", line) for line in body.split("\n"))
