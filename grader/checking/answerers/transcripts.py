"""Transcripts: the reference's answers to a task's checks, recorded once, replayed for everybody.

One JSON file per task, `checks/transcripts/<task>.json`, beside the checks it belongs to.  Answers
are in the wire's encoding, in base64, large ones beside it; everything else can be read.
`transcribing`, beside this file, makes and reads the answers: what only handles files, as the desk
does, needs no NumPy.
"""

import hashlib
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec

from grader.errors import BadFile
from grader.files.staff_files import files_digest, read_plain
from grader.files.writing import MAKE_ROOM, write_whole
from grader.language import tr
from grader.model.assignment import Assignment, Task
from grader.nouns import noun, replace

from .large_answers import (
    as_json,
    pack_answers,
    select_large,
    with_large_answers,
    zip_path,
)

FORMAT = 1
BESIDE_THE_REFERENCE = frozenset(("checks", "wrong", "honest", "equivalent", "lang", "__pycache__"))
MAX_BYTES = 64 << 20


@noun
class RecordedCall:
    """One question to the reference: what it was in words, its key, the answer's encoding.

    Only in the file a large answer is named by its digest in `large`, and lies beside it.
    """

    said: str
    key: str
    answer: bytes = b""
    large: str = ""


@noun
class Stage:
    """A function of an earlier stage: what the reference's answered, while a check was recorded.

    `defaults` are those of its parameters, encoded; the key of a call has them in it.
    """

    name: str
    parameters: tuple[str, ...]
    defaults: bytes
    calls: tuple[RecordedCall, ...]


@noun
class Transcript:
    """One check's recording.

    `margins` are the gaps of the scores behind what an argmax made; `tolerance` is the loosest
    relative tolerance that the check compares with: a fresh recording may differ from a committed
    one by a tenth of it; `seconds` is what the reference took.  `carried` are the stages that the
    reference may stand in for.
    """

    check: str
    calls: tuple[RecordedCall, ...]
    margins: tuple[float, ...]
    tolerance: float
    seconds: float
    carried: tuple[Stage, ...] = ()


@noun
class TranscriptFile:
    """All transcripts of a task's visible, or of its hidden, checks, and what they were made from.

    Digests that no longer hold make it stale.  Versions are only recorded: training gives other
    last digits on another processor.
    """

    format: int
    task: str
    seed: int
    checks: str
    reference: str
    settings: str
    versions: dict[str, str]
    transcripts: tuple[Transcript, ...]

    def find(self, check: str) -> Transcript | None:
        """Return that check's transcript."""
        return next((item for item in self.transcripts if item.check == check), None)


TRANSCRIPTS, MISTAKES = "transcripts", "mistakes"  # the folders of what is recorded
_GRADING = ".grading"  # in the name of a file of transcripts


class Inputs(StrEnum):
    """From which seed the inputs of checks are drawn, and so which recording answers them.

    Students have the released ones.  Where `hidden.toml` has a grading seed, the visible checks are
    drawn anew when a class is graded: whoever replays what was released earns nothing by it.
    """

    RELEASED = "released"
    GRADING = "grading"
    HIDDEN = "hidden"

    @property
    def secret(self) -> bool:
        """Return whether they never leave the staff."""
        return self is not Inputs.RELEASED

    def seed(self, assignment: Assignment) -> int:
        """Return the seed of these inputs."""
        seeds = {
            Inputs.RELEASED: assignment.visible_seed,
            Inputs.GRADING: assignment.grading_seed,
            Inputs.HIDDEN: assignment.hidden_seed,
        }
        seed = seeds[self]
        assert seed is not None
        return seed

    def path(self, assignment: Assignment, task: str) -> Path:
        """Return where the transcripts of a task's checks with these inputs lie."""
        return transcript_path(self._checks(assignment), self._name(task))

    def mistakes_path(self, assignment: Assignment, task: str) -> Path:
        """Return where the answers of stored mistakes to a task's checks with these inputs lie."""
        return self._checks(assignment) / MISTAKES / f"{self._name(task)}.json"

    def _checks(self, assignment: Assignment) -> Path:
        folder = assignment.solutions if self.secret else assignment.folder
        assert folder is not None
        return folder / "checks"

    def _name(self, task: str) -> str:
        return f"{task}{_GRADING}" if self is Inputs.GRADING else task


def judged_inputs(assignment: Assignment, *, hidden: bool) -> Inputs:
    """Return the inputs that checks are judged with: staff draw the visible ones anew."""
    if hidden:
        return Inputs.HIDDEN
    anew = assignment.solutions is not None and assignment.grading_seed is not None
    return Inputs.GRADING if anew else Inputs.RELEASED


def recorded_inputs(assignment: Assignment, *, hidden: bool) -> tuple[Inputs, ...]:
    """Return all inputs that the visible, or the hidden, checks are recorded with."""
    judged = judged_inputs(assignment, hidden=hidden)
    return (Inputs.RELEASED, judged) if judged is Inputs.GRADING else (judged,)


def transcript_path(checks: Path, task: str) -> Path:
    """Return where the transcripts of a task's checks in that folder lie."""
    return checks / TRANSCRIPTS / f"{task}.json"


def recording_files(checks: Path) -> list[Path]:
    """Return all that was recorded of the checks in a folder: of the reference, of mistakes."""
    return [
        path
        for folder in (TRANSCRIPTS, MISTAKES)
        for kind in ("*.json", "*.zip")
        for path in sorted((checks / folder).glob(kind))
    ]


def transcript_task(path: Path) -> str:
    """Return the task whose recording lies at a path, whatever inputs it is of."""
    return path.stem.removesuffix(_GRADING)


def load_transcripts(path: Path) -> TranscriptFile | None:
    """Return the file's transcripts; None when there is no file.  Raises BadFile."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise BadFile(
            path, tr("the transcript cannot be read ({why}); fetch it again", why=error.strerror)
        ) from error
    if len(raw) > MAX_BYTES:
        raise BadFile(
            path,
            tr(
                "a transcript of {size} MiB is not one of ours; fetch it again", size=len(raw) >> 20
            ),
        )
    try:
        file = msgspec.json.decode(raw, type=TranscriptFile)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadFile(
            path,
            tr(
                "this is not a transcript ({error}); fetch it again, or run `grade record`",
                error=error,
            ),
        ) from error
    if file.format != FORMAT:
        raise BadFile(
            path,
            tr(
                "transcript format {format} is not {known}; use the tensorgrade that made it",
                format=file.format,
                known=FORMAT,
            ),
        )
    return with_large_answers(path, file)


def save_transcripts(path: Path, transcripts: TranscriptFile) -> None:
    """Write the file whole or not at all.

    One that holds the same but for how long it took stays as it is: nothing would be judged anew
    for nothing.  Raises CannotWrite.
    """
    if path.is_file() and _is_same(path, transcripts):
        return
    large = select_large(path, transcripts)
    if large:
        write_whole(zip_path(path), pack_answers(large), otherwise=MAKE_ROOM)
    text = msgspec.json.format(msgspec.json.encode(as_json(transcripts)), indent=1)
    write_whole(path, text + b"\n", otherwise=MAKE_ROOM)
    if not large:
        zip_path(path).unlink(missing_ok=True)


def _is_same(path: Path, transcripts: TranscriptFile) -> bool:
    try:
        committed = load_transcripts(path)
    except BadFile:
        return False
    return committed is not None and _without_times(committed) == _without_times(transcripts)


def _without_times(file: TranscriptFile) -> TranscriptFile:
    return replace(
        file,
        transcripts=tuple(replace(transcript, seconds=0.0) for transcript in file.transcripts),
    )


def file_digest(path: Path) -> str:
    """Return the digest of a check file, whatever line ends a checkout gave it."""
    return hashlib.sha256(read_plain(path)).hexdigest()


def reference_digest(solutions: Path) -> str:
    """Return the digest of all reference files of an assignment: one may import another."""
    return files_digest(
        (path.relative_to(solutions).as_posix(), read_plain(path))
        for path in reference_files(solutions)
    )


def reference_files(solutions: Path) -> list[Path]:
    """Return the Python files of a reference, those in folders too.

    Checks, wrong answers and honest variants are none of it.
    """
    paths = (path.relative_to(solutions) for path in solutions.rglob("*.py"))
    own_paths = (path for path in paths if not BESIDE_THE_REFERENCE & set(path.parts[:-1]))
    return [solutions / path for path in sorted(own_paths, key=lambda path: path.as_posix())]


def settings_digest(assignment: Assignment, task: Task, seed: int) -> str:
    """Return the digest of what else decides a recording.

    Seed, tolerances, the names that the task defines, and what its process has: a GPU or none.
    """
    settings: dict[str, Any] = {
        "seed": seed,
        "tolerances": assignment.tolerances_of(task),
        "defines": task.defines,
        "server": task.server,
    }
    return hashlib.sha256(msgspec.json.encode(settings, order="deterministic")).hexdigest()
