"""Secret seeds."""

from grader.cli.secret import draw_seeds
from grader.release.seeds import SECRET_BITS


def test_seeds_are_long_and_no_two_are_alike() -> None:
    drawn = [seed for _ in range(50) for seed in _numbers()]
    assert {seed.bit_length() for seed in drawn} == {SECRET_BITS} and SECRET_BITS >= 128
    assert len(set(drawn)) == len(drawn)


def _numbers() -> tuple[int, int]:
    seeds = draw_seeds()
    assert seeds.grading is not None
    return seeds.hidden, seeds.grading
