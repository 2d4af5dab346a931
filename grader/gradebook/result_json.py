"""Schema `tensorgrade/result/1`, written and read."""

import msgspec

from grader.errors import GraderError
from grader.files.json_text import encoder
from grader.model import Result
from grader.nouns import replace
from grader.points import UNCHANGED

_decoder: msgspec.json.Decoder[Result] = msgspec.json.Decoder(Result)


def to_json(result: Result) -> bytes:
    """Return the result as one JSON object; points are numbers written from exact decimals."""
    return encoder.encode(result)


def from_json(raw: bytes) -> Result:
    """Return the result in `raw`.  Raises GraderError when it is not one."""
    try:
        result = _decoder.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise GraderError(
            f"this is not a result of schema tensorgrade/result/1: {error}"
        ) from error
    return result if b'"unchanged"' in raw else _with_unchanged(result)


def _with_unchanged(result: Result) -> Result:
    """Return a result from before `unchanged` was a field: then only a note said so."""
    tasks = (
        replace(task, unchanged=any(note.endswith(f" is {UNCHANGED}") for note in task.notes))
        for task in result.tasks
    )
    return replace(result, tasks=tuple(tasks))
