"""Fingerprints: few, the same for the same code, one in every long common passage."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from grader.similarity.tokens import Token
from grader.similarity.winnowing import NOISE, WINDOW, fingerprints, run_hashes

WORDS = st.lists(st.sampled_from("abcdefgh"), max_size=40)


def code(words: list[str]) -> list[Token]:
    return [Token(word, 1) for word in words]


def marks(words: list[str]) -> frozenset[int]:
    return fingerprints(run_hashes(code(words)), ())


@given(WORDS, WORDS, WORDS, st.lists(st.sampled_from("abcdefgh"), min_size=30, max_size=40))
def test_texts_with_a_long_common_passage_share_a_fingerprint(
    before: list[str], after: list[str], other: list[str], common: list[str]
) -> None:
    assert len(common) >= NOISE + WINDOW - 1
    assert marks(before + common + after) & marks(other + common)


@given(WORDS)
def test_a_text_shorter_than_noise_has_none(words: list[str]) -> None:
    assert (not marks(words)) == (len(words) < NOISE)


def test_few_of_the_runs_are_kept() -> None:
    hashes = run_hashes(code([str(at * at % 997) for at in range(600)]))
    assert len(hashes) == 600 - NOISE + 1 and len(fingerprints(hashes, ())) < len(hashes) / 2


def test_what_everybody_has_is_no_fingerprint() -> None:
    hashes = run_hashes(code([str(at) for at in range(40)]))
    kept = fingerprints(hashes, hashes[:20])
    assert kept and not kept & set(hashes[:20])
    assert fingerprints(hashes, hashes) == frozenset()
