"""What is compared of one author's code: its tokens, each with the part that it stands in."""

from __future__ import annotations

from grader.similarity.documents import Author, build_document
from grader.similarity.task_texts import CodePart
from grader.similarity.tokens import MOST_TOKENS
from grader.similarity.winnowing import NOISE

ADA = Author(submission="ada", name="Ada")


def test_tokens_of_all_parts_know_their_part_and_line() -> None:
    parts = [CodePart("a.py", 10, "x = 1\ny = x"), CodePart("week.ipynb, cell 2", 1, "print(x)")]
    made = build_document(ADA, parts)
    assert [token.text for token in made.code[:3]] == ["v", "=", "1"]
    assert made.places == (0,) * 6 + (1,) * 4
    assert made.parts == tuple(parts) and made.author == ADA
    lines = [
        made.parts[at].first + token.line - 1
        for at, token in zip(made.places, made.code, strict=True)
    ]
    assert lines == [10, 10, 10, 11, 11, 11, 1, 1, 1, 1]


def test_the_same_code_under_other_names_has_the_same_hashes() -> None:
    text = "def {0}({1}):\n    return [{1}[i] * {1}[i - 1] for i in range(1, len({1}))]\n"
    ours, theirs = (
        build_document(ADA, [CodePart("a.py", 1, text.format(*names))])
        for names in (("f", "x"), ("solve", "values"))
    )
    assert ours.hashes == theirs.hashes and len(ours.hashes) == len(ours.code) - NOISE + 1


def test_code_without_end_is_cut_and_everything_stays_in_step() -> None:
    made = build_document(
        ADA, [CodePart("a.py", 1, "x = 1\n" * MOST_TOKENS), CodePart("b.py", 1, "y")]
    )
    assert len(made.code) == len(made.places) == MOST_TOKENS and set(made.places) == {0}


def test_nothing_handed_in_is_an_empty_document() -> None:
    made = build_document(ADA, [])
    assert (made.code, made.places, made.hashes) == ((), (), ())
