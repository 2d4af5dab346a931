"""Archives that cost whoever reads them memory or time, made without costing the same."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
from collections.abc import Callable

MIB = 1 << 20
END = 1024  # zeros that end a tar


def header(name: str, size: int, kind: bytes = b"0") -> bytes:
    """One block of a tar."""
    info = tarfile.TarInfo(name)
    info.size, info.type = size, kind
    return info.tobuf(tarfile.GNU_FORMAT)


def signed(block: bytearray) -> bytes:
    """The block with its checksum made right again."""
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block)


def zeros_gz(mib: int) -> bytes:
    return gzip.compress(bytes(MIB), 9) * mib


def zeros_bz2(mib: int) -> bytes:
    return bz2.compress(bytes(45 * MIB), 9) * (mib // 45)


def long_header(kind: bytes, mib: int = 600) -> bytes:
    """A long name, or other words about the next member, of that size."""
    return (
        gzip.compress(header("././@LongLink", mib * MIB, kind))
        + zeros_gz(mib)
        + gzip.compress(bytes(END))
    )


def digits(count: int, times: int) -> bytes:
    """PAX headers that are one number.

    Tarfile's pattern takes the square of its length (CVE-2024-6232).
    """
    one = header("PaxHeader", count, b"x") + b"1" * count + bytes(-count % 512) + header("a.py", 0)
    return gzip.compress(one * times)


def skipped() -> bytes:
    """A gigabyte in a member that nobody wants."""
    return bz2.compress(header("x.bin", 1 << 30)) + zeros_bz2(1 << 10) + bz2.compress(bytes(END))


def same_name_tar() -> bytes:
    return (gzip.compress(header("a.py", 16 * MIB)) + zeros_gz(16)) * 60 + gzip.compress(bytes(END))


def same_place_zip(*, names: int, count: int) -> bytes:
    """A zip whose directory names one member of 16 MiB again and again, by so many names."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("0000.py", bytes(16 * MIB))
    whole = held.getvalue()
    at, end = whole.index(b"PK\1\2"), whole.index(b"PK\5\6")
    entries = [
        whole[at:end].replace(b"0000.py", b"%04d.py" % (number % names)) for number in range(count)
    ]
    return whole[:at] + b"".join(entries) + end_record(count, sum(map(len, entries)), at)


def end_record(entries: int, size: int, at: int) -> bytes:
    return struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, entries, entries, size, at, 0)


def directory(end: str, entries: int = 140_000) -> bytes:
    """A directory of that many entries and nothing else.

    Its end record says so, or hides it from a quick look.
    """
    one = struct.pack("<4s4B4HL2L5H2L", b"PK\1\2", 20, 3, 20, *[0] * 8, 1, *[0] * 6) + b"a"
    whole = one * entries
    if end == "plain":
        return whole + end_record(65535, len(whole), 0)
    if end == "inner":  # the offset's bytes are those of an end record
        return whole + end_record(65535, len(whole), 0x06054B50)
    large = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, entries, entries, len(whole), 0)
    return whole + large + struct.pack("<4sLQL", b"PK\6\7", 0, len(whole), 1) + end_record(1, 10, 0)


def packed_zip(method: int, packed: bytes, says: int = 100) -> bytes:
    """A zip with one member that is packed in that way and claims to be small."""
    local = (
        struct.pack("<4s2B4HL2L2H", b"PK\3\4", 20, 0, 0, method, 0, 0, 0, len(packed), says, 4, 0)
        + b"a.py"
    )
    entry = struct.pack(
        "<4s4B4HL2L5H2L",
        b"PK\1\2",
        20,
        3,
        20,
        0,
        0,
        method,
        0,
        0,
        0,
        len(packed),
        says,
        4,
        0,
        0,
        0,
        0,
        0,
        0,
    )
    entry += b"a.py"
    return local + packed + entry + end_record(1, len(entry), len(local) + len(packed))


def sparse(*, blocks: int) -> bytes:
    """A sparse member whose list of pieces goes on for so many blocks, and then breaks off."""
    first, more = bytearray(header("a.py", 512, b"S")), bytearray(512)
    first[482] = more[504] = 1
    return gzip.compress(signed(first) + bytes(more) * blocks)


def negative() -> bytes:
    """A member of size -1024."""
    block = bytearray(header("x.bin", 0))
    block[124:136] = b"\xff" * 10 + b"\xfc\x00"
    return signed(block) + header("a.py", 0) + bytes(END)


def named(*names: str) -> bytes:
    """A tar.gz with empty files of these names."""
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w:gz", format=tarfile.PAX_FORMAT) as archive:
        for name in names:
            archive.addfile(tarfile.TarInfo(name))
    return held.getvalue()


# By name: the file's name and how to make it.
BOMBS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a long name": ("a.tar.gz", lambda: long_header(b"L")),
    "a long link": ("a.tar.gz", lambda: long_header(b"K")),
    "a long PAX header": ("a.tar.gz", lambda: long_header(b"x")),
    "a long global header": ("a.tar.gz", lambda: long_header(b"g")),
    "a PAX header of digits": ("a.tar.gz", lambda: digits(60_000, 1)),
    "many PAX headers of digits": ("a.tar.gz", lambda: digits(6_000, 300)),
    "a large member that nobody wants": ("a.tar.bz2", skipped),
    "many members of one name in a tar": ("a.tar.gz", same_name_tar),
    "many members of one name in a zip": ("a.zip", lambda: same_place_zip(names=1, count=2_000)),
    "one member by many names": ("a.zip", lambda: same_place_zip(names=9_000, count=9_000)),
    "a long directory": ("a.zip", lambda: directory("plain")),
    "a long directory behind a zip64 record": ("a.zip", lambda: directory("zip64")),
    "a long directory behind a false end": ("a.zip", lambda: directory("inner")),
    "a member packed by bzip2": (
        "a.zip",
        lambda: packed_zip(12, bz2.compress(bytes(200 * MIB), 9)),
    ),
    "a member packed by LZMA": (
        "a.zip",
        lambda: packed_zip(14, b"\x09\x04\x05\x00]\0\0\x80\0" + lzma.compress(bytes(MIB))),
    ),
    "a packed member that lies": ("a.zip", lambda: packed_zip(8, zeros_gz(1)[10:-8])),
    "a sparse member without end": ("a.tar.gz", lambda: sparse(blocks=8_000)),
    "a sparse member that breaks off": ("a.tar.gz", lambda: sparse(blocks=2)),
    "a member of negative size": ("a.tar", negative),
    "names about names": (
        "a.tar.gz",
        lambda: gzip.compress((header("././@LongLink", 512, b"L") + b"x" * 512) * 5_000),
    ),
    "names that are too long": (
        "a.tar.gz",
        lambda: named("srn.py", "a" * 2_000_000 + ".py", *[f"{n}{'b' * 900}.py" for n in range(9)]),
    ),
    "empty pieces": ("a.tar.gz", lambda: gzip.compress(b"") * 50_000),
    "packed again and again": (
        "a.tar.gz",
        lambda: gzip.compress(gzip.compress(gzip.compress(named("a.py")))),
    ),
    "a link to itself": (
        "a.tar.gz",
        lambda: gzip.compress(header("a.py", 0, b"2") + header("a.py", 0, b"1") + bytes(END)),
    ),
}
