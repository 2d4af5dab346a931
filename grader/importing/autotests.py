"""nbgrader's AUTOTEST and HASHED AUTOTEST lines.

Format: https://nbgrader.readthedocs.io/en/stable/user_guide/autotests.html.  A comment names
expressions; nbgrader evaluates them on the solution and writes asserts of their types and values.
Here the check returns what they are, and recording remembers what the reference returned.
"""

import ast
import re

from grader.files.json_text import quote
from grader.mutants.splicing import ParsedText

_LINE = re.compile(
    r"^(?P<indent>[ \t]*)(?:#[ \t]*)+(?P<hashed>HASHED[ \t]+)?AUTOTEST\b(?P<code>.*)$", re.MULTILINE
)
ANSWERS = "_answers"
DECIMALS = 2  # nbgrader's own templates round plain floats to two places
_HASHED = f'''def hashed(value):
    """Return a digest of a value and its type: students see the question, not its answer."""
    text = str(round(value, {DECIMALS})) if type(value) is float else str(value)
    return sha256(f"{{SALT}} {{type(value)}} {{text}}".encode()).hexdigest()'''


def hashed_helper(salt: str) -> str:
    """Return the function that HASHED lines call, for a check file that imports sha256."""
    return f"SALT = {quote(salt)}\n\n\n" + _HASHED


def has_autotests(text: str) -> bool:
    """Return whether a test cell has such lines."""
    return _LINE.search(text) is not None


def with_answers(text: str) -> str:
    """Return a test cell that returns the values of its AUTOTEST lines.

    Raises SyntaxError for a line that is no expression.
    """
    new_text = _replace_lines(text, keeps_indent=True)
    try:
        ast.parse(new_text)
    except SyntaxError:  # a comment may be indented where a statement may not
        new_text = _replace_lines(text, keeps_indent=False)
    return f"{ANSWERS} = {{}}\n{new_text}\nreturn {ANSWERS}"


def _replace_lines(text: str, *, keeps_indent: bool) -> str:
    names: dict[str, int] = {}

    def replacement(line: re.Match[str]) -> str:
        source = ParsedText.read(line["code"].strip())
        indent = line["indent"] if keeps_indent else ""
        return "\n".join(
            _keeping_statement(source.segment(node), names, indent, hashed=bool(line["hashed"]))
            for node in map(_expression, source.tree.body)
        )

    return _LINE.sub(replacement, text)


def _keeping_statement(value: str, names: dict[str, int], indent: str, *, hashed: bool) -> str:
    """Return the statement that keeps a value; one that is asked again has a name of its own."""
    names[value] = names.get(value, 0) + 1
    name = value if names[value] == 1 else f"{value}  # asked again, {names[value]}"
    kept_value = f"hashed({value})" if hashed else value
    return f"{indent}{ANSWERS}[{name!r}] = {kept_value}"


def _expression(node: ast.stmt) -> ast.expr:
    if not isinstance(node, ast.Expr):
        raise SyntaxError(f"{ast.unparse(node)} is no expression")
    return node.value
