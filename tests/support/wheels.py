"""tensorgrade as people have it: a wheel, installed away from the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from support.samples import ROOT


@dataclass(frozen=True)
class Installed:
    """A folder that a wheel was installed into, run by this Python with its libraries."""

    folder: Path
    wheel: Path

    @property
    def templates(self) -> Path:
        return self.folder / "grader" / "_templates"

    @property
    def environment(self) -> dict[str, str]:
        """An environment in which `grader` is the installed one, and `grade` the wheel's own
        script.
        """
        path = os.pathsep.join((str(self.folder / "bin"), os.environ["PATH"]))
        kept = {
            key: value
            for key, value in os.environ.items()
            if not key.startswith(("GITHUB_", "GITLAB_"))
        }
        return {**kept, "PYTHONPATH": str(self.folder), "PYTHONSAFEPATH": "1", "PATH": path}

    def run(self, *command: str, at: Path, **variables: str) -> subprocess.CompletedProcess[str]:
        """Runs a command of a template or of a person there."""
        environment = {**self.environment, **variables}
        program = shutil.which(command[0], path=environment["PATH"]) or command[0]
        return subprocess.run(
            [program, *command[1:]],
            cwd=at,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )


def install_wheel(folder: Path) -> Installed:
    """Builds the wheel from a copy of the checkout and installs it, without the network."""
    source = folder / "source"
    for name in ("grader", "templates"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md"):
        shutil.copy(ROOT / name, source / name)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    _run(
        *pip,
        "wheel",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
        "-w",
        str(folder),
        str(source),
    )
    (wheel,) = folder.glob("tensorgrade-*.whl")
    _run(
        *pip,
        "install",
        "--no-deps",
        "--no-index",
        "--target",
        str(folder / "installed"),
        str(wheel),
    )
    return Installed(folder / "installed", wheel)


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
