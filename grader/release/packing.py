"""Packing an assignment for students, after proving that it may go out."""

from __future__ import annotations

import io
import json
import shutil
import string
import tempfile
import zipfile
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from grader.checking.answerers.transcripts import recording_files
from grader.config import MANIFEST
from grader.errors import CalledWrongly, ReleaseRefused
from grader.examiner.client import Examiner
from grader.files.templates import templates_folder
from grader.files.writing import write_whole, writing
from grader.model import Assignment, Course, Outcome, Result, Submission, SubmittedFile
from grader.release.handout_notebook import notebook_name, release_notebook
from grader.release.making import make_files, manifest
from grader.release.resetting import STUBS_FILE, stubs_text
from grader.runs.recording import record, reference_submission

# The oldest time that a zip can hold: the archive is the same bytes whenever it is made.
ZIP_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """Where a release lies, and what was proved of it."""

    folder: Path
    archive: Path
    proof: str


def release(
    course: Course, assignment: Assignment, out: Path, *, verified: str | None = None
) -> Released:
    """Write `out/<id>/` and `out/<id>.zip`.

    Their manifest says what `grade verify` proved, `verified` being its digest.

    Raises ReleaseRefused when the reference does not earn full points or the stub earns any, and
    RecordingRefused when a blind student earns any; then nothing is written.  Raises CannotWrite.
    """
    folder, archive = out / assignment.id, out / f"{assignment.id}.zip"
    if folder.exists() and not (folder / MANIFEST).is_file():
        raise CalledWrongly(
            f"{folder} is there and is no release; name another place with -o, or move it away"
        )
    record(assignment)
    proof = prove(course, assignment)
    files = release_files(course, assignment)
    files[MANIFEST] = _with_proof(files[MANIFEST], verified)
    with writing(out):
        out.mkdir(parents=True, exist_ok=True)
        _write_release(files, folder, archive)
    return Released(folder=folder, archive=archive, proof=proof)


def _write_release(files: dict[str, bytes], folder: Path, archive: Path) -> None:
    """Write the folder and the zip, in place of earlier ones once both are whole."""
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".release-") as beside:
        made = Path(beside) / folder.name
        for name, content in files.items():
            path = made / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        packed = Path(beside) / archive.name
        write_zip(packed, folder.name, files)
        if folder.exists():
            shutil.rmtree(folder)
        made.replace(folder)
        packed.replace(archive)


def _with_proof(manifest: bytes, verified: str | None) -> bytes:
    """Return the manifest with what was proved of the assignment.

    The digest that `grade verify` proved, or that it was not.
    """
    whole = {
        **json.loads(manifest),
        "proof": {"verified": verified is not None, "digest": verified},
    }
    return (json.dumps(whole, indent=1) + "\n").encode()


def release_files(course: Course, assignment: Assignment) -> dict[str, bytes]:
    """Return all that students get, by name, with a manifest of all of it."""
    files = dict(make_files(course, assignment.id))
    task_files = {task.file: files[task.file].decode() for task in assignment.tasks}
    notebook = release_notebook(assignment, files["handout.md"].decode(), task_files)
    files[notebook_name(assignment)] = notebook.encode()
    files |= check_files(assignment.folder)
    files["README.md"] = _readme(course, assignment).encode()
    files[STUBS_FILE] = stubs_text(assignment, files)
    del files[MANIFEST]
    files[MANIFEST] = manifest(files)
    return dict(sorted(files.items()))


def check_files(folder: Path) -> dict[str, bytes]:
    """Return the check files and recordings of an assignment's folder, by name."""
    checks = folder / "checks"
    paths = [*sorted(checks.glob("test_*.py")), *recording_files(checks)]
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().replace(b"\r\n", b"\n")
        for path in paths
    }


def prove(course: Course, assignment: Assignment) -> str:
    """Prove that the reference earns full points and the stub none; return a sentence.

    Blind students were judged while recording.
    """
    stub_files = make_files(course, assignment.id)
    stub = stub_submission(assignment, stub_files)
    with Examiner(assignment) as examiner:
        reference_result = examiner.judge(reference_submission(assignment))
        stub_result = examiner.judge(stub)
    by_hand = sum((task.points for task in assignment.tasks if task.by_hand), Decimal(0))
    full = assignment.points - by_hand
    if reference_result.held or reference_result.earned != full:
        raise ReleaseRefused(
            f"the reference earns {reference_result.earned} of {full} points, so students would"
            f" lose points for right answers: {_first_wrong(reference_result)}"
        )
    _check_stub_earns_nothing(stub_result)
    return f"the reference earns {full} of {full}; the stub and every blind answer earn nothing"


def _check_stub_earns_nothing(result: Result) -> None:
    if result.held or result.earned:
        earning = next((check.id for check in result.checks if check.earned), "a check")
        raise ReleaseRefused(
            f"the stub earns {result.earned} points ({earning}); compare values in that check"
        )


def stub_submission(assignment: Assignment, made: dict[str, bytes]) -> Submission:
    """Return the stubs of all coding tasks as a submission."""
    names = dict.fromkeys(task.file for task in assignment.coding_tasks)
    files = tuple(SubmittedFile(name=name, content=made[name]) for name in names)
    return Submission(name="the stub", files=files)


def _first_wrong(result: Result) -> str:
    for check in result.checks:
        if check.outcome is not Outcome.PASSED:
            return f"{check.id}: {check.message}"
    return "a task has no result"


def write_zip(path: Path, top: str, files: dict[str, bytes]) -> None:
    """Write a zip of the files under one folder, the same bytes whenever it is made.

    Raises CannotWrite.
    """
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(files.items()):
            member = zipfile.ZipInfo(f"{top}/{name}", ZIP_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            member.create_system = 3
            archive.writestr(member, data)
    write_whole(path, content.getvalue())


def _readme(course: Course, assignment: Assignment) -> str:
    """Return the students' README, from the course's template where it has one."""
    name = "release/README.md"
    own = course.folder / "templates" / name
    template = own if own.is_file() else templates_folder() / name
    tasks = "\n".join(f"- `{task.file}`: {task.title}" for task in assignment.tasks)
    return string.Template(template.read_text(encoding="utf-8")).safe_substitute(
        id=assignment.id,
        title=assignment.title or assignment.id,
        tasks=tasks,
        hidden=str(assignment.hidden_points),
        points=str(assignment.points),
    )
