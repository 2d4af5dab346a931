"""What a diagnosis is looked up by is English, whatever is spoken."""

from __future__ import annotations

import pytest

from grader.checking.mismatch import mismatch
from grader.language import Language, speak, tr
from grader.model import Difference


def layers() -> Difference:
    return Difference(
        kind="placement", where=tr("the model's layers"), expected="two", got=tr("no layer")
    )


@pytest.mark.parametrize("language", Language)
def test_a_difference_is_said_as_one_speaks_and_looked_up_in_english(language: Language) -> None:
    with speak(language):
        raised = mismatch(layers)
        said = layers()
    assert raised.difference == said
    assert raised.in_english.where == "the model's layers"
    assert (raised.in_english == said) is (language is Language.EN)
