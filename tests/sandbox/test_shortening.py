"""Texts of a student process: an honest one's stay, a hostile one's are cut."""

from __future__ import annotations

from grader.nouns import replace
from grader.sandbox.shortening import MAX_TEXT, shorten
from grader.wire.messages import Answer, Cause, Finished, Raised

HONEST = Raised(
    check=1,
    while_loading=False,
    cause=Cause.CALL,
    kind="ValueError",
    text="shapes (2,) and (3,) do not match",
    file="srn.py",
    line=31,
    traceback="srn.py:31 in step",
    bases=("ValueError", "Exception"),
)


def test_an_honest_error_stays_as_it_is() -> None:
    assert shorten(HONEST) == HONEST


def test_a_hostile_error_is_cut_everywhere() -> None:
    long = "x" * 1_000_000
    cut = shorten(
        replace(
            HONEST,
            kind=long,
            text=long,
            file=long,
            line=1 << 40,
            traceback=long,
            bases=(long,) * 1000,
        )
    )
    assert isinstance(cut, Raised)
    assert cut.line == 0
    assert len(cut.bases) == 20
    texts = (cut.kind, cut.text, cut.file, cut.traceback, *cut.bases)
    assert max(map(len, texts)) <= MAX_TEXT
    assert sum(map(len, texts)) < 4 * MAX_TEXT


def test_notes_are_few_and_short() -> None:
    cut = shorten(Finished(check=1, changed=(), tainted=(), notes=("n" * 5000,) * 500))
    assert isinstance(cut, Finished)
    assert [len(note) for note in cut.notes] == [300] * 20


def test_an_answer_is_left_to_the_wire() -> None:
    answer = Answer(check=1, value=1, trace={})
    assert shorten(answer) is answer
