"""Who is alike on a terminal: the most alike first, no wider than it is, and no verdict."""

from __future__ import annotations

from grader.similarity.documents import Author
from grader.similarity.similarity_report import SimilarityReport, SimilarPair, TaskSimilarity
from grader.similarity.similarity_text import MOST, WIDTH, author_words, similarity_lines

ADA, BOB, CYN = (Author(submission=name.lower(), name=name) for name in ("Ada", "Bob", "Cyn"))


def pair(left: Author, right: Author, share: float = 0.9) -> SimilarPair:
    return SimilarPair(left=left, right=right, share=share, passages=())


def report(
    *pairs: SimilarPair, groups: tuple[tuple[Author, ...], ...] = (), earlier: int = 0
) -> SimilarityReport:
    task = TaskSimilarity(
        task="srn", compared=30, earlier=earlier, common=2, pairs=pairs, groups=groups
    )
    return SimilarityReport(assignment="rnn", title="RNNs", at_least=0.5, tasks=(task,))


def test_a_task_is_one_line_a_pair_and_one_for_who_is_linked() -> None:
    lines = similarity_lines(
        report(pair(ADA, BOB), pair(BOB, CYN, 0.625), groups=((ADA, BOB, CYN),))
    )
    assert lines[:-1] == [
        "srn   30 compared: 2 pairs alike",
        "    90 %  Ada and Bob",
        "    62 %  Bob and Cyn",
        "  linked  3: Ada, Bob, Cyn",
    ]
    assert lines[-1].startswith("This says what is alike, not why")


def test_only_the_first_pairs_are_listed_and_the_others_counted() -> None:
    lines = similarity_lines(report(*(pair(ADA, BOB) for _ in range(MOST + 3))))
    assert sum("Ada and Bob" in line for line in lines) == MOST
    assert "          and 3 more in the page" in lines


def test_earlier_years_are_counted_and_named() -> None:
    old = Author(submission="eve", name="Eve", source="2025")
    lines = similarity_lines(report(pair(ADA, old), earlier=12))
    assert lines[:2] == [
        "srn   30 compared and 12 of earlier years: 1 pair alike",
        "    90 %  Ada and Eve (2025)",
    ]


def test_a_name_neither_breaks_the_terminal_nor_the_width() -> None:
    evil = Author(submission="x", name="\x1b[31mred\nnew line" + "long " * 40, source="a\nb")
    assert author_words(evil).startswith("red new line") and author_words(evil).endswith("(a b)")
    assert all(
        len(line) <= WIDTH and "\x1b" not in line
        for line in similarity_lines(report(pair(evil, ADA)))[1:2]
    )
