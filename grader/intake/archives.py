"""Archives are never extracted: named members are read, within ceilings, and nothing is written.

An archive inside an archive is read as a folder of its name, under the ceilings of the outermost.
"""

import functools
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from contextlib import closing
from pathlib import PurePosixPath
from typing import IO

from grader.language import tr, translatable

from .kinds import is_archive, is_hidden_work, is_read, without_ending
from .limits import Opener, Piece, Reading, UnreadableArchive, decode_name, to_callable
from .tars import tar_members

ENTRY = b"PK\x01\x02"  # begins each entry of a zip's directory
DEEPEST = 3  # a zip in a zip in a zip
PLAIN_FILE = 0o100000
FILE_TYPE = 0o170000
UNREADABLE = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    ValueError,
    OSError,
)
# What tarfile and zipfile raise beside their own errors, on archives that were made to be broken.
DAMAGED = (IndexError, KeyError, OverflowError, MemoryError, struct.error, RecursionError)
BROKEN = (*UNREADABLE, *DAMAGED, RuntimeError)  # encrypted, or packed in an unknown way
# How other archives begin, for a sentence that says what came under a false name.
BEGINNINGS = {
    b"Rar!": translatable("a RAR archive"),
    b"7z\xbc\xaf": translatable("a 7-Zip archive"),
    b"%PDF": translatable("a PDF"),
}


def read_archive(piece: Piece, reading: Reading, prefix: str = "", depth: int = 1) -> None:
    """Add an archive's files to `reading`.  Raises UnreadableArchive with one sentence."""
    name = PurePosixPath(piece.name).name
    if piece.size() > reading.ceilings.archive_mib << 20:
        raise _size_error(name, piece.size(), reading)
    try:
        with piece.open() as stream, closing(_open_seekable(name, stream, reading)) as file:
            if zipfile.is_zipfile(file):
                _read_zip(name, file, reading, prefix, depth)
            else:
                _read_tar(name, file, reading, prefix, depth)
    except UNREADABLE as error:
        raise UnreadableArchive(
            tr(
                "{name} cannot be read as an archive ({error}); ask for it again",
                name=name,
                error=error,
            )
        ) from error
    except DAMAGED as error:
        raise UnreadableArchive(
            tr("{name} is damaged ({kind}); ask for it again", name=name, kind=type(error).__name__)
        ) from error
    except (RuntimeError, NotImplementedError) as error:
        raise UnreadableArchive(
            tr(
                "{name} is encrypted or packed in a way that cannot be read ({error})",
                name=name,
                error=error,
            )
        ) from error


def safe_name(name: str) -> str | None:
    """Return a member's name as a relative path with `/`; None when it leads out of the archive."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".")]
    if not parts or ".." in parts or parts[0].endswith(":"):
        return None
    return "/".join(parts)


def zip_name(member: zipfile.ZipInfo) -> str:
    """Return a zip member's name.

    Without the UTF-8 flag zipfile reads cp437; Chinese Windows wrote GBK there.
    """
    if member.flag_bits & 0x800:
        return member.filename
    try:
        name_bytes = member.filename.encode("cp437")
    except UnicodeEncodeError:
        return member.filename
    return decode_name(name_bytes)


def is_plain_member(member: zipfile.ZipInfo) -> bool:
    """Return whether a zip's member is a file: no link, no device."""
    return member.external_attr >> 16 & FILE_TYPE in (0, PLAIN_FILE)


def is_bounded_member(member: zipfile.ZipInfo) -> bool:
    """Return whether zipfile unpacks a member bit by bit.

    Any other packing it unpacks a piece at once, whatever that comes to.
    """
    return member.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def _open_seekable(name: str, stream: IO[bytes], reading: Reading) -> IO[bytes]:
    """Return the archive as a file that can be read from any place.

    One inside another archive is read into memory.
    """
    if isinstance(stream, io.BufferedReader):
        return stream
    ceiling = min(reading.ceilings.archive_mib << 20, reading.unpacked)
    content = stream.read(ceiling + 1)
    if len(content) > ceiling:
        raise _size_error(name, len(content), reading)
    reading.unpacked -= len(content)
    return io.BytesIO(content)


def _size_error(name: str, size: int, reading: Reading) -> UnreadableArchive:
    return UnreadableArchive(
        tr(
            "{name} has {mib} MiB, more than {most} MiB; ask for the source files only",
            name=name,
            mib=size >> 20,
            most=reading.ceilings.archive_mib,
        )
    )


def _read_zip(outer: str, file: IO[bytes], reading: Reading, prefix: str, depth: int) -> None:
    # zipfile makes all entries before it can be asked how many there are, and where its directory
    # is can be forged.
    file.seek(0)
    reading.count_entries(outer, file.read().count(ENTRY))
    with zipfile.ZipFile(file) as archive:
        for member in archive.infolist():
            name = safe_name(zip_name(member))
            if name is None or member.is_dir() or not _may_matter(prefix + name, reading):
                continue
            if not is_plain_member(member):
                reading.note(_not_plain_note(name, outer))
                continue
            if not is_bounded_member(member):
                raise UnreadableArchive(
                    tr(
                        "{outer} is encrypted or packed in a way that cannot be read ({name}); ask"
                        " for an ordinary zip",
                        outer=outer,
                        name=name,
                    )
                )
            opener = functools.partial(archive.open, member)
            _read_member(outer, prefix + name, member.file_size, opener, reading, depth)


def _read_tar(outer: str, file: IO[bytes], reading: Reading, prefix: str, depth: int) -> None:
    file.seek(0)
    beginning = file.read(4)
    with tar_members(outer, file, reading) as members:
        if members is None:
            raise _no_archive_error(outer, BEGINNINGS.get(beginning))
        for member in members:
            name = safe_name(member.name)
            if name is None or member.folder or not _may_matter(prefix + name, reading):
                continue
            if member.open is None:
                reading.note(_not_plain_note(name, outer))
                continue
            _read_member(outer, prefix + name, member.size, member.open, reading, depth)


def _not_plain_note(name: str, outer: str) -> str:
    return tr("{name} in {outer} is not a plain file and was left out", name=name, outer=outer)


def _no_archive_error(name: str, kind: str | None) -> UnreadableArchive:
    """Return the error of a file that is called an archive and is none."""
    if kind is None:
        sentence = tr(
            "{name} is not a zip or tar archive, whatever its name says; ask for it again",
            name=name,
        )
    else:
        sentence = tr(
            "{name} is not a zip or tar archive, whatever its name says (it is {kind}); ask for it"
            " again",
            name=name,
            kind=tr(kind),
        )
    return UnreadableArchive(sentence)


def _may_matter(name: str, reading: Reading) -> bool:
    """Return whether a member is read; what is not is remembered, unless it is a program's own."""
    if is_read(name) or (_is_visible(name) and is_archive(name)):
        return True
    if _is_visible(name) or is_hidden_work(name):
        reading.pass_over(name)
    return False


def _is_visible(name: str) -> bool:
    """Return whether a path lies outside of caches and hidden folders."""
    return is_read(f"{name}.py")


def _read_member(
    outer: str,
    name: str,
    size: int,
    opener: Opener,
    reading: Reading,
    depth: int,
) -> None:
    """Read one member: an archive as a folder of its name, anything else as it is."""
    if not is_archive(name):
        kept_name = reading.choose_name(name)
        if reading.has_room(kept_name, size):
            with opener() as stream:
                reading.take(kept_name, stream)
        return
    if depth >= DEEPEST:
        raise UnreadableArchive(
            tr(
                "{name} in {outer} is an archive in an archive in an archive; ask for the source"
                " files",
                name=name,
                outer=outer,
            )
        )
    reading.note(
        tr("{name} is an archive inside {outer}; its files were read", name=name, outer=outer)
    )
    inner = Piece(name=name, size=to_callable(size), open=opener)
    read_archive(inner, reading, f"{without_ending(name)}/", depth + 1)
