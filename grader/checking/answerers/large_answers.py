"""Large answers of a reference: beside the transcript's JSON, in a zip that names them by digest.

In JSON an answer of 12 MB would take 16.  The same answers make the same bytes: each stands there
once, in the order of its digest, with a date that never changes.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from grader.errors import BadFile, RecordingRefused
from grader.language import tr
from grader.nouns import replace

if TYPE_CHECKING:
    from .transcripts import RecordedCall, TranscriptFile

LARGE = 64 << 10  # bytes from which on an answer is large
MAX_LARGE_BYTES = 256 << 20  # of all large answers of a file together
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def zip_path(path: Path) -> Path:
    """Return where the large answers of a transcript file lie."""
    return path.with_suffix(".zip")


def answer_name(answer: bytes) -> str:
    """Return the name of a large answer, which is its digest."""
    return hashlib.sha256(answer).hexdigest()


def pack_answers(answers: Iterable[bytes]) -> bytes:
    """Return the zip of large answers."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        for name, answer in sorted({answer_name(answer): answer for answer in answers}.items()):
            member = zipfile.ZipInfo(name, _LONG_AGO)
            member.create_system, member.external_attr = 3, 0o600 << 16
            archive.writestr(member, answer, zipfile.ZIP_DEFLATED, 6)
    return memory.getvalue()


def read_answers(path: Path, names: Iterable[str]) -> dict[str, bytes]:
    """Return the large answers of those names.  Raises BadFile where one is not there."""
    wanted = sorted(set(names))
    if not wanted:
        return {}
    try:
        with zipfile.ZipFile(path) as archive:
            total = sum(archive.getinfo(name).file_size for name in wanted)
            if total > MAX_LARGE_BYTES:
                raise BadFile(
                    path,
                    tr(
                        "answers of {size} MiB are not ours; fetch the file again", size=total >> 20
                    ),
                )
            answers = {name: archive.read(name) for name in wanted}
    except FileNotFoundError:
        raise BadFile(
            path, tr("the large answers of a transcript are not there; fetch this file again")
        ) from None
    except KeyError:
        raise BadFile(
            path,
            tr("it is not the file of this transcript; fetch both again, or run `grade record`"),
        ) from None
    except (OSError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError) as error:
        raise BadFile(
            path,
            tr("the large answers cannot be read ({error}); fetch this file again", error=error),
        ) from None
    if any(answer_name(answer) != name for name, answer in answers.items()):
        raise BadFile(path, tr("its answers are not what was recorded; fetch this file again"))
    return answers


def with_large_answers(path: Path, file: TranscriptFile) -> TranscriptFile:
    """Return a transcript file with all of its answers.  Raises BadFile."""
    names = [call.large for each in file.transcripts for call in each.calls if call.large]
    if not names:
        return file
    answers = read_answers(zip_path(path), names)

    def with_answer(call: RecordedCall) -> RecordedCall:
        return replace(call, answer=answers[call.large], large="") if call.large else call

    transcripts = (
        replace(each, calls=tuple(with_answer(call) for call in each.calls))
        for each in file.transcripts
    )
    return replace(file, transcripts=tuple(transcripts))


def select_large(path: Path, transcripts: TranscriptFile) -> list[bytes]:
    """Return the answers of a transcript file that are large.

    Raises RecordingRefused where they are more than can be kept.
    """
    large = [
        call.answer
        for each in transcripts.transcripts
        for call in each.calls
        if len(call.answer) >= LARGE
    ]
    if sum(map(len, large)) > MAX_LARGE_BYTES:
        raise RecordingRefused(
            f"{path}: the reference's answers take {sum(map(len, large)) >> 20} MiB; at most"
            f" {MAX_LARGE_BYTES >> 20} MiB of a task's checks are kept: let them ask for less"
        )
    return large


def as_json(transcripts: TranscriptFile) -> Any:
    """Return what stands in the JSON file: large answers are only named there."""
    content = msgspec.to_builtins(transcripts)
    for each, entries in zip(transcripts.transcripts, content["transcripts"], strict=True):
        for call, entry in zip(each.calls, entries["calls"], strict=True):
            del entry["large"]
            if len(call.answer) >= LARGE:
                del entry["answer"]
                entry["large"] = answer_name(call.answer)
    return content
