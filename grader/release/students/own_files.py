"""Finding what a student's files need of the files beside them: modules, packages, data."""

import ast
import sys
from collections.abc import Iterator, Set
from pathlib import Path, PurePosixPath

from msgspec import field

from grader.language import tr
from grader.nouns import mutable
from grader.sources.notebook_cells import read_notebook
from grader.sources.text import Source, read_source

# Folders that are never somebody's work.
PASSED_OVER = frozenset(("__pycache__", "node_modules", "site-packages", "checks", "repro"))
READERS = frozenset(
    ("open", "load", "loadtxt", "genfromtxt", "fromfile", "memmap", "read_csv", "imread")
)
GIVEN = frozenset(sys.stdlib_module_names) | {"numpy", "torch", "grader", "IPython"}
# Packages that do no harm where they are not there: plots and bars of progress.
HARMLESS = frozenset(("matplotlib", "tqdm"))
CODE = (".py", ".ipynb")


def files_below(folder: Path) -> dict[str, Path]:
    """Return the files of a folder by their paths in it; links and hidden folders are left out."""
    files: dict[str, Path] = {}
    folders = [folder]
    while folders:
        for path in sorted(folders.pop().iterdir()):
            if path.is_symlink() or path.name in PASSED_OVER or path.name.startswith("."):
                continue
            if path.is_dir():
                folders += [] if (path / "pyvenv.cfg").exists() else [path]
            elif path.is_file():
                files[path.relative_to(folder).as_posix()] = path
    return files


@mutable
class Needs:
    """Needs of some files, by the paths of the files beside them.

    `missing` has a sentence for each module and each data file that is not there.
    """

    beside: dict[str, Path]
    allowed: Set[str]
    files: set[str] = field(default_factory=set)
    missing: list[str] = field(default_factory=list)

    def follow(self, names: list[str]) -> None:
        """Add what these files need, and what that needs."""
        waiting_names = list(names)
        while waiting_names:
            name = waiting_names.pop()
            if not name.endswith(CODE):
                continue
            needed_files = set(self.find_in_text(name, self.beside[name].read_bytes())) - self.files
            self.files |= needed_files
            waiting_names += sorted(needed_files)

    def find_in_text(self, name: str, content: bytes) -> Iterator[str]:
        """Yield the files that a file of that name and content needs itself."""
        statements = _statements(name, content)
        for node in (each for statement in statements for each in ast.walk(statement)):
            for level, module, item in _imports(node):
                yield from self._find_module(name, level, module, item)
            yield from self._find_data(name, node)

    def _find_module(self, name: str, level: int, module: str, item: str | None) -> Iterator[str]:
        """Yield the files of a module; of a package all that is in it.

        A package's files find each other in ways that nobody can read off them.
        """
        folder = PurePosixPath(name).parent
        top = module.partition(".")[0] or item or ""
        places = [folder / top, PurePosixPath(top)]
        if level:
            places = [above / top for above in [folder, *folder.parents][level - 1 : level]]
        paths = {path for place in places for path in self._module_files(place)}
        yield from paths
        is_known = top in GIVEN | HARMLESS | self.allowed
        if not paths and not level and not is_known:
            self.missing.append(
                tr(
                    "{name} imports {module}, which is no file here and no package that the course"
                    " allows; put it beside your work, or do without it",
                    name=name,
                    module=top,
                )
            )

    def _module_files(self, place: PurePosixPath) -> Iterator[str]:
        if f"{place}.py" in self.beside:
            yield f"{place}.py"
        paths_inside = [path for path in self.beside if path.startswith(f"{place}/")]
        if any(path.endswith(".py") for path in paths_inside):
            yield from paths_inside

    def _find_data(self, name: str, node: ast.AST) -> Iterator[str]:
        """Yield the files that a text names: by their path, by their name, or by their folder."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.strip():
            yield from self._find_named(node.value)
        if isinstance(node, ast.Call) and _last_name(node.func) in READERS and not _writes(node):
            text = _first_text(node)
            if PurePosixPath(text).suffix and not any(self._find_named(text)):
                self.missing.append(
                    tr(
                        "{name} reads {file}, which is not here; put it beside your work",
                        name=name,
                        file=text,
                    )
                )

    def _find_named(self, text: str) -> Iterator[str]:
        path = text.strip().removeprefix("./").rstrip("/")
        for known in self.beside:
            is_name = "." in path and PurePosixPath(known).name == path
            if known == path or is_name or known.startswith(f"{path}/"):
                yield known


def _statements(name: str, content: bytes) -> list[ast.stmt]:
    """Return the statements of a file or a notebook; none of what cannot be read as Python."""
    if not name.endswith(".ipynb"):
        return read_source(name, content).statements
    cells = (cell for cell in read_notebook(name, content).cells if cell.is_code)
    return [statement for cell in cells for statement in Source(name, cell.text).statements]


def _imports(node: ast.AST) -> Iterator[tuple[int, str, str | None]]:
    """Yield each import as how many levels it goes up, the module, and the name taken from it."""
    if isinstance(node, ast.Import):
        yield from ((0, alias.name, None) for alias in node.names)
    if isinstance(node, ast.ImportFrom):
        yield from ((node.level, node.module or "", alias.name) for alias in node.names)
    if isinstance(node, ast.Call) and _last_name(node.func) in ("import_module", "__import__"):
        text = _first_text(node)
        if text:
            yield 0, text, None


def _last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _first_text(call: ast.Call) -> str:
    first = call.args[0] if call.args else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""


def _writes(call: ast.Call) -> bool:
    """Return whether a file is opened to be written."""
    modes = [call.args[1]] if len(call.args) > 1 else []
    modes += [keyword.value for keyword in call.keywords if keyword.arg == "mode"]
    return any(
        isinstance(mode, ast.Constant) and bool(set(str(mode.value)) & set("wax")) for mode in modes
    )
