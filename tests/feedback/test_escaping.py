"""What a student or a hidden check said never becomes more than text, wherever it is shown."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.cases import cases
from support.results import EVIL, check, everything, picture, result, results_table, task

from grader.feedback.ci import error_lines, summary
from grader.feedback.page import Pages
from grader.feedback.redacting import redact_for_students
from grader.feedback.terminal import result_text
from grader.feedback.words import clean
from grader.files.tables import escape_formula
from grader.files.templates import shipped_templates_folder
from grader.model import Axis, Outcome, Place, SubmissionRecord
from grader.nouns import replace

PAGES = Pages([shipped_templates_folder()])
BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"


def evil_result() -> Any:
    """Every text that comes from a student is evil."""
    one = check(
        outcome=Outcome.FAILED,
        message=EVIL,
        traceback=EVIL,
        output=EVIL,
        notes=(EVIL,),
        place=Place(file=EVIL, line=1, first=1, lines=(EVIL,)),
        pictures=(
            replace(picture(Axis(name=EVIL, length=3, places=(0, 2)), name=EVIL), at=((EVIL, 1),)),
            picture(*[Axis(name=EVIL, length=3, places=(0, 2))] * 2, name=EVIL),
        ),
    )
    record = SubmissionRecord(name=EVIL, digest="sha256:0", received=EVIL, notes=(EVIL,))
    return result(task("a", one, notes=(EVIL,)), submission=record)


SHOWN = {
    "page": lambda: PAGES.page(evil_result(), "T"),
    "terminal": lambda: result_text(evil_result(), verbose=True),
    "summary": lambda: summary(evil_result(), advisory=True),
    "annotations": lambda: "\n".join(error_lines(evil_result())),
}


@pytest.mark.parametrize("show", cases(SHOWN))
def test_no_control_or_bidi_character_is_shown(show: Any) -> None:
    text = show()
    bad = [
        character
        for character in text
        if unicodedata.category(character) in ("Cc", "Cs") or character in BIDI
    ]
    assert set(bad) <= {"\n", "\t"}
    text.encode("utf-8")


@pytest.mark.parametrize("show", cases({name: SHOWN[name] for name in ("page", "summary")}))
def test_no_tag_of_a_student_s_is_shown(show: Any) -> None:
    text = show()
    assert "<script" not in text and "&lt;script&gt;" in text


def test_a_page_has_no_script_and_loads_nothing() -> None:
    page = PAGES.page(evil_result(), "<b>")
    assert "default-src 'none'" in page
    assert not re.search(
        r"<(script|img|iframe|link|object|embed|form|base)\b|\son\w+=|(src|href)=(?!\"#)", page
    )
    assert "&lt;b&gt;" in page and "49" not in page.replace("2049", "")


def test_markdown_of_a_student_s_is_text() -> None:
    text = summary(evil_result(), advisory=True)
    assert r"\`\|\* \[a\](b)" in text


def test_an_annotation_is_one_command_a_line() -> None:
    lines = list(error_lines(evil_result(), "work"))
    assert len(lines) == 1 and "\n" not in lines[0]
    properties = lines[0].removeprefix("::error ").partition("::")[0]
    assert properties.count("=") == 3 and properties.startswith("file=work/")
    assert "%0Ahint%3A" in lines[0] or "%0Ahint:" in lines[0]


def test_annotations_escape_what_separates_their_properties() -> None:
    one = check(
        outcome=Outcome.FAILED,
        title="50%: a, b",
        message="1%\n2",
        hint=None,
        place=Place(file="a,b:c.py", line=3),
    )
    assert list(error_lines(result(task("a", one)))) == [
        "::error file=a%2Cb%3Ac.py,line=3,title=a%3A 50%25%3A a%2C b::1%25%0A2"
    ]


def test_ten_annotations_at_most() -> None:
    assert len(list(error_lines(result(task("a", *[check(outcome=Outcome.FAILED)] * 15))))) == 10


def test_what_holds_a_grade_is_a_warning_and_no_error() -> None:
    assert next(error_lines(result(task("a", check(outcome=Outcome.GRADER_FAULT))))).startswith(
        "::warning "
    )


def test_a_summary_is_at_most_one_mebibyte() -> None:
    long = check(outcome=Outcome.FAILED, message="你" * 700_000)
    assert len(summary(result(task("a", long)), advisory=False).encode()) <= 1 << 20


@given(st.text())
def test_cleaning_keeps_what_is_harmless_and_nothing_else(text: Any) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert not any(
        (unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t") or c in BIDI for c in cleaned
    )
    harmless = "".join(
        c for c in text if unicodedata.category(c) not in ("Cc", "Cs") and c not in BIDI
    )
    assert "\x1b" in text or cleaned.replace("\n", "").replace("\t", "") == harmless


# Things that only a hidden check knows.
SECRETS = {
    "message": "m-secret",
    "hint": "h-secret",
    "traceback": "t-secret",
    "notes": ("n-secret",),
    "output": "o-secret",
    "place": Place(file="p-secret.py", line=77, first=77, lines=("l-secret",)),
    "pictures": (picture(name="n-secret"),),
}


@pytest.mark.parametrize(
    "outcome", [outcome for outcome in Outcome if outcome is not Outcome.PASSED]
)
def test_of_a_hidden_check_students_see_title_outcome_and_points_only(outcome: Any) -> None:
    hidden = check("a::x", outcome, hidden=True, title="A hidden title", **SECRETS)
    shown = redact_for_students(result(task("a", hidden), seeds=everything().seeds))
    for text in (
        PAGES.page(result(task("a", hidden)), "T"),
        summary(shown, advisory=False),
        result_text(shown, verbose=True),
        "\n".join(error_lines(shown)),
        repr(shown),
    ):
        assert "secret" not in text and "1.0000" not in text and "One late" not in text
    assert (shown.checks[0].title, shown.checks[0].outcome) == ("A hidden title", outcome)
    assert (shown.seeds.visible, shown.seeds.hidden) == (5, None)


def test_how_long_a_hidden_check_took_is_kept_from_students() -> None:
    slow = task("a", check("a::x", seconds=0.25), check("a::y", hidden=True, seconds=7.125))
    shown = redact_for_students(result(slow, seconds=7.5))
    assert [one.seconds for one in shown.checks] == [0.25, 0.0] and shown.seconds == 0.25


def test_where_checks_were_drawn_anew_students_see_their_own_numbers_only() -> None:
    failed = result(task("a", check(outcome=Outcome.FAILED)))
    anew = replace(failed, seeds=replace(failed.seeds, drawn_anew=True))
    for one, told in ((failed, (0.5, 1.5, 2.5, 3.5)), (anew, ())):
        (drawn,) = redact_for_students(one).checks[0].pictures
        assert (drawn.got, drawn.want, drawn.wrong) == ((0.5, 1.75, 2.5, 3.5), told, (1,))
    page = PAGES.page(anew, "T")
    assert "1.75" in page and "expected 1.5" not in page and "stay with the course" in page


def test_of_a_visible_check_students_see_everything() -> None:
    page = PAGES.page(result(task("a", check(outcome=Outcome.FAILED))), "T")
    for text in (
        "outputs, step 2: expected 1.0000",
        "a.py:3",
        "return x",
        "Look at the second step.",
        "printed",
    ):
        assert text in page


def rows(*results: Any) -> list[dict[str, Any]]:
    return list(csv.DictReader(io.StringIO(results_table(*results))))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_the_table_is_a_formula(start: str) -> None:
    name = f"{start}cmd|'/c calc'!A1"
    (row,) = rows(result(name=name))
    assert row["name"] == row["student"] == f"'{name}"
    assert escape_formula("plain") == "plain" and escape_formula("a=b") == "a=b"


def test_names_with_commas_quotes_and_line_ends_stay_one_cell() -> None:
    name = 'Lovelace, "Ada"\nByron'
    (row,) = rows(result(name=name))
    assert row["name"] == name
