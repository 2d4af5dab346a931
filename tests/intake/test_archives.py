"""Archives are read within ceilings and never unpacked.

What cannot be read is held with a sentence.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import struct
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.archives import zipped
from support.cases import cases

from grader.intake.reading import read_submission
from grader.model import Ceilings, Submission

SMALL = Ceilings(file_mib=1, total_mib=2, files=3, entries=10, archive_mib=1)


def tarred(*members: tuple[str | tarfile.TarInfo, bytes]) -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for name, content in members:
            info = name if isinstance(name, tarfile.TarInfo) else tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return held.getvalue()


def special(name: str, kind: bytes, target: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Submission]:
    """Reads bytes as an archive of that name, and sees that nothing was written anywhere near."""

    def read_one(
        content: bytes, name: str = "ada.zip", ceilings: Ceilings | None = None
    ) -> Submission:
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / name).write_bytes(content)
        found = read_submission(tmp_path / "in" / name, ceilings)
        assert [path.name for path in tmp_path.rglob("*")] == ["in", name]
        return found

    return read_one


def contents(submission: Submission) -> dict[str, bytes]:
    assert submission.problem is None, submission.problem
    return {file.name: file.content for file in submission.files}


PLAIN = {"a.py": b"x = 1\n", "week 1/b.py": b"y = 2\n"}


@pytest.mark.parametrize(
    ("content", "name"),
    cases(
        {
            "zip": (zipped(*PLAIN.items()), "ada.zip"),
            "zip without packing": (zipped(*PLAIN.items(), how=zipfile.ZIP_STORED), "ada.zip"),
            "zip after something else": (b"#!/bin/sh\n" + zipped(*PLAIN.items()), "ada.zip"),
            "tar": (tarred(*PLAIN.items()), "ada.tar"),
            "tar.gz": (gzip.compress(tarred(*PLAIN.items())), "ada.tar.gz"),
            "tgz": (gzip.compress(tarred(*PLAIN.items())), "ada.TGZ"),
            "tar.bz2": (bz2.compress(tarred(*PLAIN.items())), "ada.tar.bz2"),
            "tar.xz": (lzma.compress(tarred(*PLAIN.items())), "ada.tar.xz"),
            "a tar that is called zip": (tarred(*PLAIN.items()), "ada.zip"),
        }
    ),
)
def test_an_archive_is_read_and_gives_the_submission_its_name(
    read: Callable[..., Submission], content: Any, name: str
) -> None:
    found = read(content, name)
    assert contents(found) == PLAIN and found.name == "ada" and found.notes == ()


ESCAPES = ["../x.py", "a/../../x.py", "..\\x.py", "C:\\x.py", "c:/x.py"]
ABSOLUTE = ["/etc/x.py", "//host/share/x.py", "\\\\host\\share\\x.py", "./x.py"]


@pytest.mark.parametrize("pack", [zipped, tarred])
@pytest.mark.parametrize("name", ESCAPES + ABSOLUTE)
def test_every_name_is_relative_and_stays_inside(
    read: Callable[..., Submission], pack: Any, name: Any
) -> None:
    names = set(contents(read(pack((name, b"1"), ("a.py", b"2"))))) - {"a.py"}
    assert all(
        not inner.startswith("/") and ".." not in inner.split("/") and ":" not in inner
        for inner in names
    )
    assert bool(names) is (name in ABSOLUTE)


def linked(name: str, target: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, 0o120777 << 16
    return info


@pytest.mark.parametrize(
    "content",
    cases(
        {
            "a link in a zip": zipped(
                (linked("x.py", "/etc/passwd"), b"/etc/passwd"), ("a.py", b"1")
            ),
            "a link in a tar": tarred(
                (special("x.py", tarfile.SYMTYPE, "/etc/passwd"), b""), ("a.py", b"1")
            ),
            "a hard link": tarred(
                (special("x.py", tarfile.LNKTYPE, "/etc/passwd"), b""), ("a.py", b"1")
            ),
            "a device": tarred((special("x.py", tarfile.CHRTYPE), b""), ("a.py", b"1")),
            "a pipe": tarred((special("x.py", tarfile.FIFOTYPE), b""), ("a.py", b"1")),
        }
    ),
)
def test_what_is_no_plain_file_is_left_out_with_a_note(
    read: Callable[..., Submission], content: Any
) -> None:
    found = read(content)
    assert contents(found) == {"a.py": b"1"}
    assert any("x.py" in note and "is not a plain file" in note for note in found.notes)


@pytest.mark.parametrize("pack", [zipped, tarred])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_of_two_files_of_one_name_the_first_counts_with_a_note(
    read: Callable[..., Submission], pack: Any
) -> None:
    found = read(pack(("a.py", b"first"), ("./a.py", b"second"), ("a.py", b"third")))
    assert contents(found) == {"a.py": b"first"}
    assert found.notes == ("a.py is there twice; the first one counts",)


@pytest.mark.parametrize(
    "name",
    [
        "a.pyc",
        "a.png",
        ".git/x.py",
        "__MACOSX/._a.py",
        "__pycache__/a.py",
        "node_modules/x.py",
        "folder/",
    ],
)
def test_what_cannot_matter_is_passed_over(read: Callable[..., Submission], name: str) -> None:
    assert contents(read(zipped((name, b""), ("a.py", b"1")))) == {"a.py": b"1"}


def test_names_in_gbk_are_read(read: Callable[..., Submission]) -> None:
    """Chinese Windows writes GBK without saying so; zipfile then reads cp437."""
    content = zipped(("XXXX.py", b"1")).replace(b"XXXX", "作业".encode("gbk"))
    assert contents(read(content)) == {"作业.py": b"1"}
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w", encoding="gbk", format=tarfile.GNU_FORMAT) as archive:
        archive.addfile(tarfile.TarInfo("作业.py"))
    assert list(contents(read(held.getvalue(), "ada.zip"))) == ["作业.py"]


def lying(size: int) -> bytes:
    """A zip of one long file whose headers say another size."""
    content = bytearray(zipped(("a.py", b"\0" * (3 << 20))))
    struct.pack_into("<I", content, 22, size)
    struct.pack_into("<I", content, content.index(b"PK\x01\x02") + 24, size)
    return bytes(content)


BOMB = zipped(("bomb.py", b"\0" * (3 << 20)), ("a.py", b"1"))


@pytest.mark.parametrize(
    ("content", "kept", "note"),
    cases(
        {
            "a file too large": (BOMB, ["a.py"], "bomb.py was left out: 3 MiB are more than 1 MiB"),
            "a packed tar": (
                gzip.compress(tarred(("bomb.py", b"\0" * (3 << 20)), ("a.py", b"1"))),
                ["a.py"],
                "3 MiB are more",
            ),
            "too much together": (
                zipped(*[(f"{n}.py", b"\0" * (900 << 10)) for n in "abc"]),
                ["a.py", "b.py"],
                "c.py and what follows was left out: the submission has more than can be read",
            ),
            "too many files": (
                zipped(*[(f"{n}.py", b"") for n in "abcd"]),
                ["a.py", "b.py", "c.py"],
                "d.py and what follows",
            ),
        }
    ),
)
def test_what_lies_above_a_ceiling_is_left_out_with_a_note(
    read: Callable[..., Submission], content: Any, kept: list[str], note: str
) -> None:
    found = read(content, ceilings=SMALL)
    assert list(contents(found)) == kept and any(note in said for said in found.notes)


@pytest.mark.parametrize("size", [0, 10, (1 << 20) - 1, 0xFFFFFFFE])
def test_a_size_that_is_a_lie_unpacks_no_more_than_the_ceiling(
    read: Callable[..., Submission], size: Any
) -> None:
    found = read(lying(size), ceilings=SMALL)
    assert found.problem or found.notes
    assert sum(len(file.content) for file in found.files) <= 1 << 20


def encrypted() -> bytes:
    content = bytearray(zipped(("a.py", b"x = 1\n")))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def unknown_method() -> bytes:
    content = bytearray(zipped(("a.py", b"x = 1\n")))
    content[8] = content[content.index(b"PK\x01\x02") + 10] = 98
    return bytes(content)


TAR_GZ = gzip.compress(tarred(*PLAIN.items()))


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    cases(
        {
            "nothing": (b"", "ada.zip", "is not a zip or tar archive, whatever its name says"),
            "text": (b"hello", "ada.zip", "is not a zip or tar archive"),
            "rar": (b"Rar!\x1a\x07\x00" + bytes(100), "ada.zip", "is not a zip or tar archive"),
            "a web page": (b"<!doctype html>sign in", "ada.tar.gz", "is not a zip or tar archive"),
            "a zip cut short": (zipped(*PLAIN.items())[:-40], "ada.zip", "ask for it again"),
            "a zip with a hole": (
                zipped(("a.py", os.urandom(99)))[:40] + zipped(("a.py", os.urandom(99)))[60:],
                "ada.zip",
                "cannot be read as an archive",
            ),
            "a tar.gz cut short": (TAR_GZ[:60], "ada.tar.gz", "cannot be read as an archive"),
            "a tar cut short": (
                tarred(("a.py", b"1" * 2000))[:1000],
                "ada.tar",
                "cannot be read as an archive",
            ),
            "an encrypted zip": (
                encrypted(),
                "ada.zip",
                "is encrypted or packed in a way that cannot be read",
            ),
            "an unknown packing": (
                unknown_method(),
                "ada.zip",
                "is encrypted or packed in a way that cannot be read",
            ),
            "too many entries": (
                zipped(*[(f"{n}.png", b"") for n in range(11)]),
                "ada.zip",
                "has more than 10 entries",
            ),
            "too many entries in a tar": (
                tarred(*[(f"{n}.png", b"") for n in range(11)]),
                "ada.tar",
                "has more than 10 entries",
            ),
            "too large": (bytes(2 << 20), "ada.zip", "has 2 MiB, more than 1 MiB"),
        }
    ),
)
def test_what_cannot_be_read_is_held_with_a_sentence(
    read: Callable[..., Submission], content: Any, name: str, sentence: str
) -> None:
    found = read(content, name, SMALL)
    assert found.files == () and found.name == "ada"
    assert found.problem.startswith(f"{name} ") and sentence in found.problem


def a_hundred_thousand() -> bytes:
    """A zip whose directory has one entry that often."""
    content = zipped(("a.py", b""))
    start, end = content.index(b"PK\x01\x02"), content.index(b"PK\x05\x06")
    many = content[start:end] * 100_000
    last = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, len(many), start, 0)
    return content[:start] + many + last


@pytest.mark.parametrize(
    ("content", "name"),
    cases(
        {
            "zip": (a_hundred_thousand(), "ada.zip"),
            "tar": (gzip.compress(tarred(("a.png", b""))[:512] * 100_000, 1), "ada.tar.gz"),
        }
    ),
)
def test_a_hundred_thousand_entries_are_refused(
    read: Callable[..., Submission], content: Any, name: str
) -> None:
    assert (
        read(content, name).problem
        == f"{name} has more than 20,000 entries; ask for the source files only"
    )


@pytest.mark.parametrize("name", ["ada.zip", "ada.tar.gz"])
@given(data=st.data())
def test_a_damaged_archive_never_stops_the_reading(
    tmp_path_factory: pytest.TempPathFactory, name: str, data: Any
) -> None:
    content = bytearray(zipped(*PLAIN.items()) if name == "ada.zip" else tarred(*PLAIN.items()))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(1, 8))] = data.draw(st.binary(max_size=8))
    path = tmp_path_factory.getbasetemp() / name
    path.write_bytes(gzip.compress(bytes(content), 1) if name.endswith("gz") else bytes(content))
    found = read_submission(path)
    assert found.problem or all(len(file.content) < 1000 for file in found.files)


def test_a_zip_packed_by_anything_but_deflate_is_held_and_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "ada.zip"
    path.write_bytes(zipped(*PLAIN.items(), how=zipfile.ZIP_BZIP2))
    found = read_submission(path)
    assert found.problem is not None and "packed in a way that cannot be read" in found.problem


def test_a_tar_with_a_header_that_is_far_too_long_is_held(tmp_path: Path) -> None:
    path = tmp_path / "ada.tar"
    with tarfile.open(path, "w", format=tarfile.GNU_FORMAT) as archive:
        archive.addfile(tarfile.TarInfo("a" * 100_000 + ".py"))
    found = read_submission(path)
    assert found.problem is not None and "ada.tar" in found.problem


def header_of(size: bytes, name: bytes = b"a.py", kind: bytes = b"0") -> bytes:
    """A tar header that says any size, with its checksum."""
    head = bytearray(512)
    head[0 : len(name)] = name
    head[100:108], head[124:136] = b"0000644\0", size.ljust(12, b"\0")
    head[148:156], head[156:157] = b" " * 8, kind
    head[257:265] = b"ustar\x0000"
    head[148:156] = f"{sum(head):06o}\0 ".encode()
    return bytes(head)


def number(size: int) -> bytes:
    """A size above 8 GiB as GNU tar writes it."""
    return b"\x80" + size.to_bytes(11, "big")


@pytest.mark.parametrize("pack", [bytes, gzip.compress, lzma.compress])
@pytest.mark.parametrize(
    "head",
    cases(
        {
            "a file": header_of(number(2**60)),
            "a file of no interest": header_of(number(2**60), b"a.png"),
            "a folder": header_of(number(2**60), b"a/", b"5"),
            "a link": header_of(number(2**60), b"a.py", b"2"),
            "an unknown kind": header_of(number(2**60), b"a.py", b"Z"),
            "eight gigabytes": header_of(b"77777777777"),
            "a long name": header_of(number(2**60), b"x", b"L"),
        }
    ),
)
def test_a_tar_that_says_it_is_huge_is_held_at_once(
    read: Callable[..., Submission], head: bytes, pack: Callable[[bytes], bytes]
) -> None:
    found = read(pack(head + bytes(1024)), "eve.tar.gz")
    assert found.files == () and "eve.tar.gz" in (found.problem or "")


def test_a_rar_that_is_called_zip_is_told_as_that(read: Callable[..., Submission]) -> None:
    assert "(it is a RAR archive)" in (read(b"Rar!\x1a\x07\x00" + bytes(100)).problem or "")
