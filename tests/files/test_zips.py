"""Zips that are the same bytes whenever they are made of the same files."""

from __future__ import annotations

import io
import stat
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from grader.files.zips import zip_bytes


def opened(content: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(content))


NAMES = st.text(
    st.characters(min_codepoint=0x20, exclude_categories=["Cs"], exclude_characters="\\\0"),
    min_size=1,
    max_size=12,
)


@given(st.dictionaries(NAMES, st.binary(max_size=40), max_size=5))
def test_what_is_packed_comes_out_in_its_order_and_twice_as_the_same_bytes(
    files: dict[str, bytes],
) -> None:
    content = zip_bytes(files)
    archive = opened(content)
    assert {name: archive.read(name) for name in archive.namelist()} == files
    assert archive.namelist() == list(files)
    assert zip_bytes(dict(files)) == content


def test_a_zip_says_nothing_of_when_and_where_it_was_made() -> None:
    (member,) = opened(zip_bytes({"a.py": b"x = 1\n" * 100})).infolist()
    assert (member.date_time, member.create_system) == ((1980, 1, 1, 0, 0, 0), 3)
    assert member.compress_size < member.file_size


def test_only_what_is_named_may_be_executed() -> None:
    members = opened(zip_bytes({"run": b"#!", "data": b""}, executable={"run"})).infolist()
    modes = {member.filename: member.external_attr >> 16 for member in members}
    assert all(stat.S_ISREG(mode) for mode in modes.values())
    assert {name: stat.S_IMODE(mode) for name, mode in modes.items()} == {
        "run": 0o755,
        "data": 0o644,
    }
