"""The notebook of a release: valid, stable, graded like the files."""

from __future__ import annotations

import copy

import nbformat
import pytest
from support.courses import TINY, tiny
from support.samples import rnn

from grader.examiner.client import Examiner
from grader.files.regions import find_regions
from grader.model import Assignment, Course, Submission, SubmittedFile
from grader.release.handout_notebook import cut_sections, release_notebook
from grader.release.making import make_files
from grader.release.packing import release_files


def made(assignment: Assignment) -> tuple[dict[str, bytes], nbformat.NotebookNode]:
    files = release_files(Course(folder=assignment.folder.parent.parent), assignment)
    return files, nbformat.reads(
        files[f"{assignment.id}.ipynb"].decode(), as_version=nbformat.NO_CONVERT
    )


def solved(assignment: Assignment, notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook with the lines of the reference's regions pasted over the lines that raise."""
    pasted = copy.deepcopy(notebook)
    for task in assignment.coding_tasks:
        path = assignment.solutions / task.file
        lines = path.read_text(encoding="utf-8").split("\n")
        cell = next(
            cell
            for cell in pasted.cells
            if cell.metadata.get("tensorgrade", {}).get("task") == task.id
        )
        for region in find_regions(path, "\n".join(lines)):
            stub = f'{region.indent}raise NotImplementedError("{region.name} is not written yet")'
            assert stub in cell.source
            cell.source = cell.source.replace(
                stub, "\n".join(lines[region.first : region.last - 1]), 1
            )
    return pasted


def submission(
    assignment: Assignment, notebook: nbformat.NotebookNode, files: dict[str, bytes]
) -> Submission:
    """The notebook beside the files as they were handed out: what a student's folder holds."""
    handed = {task.file: files[task.file] for task in assignment.tasks}
    whole = {**handed, f"{assignment.id}.ipynb": nbformat.writes(notebook).encode()}
    return Submission(
        name="s",
        files=tuple(SubmittedFile(name=name, content=text) for name, text in whole.items()),
    )


def test_it_is_valid_and_its_cells_know_their_tasks() -> None:
    _, notebook = made(tiny())
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    tasks = [
        cell.metadata["tensorgrade"]["task"]
        for cell in notebook.cells
        if "tensorgrade" in cell.metadata
    ]
    assert tasks == ["running_mean", "rescale", "reflection", "reflection"]
    ids = [cell.id for cell in notebook.cells]
    assert len(set(ids)) == len(ids) and {"task-running_mean", "task-rescale", "check"} <= set(ids)
    assert notebook.cells[-1].source.endswith("grader.check()")
    assert "| `rescale` | rescale.py |" in notebook.cells[0].source
    assert not any(cell.get("outputs") for cell in notebook.cells)


def test_it_is_the_same_bytes_when_made_twice() -> None:
    assert release_files(TINY, tiny()) == release_files(TINY, tiny())


def test_the_reference_s_regions_pasted_in_earn_full_points() -> None:
    assignment = rnn()
    files, notebook = made(assignment)
    with Examiner(assignment) as examiner:
        result = examiner.judge(submission(assignment, solved(assignment, notebook), files))
    assert {task.id: task.earned for task in result.tasks if task.earned is not None} == {
        task.id: task.points for task in assignment.coding_tasks
    }
    assert [note for task in result.tasks for note in task.notes] == [
        "answers.md is unchanged from the template"
    ]


def test_as_released_it_earns_nothing_and_an_answer_in_it_counts() -> None:
    assignment = tiny()
    files, notebook = made(assignment)
    for cell in notebook.cells:
        cell.source = cell.source.replace(
            "Replace this line with your answer.", "Each value weighs less."
        )
    alone = Submission(
        name="alone", files=(SubmittedFile(name="tiny.ipynb", content=files["tiny.ipynb"]),)
    )
    with Examiner(assignment) as examiner:
        untouched = examiner.judge(alone)
        answered = examiner.judge(submission(assignment, notebook, files))
    assert untouched.earned == answered.earned == 0
    assert {check.outcome for check in untouched.checks if check.possible} == {"BLOCKED"}
    assert untouched.tasks[2].notes == ("tiny.ipynb is unchanged from the template",)
    assert (
        answered.tasks[2].answer is not None
        and "Each value weighs less." in answered.tasks[2].answer
    )
    assert answered.tasks[2].notes == ()


@pytest.mark.parametrize("fence", ["```", "~~~"])
def test_a_handout_is_cut_at_its_headings_but_not_inside_code(fence: str) -> None:
    text = f"# Title\n\n## One\n{fence}\n## no heading\n{fence}\n\n## Two\n"
    assert cut_sections(text) == ["# Title", f"## One\n{fence}\n## no heading\n{fence}", "## Two"]


def test_a_section_that_names_a_task_is_followed_by_its_cell() -> None:
    assignment = tiny()
    files = {task.file: make_files(TINY, "tiny")[task.file].decode() for task in assignment.tasks}
    handout = "# T\n\n## The `rescale` layer\n\n## Then running_mean\n\n## Then running_mean\n"
    whole = nbformat.reads(release_notebook(assignment, handout, files), as_version=4)
    assert [cell.id for cell in whole.cells] == [
        "handout-t",
        "handout-the-rescale-layer",
        "task-rescale",
        "handout-then-running_mean",
        "task-running_mean",
        "handout-then-running_mean-2",
        "heading-reflection",
        "task-reflection",
        "task-reflection-2",
        "heading-check",
        "check",
    ]
