"""Tar archives as a stream of members; what is skipped is unpacked too, and counted."""

import bz2
import gzip
import lzma
import os
import re
import tarfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import IO, cast

from grader.language import tr
from grader.nouns import frozen

from .limits import Opener, Reading, UnreadableArchive, decode_name

MAX_EXTENDED = 1 << 14
LONG_NUMBER = re.compile(rb"\d{60}")
EXTENDED_TYPES = (b"x", b"g", b"X", b"L", b"K")


@frozen
class TarMember:
    """A member of a tar archive; `open` is None for what is no plain file."""

    name: str
    size: int
    folder: bool
    open: Opener | None


@contextmanager
def tar_members(
    name: str, file: IO[bytes], reading: Reading
) -> Iterator[Iterator[TarMember] | None]:
    """Give the members of a tar archive, each to be read before the next; None when it is none.

    Raises UnreadableArchive: too many members, or one that says that it is larger than all that may
    be unpacked. tarfile would read on after such a one for as long as it says.
    """
    with _open_unpacked(file) as stream:
        counted_stream = _Counted(stream, name, reading)
        try:
            archive = tarfile.open(  # noqa: SIM115  closed below
                fileobj=cast(IO[bytes], counted_stream), mode="r|", tarinfo=_Member
            )
        except tarfile.ReadError:
            yield None
            return
        with archive:
            yield _list_members(name, archive, reading)


def _list_members(outer: str, archive: tarfile.TarFile, reading: Reading) -> Iterator[TarMember]:
    for member in archive:
        reading.count_entries(outer)
        name = decode_name(os.fsencode(member.name))
        if member.size > reading.unpacked:
            raise UnreadableArchive(
                tr(
                    "{outer} says that {name} has {mib:,} MiB, far more than a submission; ask for"
                    " the source files only",
                    outer=outer,
                    name=name[:100],
                    mib=member.size >> 20,
                )
            )
        opener = _opener(archive, member) if member.isfile() else None
        yield TarMember(name, member.size, member.isdir(), opener)


def _opener(archive: tarfile.TarFile, member: tarfile.TarInfo) -> Opener:
    return lambda: cast(IO[bytes], archive.extractfile(member))


def _open_unpacked(file: IO[bytes]) -> AbstractContextManager[IO[bytes]]:
    """Return the bytes of a tar archive, by what its first bytes say of its packing."""
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
            raise tarfile.ReadError(tr("a header that is far too long"))
        member: tarfile.TarInfo = super()._proc_member(archive)  # type: ignore[misc]
        return member

    def _proc_pax(self, archive: tarfile.TarFile) -> tarfile.TarInfo:
        stream = archive.fileobj
        assert stream is not None
        header = stream.read(self._block(self.size))  # type: ignore[attr-defined]
        if LONG_NUMBER.search(header):
            raise tarfile.ReadError(tr("a header with a number that is far too long"))
        archive.fileobj = cast(IO[bytes], _Ahead(header, cast(IO[bytes], stream)))
        try:
            member: tarfile.TarInfo = super()._proc_pax(archive)  # type: ignore[misc]
        finally:
            archive.fileobj = stream
        return member


class _Ahead:
    """A stream of which a piece has been read already: the first read gives that piece."""

    def __init__(self, piece: bytes, stream: IO[bytes]) -> None:
        self._piece = piece
        self._stream = stream

    def read(self, size: int) -> bytes:
        piece, self._piece = self._piece, b""
        return piece or self._stream.read(size)

    def tell(self) -> int:
        return self._stream.tell()

    def seek(self, at: int) -> int:
        return self._stream.seek(at)


class _Counted:
    """A stream that unpacks no more than the submission may.

    A few bytes can stand for hours, a long name for gigabytes.
    """

    def __init__(self, stream: IO[bytes], name: str, reading: Reading) -> None:
        self._stream = stream
        self._name = name
        self._reading = reading

    def read(self, size: int = -1) -> bytes:
        bytes_left = self._reading.unpacked
        piece = self._stream.read(min(size, bytes_left + 1) if size >= 0 else bytes_left + 1)
        self._reading.unpacked = bytes_left - len(piece)
        if len(piece) > bytes_left:
            raise UnreadableArchive(
                tr(
                    "{name} unpacks to far more than a submission; ask for the source files only",
                    name=self._name,
                )
            )
        return piece
