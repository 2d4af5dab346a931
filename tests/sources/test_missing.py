"""Why a name is not there, said so that it can be mended."""

from __future__ import annotations

import ast

import pytest
from support.cases import cases

from grader.sources.missing import explain_missing_names, names_not_run


@pytest.mark.parametrize(
    ("text", "said"),
    cases(
        {
            "misspelt": ("def srn_foward(x): pass", "did you mean srn_foward (line 1)?"),
            "in other capitals": (
                "\ndef SRN_forward(x): pass",
                "did you mean SRN_forward (line 2)?",
            ),
            "under the main guard": (
                "if __name__ == '__main__':\n    def srn_forward(x): pass",
                "line 2 defines it under `if __name__",
            ),
            "in a class": (
                "class Net:\n    def srn_forward(self): pass",
                "it stands inside Net (line 2); move it to the left margin",
            ),
            "in another function": (
                "def main():\n    def srn_forward(x): pass",
                "it stands inside main (line 2)",
            ),
            "a flat script": ("x = 1\nprint(x)", "put your code into the function srn_forward"),
            "another name": ("def answer(x): pass", "it defines answer; the name must be exactly"),
            "many other names": (
                "\n".join(f"def {name}(): pass" for name in "abcdef"),
                "it defines a, b, c, d, …",
            ),
        }
    ),
)
def test_why_a_name_is_missing_is_told(text: str, said: str) -> None:
    missing = explain_missing_names(ast.parse(text).body, ("srn_forward",))
    assert said in missing["srn_forward"]


def test_a_class_is_compared_too() -> None:
    missing = explain_missing_names(
        ast.parse("class TranslateDataSet: pass").body, ("TranslateDataset",)
    )
    assert "did you mean TranslateDataSet" in missing["TranslateDataset"]


@pytest.mark.parametrize("text", ["def srn_forward(x): pass", "srn_forward = f", "from a import *"])
def test_a_name_that_is_there_or_may_be_is_not_missing(text: str) -> None:
    assert explain_missing_names(ast.parse(text).body, ("srn_forward",)) == {}


@pytest.mark.parametrize(
    ("text", "names"),
    cases(
        {
            "a constant": ("if __name__ == '__main__':\n    SCALE = 2", {"SCALE": 2}),
            "the other way round": ("if '__main__' == __name__:\n    SCALE = 2", {"SCALE": 2}),
            "a constant that is there anyway": (
                "SCALE = 1\nif __name__ == '__main__':\n    SCALE = 2",
                {},
            ),
            "another condition": ("if __name__ == 'srn':\n    SCALE = 2", {}),
        }
    ),
)
def test_names_that_only_a_script_defines_are_known(text: str, names: dict[str, int]) -> None:
    assert names_not_run(ast.parse(text).body) == names
