"""The tasks that a person names on the command line."""

from __future__ import annotations

import pytest
from support.cases import cases
from support.courses import tiny
from support.samples import assignment

from grader.errors import CalledWrongly
from grader.runs.task_names import task_ids


@pytest.mark.parametrize(
    ("names", "ids"),
    cases(
        {
            "an id": (["rescale"], ("rescale",)),
            "each once": (["rescale", "rescale"], ("rescale",)),
            "in the order said": (["rescale", "running_mean"], ("rescale", "running_mean")),
            "a file": (["rescale.py"], ("rescale",)),
            "a file from the shell": (["./rescale.py"], ("rescale",)),
            "a file by its whole path": (["/home/ada/hw/rescale.py"], ("rescale",)),
            "a file from above": (["hw/rescale.py"], ("rescale",)),
            "a file in Windows": ([".\\\\rescale.py"], ("rescale",)),
            "its check file": (["checks/test_rescale.py"], ("rescale",)),
            "what it defines": (["Rescale"], ("rescale",)),
            "none": ([], ()),
        }
    ),
)
def test_names_that_are_known(names: list[str], ids: tuple[str, ...]) -> None:
    assert task_ids(tiny(), names) == ids


def test_a_file_that_several_tasks_share_names_them_all() -> None:
    named = task_ids(assignment("attention"), ["training.py"])
    assert named == ("dataset", "training", "decoding")


@pytest.mark.parametrize(
    ("name", "hint"),
    cases(
        {
            "letters in the wrong order": ("recsale", "did you mean rescale?"),
            "a misspelt file": ("rescael.py", "did you mean rescale?"),
            "a name that only ends so": ("myrescale.py", "did you mean rescale?"),
            "nothing like it": ("xyz", "its tasks are running_mean, rescale, reflection"),
        }
    ),
)
def test_names_that_are_not(name: str, hint: str) -> None:
    with pytest.raises(CalledWrongly) as caught:
        task_ids(tiny(), [name])
    assert hint in str(caught.value) and repr(name) in str(caught.value)
    assert "its tasks are" in str(caught.value), "they are always listed"
