"""Writing files: their names, whole or not at all, and the sentence when they cannot be written."""

import hashlib
import itertools
import re
import shutil
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from grader.errors import CannotWrite
from grader.language import translatable

ELSEWHERE = translatable("name another place with -o")
MAKE_ROOM = translatable("make room or mend the folder's rights, then run the command again")
# A disk takes 255 bytes a name; ours get a digest, an ending and a dot before them.
MAX_BYTES = 160
DIGITS = 16
_DIGEST = re.compile(rf"-[0-9a-f]{{8,{DIGITS}}}$")


@contextmanager
def writing(place: Path, otherwise: str = ELSEWHERE) -> Iterator[None]:
    """Turn what the system says of a place that cannot be written into one sentence.

    `otherwise` says what to do about it, a sentence marked `translatable`.  Raises CannotWrite.
    """
    try:
        yield
    except OSError as error:
        raise CannotWrite(place, _describe_error(error), otherwise) from error


def need_writable(folder: Path) -> None:
    """Raise CannotWrite where a folder cannot be made or written in, before long work begins.

    Nothing is left there.
    """
    absolute = folder.absolute()
    nearest = next(each for each in (absolute, *absolute.parents) if each.exists())
    with writing(folder), tempfile.TemporaryFile(dir=nearest):
        return


def _describe_error(error: OSError) -> str:
    """Return what the system says; of a folder that was copied, of its first file."""
    if isinstance(error, shutil.Error) and error.args and isinstance(error.args[0], list):
        return str(error.args[0][0][-1])
    return error.strerror or str(error)


def write_whole(
    path: Path, content: str | bytes, *, otherwise: str = ELSEWHERE, private: bool = False
) -> None:
    """Write a file whole or not at all: through a temporary one beside it.

    A device or a pipe is written to and never replaced.  What is `private` only its owner can read.
    Raises CannotWrite.
    """
    temporary = path.with_name(f".{path.name}.part")
    with writing(path, otherwise):
        if is_device(path):
            path.write_bytes(_as_bytes(content))
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            if private:
                temporary.touch(mode=0o600)
            temporary.write_bytes(_as_bytes(content))
            temporary.replace(path)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise


def write_below(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files by their paths below a folder, where nobody looks yet."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_as_bytes(content))


def _as_bytes(content: str | bytes) -> bytes:
    return content.encode("utf-8", "replace") if isinstance(content, str) else content


def is_device(path: Path) -> bool:
    """Return whether there is something at a path that is neither a file nor a folder."""
    return path.exists() and not path.is_file() and not path.is_dir()


def file_names(names: Iterable[str]) -> dict[str, str]:
    """Return a file's name for each submission of a class; no two are the same file anywhere.

    Where two differ in letter case or spelling of accents only, which some disks take for one
    file, both get the start of their digests.
    """
    safe_names = {name: file_name(name) for name in names}
    counts = Counter(_disk_name(each) for each in safe_names.values())
    return {
        name: each if counts[_disk_name(each)] == 1 else _with_digest(each, name)
        for name, each in safe_names.items()
    }


def file_name(name: str) -> str:
    """Return a file's name of our own making for a submission.

    Letters, digits, dots and dashes of any script.

    A name that had to be changed gets the start of its digest, so that two never meet.  So does one
    that ends as if it had got one.
    """
    safe = re.sub(r"[^\w.-]+", "_", name).lstrip("._-").rstrip("._")
    readable = safe.encode("utf-8", "ignore")[:MAX_BYTES].decode("utf-8", "ignore")
    if name and readable == name and not _DIGEST.search(name):
        return name
    return _with_digest(readable or "submission", name)


def numbered_names(name: str) -> Iterator[str]:
    """Yield a name, and then what it is called where that is taken: `name-2`, `name-3`, …."""
    yield name
    yield from (f"{name}-{number}" for number in itertools.count(2))


def _with_digest(readable: str, name: str) -> str:
    return f"{readable}-{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:DIGITS]}"


def _disk_name(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
