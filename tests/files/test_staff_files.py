"""A file of the staff's that cannot be used is one sentence; line ends do not count."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.errors import BadFile
from grader.files.staff_files import files_digest, read_plain, read_text
from grader.files.syntax import parse_python


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(None, "there is no such file"), (b"\xff\xfe\x00", "cannot be read as UTF-8 text")],
)
def test_a_text_that_cannot_be_read_is_one_sentence(
    content: bytes | None, sentence: str, tmp_path: Path
) -> None:
    path = tmp_path / "handout.md"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BadFile, match=sentence):
        read_text(path)


@pytest.mark.parametrize("text", ["def f(:", "x = 1\0"])
def test_what_is_not_python_is_one_sentence(text: str) -> None:
    with pytest.raises(BadFile, match="it is not valid Python"):
        parse_python(Path("test_mean.py"), text)


def test_line_ends_of_a_checkout_do_not_count(tmp_path: Path) -> None:
    path = tmp_path / "mean.py"
    path.write_bytes(b"a\r\nb\r\n")
    assert read_plain(path) == b"a\nb\n" and read_text(path) == "a\nb\n"


def test_a_digest_tells_names_contents_and_their_order() -> None:
    files = [("a.py", b"1"), ("b.py", b"2")]
    others = [files[::-1], [("a.py", b"12"), ("b.py", b"")], [("a.p", b"y1"), ("b.py", b"2")]]
    digests = {files_digest(each) for each in (files, *others)}
    assert len(digests) == 4 and files_digest(iter(files)) in digests
