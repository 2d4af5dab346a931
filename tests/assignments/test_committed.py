"""What is committed under assignments/ is what solutions/ makes, transcripts too."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from support.samples import ROOT, assignment, copied_course, rnn

from grader.checking.answerers.transcripts import Inputs, load_transcripts, transcript_path
from grader.compare import find_difference
from grader.config import load_rubric
from grader.diagnosis.fingerprints import measure_distance
from grader.diagnosis.mistakes import load_mistakes
from grader.judging.staleness import mistakes_are_stale, inputs_of_task, find_stale_tasks
from grader.model import Course, Tolerance, Tolerances
from grader.release.making import find_outdated_files
from grader.runs.recording import record
from grader.runs.stored import stored_mistakes
from grader.wire.decoding import decode

ASSIGNMENTS = ("rnn", "layers", "attention")
TASKS = [(name, task.id) for name in ASSIGNMENTS for task in assignment(name).coding_tasks]
TOLERATED = 2e-4  # twice as far as two losses may be apart
TRAINS = ("rnn", "seq2seq")  # the one whose recording takes longest, since it trains


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course with its transcripts recorded anew, but for one task's."""
    root = copied_course(tmp_path_factory.mktemp("course"))
    for name in ASSIGNMENTS:
        tasks = tuple(task for of, task in TASKS if of == name and (of, task) != TRAINS)
        record(assignment(name, root), tasks)
    return root


@pytest.fixture(scope="module")
def recorded_training(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course with that task's transcripts recorded anew."""
    root = copied_course(tmp_path_factory.mktemp("course"))
    record(rnn(root), (TRAINS[1],))
    return root


def test_every_assignment_is_looked_at() -> None:
    assert sorted(path.name for path in (ROOT / "solutions").iterdir()) == sorted(ASSIGNMENTS)


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_stubs_handout_and_settings_are_what_the_solutions_make(name: str) -> None:
    assert find_outdated_files(Course(folder=ROOT), name) == []


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_no_transcript_is_stale(name: str) -> None:
    assert find_stale_tasks(assignment(name)) == []


@pytest.mark.parametrize("place", ["assignments", "solutions"])
@pytest.mark.parametrize(("name", "task"), [each for each in TASKS if each != TRAINS])
def test_transcripts_are_what_the_recorder_records(
    name: str, task: str, place: str, recorded: Path
) -> None:
    assert_same_recording(name, task, place, recorded)


@pytest.mark.long
@pytest.mark.parametrize("place", ["assignments", "solutions"])
def test_transcripts_of_training_are_what_the_recorder_records(
    place: str, recorded_training: Path
) -> None:
    assert_same_recording(*TRAINS, place, recorded_training)


def assert_same_recording(name: str, task: str, place: str, recorded: Path) -> None:
    committed = load_transcripts(transcript_path(ROOT / place / name / "checks", task))
    fresh = load_transcripts(transcript_path(recorded / place / name / "checks", task))
    assert committed and fresh
    assert [item.check for item in committed.transcripts] == [
        item.check for item in fresh.transcripts
    ]
    for old, new in zip(committed.transcripts, fresh.transcripts, strict=True):
        tenth = Tolerance(absolute=old.tolerance / 10, relative=old.tolerance / 10)
        allowed = Tolerances(float64=tenth, float32=tenth)
        assert [call.key for call in old.calls] == [call.key for call in new.calls], old.check
        for one, other in zip(old.calls, new.calls, strict=True):
            difference, _ = find_difference(
                decode(other.answer), decode(one.answer), tolerances=allowed
            )
            assert difference is None, (old.check, one.said, difference)


def test_recording_again_leaves_what_is_the_same(recorded: Path) -> None:
    path = transcript_path(recorded / "assignments" / "rnn" / "checks", "srn")
    before = path.read_bytes()
    record(rnn(recorded), ("srn",))
    assert path.read_bytes() == before


def test_points_are_the_contracts() -> None:
    points = {task.id: task.points for task in rnn().tasks}
    assert points == {
        "srn": 10,
        "srn_tanh": 10,
        "rnn_cell": 10,
        "rnn_layer": 10,
        "hello_ohlol": 20,
        "seq2seq": 25,
        "rnn_shapes": 5,
        "answers": 10,
    }
    assert rnn().points == 100


def test_the_rubric_adds_up() -> None:
    rubric = load_rubric(rnn(), rnn().task("answers"))
    assert sum((criterion.points for criterion in rubric.criteria), Decimal(0)) == 10


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_every_check_of_points_has_a_title_and_a_hint(name: str) -> None:
    for place in ("assignments", "solutions"):
        for path in sorted((ROOT / place / name / "checks").glob("test_*.py")):
            text = path.read_text(encoding="utf-8")
            decorated = text.split("@check(")[1:]
            for one in decorated:
                head = one.split("def test_")[0]
                assert "title=" in head, path
                assert "points=0," in head or "hint=" in head, (path, head)


@pytest.mark.parametrize(("name", "task"), TASKS)
def test_what_stored_mistakes_answer_is_recorded(name: str, task: str) -> None:
    ours = assignment(name)
    stored = stored_mistakes(ours, ours.task(task))
    assert stored, "every task of ours has named mistakes"
    for inputs in inputs_of_task(ours, task):
        file = load_mistakes(inputs.mistakes_path(ours, task))
        assert file is not None and not mistakes_are_stale(ours, file, inputs, stored)
        words = {each.name: (each.title, each.explanation) for each in stored}
        assert all(words[each.name] == (each.title, each.explanation) for each in file.mistakes)


@pytest.mark.parametrize(
    ("name", "task"),
    [("rnn", "hello_ohlol"), ("rnn", "seq2seq"), ("attention", "training")],
)
def test_a_new_optimizer_and_uncleared_gradients_are_told_apart(name: str, task: str) -> None:
    """No place on a loss curve tells them apart: each has its own losses, in a visible check."""
    ours = assignment(name)
    file = load_mistakes(Inputs.RELEASED.mistakes_path(ours, task))
    assert file is not None
    one, other = (
        next(each for each in file.mistakes if each.name == f"{task}/{mistake}").imprints
        for mistake in ("adam_each_epoch", "no_zero_grad")
    )
    answers = [(one[check].answer, other[check].answer) for check in one.keys() & other.keys()]
    known = [(mine, theirs) for mine, theirs in answers if mine and theirs and mine.size > 1]
    assert known and all(measure_distance(mine, theirs) > TOLERATED for mine, theirs in known)
