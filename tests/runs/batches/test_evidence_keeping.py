"""Evidence of a class is kept while it is graded, and grading goes on where it cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.classes import handed_in
from support.courses import tiny

from grader.evidence.evidence_folder import EvidenceFolder
from grader.examiner.jobs import ResultReply
from grader.model import Submission, SubmittedFile
from grader.runs.batches.evidence_keeping import EvidenceKeeping

ADA = Submission(name="ada", files=(SubmittedFile(name="rescale.py", content=b"x = 1\n"),))
BOB = Submission(name="bob", files=(SubmittedFile(name="rescale.py", content=b"x = 2\n"),))


def reply(evidence: bytes = b"answers", cut: tuple[str, ...] = ()) -> ResultReply:
    return ResultReply(handed_in("ada"), evidence=evidence, cut=cut)


@pytest.fixture
def folder(tmp_path: Path) -> EvidenceFolder:
    return EvidenceFolder(tmp_path / "evidence")


def test_answers_are_kept_for_the_tasks_that_were_judged(folder: EvidenceFolder) -> None:
    keeping = EvidenceKeeping(tiny(), folder)
    keeping.keep(ADA, ("rescale",), reply())
    keeping.keep(BOB, (), reply(b"others"))
    ada, bob = folder.work("tiny", ADA.digest), folder.work("tiny", BOB.digest)
    assert ada is not None and bob is not None
    assert {task: folder.read_object(name) for task, name in ada.tasks.items()} == {
        "rescale": b"answers"
    }
    assert set(bob.tasks) == {"running_mean", "rescale", "reflection"}, "no task named: all"
    assert keeping.lines() == []


def test_a_result_without_evidence_leaves_no_trace(folder: EvidenceFolder) -> None:
    EvidenceKeeping(tiny(), folder).keep(ADA, ("rescale",), reply(b""))
    assert folder.work("tiny", ADA.digest) is None and not folder.folder.exists()


def test_what_was_too_much_is_counted_by_checks_and_submissions(folder: EvidenceFolder) -> None:
    keeping = EvidenceKeeping(tiny(), folder)
    keeping.keep(ADA, ("rescale",), reply(cut=("rescale::a", "rescale::b")))
    keeping.keep(BOB, ("rescale",), reply(cut=("rescale::a",)))
    (line,) = keeping.lines()
    assert line.startswith(
        f"evidence   3 checks of 2 submissions answered more than the {tiny().evidence_mib} MiB"
    )
    assert line.endswith("`grade rejudge` will run them")


def test_a_folder_that_cannot_be_written_is_told_once_and_grading_goes_on(tmp_path: Path) -> None:
    (tmp_path / "evidence").write_text("a file", encoding="utf-8")
    keeping = EvidenceKeeping(tiny(), EvidenceFolder(tmp_path / "evidence"))
    for _ in range(2):
        keeping.keep(ADA, ("rescale",), reply())
    (line,) = keeping.lines()
    assert line.startswith("evidence   not kept any more: ") and str(tmp_path) in line
