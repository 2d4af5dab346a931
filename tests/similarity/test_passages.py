"""Common passages of two documents: the longest from each place on, no token in two."""

from __future__ import annotations

import pytest

from grader.similarity.documents import Author, Document, build_document
from grader.similarity.passages import find_passages
from grader.similarity.task_texts import CodePart

LOOP = "for i in range(9):\n    total = total + values[i] * weights[i]\n    seen.append(total)\n"
SUM = "mean = sum(values) / len(values)\nreturn [each - mean for each in values if each > mean]\n"


def doc(*texts: str) -> Document:
    parts = [CodePart(f"{at}.py", 1, text) for at, text in enumerate(texts)]
    return build_document(Author(submission="a", name="a"), parts)


def lines(left: Document, right: Document) -> list[tuple[str, int, int, str, int, int]]:
    return [
        (
            *(each.left.place, each.left.first, each.left.last),
            *(each.right.place, each.right.first, each.right.last),
        )
        for each in find_passages(left, right, ())
    ]


def test_one_text_is_one_passage_of_all_its_lines() -> None:
    (only,) = find_passages(doc(LOOP + SUM), doc(LOOP + SUM), ())
    assert (only.left.first, only.left.last) == (1, 5) and only.tokens == len(doc(LOOP + SUM).code)


def test_parts_in_another_order_are_two_passages() -> None:
    assert lines(doc(LOOP + SUM), doc(SUM + LOOP)) == [
        ("0.py", 1, 3, "0.py", 3, 5),
        ("0.py", 4, 5, "0.py", 1, 2),
    ]


def test_a_passage_ends_with_its_file() -> None:
    assert lines(doc(LOOP, SUM), doc(LOOP + SUM)) == [
        ("0.py", 1, 3, "0.py", 1, 3),
        ("1.py", 1, 2, "0.py", 4, 5),
    ]


def test_no_token_is_in_two_passages() -> None:
    assert len(find_passages(doc(LOOP + LOOP), doc(LOOP), ())) == 1


@pytest.mark.parametrize("text", ["x = 1\n", "", SUM])
def test_nothing_in_common_is_no_passage(text: str) -> None:
    assert find_passages(doc(LOOP), doc(text), ()) == ()


def test_what_is_everybody_s_begins_none() -> None:
    left = doc(LOOP)
    assert find_passages(left, doc(LOOP), left.hashes) == ()
