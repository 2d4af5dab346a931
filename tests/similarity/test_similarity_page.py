"""What is alike, told: as text, as a page with both sides, never as a verdict."""

from __future__ import annotations

import re

import pytest
from support.courses import tiny
from support.results import EVIL

from grader.feedback.columns import width
from grader.files.templates import shipped_templates_folder
from grader.model import SubmittedFile
from grader.similarity.documents import Author, build_document
from grader.similarity.similarity_page import similarity_page
from grader.similarity.similarity_report import SimilarityReport
from grader.similarity.similarity_text import similarity_lines
from grader.similarity.task_texts import task_texts
from grader.similarity.who_is_alike import task_similarity

CODE = """
def running_mean(values):
    total, means = 0.0, []
    for step, value in enumerate(values):
        total = total + value
        means.append(total / (step + 1))
        if step > 100 and value is None:
            break
    return [float(mean) for mean in means]
"""


def told(*names: str, text: str = CODE) -> tuple[SimilarityReport, str]:
    """The report and the page of authors who all have that code."""
    files = [SubmittedFile(name="running_mean.py", content=text.encode("utf-8", "replace"))]
    parts = task_texts(files, tiny().coding_tasks)["running_mean"]
    class_ = [build_document(Author(submission=name, name=name), parts) for name in names]
    made = task_similarity("running_mean", class_, [], [])
    report = SimilarityReport(assignment="tiny", title="Tiny", at_least=0.5, tasks=(made,))
    documents = {("running_mean", each.author): each for each in class_}
    return report, similarity_page(report, documents, [shipped_templates_folder()])


def test_both_sides_stand_beside_each_other_with_the_passage_marked() -> None:
    report, page = told("ada", "bob")
    assert page.count("<section") == 2 and "100 %" in page
    marked = re.findall(r'<tr class="p1"><td>1</td><td>(\d+)</td>', page)
    assert marked == [str(at) for at in range(2, 10)] * 2
    assert "ada and bob" in "\n".join(similarity_lines(report))


def test_it_says_that_it_is_no_verdict_and_what_is_expected_to_be_alike() -> None:
    report, page = told("ada", "bob")
    assert "no proof of anything" in page and "Expected to be alike" in page
    assert "look at both sides" in "\n".join(similarity_lines(report))


def test_nobody_alike_is_said() -> None:
    _, page = told("ada")
    assert "No two are as much alike as that" in page and "<section" not in page


@pytest.mark.parametrize("bad", [EVIL, "</code></td><img src=x onerror=alert(1)>"])
def test_hostile_names_and_code_never_become_markup(bad: str) -> None:
    report, page = told("ada", bad, text=f"{CODE}\nx = '''{bad}'''  # {bad}\n")
    assert "<script" not in page and "<img" not in page and "\x1b" not in page
    assert "\x1b" not in "\n".join(similarity_lines(report))


def test_a_large_class_keeps_to_80_columns() -> None:
    report, page = told(*(f"{'王小明' * 6}{at}" for at in range(9)))
    assert max(map(width, similarity_lines(report))) <= 81
    assert page.count("side by side</a>") == 36
