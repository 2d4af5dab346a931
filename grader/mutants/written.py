"""A reference file as it is written, with what its rewriting has to leave alone."""

import ast
import copy
import re
from collections.abc import Iterator

from grader.files.syntax import imported_modules
from grader.nouns import noun
from grader.sources.missing import is_main_guard
from grader.sources.trees import names_in

Rewritten = Iterator[tuple[str, str]]  # what is done, and the file's new text


def parse_running(text: str) -> ast.Module:
    """Return the tree of a file without what stands under `if __name__ == "__main__"`."""
    tree = ast.parse(text)
    tree.body = [node for node in tree.body if not is_main_guard(node)]
    return tree


# What a generator or a coroutine has inside.
_NOT_PLAIN = (ast.Yield, ast.YieldFrom, ast.Await)


@noun
class Written:
    """A task's reference file; `tree` is what runs when it is imported.

    `defines` are the names that the task asks for, `regions` the lines, first and last, that
    students write.  `told` is the code that students read: names that stand there are part of the
    contract.  `torch` says that the task has PyTorch.
    """

    text: str
    tree: ast.Module
    defines: tuple[str, ...]
    regions: tuple[tuple[int, int], ...]
    told: str
    torch: bool

    def copy_tree(self) -> ast.Module:
        """Return a tree that may be changed."""
        return copy.deepcopy(self.tree)

    def imports(self, module: str) -> bool:
        """Return whether the file imports a module, or something of it."""
        return any(name.split(".")[0] == module for name in imported_modules(self.tree))

    def functions(self) -> Iterator[ast.FunctionDef]:
        """Yield the plain functions that the task asks for."""
        for node in self.tree.body:
            if isinstance(node, ast.FunctionDef) and node.name in self.defines:
                inside = {type(each) for each in ast.walk(node)}
                if not node.decorator_list and inside.isdisjoint(_NOT_PLAIN):
                    yield node

    def is_told(self, name: str) -> bool:
        """Return whether students read a name."""
        return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", self.told) is not None

    def is_theirs(self, node: ast.stmt) -> bool:
        """Return whether students write a statement; all of it where nothing is marked."""
        inside = (first < node.lineno < last for first, last in self.regions)
        return not self.regions or any(inside)

    def is_called(self, name: str) -> bool:
        """Return whether what the task asks for uses a name of the file's own."""
        return any(name in names_in(node, ast.Load) for node in self.list_reached(self.tree))

    def list_reached(self, tree: ast.Module) -> list[ast.stmt]:
        """Return the statements of a tree that the task's names need; a demo is none of them."""
        own: dict[str, ast.stmt] = {}
        needed: list[ast.stmt] = []
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                own[node.name] = node
            else:
                needed.append(node)
        waiting = [*self.defines, *(name for node in needed for name in names_in(node, ast.Load))]
        while waiting:
            definition = own.pop(waiting.pop(), None)
            if definition is not None:
                needed.append(definition)
                waiting += names_in(definition, ast.Load)
        return needed

    def head(self) -> str:
        """Return the lines of the docstring and of imports from the future."""
        return "\n".join(self.text.split("\n")[: self._count_head_lines()])

    def below_head(self) -> str:
        """Return the lines below that."""
        return "\n".join(self.text.split("\n")[self._count_head_lines() :])

    def _count_head_lines(self) -> int:
        ends = 0
        for node in self.tree.body:
            is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
            is_future = isinstance(node, ast.ImportFrom) and node.module == "__future__"
            if not (is_text or is_future):
                break
            ends = node.end_lineno or ends
        return ends
