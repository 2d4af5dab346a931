"""The folder of evidence: equal work once, nobody's name, nothing that was changed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from support.processes import submission

from grader.errors import BadEvidence
from grader.evidence.evidence_folder import EvidenceFolder, KeptWork, evidence_folder
from grader.nouns import replace

WORK = submission("ada", a_py="def f(x): return x\n")


@pytest.fixture
def folder(tmp_path: Path) -> EvidenceFolder:
    return evidence_folder(tmp_path / "gradebook.sqlite")


def kept(folder: EvidenceFolder) -> KeptWork:
    work = folder.work("demo", WORK.digest)
    assert work is not None
    return work


def objects(folder: EvidenceFolder) -> list[Path]:
    return sorted((folder.folder / "objects").glob("??/*"))


def test_what_is_kept_comes_back(folder: EvidenceFolder) -> None:
    assert folder.work("demo", WORK.digest) is None
    folder.keep("demo", WORK, ["a", "b"], b"answers")
    assert folder.files(kept(folder)) == WORK.files
    assert {task: folder.read_object(name) for task, name in kept(folder).tasks.items()} == {
        "a": b"answers",
        "b": b"answers",
    }
    assert folder.work("another", WORK.digest) is None


def test_a_task_that_is_judged_later_takes_its_own_place_only(folder: EvidenceFolder) -> None:
    folder.keep("demo", WORK, ["a", "b"], b"first")
    folder.keep("demo", WORK, ["b"], b"second")
    told = {task: folder.read_object(name) for task, name in kept(folder).tasks.items()}
    assert told == {"a": b"first", "b": b"second"}
    folder.keep("demo", WORK, ["a"], b"third")
    assert len(objects(folder)) == 4
    folder.sweep()
    assert len(objects(folder)) == 3


def test_equal_work_is_there_once_and_without_a_name(folder: EvidenceFolder) -> None:
    folder.keep("demo", WORK, ["a"], b"answers")
    folder.keep("demo", replace(WORK, name="bob", student="bob-17"), ["a"], b"answers")
    assert len(objects(folder)) == 2
    everything = b"".join(path.read_bytes() for path in folder.folder.rglob("*") if path.is_file())
    assert not any(name in everything for name in (b"ada", b"bob"))


@pytest.mark.skipif(sys.platform == "win32", reason="rights are another thing there")
def test_it_is_its_owners_alone(folder: EvidenceFolder) -> None:
    before = os.umask(0o002)
    try:
        folder.keep("demo", WORK, ["a"], b"answers")
    finally:
        os.umask(before)
    assert folder.folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in objects(folder)} == {0o600}
    assert (folder.folder / ".gitignore").read_text(encoding="utf-8") == "*\n"


def test_what_was_changed_since_is_told(folder: EvidenceFolder) -> None:
    folder.keep("demo", WORK, ["a"], b"answers")
    work = kept(folder)
    for path in objects(folder):
        path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(BadEvidence, match="changed since"):
        folder.files(work)
    for path in objects(folder):
        path.unlink()
    with pytest.raises(BadEvidence, match="cannot be read"):
        folder.read_object(work.tasks["a"])
    with pytest.raises(BadEvidence, match="no name of evidence"):
        folder.read_object("../../etc/passwd")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 1}', "[" * 5000, "\ud800"])
def test_an_index_that_is_none_is_told_and_written_anew(folder: EvidenceFolder, text: str) -> None:
    folder.keep("demo", WORK, ["a"], b"answers")
    (path,) = (folder.folder / "work").glob("??/*.json")
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(BadEvidence):
        folder.work("demo", WORK.digest)
    folder.keep("demo", WORK, ["a"], b"answers")
    assert kept(folder).digest == WORK.digest


def test_files_of_other_work_are_told(folder: EvidenceFolder) -> None:
    folder.keep("demo", WORK, ["a"], b"answers")
    other = submission("x", a_py="pass\n")
    folder.keep("demo", other, ["a"], b"others")
    work = folder.work("demo", other.digest)
    assert work is not None
    forged = replace(kept(folder), files=work.files)
    with pytest.raises(BadEvidence, match="not those"):
        folder.files(forged)
