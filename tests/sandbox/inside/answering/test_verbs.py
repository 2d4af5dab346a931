"""What a check may say to objects that stay inside a student process with torch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from support.cases import cases
from support.nets import NETS, tensor
from support.processes import Student, task

from grader.model import Handle, Opaque, Tensor
from grader.sandbox.failures import StudentRaised
from grader.wire.messages import Cause

pytestmark = pytest.mark.parametrize("how", ["forked"])


@pytest.fixture
def student(open_: Callable[..., Student]) -> Student:
    return open_(NETS, tasks=(task("a", "f", "Net", server="torch"),))


@pytest.mark.parametrize("dtype", ["f2", "f4", "f8", "i8", "i4", "u1", "?", "c8"])
def test_a_tensor_goes_in_and_comes_out_the_same(student: Student, dtype: str) -> None:
    sent = Tensor(np.array([[0, 1], [1, 0]], dtype))
    given = student.call(sent)
    assert given.dtype == sent.dtype and given.array.dtype == sent.array.dtype
    assert given.array.tolist() == sent.array.tolist()


@pytest.mark.parametrize(
    ("body", "dtype", "value"),
    cases(
        {
            "attached to a graph": ("torch.ones(2, requires_grad=True) * 2", "float32", [2.0, 2.0]),
            "a parameter": ("nn.Parameter(torch.ones(2))", "float32", [1.0, 1.0]),
            "turned over": (
                "torch.arange(4.0).reshape(2, 2).T",
                "float32",
                [[0.0, 2.0], [1.0, 3.0]],
            ),
            "without an axis": ("torch.tensor(3)", "int64", 3),
            "sparse": ("torch.eye(2).to_sparse()", "float32", [[1.0, 0.0], [0.0, 1.0]]),
            "of a type that NumPy lacks": (
                "torch.ones(2, dtype=torch.bfloat16)",
                "bfloat16",
                [1.0, 1.0],
            ),
            "conjugated": ("torch.tensor([1 + 1j]).conj()", "complex64", [1 - 1j]),
            "expanded": ("torch.ones(1).expand(3)", "float32", [1.0, 1.0, 1.0]),
        }
    ),
)
def test_whatever_tensor_comes_out_is_plain_data(
    open_: Callable[..., Student], body: str, dtype: str, value: Any
) -> None:
    student = open_(
        f"{NETS}\n    def made():\n        return {body}\n",
        tasks=(task("a", "made", server="torch"),),
    )
    given = student.ask("call", "made")
    assert (given.dtype, given.array.tolist()) == (dtype, value)


def test_a_tensor_without_numbers_comes_out_as_a_description(open_: Callable[..., Student]) -> None:
    student = open_(
        "import torch\ndef f():\n    return torch.ones(2, device='meta')\n",
        tasks=(task(server="torch"),),
    )
    assert isinstance(student.call(), Opaque)


def test_an_object_comes_out_as_a_handle_that_can_be_used(student: Student) -> None:
    net = student.ask("call", "Net", 3)
    assert isinstance(net, Handle) and net.kind == "Net"
    assert student.ask("attribute", "size", target=net.number) == 3
    assert student.ask("call", "", tensor(np.ones((1, 3))), target=net.number).shape == (1, 3)
    assert student.ask("call", "forward", tensor(np.ones((1, 3))), target=net.number).shape == (
        1,
        3,
    )
    assert student.call([net])[0].kind == "Net"


def test_a_handle_ends_with_its_check(student: Student) -> None:
    net = student.ask("call", "Net")
    student.finish()
    student.begin("a")
    with pytest.raises(StudentRaised, match=f"there is no handle {net.number}"):
        student.ask("attribute", "size", target=net.number)


def test_a_dataset_has_items_and_a_length_and_goes_into_a_loader(student: Student) -> None:
    data = student.ask("call", "Data")
    assert student.ask("length", target=data.number) == 3
    assert student.ask("item", "", 2, target=data.number)[1] == 2
    with pytest.raises(StudentRaised, match="IndexError"):
        student.ask("item", "", 3, target=data.number)
    student.ask("build", "DataLoader", data, number=90, wait=False, kwargs={"batch_size": 2})
    assert student.ask("length", target=90) == 2


def test_a_module_of_pytorch_s_own_is_built_loaded_and_read(student: Student) -> None:
    student.ask("build", "Linear", 2, 1, number=90, wait=False)
    student.ask(
        "load", "", {"weight": tensor([[2.0, 3.0]]), "bias": tensor([1.0])}, target=90, wait=False
    )
    assert student.ask("call", "", tensor([1.0, 1.0]), target=90).array.tolist() == [6.0]
    assert student.ask("state", target=90)["weight"].array.tolist() == [[2.0, 3.0]]


def test_leaves_are_told_by_name_class_and_shapes(student: Student) -> None:
    net = student.ask("call", "Net")
    assert student.ask("leaves", target=net.number)[0] == (
        "late",
        "Linear",
        {"weight": (2, 2), "bias": (2,)},
    )
    odd = student.ask("call", "Odd", 2, 1)
    assert [leaf[1] for leaf in student.ask("leaves", target=odd.number)] == ["Linear"]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    cases(
        {
            "a module that does not exist": (
                lambda s: s.ask("build", "Klingon", number=90, wait=False),
                "Klingon",
            ),
            "arguments that do not fit": (
                lambda s: s.ask("build", "Linear", number=90, wait=False),
                "missing 2 required",
            ),
            "a parameter that is not there": (
                lambda s: s.ask("load", "", {"w": tensor(1)}, target=80, wait=False),
                "'w'",
            ),
            "a shape that does not fit": (
                lambda s: s.ask("load", "", {"bias": tensor([1, 2])}, target=80, wait=False),
                "shape",
            ),
        }
    ),
)
def test_what_goes_wrong_without_being_waited_for_comes_with_the_next_answer(
    student: Student, asked: Callable[..., Any], sentence: str
) -> None:
    student.ask("build", "Linear", 2, 1, number=80, wait=False)
    assert asked(student) is None
    for _ in range(2):
        with pytest.raises(StudentRaised, match=sentence):
            student.call(1)
    student.finish()
    student.begin("a")
    assert student.call(1) == 1


def test_a_verb_that_is_not_on_the_list_is_refused(student: Student) -> None:
    with pytest.raises(StudentRaised, match="'eval' is not a verb"):
        student.ask("eval", "1 + 1")


def test_no_accelerator_is_seen(open_: Callable[..., Student]) -> None:
    asked = "torch.cuda.is_available(), torch.backends.mps.is_available(), torch.get_num_threads()"
    student = open_(f"import torch\ndef f():\n    return {asked}\n", tasks=(task(server="torch"),))
    assert student.call() == (False, False, 1)


def test_a_module_that_a_check_builds_has_the_dtype_that_it_says(
    open_: Callable[..., Student],
) -> None:
    student = open_(
        "import torch\ntorch.set_default_dtype(torch.float64)\ndef f(cell):\n"
        "    return torch.ones(1), cell.weight_ih\n",
        tasks=(task(server="torch"),),
    )
    student.ask("build", "RNNCell", 2, 2, number=9, wait=False)
    own, of_the_cell = student.call(Handle(9))
    assert (own.dtype, of_the_cell.dtype) == ("float64", "float32")


@pytest.mark.parametrize(
    "text", ["import no_such_library\nno_such_library.f()\n", "1 / 0\n", "def f(:\n"]
)
def test_what_fails_while_loading_is_told_when_something_was_built_before(
    open_: Callable[..., Student], text: str
) -> None:
    student = open_(text + "def f(cell):\n    return cell\n", tasks=(task(server="torch"),))
    student.ask("build", "RNNCell", 2, 2, number=9, wait=False)
    with pytest.raises(StudentRaised) as caught:
        student.call(Handle(9))
    assert caught.value.raised.while_loading
    assert caught.value.raised.cause == Cause.LOADING
