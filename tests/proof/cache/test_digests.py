"""Digests change with what they are about, and with nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.courses import tiny
from support.proofs import course

from grader.config import load_course_assignment
from grader.errors import BadFile
from grader.model import Assignment, Course
from grader.proof.cache.digests import (
    assignment_digest,
    check_keys,
    digest,
    parse_check_file,
    split_checks,
)
from grader.runs.recording import record


def keys(assignment: Assignment) -> dict[str, str]:
    return check_keys(assignment, assignment.tasks[0])


def edited(assignment: Assignment, old: str, new: str) -> dict[str, str]:
    """The keys after a change of the hidden check file, recorded anew."""
    assert assignment.solutions is not None
    path = assignment.solutions / "checks" / "test_a.py"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    record(assignment)
    return keys(assignment)


def test_a_changed_check_changes_its_own_key_only(tmp_path: Path) -> None:
    assignment = course(tmp_path)
    before = keys(assignment)
    after = edited(assignment, "rng.values(3)", "rng.values(2)")
    assert set(before) == {"a::sum", "a::start"} == set(after)
    assert before["a::sum"] == after["a::sum"] and before["a::start"] != after["a::start"]


def test_layout_and_comments_change_no_key_and_helpers_change_all_of_their_file(
    tmp_path: Path,
) -> None:
    assignment = course(tmp_path)
    before = keys(assignment)
    assert edited(assignment, "def test_start", "# a comment\n\n\ndef test_start") == before
    helped = edited(assignment, "import numpy as np", "import numpy as np\nLIMIT = 3")
    assert helped["a::start"] != before["a::start"] and helped["a::sum"] == before["a::sum"]


def test_settings_change_every_key(tmp_path: Path) -> None:
    assignment = course(tmp_path)
    before = keys(assignment)
    for folder in ("assignments", "solutions"):
        path = tmp_path / folder / "demo" / "assignment.toml"
        path.write_text(
            path.read_text(encoding="utf-8") + "[limits]\ncheck_seconds = 7\n", encoding="utf-8"
        )
    after = keys(load_course_assignment(Course(folder=tmp_path), "demo"))
    assert not set(before.values()) & set(after.values())


def test_the_whole_digest_sees_every_file_but_the_proof_and_line_ends(tmp_path: Path) -> None:
    assignment = course(tmp_path)
    assert assignment.solutions is not None
    before = assignment_digest(assignment)
    (assignment.solutions / "proof.json").write_text("{}")
    handout = assignment.solutions / "handout.md"
    handout.write_bytes(handout.read_bytes().replace(b"\n", b"\r\n"))
    assert assignment_digest(assignment) == before
    (assignment.solutions / "wrong" / "a" / "more.py").write_text("# fails: a::sum\n")
    assert assignment_digest(assignment) != before
    assert assignment_digest(tiny()) == assignment_digest(tiny())


def test_checks_and_what_stands_around_them_are_parted(tmp_path: Path) -> None:
    path = tmp_path / "test_a.py"
    path.write_text(
        "import x\n\n\ndef helper():\n    pass\n\n\ndef test_b(student):  # c\n    pass\n"
    )
    checks, around = split_checks(path)
    assert checks == {"b": "def test_b(student):\n    pass"}
    assert around == "import x\ndef helper():\n    pass"


@pytest.mark.parametrize(
    ("content", "said"), [(b"def (", "not valid Python"), (b"\xff\xfe\x00", "UTF-8")]
)
def test_a_check_file_that_cannot_be_read_is_one_sentence(
    tmp_path: Path, content: bytes, said: str
) -> None:
    (tmp_path / "test_a.py").write_bytes(content)
    with pytest.raises(BadFile, match=said):
        parse_check_file(tmp_path / "test_a.py")


def test_parts_are_not_run_together() -> None:
    assert digest("ab", "c") != digest("a", "bc") and digest("a", b"b") == digest(b"a", "b")
