"""What a check may say to objects that stay inside a student process with torch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from support.cases import cases
from support.processes import Student, task

from grader.model import Handle, Opaque, Tensor
from grader.sandbox.failures import StudentRaised
from grader.wire.messages import Cause

pytestmark = pytest.mark.parametrize("how", ["forked"])

NETS = """
    import torch
    from torch import nn

    class Net(nn.Module):
        def __init__(self, size=2):
            super().__init__()
            self.size = size
            self.late, self.early = nn.Linear(size, size), nn.RNNCell(size, size)

        def forward(self, x):
            return self.late(self.early(x))

    class Odd(nn.Linear):
        pass

    class Data(torch.utils.data.Dataset):
        def __len__(self):
            return 3

        def __getitem__(self, index):
            if index >= 3:
                raise IndexError(index)
            return torch.tensor(float(index)), index

    def f(x):
        return x

    def grow(x):
        x += 1
        return x.sum()
"""


@pytest.fixture
def student(open_: Callable[..., Student]) -> Student:
    return open_(NETS, tasks=(task("a", "f", "Net", server="torch"),))


def tensor(value: Any, dtype: str = "f4") -> Tensor:
    return Tensor(np.asarray(value, dtype))


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


def watched(
    student: Student, name: str, *args: Any, target: int = 0, **watch: Any
) -> tuple[Any, Any]:
    answer = student.asked("call", name, args, target=target, watch=watch)
    return answer.value, answer.trace


def test_arguments_are_told_as_they_are_after_the_call(student: Student) -> None:
    value, trace = watched(student, "grow", np.ones(2), arguments=True)
    assert value.tolist() == 4.0 and trace["arguments"][0].tolist() == [2.0, 2.0]


def test_calls_of_modules_are_counted_by_their_class(student: Student) -> None:
    net = student.ask("call", "Net")
    _, trace = watched(
        student, "", tensor(np.ones((1, 2))), target=net.number, count=["Linear", "RNNCell", "RNN"]
    )
    assert trace["count"] == {"Linear": 1, "RNNCell": 1, "RNN": 0}


def test_leaves_are_told_in_order_of_their_first_call(student: Student) -> None:
    net = student.ask("call", "Net")
    _, trace = watched(student, "", tensor(np.ones((1, 2))), target=net.number, order=[net])
    assert trace["order"] == ("early", "late")


def linear(student: Student) -> Any:
    student.ask("build", "Linear", 2, 1, number=90, wait=False)
    student.ask(
        "load", "", {"weight": tensor([[2.0, 3.0]]), "bias": tensor([1.0])}, target=90, wait=False
    )
    return Handle(90, "Linear")


def test_gradients_are_those_of_the_cotangents_times_the_outputs(student: Student) -> None:
    module = linear(student)
    _, trace = watched(
        student, "", tensor([1.0, 4.0]), target=90, gradients=[module], cotangents=[tensor([10.0])]
    )
    assert {name: value.array.tolist() for name, value in trace["gradients"][0].items()} == {
        "weight": [[10.0, 40.0]],
        "bias": [10.0],
    }


def test_with_a_step_each_parameter_goes_down_its_gradient(student: Student) -> None:
    module = linear(student)
    watched(
        student,
        "",
        tensor([1.0, 4.0]),
        target=90,
        gradients=[module],
        cotangents=[tensor([1.0])],
        step=0.5,
    )
    state = student.ask("state", target=90)
    assert (state["weight"].array.tolist(), state["bias"].array.tolist()) == ([[1.5, 1.0]], [0.5])


@pytest.mark.parametrize(
    "cotangents",
    [[tensor([[1.0]])], [], [tensor([1.0]), tensor([1.0])]],
    ids=["shape", "none", "two"],
)
def test_outputs_that_are_not_those_of_the_cotangents_have_no_gradients(
    student: Student, cotangents: Any
) -> None:
    module = linear(student)
    _, trace = watched(
        student, "", tensor([1.0, 4.0]), target=90, gradients=[module], cotangents=cotangents
    )
    assert trace["gradients"] is None


def test_outputs_cut_off_from_the_graph_have_no_gradients(student: Student) -> None:
    module = linear(student)
    _, trace = watched(student, "f", tensor([1.0]), gradients=[module], cotangents=[tensor([1.0])])
    assert trace["gradients"] is None


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
