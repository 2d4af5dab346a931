"""Reading IPython's own syntax: magics (`%time`, `%%writefile`), `!ls`, `np.dot?`.

https://ipython.readthedocs.io/en/stable/interactive/magics.html
"""

import ast
import re

from grader.nouns import frozen

from .notebook_cells import Cell, Notebook
from .text import Source

# Cell magics whose body is for another program, or for none: `%%script echo` switches a cell off.
OTHER_PROGRAMS = frozenset(
    (
        *("bash", "sh", "system", "sx", "cmd", "powershell", "script", "skip", "false", "perl"),
        *("ruby", "R", "julia", "cython", "sql", "bigquery", "js", "javascript", "html", "HTML"),
        *("latex", "markdown", "svg", "SVG", "writefile", "file", "writetemplate"),
    )
)
_CELL_MAGIC = re.compile(r"^\s*%%(\w+)(.*)$")
_LINE_MAGIC = re.compile(
    r"^(\s*)(?:[%!?]|\w[\w.]*\?\??\s*$|\.\.\.$|(?:pip|conda|mamba)\s+\w+\s|matplotlib\s+\w+\s*$)"
)
# Commands that IPython takes for magics where no name is called so, when they are not Python.
_BARE_MAGIC = re.compile(
    r"^(\s*)(?:cd(?:\s+\S.*)?|(?:ls|ll|cat|cp|mv|rm|mkdir|rmdir|man|run|load_ext|reload_ext|autoreload)"
    r"\s+[\w~/\"'$*.-].*)$"
)
_ASSIGNED_MAGIC = re.compile(r"^(\s*\w[\w, ]*=\s*)[%!].*$")
_WORDS = re.compile(r"(?:\"([^\"]*)\"|'([^']*)'|(\S+))")
# Magics that run the statement behind them, and what they are told before it.
_RUNS = re.compile(r"^(\s*(?:\w[\w, ]*=\s*)?)%(?:time|prun|memit|mprun|lprun)\s+(?:-\w+\s+)*(.+)$")
_RUN_FILE = re.compile(r"^%run\s+(?:-i\s+)?(?:\./)?([A-Za-z_]\w*)(?:\.py)?\s*$")
# What "save as .py" makes of `%time x = …`.
_EXPORTED = re.compile(
    r"^(\s*)get_ipython\(\)\.run_(?:line|cell)_magic\((['\"])(?:time|prun|capture)\2,(.*)\)\s*$"
)


@frozen
class WrittenFile:
    """A file that a cell writes (`%%writefile lab.py`); the lines keep their numbers."""

    name: str
    text: str
    appends: bool
    cell: int


def cell_source(notebook: Notebook, cell: Cell) -> Source:
    """Return a code cell as Python.

    A cell that is Python already stays as it is; else magics make way.
    """
    name = f"{notebook.name} cell {cell.number}"
    source = Source(name, cell.text)
    if source.error is None:
        return source
    plain_text = without_magics(cell.text)
    return Source(name, plain_text) if plain_text != cell.text else source


def without_magics(text: str) -> str:
    """Return `text` with IPython's magics replaced by nothing; lines keep their numbers."""
    lines = _without_first_indent(text.split("\n"))
    first = _first_line(lines)
    magic = _CELL_MAGIC.match(lines[first])
    if magic:
        if magic[1] in OTHER_PROGRAMS:
            return "\n" * (len(lines) - 1)
        lines[first] = ""
    return "\n".join(_without_line_magics(lines))


def restore_exported_lines(text: str) -> str:
    """Return a script with what "save as .py" made of `%time x = …` as the statement again."""
    if "get_ipython" not in text:
        return text
    return "\n".join(_restore_statement(line) for line in text.split("\n"))


def find_switched_off(cell: Cell) -> tuple[str, Source] | None:
    """Return the magic that gives a code cell to another program, and the cell as Python.

    None for a cell that runs, or that is no Python.
    """
    magic, body = _cell_magic(cell)
    if magic is None or magic[1] not in OTHER_PROGRAMS:
        return None
    source = Source(f"cell {cell.number}", body)
    return (magic[1], source) if source.error is None else None


def find_written_file(cell: Cell) -> WrittenFile | None:
    """Return the file that a cell writes instead of running; None when it writes none."""
    magic, body = _cell_magic(cell)
    if magic is None or magic[1] not in ("writefile", "file"):
        return None
    words = ["".join(forms) for forms in _WORDS.findall(magic[2])]
    options = [word for word in words if word.startswith("-")]
    name = _join_file_name([word for word in words if word not in options])
    if not name:
        return None
    appends = not {"-a", "--append"}.isdisjoint(options)
    return WrittenFile(name.replace("\\", "/"), body, appends, cell.number)


def _cell_magic(cell: Cell) -> tuple[re.Match[str] | None, str]:
    """Return the magic that a code cell begins with, and what stands below, on its own lines."""
    lines = cell.text.split("\n") if cell.is_code else [""]
    first = _first_line(lines)
    return _CELL_MAGIC.match(lines[first]), "\n".join([""] * (first + 1) + lines[first + 1 :])


def _join_file_name(words: list[str]) -> str:
    """Return the file's name of some words: one, or those up to the first with Python's ending."""
    ends = (at for at, word in enumerate(words) if word.lower().endswith(".py"))
    return " ".join(words[: next(ends, len(words) - 1) + 1])


def _first_line(lines: list[str]) -> int:
    return next((number for number, line in enumerate(lines) if line.strip()), 0)


def _without_first_indent(lines: list[str]) -> list[str]:
    """Return the lines without the indentation of the first, where they have it too.

    IPython takes it away, so that an indented piece of code can be pasted.
    """
    line = lines[_first_line(lines)]
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    return [each.removeprefix(indent) for each in lines] if indent else lines


def _without_line_magics(lines: list[str]) -> list[str]:
    """Return the lines without magics, which a backslash continues in the next line."""
    new_lines: list[str] = []
    at = 0
    while at < len(lines):
        end = at
        while lines[end].endswith("\\") and end + 1 < len(lines):
            end += 1
        joined_line = " ".join(line.removesuffix("\\") for line in lines[at : end + 1])
        plain = _without_magic(joined_line)
        # Blank lines stand for what was joined, so that the lines below keep their numbers.
        new_lines += [plain] + [""] * (end - at) if plain != joined_line else lines[at : end + 1]
        at = end + 1
    return new_lines


def _without_magic(line: str) -> str:
    file = _RUN_FILE.match(line)
    if file:
        return f"from {file[1]} import *"
    runs = _RUNS.match(line)
    if runs and _matters(runs[2]):
        return runs[1] + runs[2]
    assigned = _ASSIGNED_MAGIC.match(line)
    if assigned:
        return f"{assigned[1]}{runs[2] if runs else 'None'}"
    magic = _LINE_MAGIC.match(line)
    bare = _BARE_MAGIC.match(line) if magic is None else None
    if bare and _statements(line) is None:
        magic = bare
    return f"{magic[1]}pass" if magic else line


def _statements(code: str) -> list[ast.stmt] | None:
    """Return the statements of a line; None where it is not Python."""
    try:
        return ast.parse(code.strip()).body
    except (SyntaxError, ValueError):
        return None


def _matters(code: str) -> bool:
    """Return whether code does more than a call without arguments, which only takes its time."""
    for statement in _statements(code) or ():
        match statement:
            case ast.Expr(value=ast.Call(args=[], keywords=[])):
                continue
        return True
    return False


def _restore_statement(line: str) -> str:
    match = _EXPORTED.match(line)
    if not match:
        return line
    try:
        arguments = ast.literal_eval(f"({match[3].strip()},)")
        statement = str(arguments[-1])
        ast.parse(statement)
    except (SyntaxError, ValueError):
        return line
    if "\n" in statement.strip():
        return f"{match[1]}exec({statement!r})"
    return match[1] + statement.strip()
