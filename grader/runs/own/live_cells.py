"""The cells of a live notebook, as they were run: saved or not, they are the work."""

import json
from collections.abc import Sequence

from grader.model import Assignment, Submission, SubmittedFile
from grader.nouns import replace


def with_live_cells(
    submission: Submission, assignment: Assignment, cells: Sequence[str]
) -> Submission:
    """Return the submission with what a session ran in the place of its notebook on the disk.

    `cells` are the texts in the order in which they were run; the later definition of a name
    counts.  Without a cell the submission stays as it is.
    """
    if not any(text.strip() for text in cells):
        return submission
    replaced = _notebook_name(submission, assignment)
    other_files = tuple(file for file in submission.files if file.name != replaced)
    live = SubmittedFile(name=replaced, content=_build_notebook(cells))
    return replace(submission, files=(*other_files, live))


def _notebook_name(submission: Submission, assignment: Assignment) -> str:
    """Return the name of the notebook that is open: the assignment's, or the only other one."""
    notebooks = [file.name for file in submission.files if file.name.endswith(".ipynb")]
    others = [name for name in notebooks if name != assignment.notebook]
    return others[0] if len(others) == 1 and len(notebooks) == 1 else assignment.notebook


def _build_notebook(cells: Sequence[str]) -> bytes:
    """Return a notebook of code cells; a cell's number is that of its run."""
    notebook_cells = [
        {
            "cell_type": "code",
            "execution_count": number,
            "id": f"run-{number}",
            "metadata": {},
            "outputs": [],
            "source": text,
        }
        for number, text in enumerate(cells, start=1)
    ]
    notebook = {"cells": notebook_cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(notebook).encode()
