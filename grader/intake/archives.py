"""Archives are never extracted: named members are read, within ceilings, and nothing is written."""

from __future__ import annotations

import lzma
import os
import tarfile
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import IO

from grader.errors import GraderError
from grader.intake.limits import Reading

PIECE = 1 << 16


class UnreadableArchive(GraderError):
    """An archive that cannot be read; its submission is held with this sentence."""


def read_archive(path: Path, reading: Reading, prefix: str = "") -> None:
    """Adds an archive's files to `reading`.  Raises UnreadableArchive with one sentence."""
    size = path.stat().st_size
    if size > reading.ceilings.archive_mib << 20:
        raise UnreadableArchive(
            f"{path.name} has {size >> 20} MiB, more than {reading.ceilings.archive_mib} MiB; ask for the source files only"
        )
    try:
        if zipfile.is_zipfile(path):
            _read_zip(path, reading, prefix)
        elif tarfile.is_tarfile(path):
            _read_tar(path, reading, prefix)
        else:
            raise UnreadableArchive(
                f"{path.name} is not a zip or tar archive, whatever its name says; ask for it again"
            )
    except (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, ValueError, OSError) as error:
        raise UnreadableArchive(f"{path.name} cannot be read as an archive ({error}); ask for it again") from error
    except (RuntimeError, NotImplementedError) as error:
        raise UnreadableArchive(f"{path.name} is encrypted or packed in a way that cannot be read ({error})") from error


def _read_zip(path: Path, reading: Reading, prefix: str) -> None:
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
        _check_entries(path, len(members), reading)
        for member in members:
            name = _safe_name(_zip_name(member))
            kind = member.external_attr >> 16 & 0o170000
            if name is None or member.is_dir() or not reading.wants(prefix + name):
                continue
            if kind not in (0, 0o100000):
                reading.note(f"{name} in {path.name} is not a plain file and was left out")
                continue
            if reading.room_for(prefix + name, member.file_size):
                with archive.open(member) as stream:
                    _add(prefix + name, stream, reading)


def _zip_name(member: zipfile.ZipInfo) -> str:
    """A member's name.  Without the UTF-8 flag zipfile reads cp437; Chinese Windows wrote GBK there."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        raw = member.filename.encode("cp437")
    except UnicodeEncodeError:
        return member.filename
    return name_text(raw)


def name_text(raw: bytes) -> str:
    """A file's name from its bytes: UTF-8, else what Chinese Windows writes, else with marks for what is neither."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace")


def _read_tar(path: Path, reading: Reading, prefix: str) -> None:
    with tarfile.open(path) as archive:
        entries = 0
        for member in archive:
            entries += 1
            _check_entries(path, entries, reading)
            name = _safe_name(name_text(os.fsencode(member.name)))
            if name is None or member.isdir() or not reading.wants(prefix + name):
                continue
            if not member.isfile():
                reading.note(f"{name} in {path.name} is not a plain file and was left out")
                continue
            if reading.room_for(prefix + name, member.size):
                stream = archive.extractfile(member)
                if stream is not None:
                    _add(prefix + name, stream, reading)


def _check_entries(path: Path, entries: int, reading: Reading) -> None:
    if entries > reading.ceilings.entries:
        raise UnreadableArchive(
            f"{path.name} has more than {reading.ceilings.entries:,} entries; ask for the source files only"
        )


def _add(name: str, stream: IO[bytes], reading: Reading) -> None:
    """Reads a member whatever size its header claims, up to the ceiling."""
    ceiling = reading.ceilings.file_mib << 20
    pieces, size = [], 0
    while piece := stream.read(PIECE):
        size += len(piece)
        if size > ceiling:
            reading.note(f"{name} was left out: it unpacks to more than {reading.ceilings.file_mib} MiB")
            return
        pieces.append(piece)
    if reading.room_for(name, size):
        reading.add(name, b"".join(pieces))


def _safe_name(name: str) -> str | None:
    """A member's name as a relative path with `/`; None when it leads out of the archive."""
    path = PurePosixPath(name.replace("\\", "/"))
    parts = [part for part in path.parts if part.strip("/") not in ("", ".")]
    if not parts or ".." in parts or parts[0].endswith(":"):
        return None
    return "/".join(parts)
