"""Check files as they are written: each check with its decorator, and what it asks of whom."""

import ast
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path

from grader.files.markers import MarkedRegion, hidden_regions
from grader.nouns import frozen, replace
from grader.proof.cache.digests import parse_check_file
from grader.sources.trees import names_in, positional_names

SIDES = {side: frozenset((side,)) for side in ("student", "reference", "compare")}

Names = dict[str, frozenset[str]]  # which sides a name may stand for


@frozen
class WrittenCheck:
    """A check: where it stands, what its decorator says, its function and its file's helpers."""

    path: Path
    name: str
    node: ast.FunctionDef
    keywords: dict[str, ast.expr]
    helpers: dict[str, ast.FunctionDef]

    @property
    def id(self) -> str:
        """Return its task's id and its name: its file's name gives the task."""
        return f"{self.path.stem.removeprefix('test_')}::{self.name}"

    @property
    def place(self) -> str:
        return f"{self.path}:{self.node.lineno}: {self.name}"

    @property
    def parameters(self) -> tuple[str, ...]:
        return tuple(argument.arg for argument in self.node.args.args)

    def text(self, key: str) -> str:
        """Return a text that the decorator gives; empty when it gives none."""
        value = self.keywords.get(key)
        return _literal_text(value) or ""

    def needs(self) -> list[str]:
        """Return the names of the checks that must pass first."""
        value = self.keywords.get("needs")
        parts = value.elts if isinstance(value, ast.Tuple | ast.List) else [value]
        return [text for part in parts if (text := _literal_text(part)) is not None]

    def points(self) -> Decimal:
        """Return the check's points; 0 where they are no number."""
        value = self.keywords.get("points")
        try:
            return Decimal(str(value.value if isinstance(value, ast.Constant) else 0))
        except InvalidOperation:
            return Decimal(0)

    def draws(self) -> bool:
        """Return whether the check uses `rng`, so that other seeds give it other inputs."""
        return "rng" in names_in(self.node)

    def names_asked_of(self, side: str) -> set[str]:
        """Return the names that the check and its helpers ask of a side."""
        return {name for asked_side, name in self._find_asked() if asked_side == side}

    def _find_asked(self) -> Iterator[tuple[str, str]]:
        """Yield (side, name) for each attribute of a side, also where a helper's parameter is it.

        A helper is read once for each choice of what its parameters stand for.
        """
        waiting = [(self.node, SIDES)]
        seen: set[tuple[str, frozenset[tuple[str, frozenset[str]]]]] = set()
        while waiting:
            function, names = waiting.pop()
            names = names | _find_aliases(function, names)
            for node in ast.walk(function):
                yield from _names_asked_by(node, names)
                call = self._find_helper_call(node, names)
                if call is None:
                    continue
                key = call[0].name, frozenset(call[1].items())
                if key not in seen:
                    seen.add(key)
                    waiting.append(call)

    def _find_helper_call(
        self, node: ast.AST, names: Names
    ) -> tuple[ast.FunctionDef, Names] | None:
        """Return the helper that a node calls or names, with what its parameters stand for."""
        match node:
            case ast.Name(id=name) if name in self.helpers:
                return self.helpers[name], SIDES
            case ast.Call(func=ast.Name(id=name)) if name in self.helpers:
                return self.helpers[name], _bind_parameters(self.helpers[name], node, names)
        return None


def read_visible_checks(path: Path, source: Path) -> list[WrittenCheck]:
    """Return the visible checks in the file at `path`, in order, each where a teacher edits it.

    That is in `source` where the file is made of it: where it marks hidden tests.  Raise BadFile.
    """
    checks = read_checks(path)
    is_made = source.is_file() and hidden_regions(source, source.read_text(encoding="utf-8"))
    if not is_made:
        return checks
    written_nodes = {node.name: node for node in _list_functions(parse_check_file(source))}
    return [
        replace(check, path=source, node=written_nodes.get(check.node.name, check.node))
        for check in checks
    ]


def read_checks(path: Path) -> list[WrittenCheck]:
    """Return the checks of a file, in order; of a file with hidden tests only these.

    Outside of its marked regions such a file is the source of the visible checks, which are read
    on their own.  Raise BadFile when it is not Python.
    """
    if not path.is_file():
        return []
    functions = _list_functions(parse_check_file(path))
    regions = hidden_regions(path, path.read_text(encoding="utf-8"))
    helpers = {node.name: node for node in functions if not node.name.startswith("test_")}
    if regions:
        functions = [node for node in functions if _stands_in(node, regions)]
    return [
        WrittenCheck(path, node.name.removeprefix("test_"), node, keywords, helpers)
        for node in functions
        for keywords in _read_decorators(node)
    ]


def _list_functions(tree: ast.Module) -> list[ast.FunctionDef]:
    return [node for node in tree.body if isinstance(node, ast.FunctionDef)]


def _stands_in(node: ast.FunctionDef, regions: list[MarkedRegion]) -> bool:
    return any(region.first < node.lineno < region.last for region in regions)


def _read_decorators(node: ast.FunctionDef) -> Iterator[dict[str, ast.expr]]:
    """Yield the keywords of each decorator that makes the function a check."""
    for decorator in node.decorator_list:
        match decorator:
            case ast.Call(func=ast.Name(id="check" | "asserts"), keywords=keywords):
                yield {keyword.arg: keyword.value for keyword in keywords if keyword.arg}


def _literal_text(node: ast.expr | None) -> str | None:
    match node:
        case ast.Constant(value=str() as text):
            return text
    return None


def _names_asked_by(node: ast.AST, names: Names) -> Iterator[tuple[str, str]]:
    """Yield what one node asks: `side.name`, or `getattr(side, "name")`."""
    match node:
        case (
            ast.Attribute(value=ast.Name(id=owner), attr=name)
            | ast.Call(
                func=ast.Name(id="getattr"),
                args=[ast.Name(id=owner), ast.Constant(value=str() as name), *_],
            )
        ):
            yield from ((side, name) for side in names.get(owner, ()))


def _find_aliases(function: ast.FunctionDef, names: Names) -> Names:
    """Return names that stand for sides: `side = student`, `for side in (student, reference)`."""
    aliases: Names = {}
    for target, value in (pair for node in ast.walk(function) for pair in _list_bindings(node)):
        sides = _possible_sides(value, names)
        if sides and isinstance(target, ast.Name):
            aliases[target.id] = aliases.get(target.id, frozenset()) | sides
    return aliases


def _list_bindings(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Yield each target that a node binds with its value, those of a tuple one by one."""
    if isinstance(node, ast.For | ast.comprehension):
        yield node.target, node.iter
    if not isinstance(node, ast.Assign):
        return
    for target in node.targets:
        yield target, node.value
        if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
            yield from zip(target.elts, node.value.elts, strict=False)


def _possible_sides(value: ast.expr, names: Names) -> frozenset[str]:
    parts = value.elts if isinstance(value, ast.Tuple | ast.List) else [value]
    sides = [names.get(part.id, frozenset()) for part in parts if isinstance(part, ast.Name)]
    return frozenset().union(*sides)


def _bind_parameters(helper: ast.FunctionDef, call: ast.Call, names: Names) -> Names:
    """Return what the parameters of a helper stand for in a call of it."""
    arguments = dict(zip(positional_names(helper.args), call.args, strict=False))
    arguments |= {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
    sides_by_name = {name: _possible_sides(value, names) for name, value in arguments.items()}
    return {name: sides for name, sides in sides_by_name.items() if sides}
