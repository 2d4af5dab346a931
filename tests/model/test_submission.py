"""The digest that names a submission's work."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.model import Submission, SubmittedFile


def submission(*files: tuple[str, bytes], **more: Any) -> Submission:
    listed = tuple(SubmittedFile(name=name, content=content) for name, content in files)
    return Submission(**{"name": "ada", "files": listed, **more})


def test_a_digest_is_a_sha256_of_64_digits() -> None:
    kind, _, digits = submission(("a.py", b"x = 1\n")).digest.partition(":")
    assert kind == "sha256" and len(digits) == 64 and set(digits) <= set("0123456789abcdef")


def test_the_order_of_the_files_does_not_count() -> None:
    files = [("a.py", b"1"), ("b/c.py", b"2"), ("ü.py", b"3")]
    assert len({submission(*order).digest for order in permutations(files)}) == 1


@pytest.mark.parametrize(
    "other",
    [
        [],
        [("a.py", b"x = 1")],
        [("a.py", b"x = 1\r\n")],
        [("A.py", b"x = 1\n")],
        [("sub/a.py", b"x = 1\n")],
        [("a.py", b"x = 1\n"), ("empty", b"")],
        [("a.py", b"x = 1\n"), ("a.py", b"x = 1\n")],
    ],
    ids=["nothing", "newline", "CRLF", "case", "folder", "an empty file more", "twice"],
)
def test_other_names_and_other_bytes_have_another_digest(other: list[tuple[str, bytes]]) -> None:
    assert submission(*other).digest != submission(("a.py", b"x = 1\n")).digest


def test_nobody_can_write_one_file_that_reads_as_two() -> None:
    """A length stands before each name and content, so that no content can imitate a border."""
    two = submission(("a", b"1"), ("b", b"2"))
    imitations = [(f"a1{cut}b", b"2") for cut in ("", "\n", "1 1\n")]
    imitations += [("a", content) for content in (b"1b2", b"11 1\nb2", b"1\n1 1\nb2")]
    assert two.digest not in {submission(each).digest for each in imitations}


def test_what_could_not_be_read_is_named_by_the_bytes_as_they_came() -> None:
    unread = submission(unread="sha256:beef", problem="the zip is broken")
    assert unread.digest == "sha256:beef"


@settings(max_examples=40)
@given(st.text(max_size=8), st.text(max_size=8))
def test_whose_work_it_is_and_when_it_came_is_not_in_the_digest(name: str, received: str) -> None:
    work = ("a.py", b"x = 1\n")
    assert submission(work, name=name, received=received).digest == submission(work).digest
