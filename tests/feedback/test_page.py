"""A submission's page: what is read first, what is folded, and what a screen reader gets."""

from __future__ import annotations

import re
from decimal import Decimal
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from support.results import check, everything, picture, result, task

from grader.feedback.page import Pages
from grader.files.templates import shipped_templates_folder
from grader.model import Axis, Outcome, Place, Result, TaskStatus
from grader.nouns import replace

PAGES = Pages([shipped_templates_folder()])
STEPS = Axis(name="time step", length=3, places=(0, 1, 2))
UNITS = Axis(name="unit", length=2, places=(0, 1))
VOID = frozenset(("meta", "br", "hr", "img", "link", "input"))


class Outline(HTMLParser):
    """Reads a page strictly: each element is closed where it should be."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.text_of_details: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value for name, value in attrs if name == "id" and value]
        if re.fullmatch(r"h\d", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value for name, value in attrs if name == "id" and value]

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open[-1] == tag, f"</{tag}> closes {self.open[-3:]}"
        self.open.pop()


def page(*checks: object, **more: object) -> str:
    return PAGES.page(result(task("a", *checks)), "Homework", **more)  # type: ignore[arg-type]


def drawn() -> Result:
    pictures = (picture(STEPS, UNITS, name="states"), picture(STEPS, name="losses"))
    failed = check("a::x", Outcome.FAILED, pictures=pictures)
    return result(task("a", failed, check("a::y")), task("b", check("b::x", Outcome.RAISED)))


@pytest.mark.parametrize("shown", [everything(), drawn()], ids=["everything", "drawn"])
def test_a_page_is_well_formed_its_ids_are_its_own_and_headings_skip_no_level(
    shown: Result,
) -> None:
    outline = Outline(PAGES.page(shown, "Homework"))
    assert outline.open == [] and len(outline.ids) == len(set(outline.ids))
    levels = outline.headings
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_what_to_do_next_stands_before_everything_else() -> None:
    text = page(check(outcome=Outcome.FAILED), next_step="mend a")
    assert text.index("<b>Next</b> mend a") < text.index("<table>")
    assert "<b>Next</b>" not in page(check(outcome=Outcome.FAILED))


def test_the_total_of_ones_own_page_is_what_its_checks_could_give() -> None:
    """As in the table of the terminal: hidden checks have not been run yet."""
    half = replace(task("a", check(outcome=Outcome.FAILED)), undecided=Decimal(4))
    mine = PAGES.page(result(half), "Homework", next_step="mend a")
    class_page = PAGES.page(result(half), "Homework")
    total, rest = (Decimal(f"{half.possible}"), Decimal(4))
    assert f"<b>0 / {total - rest:f}</b>" in mine and f"<b>0 / {total:f}</b>" in class_page


def test_the_page_has_no_words_that_are_not_translated() -> None:
    template = (shipped_templates_folder() / "feedback.html").read_text(encoding="utf-8")
    body = re.sub(r"(?s)<style>.*?</style>|\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", " ", template)
    assert re.findall(r"[A-Za-z]{2,}", body) == []


def test_what_passed_is_folded_and_counted() -> None:
    text = page(check("a::x", title="One"), check("a::y", title="Two"))
    folded = text.partition("2 checks passed</summary>")[2]
    assert "One" in folded and "Two" in folded
    assert "1 check passed</summary>" in page(check("a::x"))


def test_not_submitted_is_said_once() -> None:
    absent = check("a::x", Outcome.NOT_SUBMITTED, title="Never asked")
    text = PAGES.page(result(task("a", absent, status=TaskStatus.NOT_SUBMITTED)), "T")
    assert text.count("not submitted") == 1 and "Never asked" not in text


def test_the_line_in_question_is_marked_among_its_neighbours() -> None:
    place = Place(file="a.py", line=8, first=7, lines=("def f(x):", "    return x < 1", "z"))
    text = page(check(outcome=Outcome.FAILED, place=place))
    rows = re.findall(r"<tr( class=\"marked\")?><td>(\d+)</td><td><code>(.*?)</code>", text)
    assert [number for _, number, _ in rows] == ["7", "8", "9"]
    assert [bool(mark) for mark, _, _ in rows] == [False, True, False]
    assert rows[1][2].startswith("    return x &lt; 1")


def test_of_several_failures_the_first_cause_alone_is_drawn() -> None:
    pictures = (picture(STEPS),)
    one = check("a::x", Outcome.FAILED, pictures=pictures, diagnosis=None)
    two = check("a::y", Outcome.FAILED, pictures=pictures)
    assert page(one, two).count("<svg") == 1
    assert PAGES.page(drawn(), "T").count("<svg") == 3 + 1


def test_numbers_of_a_drawing_are_a_table_too() -> None:
    text = PAGES.page(drawn(), "T")
    assert text.count("The numbers as a table") == 3
    assert '<th scope="col">unit 1</th>' in text and "1.75, not 1.5" in text


def test_work_that_is_not_started_shows_no_failures_first() -> None:
    stub = task("a", check("a::x", Outcome.RAISED, title="Deep down"), unchanged=True)
    text = PAGES.page(result(stub), "T")
    assert "not started" in text
    assert text.index("What its checks said") < text.index("Deep down")


def test_points_stand_beside_each_task_and_check() -> None:
    text = page(check("a::x", Outcome.FAILED, possible=Decimal("1.5"), earned=Decimal(0)))
    assert "0 / 1.5" in text


def test_a_hidden_check_that_says_nothing_has_nothing_to_unfold() -> None:
    first, hidden = check("a::one", Outcome.FAILED), check("a::h", Outcome.FAILED, hidden=True)
    page = PAGES.page(result(task("a", first, hidden)), "Homework")
    assert "(hidden check)" in page
    assert "What it says, probably for the same reason" not in page
    other = check("a::two", Outcome.FAILED)
    page = PAGES.page(result(task("a", first, other)), "Homework")
    assert page.count("What it says, probably for the same reason") == 1
