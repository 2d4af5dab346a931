"""Loading a task's code into a namespace, by running what `matching` found of it.

Nothing is on disk: the student's own modules are found among the submitted files, by a finder.  A
file runs as a whole; a notebook statement by statement, each skipped with a note when it fails or
takes too long.
"""

import __future__

import ast
import importlib.abc
import importlib.machinery
import linecache
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path, PurePosixPath
from types import CodeType, ModuleType
from typing import Any

from grader.model.values import Namespace
from grader.sandbox.patience import limit_time
from grader.sources.slicing import Unit
from grader.sources.tasks import TaskCode, TaskSpec
from grader.sources.text import Source

from .going_on import TookTooLong, describe_late_stop, describe_skipped, go_on
from .substitutes.imports import OF_STUDENTS
from .substitutes.standins import StandIn
from .substitutes.unavailable import Absence, take_out_missing

Execute = Callable[[CodeType, Namespace], None]

# Of the load limit: what one statement of a notebook may take, and all of them together.
ONE_STATEMENT = 0.4
ALL_STATEMENTS = 0.8


class NotPython(Exception):
    """A source could not be read as Python."""

    def __init__(self, source: Source) -> None:
        self.source = source
        super().__init__(source.error.text if source.error else "")


class Loader:
    """Loads tasks, each once, and remembers what there was to note."""

    def __init__(
        self,
        specs: list[TaskSpec],
        codes: list[TaskCode],
        python: dict[str, Source],
        execute: Execute,
        seconds: float,
        absence: Absence,
    ) -> None:
        self._specs = {spec.id: spec for spec in specs}
        self._codes = {code.task: code for code in codes}
        self._execute = execute
        self._seconds = seconds
        self._absence = absence
        self._namespaces: dict[str, Namespace] = {}
        self._failures: dict[str, BaseException] = {}
        self.notes: dict[str, list[str]] = {}
        self.modules = student_modules(python, specs, codes)
        self.file_names = set(python) | {unit.source.name for code in codes for unit in code.units}
        sys.meta_path.insert(0, _StudentFinder(self))

    def load(self, task: str) -> Namespace:
        """Return the task's namespace.

        Raises what its code raised, when a name that it must define is then missing.
        """
        if task in self._failures:
            raise self._failures[task]
        if task not in self._namespaces:
            code, spec = self._codes[task], self._specs[task]
            self.notes[task] = []
            try:
                self._namespaces[task] = self._load(code, spec)
            except BaseException as error:
                self._failures[task] = error
                raise
        return self._namespaces[task]

    def _load(self, code: TaskCode, spec: TaskSpec) -> Namespace:
        if code.source is None:
            return self._run_units(code, spec)
        began = time.process_time()
        namespace, error = self._run_file(spec, code.source)
        if error is None:
            return namespace
        if _has_all(namespace, spec) and not isinstance(error, TookTooLong):
            self.notes[spec.id].append(describe_late_stop(code.name, error))
            return namespace
        notes = self._go_on(namespace, code.source, error, began)
        if not _has_all(namespace, spec):
            raise error
        self.notes[spec.id].extend(notes)
        return namespace

    def _go_on(
        self, namespace: Namespace, source: Source, error: BaseException, began: float
    ) -> list[str]:
        """Run what follows a statement that was refused or stopped; return what was skipped."""
        flags = _future_flags(source.statements)

        def run(statement: ast.stmt) -> None:
            self._run_unit(
                Unit(source, statement, True), namespace, flags, self._seconds_left(began)
            )

        return go_on(source, error, run)

    def _run_file(self, spec: TaskSpec, source: Source) -> tuple[Namespace, BaseException | None]:
        """Run a task's file as a module; return its names, and what it ended with.

        A demonstration below the definitions is stopped when it takes too long.
        """
        name = PurePosixPath(spec.file).stem
        loaded = sys.modules.get(name)
        if loaded is not None and getattr(loaded, OF_STUDENTS, None) is source:
            return loaded.__dict__, None
        sys.modules[name] = module = ModuleType(name)
        names, seconds = module.__dict__, ONE_STATEMENT * self._seconds
        try:
            with limit_time(seconds, TookTooLong(), cpu=True, when=lambda: _has_all(names, spec)):
                self.run_module(module, source)
        except BaseException as error:
            return names, error
        return names, None

    def run_module(self, module: ModuleType, source: Source) -> None:
        """Run a whole file as `module`."""
        if source.error:
            raise NotPython(source)
        names = module.__dict__
        names.update({"__file__": str(Path.cwd() / source.name), OF_STUDENTS: source})
        # A script that a notebook was saved as still calls what every notebook has.
        names.update(
            {name: value for name, value in JUPYTER_NAMES.items() if f"{name}(" in source.text}
        )
        _remember_lines(source)
        runnable, missing = take_out_missing(source.statements, self._absence)
        names.update(missing)
        code: Any = ast.Module(runnable, []) if missing else source.text
        self._execute(compile(code, source.name, "exec", dont_inherit=True), names)

    def _run_units(self, code: TaskCode, spec: TaskSpec) -> Namespace:
        module = ModuleType(f"notebook_{spec.id}")
        sys.modules[module.__name__] = module
        namespace = module.__dict__
        namespace.update(JUPYTER_NAMES)
        namespace[OF_STUDENTS] = code.name
        flags = _future_flags(unit.statement for unit in code.units)
        first_own_error: BaseException | None = None
        began = time.process_time()
        for unit in code.units:
            try:
                self._run_unit(unit, namespace, flags, self._seconds_left(began))
            except BaseException as error:
                self.notes[spec.id].append(
                    describe_skipped(unit.source.name, unit.statement, error)
                )
                if unit.own and first_own_error is None:
                    first_own_error = error
        if first_own_error is not None and not _has_all(namespace, spec):
            raise first_own_error
        return namespace

    def _seconds_left(self, began: float) -> float:
        """Return the seconds that the next statement of a task may take."""
        seconds = ALL_STATEMENTS * self._seconds - (time.process_time() - began)
        return min(seconds, ONE_STATEMENT * self._seconds)

    def _run_unit(self, unit: Unit, namespace: Namespace, flags: int, seconds: float) -> None:
        if unit.statement is None:
            raise NotPython(unit.source)
        if isinstance(unit.statement, ast.ImportFrom) and unit.statement.module == "__future__":
            return
        _remember_lines(unit.source)
        runnable, missing = take_out_missing([unit.statement], self._absence)
        namespace.update(missing)
        module = ast.Module(runnable, [])
        code = compile(module, unit.source.name, "exec", flags=flags, dont_inherit=True)
        # One long call of a library is stopped by the examiner's limit instead.
        with limit_time(max(seconds, 0.05), TookTooLong(), cpu=True):
            self._execute(code, namespace)


def _has_all(namespace: Namespace, spec: TaskSpec) -> bool:
    return all(name in namespace for name in spec.defines)


class _StudentFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the student's own modules among the submitted files.

    It comes before anything that is installed here.
    """

    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname not in self._loader.modules:
            return None
        source = self._loader.modules[fullname]
        is_package = source is None or PurePosixPath(source.name).stem == "__init__"
        return importlib.machinery.ModuleSpec(fullname, self, is_package=is_package)

    def exec_module(self, module: ModuleType) -> None:
        source = self._loader.modules[module.__name__]
        if source is not None:
            self._loader.run_module(module, source)


def student_modules(
    python: dict[str, Source], specs: list[TaskSpec], codes: list[TaskCode]
) -> dict[str, Source | None]:
    """Return the student's files by the names that they can be imported by.

    None stands for a folder used as a package.  Names of the standard library and of what the
    server has loaded (numpy, torch) stay theirs.
    """
    modules: dict[str, Source | None] = {}
    for path, source in python.items():
        _add_names(path, source, modules)
    files = {spec.id: spec.file for spec in specs}
    for code in codes:
        if code.form == "file" and code.source is not None:
            modules[PurePosixPath(files[code.task]).stem] = code.source
    reserved = sys.stdlib_module_names | {"numpy", "torch", "grader"}
    return {
        name: source for name, source in modules.items() if name.partition(".")[0] not in reserved
    }


def _add_names(path: str, source: Source, modules: dict[str, Source | None]) -> None:
    """Add the names of one file: `a/b/c.py` is `a.b.c`, `b.c` and `c`.

    Students import from the folder that they worked in, and hand in the one above it.
    """
    parts = PurePosixPath(path).with_suffix("").parts
    if parts[-1] == "__init__":
        parts = parts[:-1]
    for start in range(len(parts)):
        name = ".".join(parts[start:])
        modules[name] = modules.get(name) or source
        for end in range(start + 1, len(parts)):
            modules.setdefault(".".join(parts[start:end]), None)


def _future_flags(statements: Iterable[ast.stmt | None]) -> int:
    flags = 0
    for statement in statements:
        if isinstance(statement, ast.ImportFrom) and statement.module == "__future__":
            for alias in statement.names:
                feature = getattr(__future__, alias.name, None)
                flags |= feature.compiler_flag if feature is not None else 0
    return flags


def _remember_lines(source: Source) -> None:
    """Let tracebacks show the student's lines, which stand in no file here."""
    lines = source.text.splitlines(keepends=True)
    linecache.cache[source.name] = (len(source.text), None, lines, source.name)


def _stand_in_for_ipython(*args: Any, **kwargs: Any) -> Any:
    """Return what `get_ipython()` gives in a notebook that is graded: it absorbs everything."""
    return StandIn("IPython")


def _show_nothing(*args: Any, display_id: object = None, **kwargs: Any) -> Any:
    """Do nothing, as `display(…)` does in a notebook that is graded.

    With `display_id` it gives what can be updated.
    """
    return _stand_in_for_ipython() if display_id else None


# What Jupyter gives to every notebook without an import.
JUPYTER_NAMES: Namespace = {"get_ipython": _stand_in_for_ipython, "display": _show_nothing}
