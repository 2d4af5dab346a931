"""Packing an assignment for students, after proving that it may go out."""

import json
import shutil
import string
import tempfile
from decimal import Decimal
from pathlib import Path

from grader.checking.answerers.transcripts import recording_files
from grader.config import MANIFEST
from grader.errors import CalledWrongly, ReleaseRefused
from grader.examiner.client import Examiner
from grader.files.staff_files import read_plain
from grader.files.templates import template_text
from grader.files.writing import write_below, write_whole, writing
from grader.files.zips import Files, zip_bytes
from grader.language import Language, speak, spoken_language
from grader.model import Assignment, Course, Outcome, Result, Submission, SubmittedFile
from grader.nouns import noun
from grader.runs.recording import record, reference_submission

from .handout_notebook import release_notebook
from .making import build_manifest, make_files
from .students.resetting import STUBS_FILE, stubs_text
from .translating.course_catalogue import need_translated, written_language
from .translating.translated_files import TranslatedFiles
from .wheel import Wheel

PLAIN_INSTALL = "pip install tensorgrade"
READMES = {Language.EN: "release/README.md", Language.ZH: "release/README.zh.md"}
CI_FILES = {".github/workflows/check.yml": "ci/student-github.yml"}


@noun
class Released:
    """A release: where it lies, and what was proved of it."""

    folder: Path
    archive: Path
    proof: str


def release(
    course: Course,
    assignment: Assignment,
    out: Path,
    *,
    verified: str | None = None,
    wheel: Wheel | None = None,
    language: Language | None = None,
) -> Released:
    """Write `out/<id>/` and `out/<id>.zip`, in another language than the assignment's if wanted.

    Their manifest says what `grade verify` proved, `verified` being its digest.  With a `wheel`
    students install tensorgrade from it.

    Raises ReleaseRefused when the reference does not earn full points, the stub earns any, or
    something is not translated, and RecordingRefused when a blind student earns any; then nothing
    is written.  Raises CannotWrite.
    """
    if language is not None:
        need_translated(course, assignment, language)
    folder, archive = out / assignment.id, out / f"{assignment.id}.zip"
    if folder.exists() and not (folder / MANIFEST).is_file():
        raise CalledWrongly(
            f"{folder} is there and is no release; name another place with -o, or move it away"
        )
    record(assignment)
    proof = prove(course, assignment, language)
    files = release_files(course, assignment, wheel=wheel, language=language)
    files[MANIFEST] = _with_proof(files[MANIFEST], verified)
    with writing(out):
        out.mkdir(parents=True, exist_ok=True)
        _write_release(files, folder, archive)
    return Released(folder=folder, archive=archive, proof=proof)


def _write_release(files: Files, folder: Path, archive: Path) -> None:
    """Write the folder and the zip, in place of earlier ones once both are whole."""
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".release-") as workshop:
        new_folder = Path(workshop) / folder.name
        write_below(new_folder, files)
        new_archive = Path(workshop) / archive.name
        write_zip(new_archive, folder.name, files)
        if folder.exists():
            shutil.rmtree(folder)
        new_folder.replace(folder)
        new_archive.replace(archive)


def _with_proof(manifest: bytes, verified: str | None) -> bytes:
    """Return the manifest with what was proved of the assignment.

    The digest that `grade verify` proved, or that it was not.
    """
    proof = {"verified": verified is not None, "digest": verified}
    return (json.dumps(json.loads(manifest) | {"proof": proof}, indent=1) + "\n").encode()


def release_files(
    course: Course,
    assignment: Assignment,
    *,
    wheel: Wheel | None = None,
    language: Language | None = None,
) -> Files:
    """Return all that students get, by name, with a manifest of all of it."""
    install = wheel.install if wheel else PLAIN_INSTALL
    files = dict(make_files(course, assignment.id, language))
    task_files = {task.file: files[task.file].decode() for task in assignment.tasks}
    source = course.solutions / assignment.id
    translated_assignment = TranslatedFiles.of(source, language).translate_titles(assignment)
    with speak(language or written_language(assignment, source)):
        notebook = release_notebook(
            translated_assignment,
            files["handout.md"].decode(),
            task_files,
            install if wheel else None,
        )
        files["README.md"] = _fill_readme(course, translated_assignment, install).encode()
    files[assignment.notebook] = notebook.encode()
    files |= read_check_files(assignment.folder)
    for name, template in CI_FILES.items():
        files[name] = template_text(course.folder, template).encode()
    if wheel:
        files[wheel.name] = wheel.content
    files[STUBS_FILE] = stubs_text(assignment, files)
    made = json.loads(files.pop(MANIFEST))
    files[MANIFEST] = build_manifest(files, made.get("translated", {}))
    return dict(sorted(files.items()))


def read_check_files(folder: Path) -> Files:
    """Return the check files and recordings of an assignment's folder, by name."""
    checks = folder / "checks"
    paths = [*sorted(checks.glob("test_*.py")), *recording_files(checks)]
    return {path.relative_to(folder).as_posix(): _read_content(path) for path in paths}


def _read_content(path: Path) -> bytes:
    """Return a file's content, with the line ends that every checkout has; a zip as it is."""
    return path.read_bytes() if path.suffix == ".zip" else read_plain(path)


def prove(course: Course, assignment: Assignment, language: Language | None = None) -> str:
    """Prove that the reference earns full points and the stub none; return a sentence.

    The stub is that of the language.  Blind students were judged while recording.
    """
    stub = stub_submission(assignment, make_files(course, assignment.id, language))
    with Examiner(assignment) as examiner:
        reference_result = examiner.judge(reference_submission(assignment))
        stub_result = examiner.judge(stub)
    by_hand = sum((task.points for task in assignment.tasks if task.by_hand), Decimal(0))
    full = assignment.points - by_hand
    if reference_result.held or reference_result.earned != full:
        raise ReleaseRefused(
            f"the reference earns {reference_result.earned} of {full} points, so students would"
            f" lose points for right answers: {_describe_first_failure(reference_result)}"
        )
    if stub_result.held or stub_result.earned:
        earning = next((check.id for check in stub_result.checks if check.earned), "a check")
        raise ReleaseRefused(
            f"the stub earns {stub_result.earned} points ({earning}); compare values in that check"
        )
    return f"the reference earns {full} of {full}; the stub and every blind answer earn nothing"


def stub_submission(assignment: Assignment, made_files: Files) -> Submission:
    """Return the stubs of all coding tasks as a submission."""
    names = dict.fromkeys(task.file for task in assignment.coding_tasks)
    files = tuple(SubmittedFile(name=name, content=made_files[name]) for name in names)
    return Submission(name="the stub", files=files)


def _describe_first_failure(result: Result) -> str:
    failed = (check for check in result.checks if check.outcome is not Outcome.PASSED)
    return next((f"{check.id}: {check.message}" for check in failed), "a task has no result")


def write_zip(path: Path, top: str, files: Files) -> None:
    """Write a zip of the files under one folder, the same bytes whenever it is made.

    Raises CannotWrite.
    """
    write_whole(path, zip_bytes({f"{top}/{name}": files[name] for name in sorted(files)}))


def _fill_readme(course: Course, assignment: Assignment, install: str) -> str:
    """Return the students' README in the language that is spoken.

    `install` is the command that installs tensorgrade.
    """
    tasks = "\n".join(f"- `{task.file}`: {task.title}" for task in assignment.tasks)
    template = string.Template(template_text(course.folder, READMES[spoken_language()]))
    return template.safe_substitute(
        id=assignment.id,
        title=assignment.title or assignment.id,
        tasks=tasks,
        hidden=str(assignment.hidden_points),
        points=str(assignment.points),
        install=install,
    )
