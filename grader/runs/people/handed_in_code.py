"""The code of a class again, out of the folder that was graded: for who is alike, for one's file.

The gradebook keeps results and no work, but it remembers where the last batch read it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from grader.errors import CalledWrongly
from grader.gradebook import Gradebook
from grader.gradebook.opening import open_gradebook
from grader.model import Assignment, Course, Roster, Student, Submission, SubmittedFile
from grader.similarity.documents import Author, Document, build_document
from grader.similarity.task_texts import task_texts

from .roll import gather_class

GRADEBOOK = ".sqlite"


def find_graded_folder(
    gradebook: Gradebook, assignment: Assignment, named_folder: Path | None
) -> Path:
    """Return where the class's work lies: as given, else where the last batch read it.

    Raises CalledWrongly where nobody knows.
    """
    if named_folder is not None:
        return named_folder
    folders = [each.submissions for each in gradebook.batches(assignment.id) if each.submissions]
    if not folders:
        raise CalledWrongly(
            f"the gradebook does not say where the work for {assignment.id} lies; name the folder"
            " or the zip with --submissions"
        )
    if not Path(folders[-1]).exists():
        raise CalledWrongly(
            f"the last batch read {folders[-1]}, which is not there any more; name the folder or"
            " the"
            " zip with --submissions"
        )
    return Path(folders[-1])


def find_earlier_folder(place: Path, assignment: Assignment) -> Path:
    """Return where an earlier year's work lies: a folder, a zip, or what its gradebook remembers.

    Raises CalledWrongly and GradebookError.
    """
    if place.suffix != GRADEBOOK:
        return place
    gradebook = open_gradebook(place, new=False)
    try:
        return find_graded_folder(gradebook, assignment, None)
    finally:
        gradebook.close()


def read_class_documents(
    folder: Path,
    course: Course,
    assignment: Assignment,
    roster: Roster | None,
    *,
    source: str = "",
) -> dict[str, list[Document]]:
    """Return the code of each task by everybody who handed some in.  Raises CalledWrongly."""
    gathered = gather_class(folder, course, assignment, roster)
    students = {each.id: each for each in (roster.students if roster else ())}
    documents: defaultdict[str, list[Document]] = defaultdict(list)
    for submission in gathered.submissions:
        author = _author(submission, students, source)
        for task, document in _build_documents(author, submission.files, assignment).items():
            documents[task].append(document)
    return dict(documents)


def read_given_documents(assignment: Assignment) -> dict[str, list[Document]]:
    """Return the code that everybody has: stubs, what the course gives, and the reference."""
    documents: defaultdict[str, list[Document]] = defaultdict(list)
    for folder in (assignment.folder, assignment.solutions):
        files = _read_own_files(folder) if folder is not None else []
        author = Author(submission="", name="the course")
        for task, document in _build_documents(author, files, assignment).items():
            documents[task].append(document)
    return dict(documents)


def _author(submission: Submission, students: Mapping[str, Student], source: str) -> Author:
    student = students.get(submission.student or "")
    return Author(
        submission=submission.name,
        name=student.name if student else submission.name,
        section=student.section if student else "",
        source=source,
        group=student.group if student else "",
    )


def _build_documents(
    author: Author, files: Iterable[SubmittedFile], assignment: Assignment
) -> dict[str, Document]:
    texts = task_texts(files, assignment.coding_tasks)
    return {task: build_document(author, parts) for task, parts in texts.items()}


def _read_own_files(folder: Path) -> Sequence[SubmittedFile]:
    """Return the course's own code in a folder, without checks, wrong answers and variants."""
    paths = (*folder.glob("*.py"), *folder.glob("*.ipynb"))
    return [SubmittedFile(name=path.name, content=path.read_bytes()) for path in sorted(paths)]
