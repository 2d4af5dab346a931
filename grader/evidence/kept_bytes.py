"""Evidence as bytes: frames of the wire, one after the other, compressed.

A frame begins with a letter that says what it is.  Values in it are the wire's, so that they are
read by its decoder, within its ceilings; a message of a student process stands there as it came.
Nothing is unpickled, and no more is unpacked than a submission may keep.
"""

import zlib
from collections.abc import Iterable, Iterator
from typing import Any, NoReturn

from grader.errors import BadEvidence, WireError
from grader.model import SubmittedFile
from grader.wire.decoding import decode
from grader.wire.encoding import encode
from grader.wire.frames import FrameReader, frame

from .kept_runs import (
    MIB,
    KeptAnswers,
    KeptRun,
    Kind,
    stop_of,
    stop_parts,
)

FORMAT = 1
MOST_MIB = 128  # that is ever unpacked of one piece of evidence
QUICK = 1  # zlib's level: numbers hardly get smaller at a higher one
_HEAD, _SURVEY, _UNREAD, _NOTES, _RUN, _PRINTED, _FILE, _PIECE = (
    b"H",
    b"S",
    b"U",
    b"N",
    b"R",
    b">",
    b"F",
    b"P",
)
_EVENTS = {kind.value: kind for kind in Kind}


def pack_answers(answers: KeptAnswers) -> bytes:
    """Return the bytes of what a submission's code answered."""
    return _compress(_answer_frames(answers))


def pack_files(files: Iterable[SubmittedFile]) -> bytes:
    """Return the bytes of a submission's files."""
    return _compress(_file_frames(files))


def unpack_answers(raw: bytes) -> KeptAnswers:
    """Return what a submission's code answered.  Raises BadEvidence."""
    try:
        return _read_answers(_read_frames(raw))
    except (WireError, zlib.error, ValueError, TypeError, LookupError, StopIteration) as error:
        _refuse(error)


def unpack_files(raw: bytes) -> tuple[SubmittedFile, ...]:
    """Return a submission's files.  Raises BadEvidence."""
    files: list[tuple[str, list[bytes]]] = []
    try:
        for kind, content in _read_frames(raw):
            if kind == _FILE:
                files.append((content.decode("utf-8", "surrogatepass"), []))
            elif kind == _PIECE:
                files[-1][1].append(content)
            else:
                raise ValueError("it holds no files")
    except (WireError, zlib.error, ValueError, LookupError) as error:
        _refuse(error)
    return tuple(SubmittedFile(name=name, content=b"".join(parts)) for name, parts in files)


def _refuse(error: Exception) -> NoReturn:
    raise BadEvidence(f"it cannot be read ({error or type(error).__name__})") from None


def _compress(frames: Iterable[bytes]) -> bytes:
    packer = zlib.compressobj(QUICK)
    return b"".join((*(packer.compress(frame(each)) for each in frames), packer.flush()))


def _read_frames(raw: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield each frame's letter and the rest of it.  Raises what is no such thing."""
    unpacker, reader, bytes_left = zlib.decompressobj(), FrameReader(), MOST_MIB * MIB
    piece = unpacker.decompress(raw, MIB)
    while piece:
        bytes_left -= len(piece)
        if bytes_left < 0:
            raise ValueError(f"it is larger than {MOST_MIB} MiB")
        reader.feed(piece)
        while (payload := reader.next_frame()) is not None:
            yield payload[:1], payload[1:]
        piece = unpacker.decompress(unpacker.unconsumed_tail, MIB)
    if not unpacker.eof or unpacker.unused_data:
        raise ValueError("it is cut off, or longer than what was kept")


def _answer_frames(answers: KeptAnswers) -> Iterator[bytes]:
    head = (FORMAT, answers.assignment, answers.language, answers.versions, answers.level)
    yield _HEAD + encode(head)
    yield from (_SURVEY + survey for survey in answers.surveys)
    if answers.unread is not None:
        yield _UNREAD + encode(stop_parts(answers.unread))
    yield from (_NOTES + encode((task, *notes)) for task, notes in answers.notes.items())
    for run in answers.runs:
        yield _RUN + encode((run.name, run.seed, run.alone, run.seconds, run.whole))
        yield from (kind.value + content for kind, content in run.events)
        if run.printed:
            yield _PRINTED + run.printed.encode("utf-8", "replace")


def _file_frames(files: Iterable[SubmittedFile]) -> Iterator[bytes]:
    for file in files:
        yield _FILE + file.name.encode("utf-8", "surrogatepass")
        for at in range(0, len(file.content), MIB):
            yield _PIECE + file.content[at : at + MIB]


def _read_answers(frames: Iterator[tuple[bytes, bytes]]) -> KeptAnswers:
    kind, content = next(frames)
    number, assignment, language, versions, level = decode(content)
    if kind != _HEAD or number != FORMAT:
        raise ValueError("it is of another format")
    answers = KeptAnswers(
        assignment=str(assignment),
        language=str(language),
        versions=tuple(map(str, versions)),
        level=str(level),
    )
    for kind, content in frames:
        _add_frame(answers, kind, content)
    return answers


def _add_frame(answers: KeptAnswers, kind: bytes, content: bytes) -> None:
    """Add what a frame holds.  Raises ValueError for one that has no place there."""
    if kind in _EVENTS:
        answers.runs[-1].events.append((_EVENTS[kind], content))
    elif kind == _RUN:
        answers.runs.append(_read_run(*decode(content)))
    elif kind == _PRINTED:
        answers.runs[-1].printed = content.decode()
    elif kind == _SURVEY:
        answers.surveys.append(content)
    elif kind == _UNREAD:
        answers.unread = stop_of(decode(content))
    elif kind == _NOTES:
        task, *notes = decode(content)
        answers.notes[str(task)] = tuple(map(str, notes))
    else:
        raise ValueError("a part of it is of no known kind")


def _read_run(name: Any, seed: Any, alone: Any, seconds: Any, whole: Any) -> KeptRun:
    if not (isinstance(name, str) and isinstance(seed, int) and isinstance(seconds, float)):
        raise ValueError("a run of it has no check")
    return KeptRun(name=name, seed=seed, alone=bool(alone), seconds=seconds, whole=bool(whole))
