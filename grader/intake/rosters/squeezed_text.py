"""Text without separators and case, that still knows where its words begin and end."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from grader.nouns import noun

Span = tuple[int, int]

_WORD = re.compile(r"[^\W_]+")


@noun
class SqueezedText:
    """A text's letters and digits, with the spans of its words.

    `edges` are the places where a word, or a part of a glued one, begins or ends.  A letter
    without upper and lower case, as Chinese has them, is a part of its own.
    """

    letters: str
    words: tuple[Span, ...]
    edges: frozenset[int]

    @classmethod
    def of(cls, text: str) -> SqueezedText:
        """Return a text squeezed."""
        letters, words, edges = "", [], {0}
        for word in _WORD.findall(unicodedata.normalize("NFKC", text)):
            first = len(letters)
            for part in _word_parts(word):
                letters += squeeze(part)
                edges.add(len(letters))
            words.append((first, len(letters)))
        edges |= set(_caseless_edges(letters))
        return cls(letters=letters, words=tuple(words), edges=frozenset(edges))

    def places(self, wanted: str) -> list[Span]:
        """Return where `wanted` stands as one or several whole parts."""
        if wanted not in self.letters:  # nearly always
            return []
        spans = (match.span() for match in re.finditer(re.escape(wanted), self.letters))
        return [span for span in spans if self.edges.issuperset(span)]

    def parts_beside(self, places: Iterable[Span]) -> list[list[str]]:
        """Return what stands beside some places, each word by the parts that it is glued from."""
        free = set(range(len(self.letters)))
        for first, last in places:
            free -= set(range(first, last))
        return [
            part
            for first, last in self.words
            for part in self._cut_runs([at for at in range(first, last) if at in free])
        ]

    def _cut_runs(self, free: list[int]) -> list[list[str]]:
        """Return the runs of places that follow one another, each cut at the edges."""
        runs: list[list[str]] = []
        for number, at in enumerate(free):
            if number == 0 or free[number - 1] != at - 1:
                runs.append([""])
            elif at in self.edges:
                runs[-1].append("")
            runs[-1][-1] += self.letters[at]
        return runs


def _caseless_edges(letters: str) -> Iterator[int]:
    """Yield both ends of each letter that has no upper and lower case."""
    for at, letter in enumerate(letters):
        if letter.upper() == letter.lower() and not letter.isdigit():
            yield from (at, at + 1)


def _word_parts(word: str) -> Iterator[str]:
    """Yield what a word is glued from: LiMing, SRNWang, hw1."""
    first = 0
    for at in range(1, len(word)):
        if _is_seam(word[at - 1], word[at], word[at + 1 : at + 2]):
            yield word[first:at]
            first = at
    yield word[first:]


def _is_seam(before: str, letter: str, after: str) -> bool:
    """Return whether a new part begins with a letter, by what stands before and after it."""
    if before.isdigit() or letter.isdigit():
        return before.isdigit() != letter.isdigit()
    return letter.isupper() and (before.islower() or after.islower())


def squeeze(text: str) -> str:
    """Return the letters and digits of a text, without case and in one spelling of accents."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text).casefold())


def without_accents(text: str) -> str:
    """Return a text with plain Latin letters, as who types a file's name often writes them."""
    parted = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", re.sub(r"(?<=[A-Za-z])[\u0300-\u036f]+", "", parted))
