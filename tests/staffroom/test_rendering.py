"""Pages from templates: the course's own where it has some, students' Markdown made harmless."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.results import EVIL

from grader.files.templates import shipped_templates_folder
from grader.staffroom.rendering import MOST_TEXT, StaffPages, safe_markdown


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("<script>alert(1)</script>", "<script"),
        ("<img src=x onerror=alert(1)>", "<img"),
        ("![me](https://elsewhere.example/me.png)", "<img"),
        ("[here](javascript:alert(1))", "href"),
        (EVIL, "\x1b"),
        (EVIL, "<script"),
    ],
)
def test_nothing_of_a_student_s_text_acts(text: str, absent: str) -> None:
    assert absent not in safe_markdown(text)


def test_markdown_is_shown_as_it_is_meant() -> None:
    html = safe_markdown("I *think* so.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")
    assert "<em>think</em>" in html and "<td>1</td>" in html


def test_a_text_without_end_is_cut() -> None:
    assert len(safe_markdown("x" * (2 * MOST_TEXT))) < MOST_TEXT + 100


def test_the_page_of_who_is_not_signed_in_has_the_sentence_as_text() -> None:
    answer = StaffPages([shipped_templates_folder()]).show_outside("<b>open</b> the link", 401)
    text = bytes(answer.body).decode()
    assert answer.status_code == 401 and "&lt;b&gt;open" in text and "<b>open" not in text


def test_a_course_s_own_template_comes_first(tmp_path: Path) -> None:
    (tmp_path / "staffroom").mkdir()
    (tmp_path / "staffroom" / "enter.html").write_text("{{ name }} at {{ token }}")
    answer = StaffPages([tmp_path, shipped_templates_folder()]).show_entrance(
        name="<amy>", token="t"
    )
    assert bytes(answer.body) == b"&lt;amy&gt; at t"


def test_a_part_of_a_page_is_rendered_alone() -> None:
    text = StaffPages([shipped_templates_folder()]).render_part(
        "batch_now.html", batches=[], anew=None
    )
    assert "<html" not in text
