"""Stored mistakes, and what each answers to the checks of its task: recorded, kept, loaded.

One JSON file per task and kind of inputs, `checks/mistakes/<task>.json`, beside the transcripts.
"""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import msgspec

from grader.errors import BadFile
from grader.files.writing import MAKE_ROOM, write_whole
from grader.language import tr
from grader.model import Outcome

FORMAT = 1
ANOTHER_SHAPE = 1e99  # how far an answer of another structure is apart; JSON has no infinity
MAX_BYTES = 16 << 20


class Fingerprint(msgspec.Struct, frozen=True, omit_defaults=True):
    """An answer's structure as text, and its numbers, or what stands for a long list of them.

    They are float64, or float32 in a file.  `scale` is the largest absolute number, `size` how many
    there are.
    """

    structure: str
    numbers: bytes = b""
    scale: float = 0.0
    size: int = 0


class Imprint(msgspec.Struct, frozen=True, omit_defaults=True):
    """An end that a mistake gives a check.

    `answer` is what it answered in the comparison number `at`, the first that does not hold.
    `apart` is how far that is from the reference's answer, `telling` how many numbers say so.
    `text` is an exception's, or what was not as it should be where no value was compared.
    """

    outcome: Outcome
    at: int = 0
    answer: Fingerprint | None = None
    apart: float = 0.0
    telling: int = 0
    text: str = ""


class Mistake(msgspec.Struct, frozen=True):
    """A stored mistake: its name, what is said of it, how it ends the checks that it fails."""

    name: str
    title: str
    explanation: str
    imprints: dict[str, Imprint]


class MistakesFile(msgspec.Struct, frozen=True):
    """All mistakes of a task for one kind of inputs, and what they were recorded with.

    `made_from` is the digest of the checks and the settings, `reference` that of the reference,
    `stored` that of the wrong functions.
    """

    format: int
    task: str
    made_from: str
    reference: str
    stored: str
    mistakes: tuple[Mistake, ...]


def join_mistakes(some: Iterable[Mistake], others: Iterable[Mistake]) -> tuple[Mistake, ...]:
    """Return all mistakes of two recordings, each with how it ends the checks of both."""
    by_name = {mistake.name: mistake for mistake in some}
    for other in others:
        earlier = by_name.get(other.name)
        imprints = {**(earlier.imprints if earlier else {}), **other.imprints}
        by_name[other.name] = msgspec.structs.replace(other, imprints=imprints)
    return tuple(by_name.values())


def with_words(file: MistakesFile, words: Mapping[str, tuple[str, str]]) -> MistakesFile:
    """Return a file with the titles and explanations that its mistakes, by name, have now."""
    reworded = [
        msgspec.structs.replace(each, title=words[each.name][0], explanation=words[each.name][1])
        for each in file.mistakes
    ]
    return msgspec.structs.replace(file, mistakes=tuple(reworded))


def translate_mistakes(file: MistakesFile, say: Callable[[str], str]) -> MistakesFile:
    """Return a file with the titles and explanations of its mistakes as `say` gives them."""
    words = {each.name: (say(each.title), say(each.explanation)) for each in file.mistakes}
    return with_words(file, words)


def load_mistakes(path: Path) -> MistakesFile | None:
    """Return the mistakes in a file; None when there is no file.  Raises BadFile."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BadFile(path, tr("it is too large for a file of mistakes; fetch it again"))
        file = msgspec.json.decode(path.read_bytes(), type=MistakesFile)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise BadFile(
            path, tr("it cannot be read ({why}); fetch it again", why=error.strerror)
        ) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadFile(
            path,
            tr(
                "this is no file of mistakes ({error}); fetch it again, or run `grade record`",
                error=error,
            ),
        ) from error
    if file.format != FORMAT:
        raise BadFile(
            path,
            tr(
                "format {format} is not {known}; use the tensorgrade that made it",
                format=file.format,
                known=FORMAT,
            ),
        )
    return file


def save_mistakes(path: Path, file: MistakesFile) -> None:
    """Write the file whole or not at all.  Raises CannotWrite."""
    write_whole(path, msgspec.json.encode(file) + b"\n", otherwise=MAKE_ROOM)
