from __future__ import annotations

from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest

from grader.version import versions


@pytest.fixture(autouse=True)
def _asked_anew() -> Iterator[None]:
    versions.cache_clear()
    yield
    versions.cache_clear()


def test_versions_are_those_of_the_packages_metadata() -> None:
    here = versions()
    assert (here.numpy, here.torch) == (metadata.version("numpy"), metadata.version("torch"))


@pytest.mark.parametrize("folders", [[], ["numpy-1.0.dist-info", "numpy-2.0.dist-info"]])
def test_metadata_is_asked_where_no_one_folder_tells(
    folders: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in folders:
        (tmp_path / name).mkdir()
    monkeypatch.setattr("grader.version.sys.path", [str(tmp_path)])
    monkeypatch.setattr("importlib.metadata.version", lambda name: f"{name} by metadata")
    monkeypatch.setattr("grader.version.find_spec", lambda name: object())
    assert versions().numpy == "numpy by metadata"


def test_a_package_that_is_not_installed_has_no_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.version.find_spec", lambda name: None)
    assert versions().torch is None
