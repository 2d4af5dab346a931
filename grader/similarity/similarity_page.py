"""Who is alike as a page: pairs and groups, and the code side by side with the passages marked."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from grader.files.templates import page_environment
from grader.nouns import frozen

from .documents import Author, Document
from .similarity_report import SimilarityReport, Span
from .similarity_text import author_words

TEMPLATE = "similarity.html"
MOST_SHOWN = 40  # pairs with their code in the page; the others are rows of the table
COLOURS = 6  # of passages that follow each other


@frozen
class CodeLine:
    """A line of one side; `passage` is the number of the passage it belongs to, 0 for none."""

    number: int
    text: str
    passage: int


# The code by task and author.
Documents = Mapping[tuple[str, Author], Document]


def similarity_page(report: SimilarityReport, documents: Documents, folders: Sequence[Path]) -> str:
    """Return the page, made with the first `similarity.html` that lies in one of the folders."""
    environment = page_environment(folders)
    environment.filters["called"] = author_words
    pairs = list(_shown_pairs(report, documents))
    return environment.get_template(TEMPLATE).render(
        report=report,
        shown=pairs,
        anchors={(each["task"], each["pair"]): each["key"] for each in pairs},
        colours=COLOURS,
        more=sum(len(task.pairs) for task in report.tasks) - len(pairs),
    )


def _shown_pairs(report: SimilarityReport, documents: Documents) -> Iterator[dict[str, Any]]:
    """Yield the pairs whose code is shown, the most alike of all tasks first."""
    every = [(task.task, pair) for task in report.tasks for pair in task.pairs]
    every.sort(key=lambda each: -each[1].share)
    for number, (task, pair) in enumerate(every[:MOST_SHOWN], start=1):
        left, right = documents[task, pair.left], documents[task, pair.right]
        yield {
            "key": f"pair-{number}",
            "task": task,
            "pair": pair,
            "sides": [
                (pair.left, code_lines(left, [each.left for each in pair.passages])),
                (pair.right, code_lines(right, [each.right for each in pair.passages])),
            ],
        }


def code_lines(document: Document, spans: Sequence[Span]) -> dict[str, list[CodeLine]]:
    """Return the lines of a document by file or cell, each with the passage it belongs to."""
    marks: dict[tuple[str, int], int] = {}
    for passage, span in enumerate(spans, start=1):
        for number in range(span.first, span.last + 1):
            marks.setdefault((span.place, number), passage)
    lines_by_place: dict[str, list[CodeLine]] = {}
    for part in document.parts:
        lines = lines_by_place.setdefault(part.place, [])
        for number, text in enumerate(part.text.split("\n"), start=part.first):
            lines.append(CodeLine(number, text, marks.get((part.place, number), 0)))
    return lines_by_place
