"""The folder of what can be made anew."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from support.cases import cases

from grader.cli.cache import cache_folder

HOME = Path("/home/ada")


@pytest.mark.parametrize(
    ("platform", "environment", "folder"),
    cases(
        {
            "Linux": ("linux", {}, HOME / ".cache" / "tensorgrade"),
            "macOS": ("darwin", {}, HOME / "Library" / "Caches" / "tensorgrade"),
            "Windows": (
                "win32",
                {"LOCALAPPDATA": "/local"},
                Path("/local/tensorgrade/Cache"),
            ),
            "Windows without its folder": ("win32", {}, HOME / ".cache" / "tensorgrade"),
            "said by the person": ("linux", {"XDG_CACHE_HOME": "/x"}, Path("/x/tensorgrade")),
            "said by the person, on another system": (
                "darwin",
                {"XDG_CACHE_HOME": "/x"},
                Path("/x/tensorgrade"),
            ),
            "said, but empty": ("linux", {"XDG_CACHE_HOME": ""}, HOME / ".cache" / "tensorgrade"),
        }
    ),
)
def test_a_cache_lies_where_the_platform_keeps_them(
    monkeypatch: pytest.MonkeyPatch, platform: str, environment: dict[str, str], folder: Path
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert cache_folder(environment, HOME) == folder
