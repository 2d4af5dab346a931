"""Folder that a batch writes to: a table, and for each submission a result and a page."""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from urllib.parse import quote

from grader.config.course_texts import spoken_title
from grader.exporters.results_csv import result_row, rows_csv
from grader.files.json_text import json_text
from grader.files.templates import template_folders
from grader.files.writing import file_names, write_whole, writing
from grader.model import Assignment, Course, Result
from grader.reporting.class_index import IndexRow, index_page, index_row
from grader.runs.result_tasks import without_removed_tasks

from .batch import Graded

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
        sections: Mapping[str, str] | None = None,
    ) -> None:
        """Make the folder for the results of those submissions.

        `names` and `sections` are those of the roster by student id.  Raises CannotWrite.
        """
        from grader.feedback.page import Pages  # only pages need Jinja2

        self.index = folder / "index.html"
        self.table = folder / "results.csv"
        self.pages = folder / "feedback"
        self._results = folder / "results"
        self._assignment = assignment
        self._names = names
        self._sections = sections or {}
        self._course = course
        self._files_of = file_names(submissions)
        self._rows: dict[str, tuple[str, ...]] = {}
        self._listed: dict[str, IndexRow] = {}
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
        self._listed[result.submission.name] = self._index_row(result, new=True)
        for_staff, page = self._result_paths(result)
        if not graded.new and for_staff.is_file() and page.is_file():
            return
        write_whole(for_staff, json_text(result), otherwise=AGAIN)
        text = self._template.page(
            result,
            spoken_title(self._assignment),
            name=self._names.get(result.student or "", ""),
        )
        write_whole(page, text, otherwise=AGAIN)

    def finish(self, earlier_results: Collection[Result]) -> None:
        """Write the table and the list, with `earlier_results` too.  Raises CannotWrite."""
        self.write_table(earlier_results)
        self.write_index(earlier_results)

    def write_table(self, earlier_results: Iterable[Result]) -> None:
        """Write the table, with the `earlier_results` of those who were not in the batch.

        Raises CannotWrite.
        """
        current = (without_removed_tasks(self._assignment, result) for result in earlier_results)
        rows = {
            result.submission.name: result_row(self._assignment, result, self._names)
            for result in current
        }
        content = rows_csv(self._assignment, rows | self._rows)
        write_whole(self.table, content, otherwise=AGAIN)

    def write_index(self, earlier_results: Iterable[Result]) -> None:
        """Write the list of the class, with earlier results too.  Raises CannotWrite."""
        earlier_rows = {
            result.submission.name: self._index_row(result) for result in earlier_results
        }
        rows = (earlier_rows | self._listed).values()
        page = index_page(spoken_title(self._assignment), rows, self._course.folder)
        write_whole(self.index, page, otherwise=AGAIN)

    def _index_row(self, result: Result, *, new: bool = False) -> IndexRow:
        """Return a result's row in the list; one that is not `new` may have no page here."""
        _, page = self._result_paths(result)
        student = result.student or ""
        return index_row(
            result,
            name=self._names.get(student, ""),
            section=self._sections.get(student, ""),
            page=quote(f"{self.pages.name}/{page.name}") if new or page.is_file() else "",
        )

    def _result_paths(self, result: Result) -> tuple[Path, Path]:
        """Return where a result's JSON and its page lie."""
        name = self._files_of[result.submission.name]
        return self._results / f"{name}.json", self.pages / f"{name}.html"
