"""Packages that a course allows, with what they need, among what is installed."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest
from support.cases import cases

from grader.sandbox.packages import Allowed, find_allowed, find_missing


def install(folder: Path, name: str, *requires: str, modules: tuple[str, ...] = ()) -> None:
    """A distribution as pip would put it there: a package, perhaps single modules too."""
    package = name.replace("-", "_").lower()
    info = folder / f"{package}-1.0.dist-info"
    info.mkdir(parents=True)
    files = [f"{package}/__init__.py", *modules, f"{info.name}/METADATA", "../../bin/tool"]
    (folder / package).mkdir()
    (folder / package / "__init__.py").touch()
    for module in modules:
        (folder / module).touch()
    lines = ["Metadata-Version: 2.1", f"Name: {name}", "Version: 1.0"]
    (info / "METADATA").write_text("\n".join([*lines, *(f"Requires-Dist: {r}" for r in requires)]))
    (info / "RECORD").write_text("".join(f"{file},,\n" for file in files))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    importlib.invalidate_caches()
    return tmp_path


def names(allowed: Allowed) -> list[str]:
    return [path.name for path in allowed.paths]


def test_without_packages_nothing_is_looked_up() -> None:
    assert find_allowed(()) == Allowed((), frozenset(), ())


def test_a_package_is_found_with_its_files(folder: Path) -> None:
    install(folder, "plotter", modules=("plotter_backend.py",))
    allowed = find_allowed(("plotter",))
    assert allowed.packages == ("plotter",)
    assert names(allowed) == ["plotter", "plotter-1.0.dist-info", "plotter_backend.py"]
    assert {"plotter", "plotter_backend"} <= allowed.roots
    assert all(path.parent == folder for path in allowed.paths)


@pytest.mark.parametrize(
    ("requires", "found"),
    cases(
        {
            "one": (("needed",), True),
            "with a version": (("needed>=2,<3",), True),
            "for another system": (('needed; sys_platform == "win32"',), True),
            "spelt otherwise": (("Needed",), True),
            "for an extra only": (('needed; extra == "test"',), False),
            "what is not installed": (("nothing-of-the-kind",), False),
        }
    ),
)
def test_what_a_package_needs_comes_with_it(
    folder: Path, requires: tuple[str, ...], found: bool
) -> None:
    install(folder, "plotter", *requires)
    install(folder, "needed")
    assert ("needed" in find_allowed(("plotter",)).roots) is found


def test_packages_that_need_each_other_end(folder: Path) -> None:
    install(folder, "a-one", "b_two")
    install(folder, "b-two", "A.One")
    assert {"a_one", "b_two"} <= find_allowed(("a_one",)).roots


@pytest.mark.parametrize("server", ["numpy", "torch"])
def test_what_the_server_has_anyway_is_not_looked_through(folder: Path, server: str) -> None:
    install(folder, "plotter", server)
    install(folder, server)
    assert server not in find_allowed(("plotter",)).roots


def test_what_nobody_has_installed_is_told(folder: Path) -> None:
    install(folder, "plotter")
    assert find_missing(("plotter", "nowhere")) == {"nowhere"}
    assert find_missing(()) == frozenset()
    assert find_allowed(("nowhere",)) == Allowed(("nowhere",), frozenset(), ())
