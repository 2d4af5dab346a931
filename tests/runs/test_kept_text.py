"""What is kept of a submission's texts has one ceiling, and nothing in it acts on a terminal."""

from __future__ import annotations

from support.courses import tiny
from support.results import check, picture, result, task

from grader.gradebook.result_json import to_json
from grader.model import Axis, Difference, Outcome, Place, Result, Submission
from grader.nouns import replace
from grader.runs.held import held_result
from grader.runs.kept_text import MAX_ALL, MAX_DRAWN, MAX_NOTES, with_kept_text
from grader.runs.verdict import explain_hold

NOISE = "\x00\x1b[2J\x07\u202e" * 30_000


def noisy(checks: int, text: str) -> Result:
    """A result of that many checks, all of whose texts are that one."""
    difference = Difference(kind="values", where=text, expected=text, got=text)
    each = check(
        "running_mean::one",
        Outcome.FAILED,
        message=text,
        traceback=text,
        output=text,
        notes=(text, f"{text}!"),
        difference=difference,
        place=Place(file=text[:40], line=1),
    )
    return result(task("running_mean", *[each] * checks))


def test_control_characters_never_reach_a_result() -> None:
    kept = with_kept_text(noisy(3, f"one{NOISE}two\nthree\tfour"))
    (first, *_) = kept.checks
    assert first.message == first.output == "onetwo\nthree\tfour"
    assert first.difference is not None and first.difference.got == first.message
    assert first.place is not None and first.place.file == "one"
    assert not set("\x00\x1b\x07\u202e") & set(str(kept))


def test_a_submission_that_prints_without_end_is_cut_as_a_whole() -> None:
    kept = with_kept_text(noisy(60, "x" * 200_000))
    assert len(to_json(kept)) < MAX_ALL * 1.2
    assert "(cut: " in kept.checks[0].output + kept.checks[0].message
    assert [each.outcome for each in kept.checks] == [Outcome.FAILED] * 60


def test_messages_are_kept_before_what_was_printed() -> None:
    loud = noisy(1, "x" * MAX_ALL)
    quiet = replace(loud.tasks[0].checks[0], message="mind the gap", output="y" * MAX_ALL)
    kept = with_kept_text(replace(loud, tasks=(replace(loud.tasks[0], checks=(quiet,) * 5),)))
    assert [each.message for each in kept.checks] == ["mind the gap"] * 5


def test_many_notes_are_counted_and_the_reason_of_a_held_one_stays_last() -> None:
    notes = tuple(f"file {number} was skipped\x1b[1m" for number in range(5_000))
    submission = Submission(name="ada", files=(), notes=notes)
    held = held_result(submission, tiny(), "the archive\x07 is broken")
    assert len(held.submission.notes) == MAX_NOTES + 2
    assert explain_hold(held) == "the archive is broken"
    assert f"and {5_000 - MAX_NOTES:,} more notes" in held.submission.notes


def test_pictures_have_a_ceiling_of_their_own_and_lines_are_kept_where_there_is_room() -> None:
    wide = picture(*[Axis(name="", length=20, places=tuple(range(20)))] * 2, wrong=())
    place = Place(file="a.py", line=2, first=1, lines=("one\x1b[2J", "two"))
    each = check("a::one", Outcome.FAILED, pictures=(wide, wide), place=place)
    kept = with_kept_text(result(task("a", *[each] * 20)))
    numbers = sum(one.size for check in kept.checks for one in check.pictures)
    assert MAX_DRAWN - wide.size < numbers <= MAX_DRAWN
    assert [len(one.pictures) for one in kept.checks][:2] == [2, 2]
    assert kept.checks[0].place is not None and kept.checks[0].place.lines == ("one", "two")
    full = with_kept_text(result(task("a", *[replace(each, message="x" * MAX_ALL)] * 40)))
    assert full.checks[-1].place is not None and full.checks[-1].place.lines == ()
