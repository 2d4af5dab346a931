"""Disks and gradebooks that fail.

One sentence, the right exit code, and what was graded is kept.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.classes import tiny_course
from support.commands import grade
from support.courses import TINY

from grader.gradebook.sqlite import SqliteGradebook

AS_ROOT = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0,
    reason="mounting a small disk takes root; CI has it",
)
CLASS = 40
NOTEBOOK = Path(__file__).parents[1] / "importing" / "notebooks" / "fibonacci.ipynb"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_course(tmp_path_factory.mktemp("course") / "course")


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("class")
    for number in range(CLASS):
        (folder / f"s{number:02}").mkdir()
        text = (TINY.solutions / "tiny" / "running_mean.py").read_text(encoding="utf-8")
        (folder / f"s{number:02}" / "running_mean.py").write_text(
            f"{text}\n# {number}\n", encoding="utf-8"
        )
    return folder


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Mounts a disk of its own with those options."""
    folder = tmp_path / "small"

    def mount(options: str) -> Path:
        folder.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], check=True)
        return folder

    yield mount
    subprocess.run(["umount", str(folder)], check=False)


def batch(course: Path, handed_in: Path, out: Path, book: Path) -> subprocess.CompletedProcess[str]:
    options = (
        "--assignment",
        "tiny",
        "-o",
        str(out),
        "--gradebook",
        str(book),
        "--trust-submissions",
    )
    return grade("batch", str(handed_in), *options, "--only", "running_mean", at=course)


def last_line(done: subprocess.CompletedProcess[str]) -> str:
    assert "Traceback" not in done.stderr
    return done.stderr.strip().split("\n")[-1]


@AS_ROOT
def test_a_full_disk_keeps_what_was_graded_and_the_next_run_goes_on(
    course: Path, handed_in: Path, tmp_path: Path, mounted: Callable[[str], Path]
) -> None:
    book = mounted("size=200k") / "g.sqlite"
    done = batch(course, handed_in, tmp_path / "out", book)
    assert done.returncode == 2
    assert last_line(done).endswith(
        "the disk is full; make room and run the command again, what was graded is kept"
    )
    announced = {line.split()[0] for line in done.stdout.splitlines() if line.startswith("  s")}
    roomy = tmp_path / "g.sqlite"
    shutil.copytree(book.parent, tmp_path, dirs_exist_ok=True)
    gradebook = SqliteGradebook(roomy)
    kept = set(gradebook.latest_entries("tiny"))
    gradebook.close()
    assert announced and announced <= kept and len(kept) < CLASS
    again = batch(course, handed_in, tmp_path / "out", roomy)
    assert (
        again.returncode == 0
        and f"{CLASS} graded" in again.stdout
        and f"{len(kept)} unchanged" in again.stdout
    )


@AS_ROOT
def test_an_output_folder_that_cannot_be_written(
    course: Path, handed_in: Path, tmp_path: Path, mounted: Callable[[str], Path]
) -> None:
    done = batch(course, handed_in, mounted("ro") / "out", tmp_path / "g.sqlite")
    assert done.returncode in (2, 3)
    assert last_line(done).endswith(
        "out cannot be written (Read-only file system); name another folder with -o"
    )


def test_a_gradebook_that_another_program_holds(
    course: Path, handed_in: Path, tmp_path: Path
) -> None:
    book = tmp_path / "g.sqlite"
    SqliteGradebook(book).close()
    other = sqlite3.connect(book, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    done = batch(course, handed_in, tmp_path / "out", book)
    other.execute("ROLLBACK")
    other.close()
    assert done.returncode == 3
    assert last_line(done).endswith(
        "another program holds the gradebook; wait for it to end and run the command again"
    )


def test_a_gradebook_that_is_damaged_is_left_as_it_is(
    course: Path, handed_in: Path, tmp_path: Path
) -> None:
    book = tmp_path / "g.sqlite"
    book.write_bytes(b"no gradebook " * 300)
    done = batch(course, handed_in, tmp_path / "out", book)
    assert done.returncode == 3
    assert "this is not a gradebook, or it is damaged" in last_line(
        done
    ) and "--gradebook" in last_line(done)
    assert book.read_bytes() == b"no gradebook " * 300


@AS_ROOT
@pytest.mark.parametrize("how", ["full", "read-only"])
def test_every_command_that_writes_ends_in_one_sentence_and_the_same_code(
    course: Path, mounted: Callable[[str], Path], how: str
) -> None:
    disk = mounted("size=2m")
    home = disk / "course"
    shutil.copytree(course, home)
    shutil.rmtree(home / "solutions" / "tiny" / "checks" / "transcripts", ignore_errors=True)
    (home / "assignments" / "tiny" / "handout.md").unlink()
    shutil.copy(NOTEBOOK, home / "nb.ipynb")
    if how == "full":
        with (disk / "filling").open("wb", buffering=0) as filling, pytest.raises(OSError):
            while True:
                filling.write(b"x" * 4096)
    else:
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    for command in ("new hw", "seeds tiny", "stubs tiny", "import otter nb.ipynb --as x"):
        done = grade(*command.split(), at=home)
        assert done.returncode == 2, (command, done.stderr)
        assert "No space left" in last_line(done) or "Read-only" in last_line(done), command
