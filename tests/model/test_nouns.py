"""The nouns: frozen, slotted, by keyword; and what a few of them know."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.courses import tiny

from grader import model
from grader.model import Limits, Submission, SubmittedFile, Tensor

NOUNS = [
    noun
    for noun in vars(model).values()
    if isinstance(noun, type) and issubclass(noun, msgspec.Struct)
]
VALUES = (
    model.Tensor,
    model.Handle,
    model.Opaque,
    model.Made,
    model.DataTable,
    model.Fields,
)


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.__name__)
def test_a_noun_is_frozen_and_slotted_and_says_what_it_is(noun: Any) -> None:
    assert noun.__struct_config__.frozen and noun.__dictoffset__ == 0
    assert noun in VALUES or not noun.__match_args__  # nothing is given by place
    assert noun.__doc__ and not noun.__doc__.startswith(f"{noun.__name__}(")


def files(**named: bytes) -> tuple[SubmittedFile, ...]:
    return tuple(SubmittedFile(name=name, content=content) for name, content in named.items())


def test_equal_work_has_one_digest_whoever_handed_it_in() -> None:
    one = Submission(name="ada", files=files(a=b"1", b=b"2"), student="s1", notes=("x",))
    other = Submission(name="bob", files=files(b=b"2", a=b"1"))
    assert one.digest == other.digest and one.digest.startswith("sha256:")


@given(
    st.lists(st.tuples(st.text("ab1 \n", max_size=3), st.binary(max_size=3)), max_size=3), st.data()
)
def test_other_work_has_another_digest(listed: Any, data: Any) -> None:
    """However names and contents are cut: `a` with `bc` is not `ab` with `c`."""
    other = data.draw(
        st.lists(st.tuples(st.text("ab1 \n", max_size=3), st.binary(max_size=3)), max_size=3)
    )
    digests = [
        Submission(name="s", files=tuple(SubmittedFile(name=n, content=c) for n, c in work)).digest
        for work in (listed, other)
    ]
    assert (digests[0] == digests[1]) is (
        sorted(listed, key=lambda f: f[0]) == sorted(other, key=lambda f: f[0])
    )


def test_an_assignment_adds_up_its_tasks() -> None:
    assignment = tiny()
    assert (assignment.points, assignment.hidden_points) == (12, 4)
    assert [task.id for task in assignment.coding_tasks] == ["running_mean", "rescale"]
    assert assignment.task("rescale").visible_points == 3
    with pytest.raises(KeyError):
        assignment.task("nothing")


def test_the_wall_clock_gives_a_busy_machine_time() -> None:
    assert Limits().wall_seconds(10) > 2 * 10


def test_a_tensor_is_its_array_with_a_dtype_of_its_own() -> None:
    tensor = Tensor(np.ones((2, 3), np.float32))
    assert (tensor.dtype, tensor.shape, len(tensor), tensor[1].shape) == (
        "float32",
        (2, 3),
        2,
        (3,),
    )
    assert isinstance(tensor[1, 2], Tensor) and tensor[1, 2].array == 1.0
    assert Tensor(np.ones(1, np.float32), "bfloat16")[0].dtype == "bfloat16"
