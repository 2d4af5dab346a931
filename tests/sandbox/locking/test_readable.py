"""Files that student code may read."""

from __future__ import annotations

import sysconfig
from pathlib import Path

import numpy

from grader.model import ServerKind
from grader.sandbox.locking.readable import library_folders, list_readable

NUMPY = Path(numpy.__file__).parent
STDLIB = Path(sysconfig.get_path("stdlib"))


def covers(paths: list[Path], file: Path) -> bool:
    return any(file == path or path in file.parents for path in paths)


def test_the_standard_library_and_numpy_are_and_other_packages_are_not() -> None:
    paths = list_readable((), ServerKind.NUMPY)
    assert covers(paths, STDLIB / "json" / "decoder.py") and covers(paths, STDLIB / "random.py")
    assert covers(paths, NUMPY / "__init__.py") and covers(paths, Path("/dev/null"))
    for other in ("torch", "pytest", "grader", "msgspec"):
        assert not covers(paths, NUMPY.parent / other / "__init__.py")


def test_nothing_that_holds_other_packages_is_readable_as_a_whole() -> None:
    paths = list_readable((), ServerKind.TORCH)
    assert STDLIB not in paths and NUMPY.parent not in paths
    assert not [path for path in paths if path.name in ("site-packages", "dist-packages")]


def test_torch_and_what_it_needs_is_there_where_the_task_has_it() -> None:
    paths = list_readable((), ServerKind.TORCH)
    for name in ("torch", "sympy", "typing_extensions.py"):
        assert covers(paths, NUMPY.parent / name)


def test_what_the_course_allows_is_there_where_it_exists(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    paths = list_readable([tmp_path / "there", tmp_path / "gone"], ServerKind.NUMPY)
    assert tmp_path / "there" in paths and tmp_path / "gone" not in paths
    assert all(path.exists() for path in paths)


def test_the_few_folders_hold_all_of_it_and_more() -> None:
    few = library_folders()
    assert len(few) < 20
    assert all(covers(few, path) for path in list_readable((), ServerKind.TORCH))
