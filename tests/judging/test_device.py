"""A task that is computed on a GPU is judged there, and held where there is none, never zero.

No test runs on a GPU: PyTorch's lazy device, which computes, stands in its place.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support.courses import SETTINGS, SOLUTION, write_course
from support.second_device import NAME, second_device_command

from grader.checking.answerers.transcripts import Inputs, load_transcripts, save_transcripts
from grader.errors import RecordingRefused
from grader.examiner import examiner_process
from grader.examiner.client import Examiner
from grader.judging.staleness import explain_staleness
from grader.model import Assignment, Blame, Level, Outcome, ServerKind, Submission
from grader.nouns import replace
from grader.runs.recording import reference_submission
from grader.sandbox.starting import warm_server
from grader.wire.decoding import decode

CHECK = """
@check(points=2, title="Twice", hint="Twice.")
def test_it(student, reference, rng, compare):
    x = rng.values(3)
    compare.equal(student.f(x), reference.f(x))
"""
ON_GPU = """
    import torch
    from torch import nn

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            ### BEGIN SOLUTION
            self.layer = nn.Linear(3, 2)
            ### END SOLUTION

        def forward(self, x):
            ### BEGIN SOLUTION
            return torch.tanh(self.layer(x)) + torch.ones(2, device=x.device)
            ### END SOLUTION

    def where(x):
        ### BEGIN SOLUTION
        return x.device.type
        ### END SOLUTION

    def twice(x):
        ### BEGIN SOLUTION
        return 2 * x
        ### END SOLUTION
"""
CHECK_ON_GPU = """
@check(points=1, title="A model", hint="Where are your tensors?")
def test_model(student, reference, rng, compare):
    x, ones = rng.tensor(4, 3), rng.tensor(4, 2)
    weights = {"weight": rng.tensor(2, 3), "bias": rng.tensor(2)}
    theirs = reference.Net()
    load(theirs, {f"layer.{name}": value for name, value in weights.items()})
    want = theirs(x)
    mine = student.Net()
    place(mine, [Leaf("layer", "Linear", weights)], [("forward", (x,), want)])
    compare.equal(mine(x), want)
    def seen(model):
        return watching(model, gradients=(model,), cotangents=(ones,))(x).gradients
    compare.gradients(seen(mine), seen(theirs), names=("",))

@check(points=1, title="Where it is", hint="Ask the tensor.")
def test_where(student, reference, rng, compare):
    x = rng.tensor(2)
    compare.exact(student.where(x), reference.where(x))
    compare.equal(student.twice(x), reference.twice(x))
"""
TASKS = """
    [tolerances.cuda]
    float32 = { atol = 1e-3, rtol = 1e-3 }

    [[tasks]]
    id = "a"
    points = 2
    defines = ["f"]
    server = "numpy"
    device = "cpu"

    [[tasks]]
    id = "b"
    points = 2
    defines = ["Net", "where", "twice"]
    device = "cuda"
"""


@pytest.fixture(scope="module")
def assignment(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    settings = SETTINGS.partition("[[tasks]]")[0].replace("memory_mib = 200", "memory_mib = 2000")
    return write_course(
        tmp_path_factory.mktemp("device"),
        settings=settings + TASKS,
        solutions={"a": SOLUTION, "b": ON_GPU},
        checks={"a": CHECK, "b": CHECK_ON_GPU},
    )


@pytest.fixture(scope="module")
def recorded(assignment: Assignment) -> Assignment:
    """The assignment, recorded with the second device."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (examiner_process, warm_server):
            patch.setattr(module, "python_command", second_device_command)
        with Examiner(assignment, level=Level.PROCESS) as examiner:
            for inputs, file in examiner.record(reference_submission(assignment), ()):
                save_transcripts(inputs.path(assignment, file.task), file)
    return assignment


def handed_in(assignment: Assignment, old: str, new: str) -> Submission:
    """The reference with one text in the place of another in the task's file."""
    files = reference_submission(assignment).files
    changed = tuple(
        replace(file, content=file.content.replace(old.encode(), new.encode())) for file in files
    )
    assert changed != files
    return Submission(name="student", files=changed)


def test_a_task_is_recorded_on_its_own_device(recorded: Assignment) -> None:
    file = load_transcripts(Inputs.RELEASED.path(recorded, "b"))
    assert file is not None
    (where,) = [
        call for each in file.transcripts for call in each.calls if call.said == "call where"
    ]
    assert decode(where.answer) == (NAME, {})


def test_work_is_judged_on_the_task_s_device(
    recorded: Assignment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Right work passes; what stays on the CPU fails where a GPU would not compute with it."""
    near = handed_in(recorded, "return 2 * x", "return 2.0001 * x")
    apart = handed_in(recorded, "torch.ones(2, device=x.device)", "torch.ones(2, 2)[0]")
    for module in (examiner_process, warm_server):
        monkeypatch.setattr(module, "python_command", second_device_command)
    with Examiner(recorded, level=Level.PROCESS) as examiner:
        right, close, mixed = (
            examiner.judge(work, tasks=("b",))
            for work in (reference_submission(recorded), near, apart)
        )
    assert [check.outcome for check in right.checks] == [Outcome.PASSED] * 2, right.checks
    assert close.earned == 2  # within the tolerance on this device
    assert [check.outcome for check in mixed.checks] == [Outcome.RAISED, Outcome.PASSED]


@pytest.fixture(scope="module")
def examiner(recorded: Assignment) -> Iterator[Examiner]:
    with Examiner(recorded) as one:
        yield one


class TestWithoutGpu:
    def test_work_is_held_with_a_sentence(self, recorded: Assignment, examiner: Examiner) -> None:
        result = examiner.judge(reference_submission(recorded))
        on_cpu, *on_gpu = result.checks
        assert (on_cpu.earned, on_cpu.outcome) == (2, Outcome.PASSED)
        assert result.held
        for check in on_gpu:
            assert check.earned is None and check.outcome is Outcome.GRADER_FAULT
            assert check.blame is Blame.GRADER
            assert "computed on a GPU" in check.message and 'device = "cpu"' in check.message
            assert "PyTorch finds no GPU" in check.message

    def test_the_task_is_not_recorded_and_the_others_are(
        self, recorded: Assignment, examiner: Examiner
    ) -> None:
        reference = reference_submission(recorded)
        with pytest.raises(RecordingRefused) as refused:
            examiner.record(reference, ("b",))
        assert str(refused.value).count("b is computed on a GPU") == 1
        assert [file.task for _, file in examiner.record(reference, ("a",))] == ["a"]


def test_a_recording_of_another_device_is_stale(recorded: Assignment) -> None:
    file = load_transcripts(Inputs.RELEASED.path(recorded, "b"))
    on_gpu = recorded.task("b")
    assert file is not None and explain_staleness(recorded, on_gpu, file, Inputs.RELEASED) is None
    on_cpu = replace(on_gpu, server=ServerKind.TORCH)
    assert explain_staleness(recorded, on_cpu, file, Inputs.RELEASED) is not None
