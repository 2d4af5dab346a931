"""Secret seeds: drawn long, written into what a course has."""

from __future__ import annotations

import tomllib

import pytest

from grader.release.seeds import SecretSeeds, with_seeds


@pytest.mark.parametrize(
    "text",
    [
        "",
        "seed = 2\n",
        "seed=2",
        "# mine\nseed = 2  # short\ngrading_seed = 3\n",
        "grading_seed = 3\nseed = 2\n",
        "# nothing yet\n",
    ],
)
def test_old_seeds_never_stay(text: str) -> None:
    told = tomllib.loads(with_seeds(text, SecretSeeds(10, 11)))
    assert told == {"seed": 10, "grading_seed": 11}
    assert ("# mine" in text) == ("# mine" in with_seeds(text, SecretSeeds(10, 11)))
