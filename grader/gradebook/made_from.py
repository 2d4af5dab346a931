"""What a task's result was made from: one short digest for each ingredient, in one text.

Two texts are equal where the task need not be judged again; where they are not, they say why.
"""

import json
from collections.abc import Mapping
from enum import StrEnum


class Ingredient(StrEnum):
    """Things that decide a task's result."""

    WORK = "work"
    CHECKS = "checks"
    REFERENCE = "reference"
    RECORDED = "recorded"
    TOLERANCES = "tolerances"
    SEEDS = "seeds"
    TASK = "task"
    COURSE = "course"
    VERSIONS = "versions"


def join_digests(digests: Mapping[Ingredient, str]) -> str:
    """Return the digests as one text, always in the same order."""
    return " ".join(f"{each}={digests[each]}" for each in Ingredient if each in digests)


def changed_ingredients(before: str, after: str) -> frozenset[Ingredient]:
    """Return what is another one in two such texts; nothing where one is from another time."""
    old, new = _digests(before), _digests(after)
    if not (old and new):
        return frozenset()
    return frozenset(each for each in Ingredient if old.get(each) != new.get(each))


def write_keys(keys: Mapping[str, str]) -> str:
    """Return keys as the text that the gradebook stores."""
    return json.dumps(keys, sort_keys=True)


def read_keys(text: str) -> dict[str, str]:
    """Return keys from that text; none when it is from another time."""
    try:
        keys = json.loads(text)
    except ValueError:
        return {}
    return {str(task): str(key) for task, key in keys.items()} if isinstance(keys, dict) else {}


def _digests(text: str) -> dict[str, str]:
    """Return the digests in a text by ingredient; none where it is not one of ours."""
    parts = [part.partition("=") for part in text.split()]
    return {name: digest for name, _, digest in parts if digest}
