"""Where two documents are alike: common runs of tokens, the longest from each place on."""

from collections import defaultdict
from collections.abc import Collection, Iterator

from .documents import Document
from .similarity_report import Passage, Span
from .winnowing import NOISE

MOST_PLACES = 16  # of one run in a document: a table of numbers repeats one a thousand times


def find_passages(
    left: Document, right: Document, left_out: Collection[int]
) -> tuple[Passage, ...]:
    """Return the common passages, each token of either side in one at most.

    Runs in `left_out`, which are everybody's, begin none; a passage may go on through them.
    """
    return tuple(
        Passage(left=_span(left, at, length), right=_span(right, other, length), tokens=length)
        for at, other, length in _common_runs(left, right, left_out)
    )


def _common_runs(
    left: Document, right: Document, left_out: Collection[int]
) -> Iterator[tuple[int, int, int]]:
    """Yield (place in the left, place in the right, number of tokens), in the left's order."""
    places: defaultdict[int, list[int]] = defaultdict(list)
    for at, run in enumerate(right.hashes):
        if run not in left_out and len(places[run]) < MOST_PLACES:
            places[run].append(at)
    used_places = bytearray(len(right.code))
    at = 0
    while at < len(left.hashes):
        candidates = places.get(left.hashes[at], ())
        lengths = {other: _run_length(left, right, at, other, used_places) for other in candidates}
        best = max(lengths, key=lambda other: lengths[other], default=None)
        if best is None or lengths[best] < NOISE:
            at += 1
            continue
        length = lengths[best]
        used_places[best : best + length] = b"\1" * length
        yield at, best, length
        at += length


def _run_length(
    left: Document, right: Document, at: int, other: int, used_places: bytearray
) -> int:
    """Return how many tokens from two places on are the same, in one part of each document."""
    length = 0
    most = min(len(left.code) - at, len(right.code) - other)
    while (
        length < most
        and not used_places[other + length]
        and left.code[at + length].text == right.code[other + length].text
        and left.places[at + length] == left.places[at]
        and right.places[other + length] == right.places[other]
    ):
        length += 1
    return length


def _span(document: Document, at: int, length: int) -> Span:
    part = document.parts[document.places[at]]
    lines = [token.line + part.first - 1 for token in document.code[at : at + length]]
    return Span(place=part.place, first=lines[0], last=lines[-1])
