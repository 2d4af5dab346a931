"""Limiting imports of student code: the same on a laptop and in the class.

The kernel keeps student code from reading other packages, where it can lock.  Here the same is said
in a way that code expects: by an ImportError, with a sentence.
"""

import builtins
import importlib
import sys
from collections.abc import Callable, Container, Iterable, Sequence
from importlib import abc, machinery, util
from types import ModuleType
from typing import Any

from grader.language import join_items, tr
from grader.sandbox.packages import Allowed

# What torch imports of its own, often not before it is needed.
TORCH_ROOTS = frozenset(
    (
        *("torch", "torchgen", "functorch", "typing_extensions"),
        *("sympy", "mpmath", "networkx", "jinja2", "markupsafe"),
    )
)
OF_STUDENTS = "__tensorgrade__"  # in the names of a module of the student's
OF_CHECKS = "__tensorgrade_words__"  # in a module that stands there while a check's asserts run


class Imports:
    """Permissions to import, and the sentence for what may not be imported.

    `own` are the names of the submission's own modules, known when it is opened; `kept_away` are
    folders of a library that the task does without.
    """

    def __init__(self, allowed: Allowed, present: Iterable[str], *, with_torch: bool) -> None:
        self._allowed = allowed
        self._present = frozenset(present)
        self._open = self._present.union(sys.stdlib_module_names, allowed.packages)
        self._with_torch = with_torch
        self.own: Container[str] = ()
        self.kept_away = () if with_torch else _folders_of("torch")

    def refusal(self, name: str) -> str | None:
        """Return why student code may not import a module; None where it may."""
        root = name.partition(".")[0]
        is_open = root in self._open or root in self.own
        if is_open or hasattr(sys.modules.get(root), OF_CHECKS):
            return None
        libraries = [
            "NumPy",
            *(["PyTorch"] if self._with_torch else []),
            tr("the standard library"),
        ]
        return tr(
            "{module} cannot be imported here: this course allows {libraries} (`packages` in its"
            " assignment.toml)",
            module=root,
            libraries=join_items((*libraries, *self._allowed.packages)),
        )

    def absence(self, name: str) -> str | None:
        """Return why student code cannot import a module.

        It may not, it is not installed, or it is of the standard library and needs a library of the
        system (Tk, SQLite, OpenSSL) that is missing here or cannot be read.
        """
        refusal = self.refusal(name)
        root = name.partition(".")[0]
        if refusal or root in self.own or root in self._present:
            return refusal
        if root in sys.stdlib_module_names:
            return _find_import_error(name)
        is_there = root in sys.modules or util.find_spec(root) is not None
        return None if is_there else f"No module named {root!r}"

    def is_for_libraries(self, root: str) -> bool:
        """Return whether libraries may import from a package, also for themselves."""
        return (
            root in self._open
            or root.startswith("_sysconfigdata_")  # the standard library's, named for the platform
            or root in self._allowed.roots
            or (self._with_torch and root in TORCH_ROOTS)
            or root in sys.modules
        )


def _find_import_error(name: str) -> str | None:
    """Return why a module of the standard library cannot be imported here; None where it can."""
    try:
        importlib.import_module(name)
    except ImportError as error:
        return tr("{module} cannot be imported here: {error}", module=name, error=error)
    return None


def _folders_of(package: str) -> tuple[str, ...]:
    """Return the folders of an installed package, whatever stands in for it."""
    spec = machinery.PathFinder.find_spec(package)
    return tuple(spec.submodule_search_locations or ()) if spec is not None else ()


class LibraryFinder(abc.MetaPathFinder):
    """Finds what is installed and may be imported, in the place of Python's own finder.

    What may not be imported is not there: so libraries pass over what they could do without.
    """

    def __init__(self, imports: Imports) -> None:
        self._imports = imports

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> machinery.ModuleSpec | None:
        """Return where a module is, unless it may not be imported."""
        if self._imports.is_for_libraries(fullname.partition(".")[0]):
            return machinery.PathFinder.find_spec(fullname, path, target)
        return None

    def find_distributions(self, *args: Any, **kwargs: Any) -> Any:
        """Return what is installed, for code that asks for a version."""
        return machinery.PathFinder.find_distributions(*args, **kwargs)


def install_imports(imports: Imports) -> None:
    """Have every import of this process asked of `imports`, once its libraries are loaded."""
    place = sys.meta_path.index(machinery.PathFinder)
    sys.meta_path[place] = LibraryFinder(imports)
    builtins.__import__ = _with_refusals(imports, builtins.__import__)


def _with_refusals(imports: Imports, plain: Callable[..., Any]) -> Callable[..., Any]:
    """Return `__import__` that refuses student code what it may not import.

    Who imports is told by the names of the module that the statement stands in.  A module that a
    library has loaded for itself is refused too: it is in `sys.modules`, where no finder is asked.
    """

    def import_checked(
        name: str, globals: Any = None, locals: Any = None, fromlist: Any = (), level: int = 0
    ) -> Any:
        if level == 0 and globals is not None and OF_STUDENTS in globals:
            refusal = imports.refusal(name)
            if refusal is not None:
                raise ModuleNotFoundError(refusal, name=name.partition(".")[0])
        return plain(name, globals, locals, fromlist, level)

    return import_checked
