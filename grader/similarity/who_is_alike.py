"""Who is alike: every two documents of a task, by the fingerprints that they share."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from grader.nouns import frozen

from .documents import Author, Document
from .passages import find_passages
from .similarity_report import SimilarPair, TaskSimilarity
from .winnowing import fingerprints

AT_LEAST = 0.5  # the share from which two are told
FEWEST = 8  # fingerprints that two must share: fewer are chance
MOST_MATCHED = 200  # pairs of a task, the most alike first, whose passages are looked for
COMMON = 0.5  # of a class: what more have is what one writes there
SMALL_CLASS = 10  # documents, below which nothing can be called common


@frozen
class _Marked:
    """A document with its fingerprints, also as bits, so that two are compared in one step."""

    document: Document
    number: int
    bits: int


def task_similarity(
    task: str,
    class_: Sequence[Document],
    earlier: Sequence[Document],
    base_documents: Iterable[Document],
    at_least: float = AT_LEAST,
) -> TaskSimilarity:
    """Return who is alike in a task.

    `base_documents` are the stub and the reference, which do not count.  Those of earlier years are
    compared with the class, and not with each other.
    """
    base = {run for each in base_documents for run in each.hashes}
    common = _common_runs(class_, base)
    left_out = base | common
    documents = _mark_documents([*class_, *earlier], left_out)
    similar = sorted(_similar_pairs(documents, len(class_), at_least), key=_sort_key)
    pairs = [
        SimilarPair(
            left=left.document.author,
            right=right.document.author,
            share=round(share, 4),
            passages=find_passages(left.document, right.document, left_out)
            if at < MOST_MATCHED
            else (),
        )
        for at, (share, left, right) in enumerate(similar)
    ]
    return TaskSimilarity(
        task=task,
        compared=len(class_),
        earlier=len(earlier),
        common=len(common),
        pairs=tuple(pairs),
        groups=_linked_groups(pairs),
    )


def _common_runs(class_: Sequence[Document], base: set[int]) -> set[int]:
    """Return the runs that more of a class have than copied them from one another."""
    if len(class_) < SMALL_CLASS:
        return set()
    counts = Counter(run for each in class_ for run in set(each.hashes) - base)
    return {run for run, number in counts.items() if number > COMMON * len(class_)}


def _mark_documents(documents: Sequence[Document], left_out: set[int]) -> list[_Marked]:
    """Return documents with their fingerprints; what only one has needs no bit."""
    prints = [fingerprints(each.hashes, left_out) for each in documents]
    counts = Counter(mark for marks in prints for mark in marks)
    shared = {mark: at for at, mark in enumerate(m for m, n in counts.items() if n > 1)}
    return [
        _Marked(each, len(marks), sum(1 << shared[mark] for mark in marks if mark in shared))
        for each, marks in zip(documents, prints, strict=True)
    ]


def _similar_pairs(
    documents: Sequence[_Marked], class_: int, at_least: float
) -> Iterator[tuple[float, _Marked, _Marked]]:
    """Yield every two that share enough, one of them of the class."""
    for at in range(class_):
        left = documents[at]
        for right in documents[at + 1 :]:
            shared = (left.bits & right.bits).bit_count()
            if shared < FEWEST or _are_one_group(left, right):
                continue
            share = shared / min(left.number, right.number)
            if share >= at_least:
                yield share, left, right


def _sort_key(pair: tuple[float, _Marked, _Marked]) -> tuple[float, str, str]:
    """Return a sort key: the most alike first."""
    share, left, right = pair
    return (-share, left.document.author.submission, right.document.author.submission)


def _are_one_group(left: _Marked, right: _Marked) -> bool:
    group = left.document.author.group
    return bool(group) and group == right.document.author.group


def _linked_groups(pairs: Iterable[SimilarPair]) -> tuple[tuple[Author, ...], ...]:
    """Return three and more who are linked by pairs, the largest group first."""
    groups: list[dict[Author, None]] = []
    for pair in pairs:
        joined_group = {pair.left: None, pair.right: None}
        other_groups = []
        for group in groups:
            if joined_group.keys() & group.keys():
                joined_group = group | joined_group
            else:
                other_groups.append(group)
        groups = [*other_groups, joined_group]
    large = sorted((tuple(group) for group in groups if len(group) > 2), key=len, reverse=True)
    return tuple(large)
