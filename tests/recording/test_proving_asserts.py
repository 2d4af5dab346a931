"""A check of lower trust is recorded when the reference passes it and no blind answer does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from support.cases import cases
from support.courses import write_course
from support.processes import submission
from support.suites import in_suite

from grader.checking.answerers.transcribing import answers_of
from grader.checking.answerers.transcripts import TranscriptFile
from grader.model import Refusal
from grader.recording.recorder import Recorder
from grader.sandbox.starting.launchers import Launcher

REFERENCE = "def f(x):\n    return x + x\n\ndef sign(x):\n    return x > 0\n"
SETTINGS = """
    id = "demo"
    seed = 5

    [[tasks]]
    id = "a"
    points = POINTS
    defines = ["f", "sign"]
    server = "numpy"
    asserted = true
"""
CHECK = """
@asserts(points=POINTS, title="NAME")
def test_NAME():
    BODY
"""


@pytest.fixture
def record(
    launchers: Callable[[str, str], Launcher], tmp_path: Path
) -> Callable[..., tuple[TranscriptFile, list[Refusal]]]:
    """Records checks, by name (points, body); gives what was recorded and what was refused."""

    def recorded(**checks: tuple[int, str]) -> tuple[TranscriptFile, list[Refusal]]:
        texts = [
            CHECK.replace("POINTS", str(points)).replace("NAME", name).replace("BODY", body)
            for name, (points, body) in checks.items()
        ]
        total = sum(points for points, _ in checks.values())
        assignment = write_course(
            tmp_path,
            settings=SETTINGS.replace("POINTS", str(total)),
            solutions={"a": REFERENCE},
            checks={"a": "from grader.checking import asserts\n" + "".join(texts)},
        )

        def work(suite: object, servers: object) -> tuple[TranscriptFile, list[Refusal]]:
            recorder = Recorder(suite, submission(a_py=REFERENCE), servers)  # type: ignore[arg-type]
            ((_, file),) = recorder.record()
            return file, recorder.refusals

        return in_suite(assignment, launchers, work)

    return recorded


def test_asserts_that_only_the_reference_passes_are_recorded_without_a_question(
    record: Callable[..., tuple[TranscriptFile, list[Refusal]]],
) -> None:
    file, refused = record(one=(1, "assert f(2) == 4"))
    assert refused == []
    assert [(each.check, each.calls) for each in file.transcripts] == [("a::one", ())]


def test_what_the_asserts_return_is_recorded_with_its_types(
    record: Callable[..., tuple[TranscriptFile, list[Refusal]]],
) -> None:
    file, refused = record(one=(1, "return {'f(2)': f(2), 'sign(1)': sign(1)}"))
    assert refused == []
    ((_, answer),) = answers_of(file.transcripts[0])
    assert answer == {"f(2)": ("int", 4), "sign(1)": ("bool", True)}


REFUSED = cases(
    {
        "the reference fails it": ("assert f(2) == 5", "reference", "the reference fails it: "),
        "the reference raises in it": ("f([])['x']", "reference", "TypeError"),
        "nothing is asserted": ("f(2)", "blind", "answer None passes it"),
        "None passes it": ("assert f(2) != 5", "blind", "functions answer None"),
        "zero passes it": ("assert f(0) == 0", "blind", "functions answer zero"),
        "its input passes it": ("assert f('') == ''", "blind", "functions answer its input"),
    }
)


@pytest.mark.parametrize(("body", "proof", "sentence"), REFUSED)
def test_asserts_are_refused_that(
    record: Callable[..., tuple[TranscriptFile, list[Refusal]]],
    body: str,
    proof: str,
    sentence: str,
) -> None:
    file, refused = record(one=(1, body))
    assert file.transcripts == ()
    assert [(each.check, each.proof.value) for each in refused] == [("a::one", proof)]
    assert sentence in refused[0].sentence and "test_a.py" in refused[0].sentence


def test_an_example_that_a_blind_answer_passes_is_fine_beside_one_that_it_does_not(
    record: Callable[..., tuple[TranscriptFile, list[Refusal]]],
) -> None:
    file, refused = record(example=(1, "assert f(0) == 0"), other=(1, "assert f(3) == 6"))
    assert refused == [] and len(file.transcripts) == 2


def test_without_points_a_blind_answer_may_pass(
    record: Callable[..., tuple[TranscriptFile, list[Refusal]]],
) -> None:
    file, refused = record(example=(0, "assert f(0) == 0"), other=(1, "assert f(3) == 6"))
    assert refused == [] and len(file.transcripts) == 2
