"""The task's device inside a student process; a GPU is only feigned."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
import torch

from grader.model.values import Tensor
from grader.sandbox.inside import devices
from grader.sandbox.inside.answering.objects import Objects
from grader.sandbox.inside.answering.verbs import build
from grader.sandbox.inside.devices import TaskDevice, start_gpu, without_gpus


class FeignedGpu:
    """A torch whose GPU is there, and that may break; it notes what was asked of it."""

    def __init__(self, *, breaks: bool = False, started: bool = False) -> None:
        self.asked: list[Any] = []
        self.cuda = SimpleNamespace(
            is_available=lambda: True,
            is_initialized=lambda: started,
            init=lambda: self._note("init", breaks),
            synchronize=lambda: self._note("wait", breaks),
            get_device_properties=lambda at: SimpleNamespace(total_memory=8 << 30),
            set_per_process_memory_fraction=self.asked.append,
            manual_seed_all=self.asked.append,
        )
        self.backends = SimpleNamespace(
            cudnn=SimpleNamespace(benchmark=True, allow_tf32=True),
            cuda=SimpleNamespace(matmul=SimpleNamespace(allow_tf32=True)),
        )

    def _note(self, what: str, breaks: bool) -> None:
        self.asked.append(what)
        if breaks:
            raise RuntimeError("no kernel image is available")

    def use_deterministic_algorithms(self, mode: bool, *, warn_only: bool) -> None:
        self.asked.append((mode, warn_only))

    def ones(self, *shape: int, device: str) -> torch.Tensor:
        self.asked.append(device)
        return torch.ones(*shape)


def feigned(monkeypatch: pytest.MonkeyPatch, gpu: FeignedGpu) -> FeignedGpu:
    monkeypatch.setattr(devices, "real_torch", lambda: gpu)
    return gpu


def test_a_gpu_is_started_for_numbers_that_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    gpu = feigned(monkeypatch, FeignedGpu())
    assert start_gpu(2048) == ""
    assert gpu.asked == ["init", (True, True), 0.25, "cuda"]
    assert not gpu.backends.cudnn.benchmark and not gpu.backends.cudnn.allow_tf32
    assert not gpu.backends.cuda.matmul.allow_tf32


def test_one_that_is_not_there_or_does_not_start_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert start_gpu(2048) == "PyTorch finds no GPU"
    feigned(monkeypatch, FeignedGpu(breaks=True))
    assert start_gpu(2048) == "CUDA does not start: no kernel image is available"


@pytest.mark.parametrize(
    ("gpu", "broken"),
    [
        (FeignedGpu(), False),
        (FeignedGpu(breaks=True), False),
        (FeignedGpu(started=True), False),
        (FeignedGpu(started=True, breaks=True), True),
    ],
    ids=["not started", "not used", "well", "broken"],
)
def test_a_gpu_that_answers_no_more_is_noticed(
    monkeypatch: pytest.MonkeyPatch, gpu: FeignedGpu, broken: bool
) -> None:
    feigned(monkeypatch, gpu)
    assert devices.is_broken() is broken


def test_the_random_state_of_a_gpu_is_set_where_one_was_started() -> None:
    started, other = FeignedGpu(started=True), FeignedGpu()
    for gpu in (started, other):
        devices.seed_gpu(gpu, 7)
    assert (started.asked, other.asked) == ([7], [])


def test_whoever_looks_for_a_gpu_meanwhile_finds_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: True)
    with without_gpus(torch):
        assert not torch.cuda.is_available() and not torch.backends.mps.is_available()
    assert torch.cuda.is_available()


def test_tensors_and_modules_go_to_the_device_and_tensors_come_back() -> None:
    """The meta device computes nothing and is told from the CPU, which is what is asked here."""
    objects = Objects(TaskDevice("meta"))
    sent = Tensor(torch.ones(2).numpy(), "float32")
    assert objects.from_tensor(sent).device.type == "meta"
    for module in (torch.nn.Linear(2, 1), build("Linear", (2, 1), {}, objects.device)):
        handle = objects.put(module)
        assert objects.get(handle.number).weight.device.type == "meta"
    on_cpu = Objects()
    assert on_cpu.from_tensor(sent).device.type == "cpu"
    assert isinstance(on_cpu.to_wire(on_cpu.from_tensor(sent)), Tensor)
