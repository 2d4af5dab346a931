"""An assignment as one parcel: sent to a Dask worker once, checked by its digest, unpacked."""

from pathlib import Path

from grader.config import load_assignment
from grader.errors import ExaminerError
from grader.files.staff_files import files_digest
from grader.files.writing import write_below
from grader.model import Assignment
from grader.nouns import frozen

PARTS = ("assignments", "solutions")
SUFFIXES = (".py", ".toml", ".json", ".md", ".po")
PROOFS = {
    "wrong",
    "honest",
    "equivalent",
    "equivalent.toml",
    "proof.json",
}  # what `grade verify` alone reads


@frozen
class Parcel:
    """Files of an assignment and of its solutions, and the digest of it all.

    Files are named by their path in a course.
    """

    assignment: str
    files: tuple[tuple[str, bytes], ...]
    digest: str


def pack(assignment: Assignment) -> Parcel:
    """Return the parcel of a course's assignment."""
    folders = dict(zip(PARTS, (assignment.folder, assignment.solutions), strict=True))
    files = tuple(
        (f"{part}/{assignment.id}/{path.relative_to(folder).as_posix()}", path.read_bytes())
        for part, folder in folders.items()
        if folder is not None
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and not PROOFS & set(path.relative_to(folder).parts)
        and (path.suffix in SUFFIXES or _is_given(assignment, path.relative_to(folder).as_posix()))
    )
    return Parcel(assignment.id, files, files_digest(files))


def _is_given(assignment: Assignment, name: str) -> bool:
    return any(f"{name}/".startswith(f"{given}/") for given in assignment.files)


def unpack(parcel: Parcel, folder: Path) -> Assignment:
    """Write the assignment into a folder and return it.

    Raises ExaminerError when the parcel is not what was packed.
    """
    if files_digest(parcel.files) != parcel.digest:
        raise ExaminerError("the assignment came damaged over the network; run the command again")
    write_below(folder, dict(parcel.files))
    solutions = folder / "solutions" / parcel.assignment
    return load_assignment(
        folder / "assignments" / parcel.assignment, solutions if solutions.is_dir() else None
    )
