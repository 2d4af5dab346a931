"""Who is alike: every two documents of a task, by the fingerprints that they share."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from grader.nouns import frozen

from .documents import Author, Document
from .passages import passages
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
    given: Iterable[Document],
    at_least: float = AT_LEAST,
) -> TaskSimilarity:
    """Return who is alike in a task; `given` are the stub and the reference, which do not count.

    Those of earlier years are compared with the class, and not with each other.
    """
    base = {run for each in given for run in each.hashes}
    common = _common(class_, base)
    left_out = base | common
    marked = _marked([*class_, *earlier], left_out)
    found = sorted(_alike(marked, len(class_), at_least), key=_order)
    pairs = [
        SimilarPair(
            left=one.document.author,
            right=other.document.author,
            share=round(share, 4),
            passages=passages(one.document, other.document, left_out) if at < MOST_MATCHED else (),
        )
        for at, (share, one, other) in enumerate(found)
    ]
    return TaskSimilarity(
        task=task,
        compared=len(class_),
        earlier=len(earlier),
        common=len(common),
        pairs=tuple(pairs),
        groups=_groups(pairs),
    )


def _common(class_: Sequence[Document], base: set[int]) -> set[int]:
    """Return the runs that more of a class have than copied them from one another."""
    if len(class_) < SMALL_CLASS:
        return set()
    counted = Counter(run for each in class_ for run in set(each.hashes) - base)
    return {run for run, number in counted.items() if number > COMMON * len(class_)}


def _marked(documents: Sequence[Document], left_out: set[int]) -> list[_Marked]:
    """Return documents with their fingerprints; what only one has needs no bit."""
    chosen = [fingerprints(each.hashes, left_out) for each in documents]
    counted = Counter(mark for marks in chosen for mark in marks)
    shared = {mark: at for at, mark in enumerate(m for m, n in counted.items() if n > 1)}
    return [
        _Marked(each, len(marks), sum(1 << shared[mark] for mark in marks if mark in shared))
        for each, marks in zip(documents, chosen, strict=True)
    ]


def _alike(
    marked: Sequence[_Marked], class_: int, at_least: float
) -> Iterator[tuple[float, _Marked, _Marked]]:
    """Yield every two that share enough, one of them of the class."""
    for at in range(class_):
        one = marked[at]
        for other in marked[at + 1 :]:
            shared = (one.bits & other.bits).bit_count()
            if shared < FEWEST or _handed_in_together(one, other):
                continue
            share = shared / min(one.number, other.number)
            if share >= at_least:
                yield share, one, other


def _order(pair: tuple[float, _Marked, _Marked]) -> tuple[float, str, str]:
    """Return a sort key: the most alike first."""
    share, one, other = pair
    return (-share, one.document.author.submission, other.document.author.submission)


def _handed_in_together(one: _Marked, other: _Marked) -> bool:
    group = one.document.author.group
    return bool(group) and group == other.document.author.group


def _groups(pairs: Iterable[SimilarPair]) -> tuple[tuple[Author, ...], ...]:
    """Return three and more who are linked by pairs, the largest group first."""
    groups: list[dict[Author, None]] = []
    for pair in pairs:
        joined = {pair.left: None, pair.right: None}
        apart = []
        for group in groups:
            if joined.keys() & group.keys():
                joined = group | joined
            else:
                apart.append(group)
        groups = [*apart, joined]
    large = sorted((tuple(group) for group in groups if len(group) > 2), key=len, reverse=True)
    return tuple(large)
