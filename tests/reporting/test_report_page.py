"""The report of a class as a page."""

from __future__ import annotations

from pathlib import Path

from support.drawings import read
from support.reports import judged, report, work
from support.results import EVIL

from grader.files.templates import shipped_templates_folder
from grader.reporting.class_report import ClassReport, Spread
from grader.reporting.cluster_text import MOST_NAMES
from grader.reporting.report_page import histogram, report_page


def test_a_course_may_have_its_own_page(tmp_path: Path, whole: ClassReport) -> None:
    (tmp_path / "report.html").write_text("{{ report.people }} people", encoding="utf-8")
    assert report_page(whole, [tmp_path, shipped_templates_folder()]) == "5 people"


def test_the_page_has_everybody_of_a_large_class() -> None:
    many = [judged(work(f"somebody-{at:03}", passes=False), name="王小明" * 5) for at in range(40)]
    page = report_page(report(*many), [shipped_templates_folder()])
    assert page.count("somebody-") >= 40 and f"and {40 - MOST_NAMES} more" not in page


def test_a_class_of_nobody_has_a_page_too() -> None:
    page = report_page(report(), [shipped_templates_folder()])
    assert "Nobody is graded yet." in page and "Nothing to tell" in page


def test_what_students_write_never_becomes_markup() -> None:
    evil = judged(work("evil", passes=False, message=EVIL, title=EVIL), name=EVIL)
    made = report(evil, judged(work("other", passes=False)))
    page = report_page(made, [shipped_templates_folder()])
    assert "<script" not in page and "{{7*7}}" in page and "\x1b" not in page


def test_points_are_drawn_in_tenths_and_told_in_words() -> None:
    drawing = histogram("all", Spread(shares=(0.0, 0.95, 1.0), mean=0.65, median=0.95), "spread")
    told = [each.text for bar in read(drawing).iter("rect") for each in bar.iter("title")]
    assert told == ["0 to 10 %: 1", "90 to 100 %: 2"]
    assert "Points of all" in drawing and "0 to 10 %: 1; 90 to 100 %: 2" in drawing
