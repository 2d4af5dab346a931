"""A folder of git clones, one per student.

Each commit is an attempt, and nothing of a clone is checked out.

A clone may be a student's own, so git is asked by plumbing commands only, without the machine's
settings, without hooks, and without a way to fetch what is missing.  A commit's time is what the
committer's machine said.
"""

import functools
import io
import os
import stat
import subprocess
import tempfile
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from grader.errors import CalledWrongly
from grader.intake.kinds import holds_work
from grader.intake.limits import Piece, UnreadableArchive, decode_name, to_callable
from grader.intake.listing import ClassSource, Item
from grader.language import tr
from grader.model import Roster

from .contract import Attempt, Recognised

SECONDS = 10
MAX_COMMITS = 5_000
MAX_OUTPUT = 64 << 20
MAX_LISTING = 8 << 20  # what names the files of a commit; more is no student's work
MAX_GIT_FILES = 200_000
AT_ONCE = 1 << 16


class NoCommits(UnreadableArchive):
    """A clone in which git finds no commits: it is broken, or nothing was ever committed."""

    def __init__(self, name: str, reason: str) -> None:
        self.what = tr("{name} cannot be read as a git clone ({reason})", name=name, reason=reason)
        super().__init__(tr("{what}; clone it again", what=self.what))


def recognise(source: ClassSource, roster: Roster | None = None) -> Recognised | None:
    """Return the commits of each clone as attempts, the newest first."""
    clones = [
        item
        for item in source.items
        if item.path is not None and os.path.lexists(item.path / ".git")
    ]
    if not clones:
        return None
    return Recognised(
        kind="git clones",
        attempts=tuple(attempt for item in clones for attempt in _commit_attempts(item)),
        unknown=tuple(item for item in source.items if item not in clones),
    )


def _commit_attempts(item: Item) -> list[Attempt]:
    assert item.path is not None
    try:
        _check_own_objects(item.path)
        output = run_git(item.path, "rev-list", f"--max-count={MAX_COMMITS}", "--timestamp", "HEAD")
    except NoCommits as error:
        return [_attempt_of_files(item, error)]
    except UnreadableArchive as error:
        return [Attempt(name=item.name, pieces=to_callable(()), problem=str(error))]
    return [
        _commit_attempt(item, *line.split(" ", 1)) for line in output.decode("ascii").splitlines()
    ]


def _attempt_of_files(item: Item, error: NoCommits) -> Attempt:
    """Return the files in a clone's folder as the attempt; it is held where no work lies there."""
    if not holds_work(piece.name for piece in item.pieces):
        return Attempt(name=item.name, pieces=to_callable(()), problem=str(error))
    note = tr(
        "{what}, so the files in its folder count; when they came is not known", what=error.what
    )
    return Attempt(name=item.name, pieces=to_callable(item.pieces), notes=(note,))


def _commit_attempt(item: Item, seconds: str, commit: str) -> Attempt:
    assert item.path is not None
    return Attempt(
        name=item.name,
        pieces=functools.partial(_list_pieces, item.path, commit),
        received=_parse_moment(seconds),
        version=f"commit {commit[:10]}",
    )


def _check_own_objects(clone: Path) -> None:
    """Raise UnreadableArchive for a clone that takes its commits from elsewhere.

    Raises NoCommits where there is no repository at all, only a word on where one may be.  It
    could show somebody else's work: by a link anywhere below `.git`, or by a file of git's that
    names another repository.
    """
    git_folder = clone / ".git"
    if git_folder.is_file() and not git_folder.is_symlink():
        raise NoCommits(clone.name, tr("its .git is a file that names another folder"))
    elsewhere = (git_folder / "commondir", git_folder / "objects" / "info" / "alternates")
    if (
        git_folder.is_symlink()
        or not git_folder.is_dir()
        or any(os.path.lexists(path) for path in elsewhere)
        or _holds_other_than_files(git_folder)
    ):
        raise UnreadableArchive(
            tr("{name} is no whole git clone, it points elsewhere; clone it again", name=clone.name)
        )


def _holds_other_than_files(folder: Path) -> bool:
    """Return whether there is a link, a pipe or a device below a folder, or far too much."""
    files = 0
    for root, folders, names in os.walk(folder):
        files += len(names) + len(folders)
        kinds = (Path(root, name).lstat().st_mode for name in (*names, *folders))
        if files > MAX_GIT_FILES or not all(
            stat.S_ISREG(kind) or stat.S_ISDIR(kind) for kind in kinds
        ):
            return True
    return False


def _parse_moment(seconds: str) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _list_pieces(clone: Path, commit: str) -> tuple[Piece, ...]:
    """Return the plain files of a commit.  Raises UnreadableArchive."""
    output = run_git(clone, "ls-tree", "-r", "-z", "--long", commit, most=MAX_LISTING)
    pieces = []
    for line in output.split(b"\0"):
        details, _, name = line.partition(b"\t")
        fields = details.split()
        if len(fields) == 4 and fields[0] in (b"100644", b"100755") and fields[3].isdigit():
            size, blob = int(fields[3]), fields[2].decode("ascii")
            opener = functools.partial(_read_blob, clone, blob)
            pieces.append(Piece(name=decode_name(name), size=to_callable(size), open=opener))
    return tuple(pieces)


def _read_blob(clone: Path, blob: str) -> IO[bytes]:
    return io.BytesIO(run_git(clone, "cat-file", "blob", blob))


def run_git(clone: Path, *arguments: str, most: int = MAX_OUTPUT) -> bytes:
    """Return what a plumbing command of git prints.

    Raises NoCommits where git refuses; UnreadableArchive for more than `most` bytes (git is stopped
    there) and for one that takes too long, with a sentence; CalledWrongly without git.
    """
    settings = ("core.fsmonitor=false", "core.hooksPath=" + os.devnull, "protocol.allow=never")
    options = [word for each in settings for word in ("-c", each)]
    command = ["git", "-C", str(clone.absolute()), *options, *arguments]
    with tempfile.TemporaryFile() as errors:
        output, code = _run(command, clone, errors, most)
        errors.seek(0)
        complaints = errors.read(AT_ONCE).decode("utf-8", "replace").strip().splitlines()
    if len(output) > most:
        raise UnreadableArchive(
            tr(
                "{name} has far more files than a submission; look at the clone by hand",
                name=clone.name,
            )
        )
    if code:
        reason = complaints[-1][:200] if complaints else tr("git says nothing")
        raise NoCommits(clone.name, reason)
    return output


def _run(command: list[str], clone: Path, errors: IO[bytes], most: int) -> tuple[bytes, int]:
    """Return what git prints, up to little more than `most` bytes, and its exit code."""
    try:
        process = subprocess.Popen(
            command,
            env=_environment(clone.absolute()),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
        )
    except FileNotFoundError:
        raise CalledWrongly(
            tr("reading git clones needs git; install it, or hand over folders without .git")
        ) from None
    watch = threading.Timer(SECONDS, process.kill)
    watch.start()
    output = bytearray()
    with process:
        assert process.stdout is not None
        while len(output) <= most and (piece := process.stdout.read(AT_ONCE)):
            output += piece
        if len(output) > most:
            process.kill()
    late = not watch.is_alive()
    watch.cancel()
    if late and len(output) <= most:
        raise UnreadableArchive(
            tr(
                "git took more than {seconds} s in {name}; look at the clone by hand",
                seconds=SECONDS,
                name=clone.name,
            )
        )
    return bytes(output), process.returncode


def _environment(clone: Path) -> dict[str, str]:
    """Return the environment of git.

    Without settings of this machine or user, without prompts, and nothing is fetched.
    """
    variables = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    return {
        **variables,
        "LC_ALL": "C",
        "GIT_DIR": str(clone / ".git"),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_NO_REPLACE_OBJECTS": "1",
    }
