"""PyTorch's compiler is not imported by who trains, and is there for who asks for it."""

from collections.abc import Iterator

import numpy as np
import pytest
from support.processes import HOW, Student, task

from grader.model import Limits, ServerKind
from grader.sandbox.starting.launchers import Launcher, make_launcher

LIMITS = Limits(check_seconds=60.0, load_seconds=60.0, memory_mib=2000)
WORK = """
    import sys

    import torch
    from torch import nn
    from torch.utils.checkpoint import checkpoint

    def imported():
        return "torch._dynamo.config" in sys.modules

    def trained(kind):
        torch.use_deterministic_algorithms(kind == "SGD")
        torch.manual_seed(0)
        layer = nn.Linear(2, 2)
        optimizer = getattr(torch.optim, kind)(layer.parameters(), lr=0.1)
        optimizer.zero_grad()
        layer(torch.ones(1, 2)).sum().backward()
        optimizer.step()
        optimizer.load_state_dict(optimizer.state_dict())
        torch.use_deterministic_algorithms(False)
        return layer.weight.detach(), imported()

    def checkpointed():
        x = torch.ones(2, requires_grad=True)
        checkpoint(lambda values: (values * 3).sin(), x, use_reentrant=False).sum().backward()
        return x.grad, imported()

    def compiled():
        return torch.compile(lambda x: x * 2 + 1, backend="eager")(torch.ones(2)), imported()

    def named():
        import torch._dynamo
        return torch._dynamo.is_compiling(), torch._dynamo is sys.modules["torch._dynamo"]
"""
FUNCTIONS = ("imported", "trained", "checkpointed", "compiled", "named")


@pytest.fixture(scope="module", params=[how for how in HOW if how != "spawned"])
def launcher(request: pytest.FixtureRequest) -> Iterator[Launcher]:
    made = make_launcher(ServerKind.TORCH, LIMITS, train=True, **HOW[request.param])
    yield made
    made.close()


@pytest.fixture
def student(launcher: Launcher) -> Iterator[Student]:
    student = Student(
        launcher, (task("a", *FUNCTIONS, server="torch"),), {"a_py": WORK}, limits=LIMITS
    )
    student.begin("a")
    yield student
    student.process.kill()


def test_training_imports_no_compiler_and_changes_nothing(student: Student) -> None:
    """The numbers are those of PyTorch with its compiler."""
    for kind in ("Adam", "SGD", "AdamW", "RMSprop"):
        weight, imported = student.ask("call", "trained", kind)
        assert not imported and weight.array.shape == (2, 2)
    assert student.finish() == ((), ())


@pytest.mark.parametrize(
    ("function", "values", "needs_it"),
    [
        ("checkpointed", 3 * np.cos(np.full(2, 3.0, np.float32)), True),
        ("compiled", np.full(2, 3.0), False),  # what is to be compiled is left as it is
    ],
)
def test_whoever_needs_the_compiler_gets_it(
    student: Student, function: str, values: np.ndarray, needs_it: bool
) -> None:
    """Where student code is locked down too; the next check finds nothing changed by that."""
    got, imported = student.ask("call", function)
    np.testing.assert_allclose(got.array, values, rtol=1e-6)
    assert imported is needs_it
    assert "loaded modules" not in student.finish()[0]


def test_its_name_leads_to_it(student: Student) -> None:
    assert student.ask("call", "named") == (False, True)
