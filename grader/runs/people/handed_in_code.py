"""Reading a class's code again, from the folder that was graded, to find who is alike.

The gradebook keeps results and no work, but it remembers where the last batch read it.
"""

from collections import defaultdict
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from grader.errors import CalledWrongly
from grader.gradebook import Gradebook
from grader.gradebook.opening import open_gradebook
from grader.model import Assignment, Course, Roster, SubmittedFile
from grader.similarity.documents import Author, Document, build_document
from grader.similarity.task_texts import task_texts

from .roll import gather_class, last_batch_folder

GRADEBOOK = ".sqlite"
# By task.
Documents = dict[str, list[Document]]


def find_graded_folder(
    gradebook: Gradebook, assignment: Assignment, named_folder: Path | None
) -> Path:
    """Return where the class's work lies: as given, else where the last batch read it.

    Raises CalledWrongly where nobody knows.
    """
    if named_folder is not None:
        return named_folder
    folder = last_batch_folder(gradebook, assignment.id)
    if not folder:
        raise CalledWrongly(
            f"the gradebook does not say where the work for {assignment.id} lies; name the folder"
            " or the zip with --submissions"
        )
    if not Path(folder).exists():
        raise CalledWrongly(
            f"the last batch read {folder}, which is not there any more; name the folder or the"
            " zip with --submissions"
        )
    return Path(folder)


def find_earlier_folder(place: Path, assignment: Assignment) -> Path:
    """Return where an earlier year's work lies: a folder, a zip, or what its gradebook remembers.

    Raises CalledWrongly and GradebookError.
    """
    if place.suffix != GRADEBOOK:
        return place
    with closing(open_gradebook(place, new=False)) as gradebook:
        return find_graded_folder(gradebook, assignment, None)


def read_class_documents(
    folder: Path,
    course: Course,
    assignment: Assignment,
    roster: Roster | None,
    *,
    source: str = "",
) -> Documents:
    """Return the code of each task by everybody who handed some in.  Raises CalledWrongly."""
    gathered = gather_class(folder, course, assignment, roster)
    students = {each.id: each for each in (roster.students if roster else ())}
    work = []
    for submission in gathered.submissions:
        student = students.get(submission.student or "")
        author = Author(
            submission=submission.name,
            name=student.name if student else submission.name,
            section=student.section if student else "",
            source=source,
            group=student.group if student else "",
        )
        work.append((author, submission.files))
    return _build_documents(work, assignment)


def read_given_documents(assignment: Assignment) -> Documents:
    """Return the code that everybody has: stubs, what the course gives, and the reference."""
    author = Author(submission="", name="the course")
    folders = filter(None, (assignment.folder, assignment.solutions))
    return _build_documents([(author, _read_own_files(each)) for each in folders], assignment)


def _build_documents(
    work: Iterable[tuple[Author, Iterable[SubmittedFile]]], assignment: Assignment
) -> Documents:
    """Return the documents of each task, an author's for each piece of work that has code of it."""
    documents: defaultdict[str, list[Document]] = defaultdict(list)
    for author, files in work:
        for task, parts in task_texts(files, assignment.coding_tasks).items():
            documents[task].append(build_document(author, parts))
    return dict(documents)


def _read_own_files(folder: Path) -> tuple[SubmittedFile, ...]:
    """Return the course's own code in a folder, without checks, wrong answers and variants."""
    paths = (*folder.glob("*.py"), *folder.glob("*.ipynb"))
    return tuple(SubmittedFile(name=path.name, content=path.read_bytes()) for path in sorted(paths))
