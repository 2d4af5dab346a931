"""Folder beside the gradebook that evidence lies in.

`objects/ab/…` has the bytes, each piece under its own digest, so that equal work is there once.
`work/ab/….json` says for one piece of work which objects are its files and its answers.  No name of
a student stands in any of them.  The folder is its owner's alone.
"""

import hashlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import field

from grader.errors import BadEvidence
from grader.files.writing import MAKE_ROOM, write_whole, writing
from grader.model import Submission, SubmittedFile
from grader.nouns import noun

FORMAT = 1


@noun
class KeptWork:
    """Evidence of one piece of work, whoever handed it in.

    `files` is the object with the files, `tasks` has the object with the answers to each task.
    """

    format: int = FORMAT
    assignment: str
    digest: str
    files: str
    tasks: Mapping[str, str] = field(default_factory=dict)


class EvidenceFolder:
    """Keeps evidence, and gives it back as it was."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._replaced = False

    def keep(
        self,
        assignment: str,
        submission: Submission,
        tasks: Iterable[str],
        answers: bytes,
    ) -> None:
        """Keep what the code of a submission answered to the checks of some tasks.

        What was kept of its other tasks stays.  Raises CannotWrite.
        """
        from .kept_bytes import pack_files  # it loads NumPy

        self._create_folder()
        before: KeptWork | None = None
        with suppress(BadEvidence):  # broken evidence is written anew
            before = self.work(assignment, submission.digest)
        name = self._add_object(answers)
        work = KeptWork(
            assignment=assignment,
            digest=submission.digest,
            files=before.files if before else self._add_object(pack_files(submission.files)),
            tasks={**(before.tasks if before else {}), **dict.fromkeys(tasks, name)},
        )
        self._replaced |= before is not None
        path = self._work_path(assignment, submission.digest)
        write_whole(path, msgspec.json.encode(work), otherwise=MAKE_ROOM, private=True)

    def work(self, assignment: str, digest: str) -> KeptWork | None:
        """Return what is kept of a piece of work; None where nothing is.  Raises BadEvidence."""
        path = self._work_path(assignment, digest)
        try:
            work = msgspec.json.decode(path.read_bytes(), type=KeptWork)
        except FileNotFoundError:
            return None
        except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise BadEvidence(f"{path}: the evidence cannot be read ({error})") from None
        if (work.format, work.assignment, work.digest) != (FORMAT, assignment, digest):
            raise BadEvidence(f"{path}: this is not the evidence of that work")
        return work

    def files(self, work: KeptWork) -> tuple[SubmittedFile, ...]:
        """Return the files of a piece of work.  Raises BadEvidence."""
        from .kept_bytes import unpack_files  # it loads NumPy

        files = unpack_files(self.read_object(work.files))
        if Submission(name="", files=files).digest != work.digest:
            raise BadEvidence(f"{self.folder}: its files are not those that were handed in")
        return files

    def read_object(self, name: str) -> bytes:
        """Return the bytes of an object.  Raises BadEvidence where they are not what was kept."""
        path = self._object_path(name)
        try:
            content = path.read_bytes()
        except OSError as error:
            raise BadEvidence(f"{path}: it cannot be read ({error.strerror})") from None
        if hashlib.sha256(content).hexdigest() != name:
            raise BadEvidence(f"{path}: it was changed since it was kept")
        return content

    def size(self) -> int:
        """Return the bytes of all that is kept."""
        return sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file())

    def sweep(self) -> None:
        """Remove objects that no work names any more, if any may have been let go."""
        if not self._replaced:
            return
        named_objects: set[str] = set()
        for path in (self.folder / "work").glob("??/*.json"):
            work = msgspec.json.decode(path.read_bytes(), type=KeptWork)
            named_objects |= {work.files, *work.tasks.values()}
        for path in (self.folder / "objects").glob("??/*"):
            if path.name not in named_objects:
                path.unlink(missing_ok=True)

    def _create_folder(self) -> None:
        """Make the folder for its owner alone; git leaves it out."""
        if self.folder.is_dir():
            return
        with writing(self.folder, MAKE_ROOM):
            self.folder.mkdir(mode=0o700, parents=True)
            (self.folder / ".gitignore").write_text("*\n", encoding="utf-8")

    def _add_object(self, content: bytes) -> str:
        """Return the name of an object, written unless it is there."""
        name = hashlib.sha256(content).hexdigest()
        path = self._object_path(name)
        if not path.is_file():
            write_whole(path, content, otherwise=MAKE_ROOM, private=True)
        return name

    def _object_path(self, name: str) -> Path:
        if len(name) != 64 or not name.isalnum():
            raise BadEvidence(f"{self.folder}: {name[:80]!r} is no name of evidence")
        return self.folder / "objects" / name[:2] / name

    def _work_path(self, assignment: str, digest: str) -> Path:
        name = hashlib.sha256(f"{assignment}\n{digest}".encode()).hexdigest()
        return self.folder / "work" / name[:2] / f"{name}.json"


def evidence_folder(gradebook: Path) -> EvidenceFolder:
    """Return the folder with the evidence of a gradebook's results."""
    return EvidenceFolder(gradebook.with_name(f"{gradebook.stem}.evidence"))
