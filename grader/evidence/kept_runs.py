"""What was kept of one submission: its survey, and each run of a check as it was answered."""

import hashlib
from enum import Enum

from msgspec import field

from grader.errors import GraderError
from grader.model import Outcome, Place
from grader.nouns import fields_of, mutable
from grader.sandbox.failures import StudentStopped
from grader.sandbox.hanging import Running
from grader.version import versions
from grader.wire.messages import without_check_number

MIB = 1 << 20


_AGAIN = " again"  # ends the name of a run that is for a diagnosis alone


class NotKept(GraderError):
    """Raised when a check asks what is not in the evidence."""


def run_name(check: str, *, carried: bool = False, again: bool = False) -> str:
    """Return the name of a run of a check: the check's id, and what it is run for."""
    return f"{check}{' carried' if carried else ''}{_AGAIN if again else ''}"


def check_of_run(run: str) -> str | None:
    """Return the check that a run decides; None for one that is for a diagnosis alone."""
    return None if run.endswith(_AGAIN) else run.partition(" ")[0]


class Kind(Enum):
    """Kinds of what happened in a run, by the letter that stands before each in the bytes."""

    SAID = b"?"  # a message to the student process: its digest
    HEARD = b"!"  # a message from it, as it came
    STOPPED = b"x"  # it was stopped, and why


@mutable
class KeptRun:
    """One run of a check: what was said and heard, in order, what was printed, how long it took.

    `name` is that of `run_name`; `whole` is False where it was more than is kept.
    """

    name: str
    seed: int
    alone: bool
    events: list[tuple[Kind, bytes]] = field(default_factory=list)
    printed: str = ""
    seconds: float = 0.0
    whole: bool = True


@mutable
class KeptAnswers:
    """What student code of one submission answered to the checks of some tasks.

    `surveys` are the messages that say what the sources hold; `unread` is why they could not be
    read; `notes` are those of loading, by task.  `language` is what sentences are said in.
    """

    assignment: str
    language: str
    versions: tuple[str, ...]
    level: str = ""
    surveys: list[bytes] = field(default_factory=list)
    unread: StudentStopped | None = None
    notes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    runs: list[KeptRun] = field(default_factory=list)

    @property
    def checks_cut(self) -> tuple[str, ...]:
        """Return the checks of which something was too much to keep."""
        names = (check_of_run(run.name) for run in self.runs if not run.whole)
        return tuple(dict.fromkeys(name for name in names if name))


def current_versions() -> tuple[str, ...]:
    """Return the versions that would judge now: evidence of others is not judged from."""
    return tuple(map(str, fields_of(versions()).values()))


class Room:
    """Room for the answers of one submission: whoever asks for more gets none."""

    def __init__(self, mib: int) -> None:
        self._left = mib * MIB

    def take(self, size: int) -> bool:
        """Return whether there is room for so many bytes, and take it."""
        fits = size <= self._left
        self._left -= size if fits else 0
        return fits


def digest_of(payload: bytes) -> bytes:
    """Return the digest of a message that was said to a check's process."""
    before, after = without_check_number(payload)
    digest = hashlib.blake2b(before, digest_size=16)
    digest.update(after)
    return digest.digest()


# As plain data: outcome, sentence, busy, and where it was: file, line, traceback.
StopParts = tuple[str, str, bool, str, int, str]


def stop_parts(stopped: StudentStopped) -> StopParts:
    """Return a stop as plain data."""
    running = stopped.running
    place = (running.place.file, running.place.line) if running else ("", 0)
    return (
        str(stopped.outcome),
        stopped.sentence,
        stopped.busy,
        *place,
        running.traceback if running else "",
    )


def stop_of(parts: StopParts) -> StudentStopped:
    """Return the stop of such parts."""
    outcome, sentence, busy, file, line, traceback = parts
    stopped = StudentStopped(Outcome(outcome), str(sentence), busy=bool(busy))
    if file:
        stopped.running = Running(Place(file=str(file), line=line), str(traceback))
    return stopped
