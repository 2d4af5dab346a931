"""Finding the reference among what was handed in."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.courses import TINY, students_tiny, tiny

from grader.model import Submission, SubmittedFile
from grader.runs.looking import copies_of_reference

REFERENCE = (TINY.solutions / "tiny" / "rescale.py").read_bytes()


def work(**files: bytes) -> Submission:
    listed = (
        SubmittedFile(name=name.replace("_", "."), content=raw) for name, raw in files.items()
    )
    return Submission(name="ada", files=tuple(listed))


@pytest.mark.parametrize("name", ["rescale_py", "mine_py", "notes_txt"])
def test_a_file_of_the_reference_is_found_under_any_name(name: str) -> None:
    """A teacher who grades a folder with the solutions in it should be told."""
    assert copies_of_reference(work(**{name: REFERENCE}), tiny()) == [name.replace("_", ".")]


def test_a_byte_of_another_kind_makes_it_another_file() -> None:
    assert copies_of_reference(work(rescale_py=REFERENCE + b"\n", empty_py=b""), tiny()) == []


def test_on_a_student_s_machine_there_is_nothing_to_compare_with() -> None:
    assert copies_of_reference(work(rescale_py=REFERENCE), students_tiny()) == []
    assert Path(TINY.solutions).is_dir()
