"""A folder of git clones, one a student.

Each commit is an attempt, and nothing of a clone is checked out.

A clone may be a student's own, so git is asked by plumbing commands only, without the machine's
settings, without hooks, and without a way to fetch what is missing.  A commit's time is what the
committer's machine said.
"""

from __future__ import annotations

import functools
import io
import os
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from grader.errors import CalledWrongly
from grader.intake.archives import UnreadableArchive
from grader.intake.limits import Piece, name_text
from grader.intake.pieces import Entry, Source
from grader.intake.recognisers.contract import Found, Recognised, held

SECONDS = 60
MAX_COMMITS = 5_000
MAX_LISTING = 64 << 20


def recognise(source: Source) -> Recognised | None:
    """The commits of each clone as attempts, the newest first."""
    clones = [
        entry
        for entry in source.entries
        if entry.path is not None and (entry.path / ".git").exists()
    ]
    if not clones:
        return None
    return Recognised(
        kind="git clones",
        found=tuple(found for entry in clones for found in _commits(entry)),
        rest=tuple(entry for entry in source.entries if entry not in clones),
    )


def _commits(entry: Entry) -> list[Found]:
    assert entry.path is not None
    try:
        _own_objects(entry.path)
        listed = git(
            entry.path, "rev-list", f"--max-count={MAX_COMMITS}", "--timestamp", "HEAD"
        ).decode("ascii")
    except UnreadableArchive as error:
        return [Found(name=entry.name, pieces=held(()), problem=str(error))]
    found = []
    for line in listed.splitlines():
        seconds, _, commit = line.partition(" ")
        found.append(
            Found(
                name=entry.name,
                pieces=functools.partial(_pieces, entry.path, commit),
                received=_moment(seconds),
                version=f"commit {commit[:10]}",
            )
        )
    return found


def _own_objects(clone: Path) -> None:
    """A clone that takes its commits from elsewhere could show somebody else's work.

    Raises UnreadableArchive.
    """
    inside = clone / ".git"
    elsewhere = (inside / "commondir", inside / "objects" / "info" / "alternates")
    links = (inside, inside / "objects", inside / "refs", inside / "HEAD")
    if (
        not inside.is_dir()
        or any(path.exists() for path in elsewhere)
        or any(path.is_symlink() for path in links)
    ):
        raise UnreadableArchive(
            f"{clone.name} is no whole git clone, it points elsewhere; clone it again"
        )


def _moment(seconds: str) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _pieces(clone: Path, commit: str) -> tuple[Piece, ...]:
    """The plain files of a commit.  Raises UnreadableArchive."""
    listed = git(clone, "ls-tree", "-r", "-z", "--long", commit)
    pieces = []
    for line in listed.split(b"\0"):
        about, _, name = line.partition(b"\t")
        fields = about.split()
        if len(fields) == 4 and fields[0] in (b"100644", b"100755") and fields[3].isdigit():
            size, blob = int(fields[3]), fields[2].decode("ascii")
            pieces.append(
                Piece(name=name_text(name), size=_constant(size), open=_opener(clone, blob))
            )
    return tuple(pieces)


def _constant(size: int) -> Callable[[], int]:
    return lambda: size


def _opener(clone: Path, blob: str) -> Callable[[], IO[bytes]]:
    return lambda: io.BytesIO(git(clone, "cat-file", "blob", blob))


def git(clone: Path, *arguments: str) -> bytes:
    """What a plumbing command of git prints.

    Raises UnreadableArchive with a sentence, and CalledWrongly without git.
    """
    settings = ("core.fsmonitor=false", "core.hooksPath=" + os.devnull, "protocol.allow=never")
    command = [
        "git",
        "-C",
        str(clone),
        *(word for each in settings for word in ("-c", each)),
        *arguments,
    ]
    try:
        done = subprocess.run(
            command, env=_environment(clone), capture_output=True, timeout=SECONDS, check=False
        )
    except FileNotFoundError:
        raise CalledWrongly(
            "reading git clones needs git; install it, or hand over folders without .git"
        ) from None
    except subprocess.TimeoutExpired:
        raise UnreadableArchive(
            f"git took more than {SECONDS} s in {clone.name}; look at the clone by hand"
        ) from None
    if done.returncode or len(done.stdout) > MAX_LISTING:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["it says too much"]
        raise UnreadableArchive(
            f"{clone.name} cannot be read as a git clone ({said[-1][:200]}); clone it again"
        )
    return done.stdout


def _environment(clone: Path) -> dict[str, str]:
    """Without settings of this machine or user, without prompts, and nothing is fetched."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    return {
        **kept,
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
