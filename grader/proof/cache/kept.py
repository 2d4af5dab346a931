"""Values that the store keeps of a proof.

A `key` is the digest of the check that gave the value: see `digests.check_keys`.
"""

from decimal import Decimal
from typing import TypeVar

import msgspec

from grader.model import Outcome


class CheckEnd(msgspec.Struct, frozen=True):
    """How a check ended for some work; `error` is the largest one, in tolerances.

    `message` is kept where honest work is judged: it should not have failed.
    """

    key: str
    outcome: Outcome
    error: float
    message: str = ""


class CheckLuck(msgspec.Struct, frozen=True):
    """Luck of honest work in a check under one seed.

    `refused` says why the seed cannot be used; else `failed` has a sentence for each variant that
    failed.  `noise` is the largest honest error, in units of `tolerance`.
    """

    key: str
    refused: str = ""
    failed: tuple[str, ...] = ()
    noise: float = 0.0
    tolerance: float = 0.0


class Fate(msgspec.Struct, frozen=True):
    """Which check told a mutant from the reference, and its largest error, in tolerances.

    `killed_by` is empty for a survivor; its `key` is then that of the whole task.
    """

    key: str
    killed_by: str
    error: float


class Earned(msgspec.Struct, frozen=True):
    """Points that the reference or the stub earned; None when it could not be judged."""

    points: Decimal | None
    problems: tuple[str, ...]


OfCheck = TypeVar("OfCheck", CheckEnd, CheckLuck)


def current_values(values: dict[str, OfCheck], keys: dict[str, str]) -> dict[str, OfCheck]:
    """Return the values of the checks that are still what they were."""
    return {check: value for check, value in values.items() if keys.get(check) == value.key}


def changed_checks(values: dict[str, OfCheck], keys: dict[str, str]) -> tuple[str, ...]:
    """Return the checks of which no value holds any more."""
    unchanged = current_values(values, keys)
    return tuple(check for check in keys if check not in unchanged)
