"""Folder that a batch writes to: a table, and for each submission a result and a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from grader.config.course_texts import sayer
from grader.exporters.results_csv import result_row, rows_csv
from grader.files.json_text import json_text
from grader.files.templates import template_folders
from grader.files.writing import file_names, write_whole, writing
from grader.model import Assignment, Course, Result
from grader.runs.batches.batch import Graded
from grader.runs.result_tasks import without_removed_tasks

AGAIN = "what was graded is in the gradebook, run it again"


class ResultsFolder:
    """Takes results as they come; of a class of any size it keeps the table's rows in memory."""

    def __init__(
        self,
        folder: Path,
        course: Course,
        assignment: Assignment,
        submissions: Iterable[str],
        names: Mapping[str, str],
    ) -> None:
        """Make the folder for the results of those submissions.

        `names` are those of the roster by student id.  Raises CannotWrite.
        """
        from grader.feedback.page import Pages  # only pages need Jinja2

        self.table = folder / "results.csv"
        self.pages = folder / "feedback"
        self._results = folder / "results"
        self._assignment = assignment
        self._names = names
        self._files_of = file_names(submissions)
        self._rows: dict[str, tuple[str, ...]] = {}
        self._template = Pages(template_folders(course.folder))
        with writing(folder, "name another folder with -o"):
            self._results.mkdir(parents=True, exist_ok=True)
            self.pages.mkdir(parents=True, exist_ok=True)

    @property
    def places(self) -> tuple[str, str]:
        """Return where the table and the pages are, as two lines."""
        return f"table      {self.table}", f"pages      {self.pages}"

    def add(self, graded: Graded) -> None:
        """Write a result's own files unless they are there, and keep its row.

        Raises CannotWrite.
        """
        result = graded.result
        self._rows[result.submission.name] = result_row(self._assignment, result, self._names)
        for_staff, page = self._files(result)
        if not graded.new and for_staff.is_file() and page.is_file():
            return
        write_whole(for_staff, json_text(result), otherwise=AGAIN)
        title = sayer(self._assignment)(self._assignment.title) or self._assignment.id
        text = self._template.page(result, title, name=self._names.get(result.student or "", ""))
        write_whole(page, text, otherwise=AGAIN)

    def write_table(self, earlier: Iterable[Result]) -> None:
        """Write the table, with the `earlier` results of those who were not in the batch.

        Raises CannotWrite.
        """
        current = (without_removed_tasks(self._assignment, result) for result in earlier)
        rows = {
            result.submission.name: result_row(self._assignment, result, self._names)
            for result in current
        }
        content = rows_csv(self._assignment, rows | self._rows)
        write_whole(self.table, content, otherwise=AGAIN)

    def _files(self, result: Result) -> tuple[Path, Path]:
        """Return where a result's JSON and its page lie."""
        name = self._files_of[result.submission.name]
        return self._results / f"{name}.json", self.pages / f"{name}.html"
