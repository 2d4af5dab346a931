"""What is alike, as nouns: pairs with their passages, and groups that pairs link."""

from typing import Literal

from grader.nouns import noun

from .documents import Author


@noun
class Span:
    """Lines of one side of a passage: the file or cell, the first line and the last."""

    place: str
    first: int
    last: int


@noun
class Passage:
    """Code that two have in common, where it stands in each."""

    left: Span
    right: Span
    tokens: int


@noun
class SimilarPair:
    """Two whose code of a task is alike.

    `share` is what part of the shorter one's fingerprints the other has, without common code.
    Where very many pairs are alike, the least alike of them have no passages.
    """

    left: Author
    right: Author
    share: float
    passages: tuple[Passage, ...]


@noun
class TaskSimilarity:
    """A task: how many were compared, what most of them have in common, and who is alike.

    `common` are fingerprints that were left out because so many have them.
    """

    task: str
    compared: int
    earlier: int
    common: int
    pairs: tuple[SimilarPair, ...]
    groups: tuple[tuple[Author, ...], ...]


@noun
class SimilarityReport:
    """All tasks of an assignment."""

    schema: Literal["tensorgrade/similarity/1"] = "tensorgrade/similarity/1"
    assignment: str
    title: str
    at_least: float
    tasks: tuple[TaskSimilarity, ...]
