"""Modules and files beside the notebook that its code names, carried over as the course's own."""

import ast
import sys
from pathlib import Path

from grader.files.syntax import imported_modules

from .cells import Code, Import
from .pictures import MOST_BYTES

HERE = frozenset(sys.stdlib_module_names) | {"numpy", "torch"}


def carry_imports(notebook: Import, code: Code, statement: ast.stmt) -> None:
    """Carry the modules that a statement imports, or name their packages.

    A package that the student process does not have is one that the course has to allow.
    """
    for name in imported_modules(statement):
        first = name.partition(".")[0]
        if first in HERE or _carry_module(notebook, name):
            continue
        if first not in notebook.packages and not _folder_of(notebook, first):
            notebook.packages.add(first)
            notebook.lose(
                code.place,
                f"it imports {first}: `packages` in assignment.toml allows it, and it must be"
                " installed where you grade",
            )


def carry_named_files(notebook: Import, statement: ast.AST) -> None:
    """Carry files beside the notebook whose names stand in code, such as `open("data.csv")`."""
    for node in ast.walk(statement):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            name = node.value
            if 0 < len(name) < 200 and "." in name and not name.endswith(".ipynb"):
                carry_file(notebook, name)


def carry_file(notebook: Import, name: str) -> bool:
    """Carry a file or a folder beside the notebook; return whether it is there."""
    for folder in notebook.folders:
        path = (folder / name.replace("\0", "")).resolve()
        if path == folder.resolve() or not path.is_relative_to(folder.resolve()):
            continue
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        attached_files = [file for file in files if _attach(notebook, folder.resolve(), file)]
        if attached_files:
            return True
    return False


def _carry_module(notebook: Import, name: str) -> bool:
    """Carry a module, the packages around it, and what it imports; return whether it is there."""
    folder = _folder_of(notebook, name)
    if folder is None:
        return False
    parts = name.split(".")
    files = [folder.joinpath(*parts[:depth], "__init__.py") for depth in range(1, len(parts) + 1)]
    files.append(folder.joinpath(*parts).with_suffix(".py"))
    for file in files:
        count = len(notebook.attached)
        if _attach(notebook, folder, file) and len(notebook.attached) > count:
            _carry_its_imports(notebook, folder, file)
    return True


def _carry_its_imports(notebook: Import, folder: Path, file: Path) -> None:
    try:
        tree = ast.parse(file.read_text(encoding="utf-8"))
    except (SyntaxError, UnicodeDecodeError):
        return
    package = file.relative_to(folder).parent.parts
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            around = package[: len(package) - node.level + 1]
            module = ".".join([*around, *([node.module] if node.module else [])])
            for name in (module, *(f"{module}.{alias.name}" for alias in node.names)):
                _carry_module(notebook, name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            for name in imported_modules(node):
                _carry_module(notebook, name)


def _folder_of(notebook: Import, name: str) -> Path | None:
    """Return the folder in which a module stands, as a file or as a package."""
    for folder in notebook.folders:
        path = folder.joinpath(*name.split("."))
        if path.with_suffix(".py").is_file() or (path / "__init__.py").is_file():
            return folder
    return None


def _attach(notebook: Import, folder: Path, file: Path) -> bool:
    if not file.is_file() or file.stat().st_size > MOST_BYTES:
        return False
    notebook.attached[file.relative_to(folder).as_posix()] = file.read_bytes()
    return True
