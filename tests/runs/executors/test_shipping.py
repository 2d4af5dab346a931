"""An assignment as one parcel: what travels, what does not, and that it comes whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.courses import students_tiny, tiny

from grader.errors import ExaminerError
from grader.nouns import replace
from grader.runs.executors.shipping import pack, unpack


def test_what_was_packed_is_the_same_assignment_elsewhere(tmp_path: Path) -> None:
    sent = tiny()
    arrived = unpack(pack(sent), tmp_path)
    assert arrived.folder == tmp_path / "assignments" / "tiny"
    assert arrived.solutions == tmp_path / "solutions" / "tiny"
    assert replace(arrived, folder=sent.folder, solutions=sent.solutions) == sent


def test_students_have_no_solutions_to_send(tmp_path: Path) -> None:
    parcel = pack(students_tiny())
    assert all(name.startswith("assignments/tiny/") for name, _ in parcel.files)
    assert unpack(parcel, tmp_path).solutions is None


def test_what_only_a_proof_reads_stays_here() -> None:
    names = [name for name, _ in pack(tiny()).files]
    assert "solutions/tiny/hidden.toml" in names
    assert any(name.endswith("checks/test_rescale.py") for name in names)
    assert not any(
        {"wrong", "honest", "proof.json", "__pycache__"} & set(name.split("/")) for name in names
    )


def test_files_that_the_course_gives_travel_whatever_they_are(tmp_path: Path) -> None:
    for name in ("data/table.npz", "data/deep/x.bin", "photo.png", "notes.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"\0")
    course = replace(students_tiny(), folder=tmp_path, files=("data", "photo.png"))
    names = [name.removeprefix("assignments/tiny/") for name, _ in pack(course).files]
    assert names == ["data/deep/x.bin", "data/table.npz", "notes.md", "photo.png"]
    without = replace(course, files=("dat",))
    assert [name.rpartition("/")[2] for name, _ in pack(without).files] == ["notes.md"]


def test_a_parcel_that_came_damaged_is_refused(tmp_path: Path) -> None:
    parcel = pack(students_tiny())
    (name, content), *others = parcel.files
    damaged = replace(parcel, files=((name, content + b" "), *others))
    with pytest.raises(ExaminerError, match="the assignment came damaged over the network"):
        unpack(damaged, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_one_assignment_has_one_digest_and_another_has_another() -> None:
    assert pack(tiny()).digest == pack(tiny()).digest != pack(students_tiny()).digest
