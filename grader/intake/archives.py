"""Archives are never extracted: named members are read, within ceilings, and nothing is written."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import re
import struct
import tarfile
import zipfile
import zlib
from contextlib import AbstractContextManager, nullcontext
from pathlib import PurePosixPath
from typing import IO, cast

from grader.errors import GraderError
from grader.intake.limits import Piece, Reading, name_text

ENTRY = b"PK\x01\x02"  # begins each entry of a zip's directory
MAX_EXTENDED = 1 << 14
LONG_NUMBER = re.compile(rb"\d{60}")
EXTENDED_TYPES = (b"x", b"g", b"X", b"L", b"K")
UNPACKED_TIMES = 4  # of what is kept, as much is unpacked
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


class UnreadableArchive(GraderError):
    """An archive that cannot be read; its submission is held with this sentence."""


def read_archive(piece: Piece, reading: Reading, prefix: str = "") -> None:
    """Adds an archive's files to `reading`.  Raises UnreadableArchive with one sentence."""
    name = PurePosixPath(piece.name).name
    if piece.size() > reading.ceilings.archive_mib << 20:
        raise _too_large(name, piece.size(), reading)
    try:
        with piece.open() as stream:
            file = _whole(name, stream, reading)
            if zipfile.is_zipfile(file):
                _read_zip(name, file, reading, prefix)
            else:
                _read_tar(name, file, reading, prefix)
    except UNREADABLE as error:
        raise UnreadableArchive(
            f"{name} cannot be read as an archive ({error}); ask for it again"
        ) from error
    except DAMAGED as error:
        raise UnreadableArchive(
            f"{name} is damaged ({type(error).__name__}); ask for it again"
        ) from error
    except (RuntimeError, NotImplementedError) as error:
        raise UnreadableArchive(
            f"{name} is encrypted or packed in a way that cannot be read ({error})"
        ) from error


def _whole(name: str, stream: IO[bytes], reading: Reading) -> IO[bytes]:
    """The archive as a file that can be read from any place.

    One inside another archive is read into memory.
    """
    if isinstance(stream, io.BufferedReader):
        return stream
    ceiling = reading.ceilings.archive_mib << 20
    content = stream.read(ceiling + 1)
    if len(content) > ceiling:
        raise _too_large(name, len(content), reading)
    return io.BytesIO(content)


def _too_large(name: str, size: int, reading: Reading) -> UnreadableArchive:
    return UnreadableArchive(
        f"{name} has {size >> 20} MiB, more than {reading.ceilings.archive_mib} MiB; ask for the"
        " source files only"
    )


def _read_zip(whole: str, file: IO[bytes], reading: Reading, prefix: str) -> None:
    # zipfile makes all entries before it can be asked how many there are, and where its directory
    # is can be forged.
    file.seek(0)
    _check_entries(whole, file.read().count(ENTRY), reading)
    with zipfile.ZipFile(file) as archive:
        for member in archive.infolist():
            name = safe_name(zip_name(member))
            kind = member.external_attr >> 16 & 0o170000
            if name is None or member.is_dir() or not reading.wants(prefix + name):
                continue
            if kind not in (0, 0o100000):
                reading.note(f"{name} in {whole} is not a plain file and was left out")
                continue
            if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                # zipfile unpacks a piece of any other packing whole, whatever that comes to.
                raise UnreadableArchive(
                    f"{whole} is encrypted or packed in a way that cannot be read ({name}); ask for"
                    " an ordinary zip"
                )
            if reading.room_for(prefix + name, member.file_size):
                with archive.open(member) as stream:
                    reading.take(prefix + name, stream)


def zip_name(member: zipfile.ZipInfo) -> str:
    """A zip member's name.

    Without the UTF-8 flag zipfile reads cp437; Chinese Windows wrote GBK there.
    """
    if member.flag_bits & 0x800:
        return member.filename
    try:
        raw = member.filename.encode("cp437")
    except UnicodeEncodeError:
        return member.filename
    return name_text(raw)


def _read_tar(whole: str, file: IO[bytes], reading: Reading, prefix: str) -> None:
    """As a stream: what is skipped is unpacked too, and counted."""
    with _unpacked(file) as plain:
        counted = _Counted(plain, whole, UNPACKED_TIMES * reading.ceilings.total_mib << 20)
        try:
            archive = tarfile.open(fileobj=cast(IO[bytes], counted), mode="r|", tarinfo=_Member)  # noqa: SIM115  closed below
        except tarfile.ReadError:
            raise UnreadableArchive(
                f"{whole} is not a zip or tar archive, whatever its name says; ask for it again"
            ) from None
        with archive:
            entries = 0
            for member in archive:
                entries += 1
                _check_entries(whole, entries, reading)
                name = safe_name(name_text(os.fsencode(member.name)))
                if name is None or member.isdir() or not reading.wants(prefix + name):
                    continue
                if not member.isfile():
                    reading.note(f"{name} in {whole} is not a plain file and was left out")
                elif reading.room_for(prefix + name, member.size):
                    stream = archive.extractfile(member)
                    if stream is not None:
                        reading.take(prefix + name, stream)


def _unpacked(file: IO[bytes]) -> AbstractContextManager[IO[bytes]]:
    """The bytes of a tar archive, by what its first bytes say of its packing."""
    file.seek(0)
    start = file.read(6)
    file.seek(0)
    if start.startswith(b"\x1f\x8b"):
        return cast(IO[bytes], gzip.open(file, "rb"))
    if start.startswith(b"BZh"):
        return bz2.open(file, "rb")
    if start.startswith(b"\xfd7zXZ\0"):
        return lzma.open(file, "rb")
    return nullcontext(file)


class _Member(tarfile.TarInfo):
    """A member whose extended headers are short and hold no long number.

    tarfile reads them whole, and searches them for numbers in a time that is the square of a
    number's length (CVE-2024-6232, mended in Python 3.11.10 and 3.12.6).
    """

    def _proc_member(self, archive: tarfile.TarFile) -> tarfile.TarInfo:
        if self.type in EXTENDED_TYPES and self.size > MAX_EXTENDED:
            raise tarfile.ReadError("a header that is far too long")
        found: tarfile.TarInfo = super()._proc_member(archive)  # type: ignore[misc]
        return found

    def _proc_pax(self, archive: tarfile.TarFile) -> tarfile.TarInfo:
        stream = archive.fileobj
        assert stream is not None
        held = stream.read(self._block(self.size))  # type: ignore[attr-defined]
        if LONG_NUMBER.search(held):
            raise tarfile.ReadError("a header with a number that is far too long")
        archive.fileobj = cast(IO[bytes], _Ahead(held, cast(IO[bytes], stream)))
        try:
            found: tarfile.TarInfo = super()._proc_pax(archive)  # type: ignore[misc]
        finally:
            archive.fileobj = stream
        return found


class _Ahead:
    """A stream of which a piece has been read already: the first read gives that piece."""

    def __init__(self, held: bytes, stream: IO[bytes]) -> None:
        self._held = held
        self._stream = stream

    def read(self, size: int) -> bytes:
        held, self._held = self._held, b""
        return held or self._stream.read(size)

    def tell(self) -> int:
        return self._stream.tell()

    def seek(self, at: int) -> int:
        return self._stream.seek(at)


class _Counted:
    """A stream that unpacks no more than a ceiling.

    A few bytes can stand for hours, a long name for gigabytes.
    """

    def __init__(self, stream: IO[bytes], name: str, ceiling: int) -> None:
        self._stream = stream
        self._name = name
        self._left = ceiling

    def read(self, size: int = -1) -> bytes:
        piece = self._stream.read(min(size, self._left + 1) if size >= 0 else self._left + 1)
        self._left -= len(piece)
        if self._left < 0:
            raise UnreadableArchive(
                f"{self._name} unpacks to far more than a submission; ask for the source files only"
            )
        return piece


def _check_entries(name: str, entries: int, reading: Reading) -> None:
    if entries > reading.ceilings.entries:
        raise UnreadableArchive(
            f"{name} has more than {reading.ceilings.entries:,} entries; ask for the source files"
            " only"
        )


def safe_name(name: str) -> str | None:
    """A member's name as a relative path with `/`; None when it leads out of the archive."""
    path = PurePosixPath(name.replace("\\", "/"))
    parts = [part for part in path.parts if part.strip("/") not in ("", ".")]
    if not parts or ".." in parts or parts[0].endswith(":"):
        return None
    return "/".join(parts)
