"""Fingerprints of a text, few and chosen so that every long common passage shares one.

Winnowing: of the hashes of all runs of `NOISE` tokens, each window of `WINDOW` keeps its smallest,
the rightmost of equals.  Two texts that share `NOISE + WINDOW - 1` tokens in a row share a
fingerprint, wherever they stand (Schleimer, Wilkerson and Aiken 2003, Winnowing: Local Algorithms
for Document Fingerprinting, SIGMOD; it is the method of MOSS).
"""

import hashlib
from collections.abc import Collection, Sequence

from .tokens import Token

NOISE = 12  # tokens: a common passage that is shorter is chance
WINDOW = 6  # runs, of which one is kept


def run_hashes(code: Sequence[Token]) -> list[int]:
    """Return the hash of each run of NOISE tokens, the same in every process."""
    words = [token.text for token in code]
    return [_hash(words[at : at + NOISE]) for at in range(len(words) - NOISE + 1)]


def fingerprints(hashes: Sequence[int], left_out: Collection[int]) -> frozenset[int]:
    """Return the hashes that winnowing keeps of those that are not in `left_out`."""
    remaining_hashes = [each for each in hashes if each not in left_out]
    if len(remaining_hashes) <= WINDOW:
        return frozenset([min(remaining_hashes)] if remaining_hashes else [])
    return frozenset(
        min(remaining_hashes[at : at + WINDOW]) for at in range(len(remaining_hashes) - WINDOW + 1)
    )


def _hash(words: list[str]) -> int:
    digest = hashlib.blake2b(" ".join(words).encode("utf-8", "replace"), digest_size=8)
    return int.from_bytes(digest.digest(), "big")
