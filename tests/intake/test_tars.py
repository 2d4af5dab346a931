"""Tar archives as a stream of members."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
from collections.abc import Callable

import pytest
from support.cases import cases

from grader.intake.limits import Reading, UnreadableArchive
from grader.intake.tars import tar_members
from grader.model import Ceilings

PACKINGS: dict[str, Callable[[bytes], bytes]] = {
    "plain": bytes,
    "gzip": gzip.compress,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
}


def tar(*members: tarfile.TarInfo | tuple[str, bytes], how: int = tarfile.PAX_FORMAT) -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w", format=how) as archive:
        for member in members:
            if isinstance(member, tarfile.TarInfo):
                archive.addfile(member)
                continue
            name, content = member
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return held.getvalue()


def link(name: str, kind: bytes) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, "/etc/passwd"
    return info


def read(content: bytes, **ceilings: int) -> dict[str, bytes | None]:
    """What is in an archive: names with what is in the files; None where it is no plain file."""
    reading = Reading(Ceilings(**ceilings))
    with tar_members("a.tar", io.BytesIO(content), reading) as members:
        assert members is not None
        return {
            member.name: member.open().read() if member.open is not None else None
            for member in members
        }


@pytest.mark.parametrize("pack", cases(PACKINGS))
def test_members_come_in_order_however_they_are_packed(pack: Callable[[bytes], bytes]) -> None:
    files = {"b.py": b"2", "a/作业.py": b"x" * 2000, "c.py": b""}
    found = read(pack(tar(*files.items())))
    assert found == files and list(found) == list(files)


def test_an_archive_of_nothing_has_no_members() -> None:
    assert read(tar()) == {}


@pytest.mark.parametrize(
    "content",
    cases(
        {
            "nothing": b"",
            "text": b"hello, this is no archive\n" * 40,
            "a zip": b"PK\x03\x04" + bytes(600),
            "gzip around text": gzip.compress(b"hello"),
        }
    ),
)
def test_what_is_no_tar_gives_no_members(content: bytes) -> None:
    with tar_members("a.tar", io.BytesIO(content), Reading(Ceilings())) as members:
        assert members is None


@pytest.mark.parametrize(
    "member",
    cases(
        {
            "a link": link("x", tarfile.SYMTYPE),
            "a hard link": link("x", tarfile.LNKTYPE),
            "a device": link("x", tarfile.CHRTYPE),
            "a pipe": link("x", tarfile.FIFOTYPE),
            "a folder": link("x", tarfile.DIRTYPE),
        }
    ),
)
def test_what_is_no_plain_file_cannot_be_opened(member: tarfile.TarInfo) -> None:
    assert read(tar(member, ("a.py", b"1"))) == {"x": None, "a.py": b"1"}


def test_a_folder_is_told_as_one() -> None:
    content = tar(link("x", tarfile.DIRTYPE), ("x/a.py", b""))
    with tar_members("a.tar", io.BytesIO(content), Reading(Ceilings())) as members:
        assert members is not None
        assert [(member.name, member.folder) for member in members] == [
            ("x", True),
            ("x/a.py", False),
        ]


@pytest.mark.parametrize("how", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT], ids=["PAX", "GNU"])
def test_a_long_name_is_read_whole(how: int) -> None:
    name = "文/" * 100 + "a.py"
    assert read(tar((name, b"1"), how=how)) == {name: b"1"}


def test_a_name_of_chinese_windows_is_read() -> None:
    info = tarfile.TarInfo("x" * 4 + ".py")
    raw = bytearray(tar(info, how=tarfile.USTAR_FORMAT))
    raw[0:4] = "作业".encode("gbk")
    raw[148:156] = b" " * 8
    raw[148:156] = b"%06o\0 " % sum(raw[:512])
    assert list(read(bytes(raw))) == ["作业.py"]


def test_members_that_are_passed_over_need_not_be_read() -> None:
    content = gzip.compress(tar(("a.py", b"x" * 70_000), ("b.py", b"2")))
    with tar_members("a.tar", io.BytesIO(content), Reading(Ceilings())) as members:
        assert members is not None
        last = list(members)[-1]
        assert last.name == "b.py"


def test_very_many_members_are_refused() -> None:
    content = tar(*((f"{number}.py", b"") for number in range(4)))
    assert len(read(content, entries=4)) == 4
    with pytest.raises(UnreadableArchive, match=r"a\.tar has more than 3 entries"):
        read(content, entries=3)


def test_a_member_that_says_it_is_larger_than_all_is_refused_before_it_is_read() -> None:
    info = tarfile.TarInfo("huge.py")
    info.size = 9 << 30
    content = info.tobuf() + bytes(1024)
    with pytest.raises(UnreadableArchive, match=r"a\.tar says that huge\.py has 9,216 MiB, far"):
        read(content)


@pytest.mark.parametrize("pack", cases({name: PACKINGS[name] for name in ("plain", "gzip", "xz")}))
def test_what_is_unpacked_is_counted_over_all_archives(pack: Callable[[bytes], bytes]) -> None:
    """A few packed bytes can stand for very many: what is skipped is unpacked too."""
    content = pack(tar(("a.bin", bytes(3 << 20)), ("b.bin", bytes(3 << 20))))
    assert len(read(content, total_mib=2)) == 2
    with pytest.raises(UnreadableArchive, match="far more than a submission"):
        read(content, total_mib=1)


def pax_header(words: bytes) -> bytes:
    """An extended header in front of an empty file."""
    info = tarfile.TarInfo("PaxHeader")
    info.type, info.size = tarfile.XHDTYPE, len(words)
    return info.tobuf() + words + bytes(-len(words) % 512) + tar(("a.py", b""))


@pytest.mark.parametrize(
    "words", cases({"far too long": b"x" * 20_000, "a number without end": b"9" * 60})
)
def test_headers_that_would_cost_very_much_are_never_read_as_headers(words: bytes) -> None:
    reading = Reading(Ceilings())
    with tar_members("a.tar", io.BytesIO(pax_header(words)), reading) as members:
        assert members is None
    assert read(pax_header(b"17 path=other.py\n")) == {"other.py": b""}
