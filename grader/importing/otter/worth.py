"""What Otter's tests are worth, by the rules of its test files.

https://otter-grader.readthedocs.io/en/latest/test_files/index.html: a list gives each test its
points; a total is shared by the tests that name none; without a total those are worth nothing
beside tests that name some, and share one point where none does.
"""

from decimal import Decimal
from pathlib import Path
from typing import Any

from grader.importing.cells import read_points

NONE = Decimal(-1)  # a test that names no points


def points_of(path: Path, value: Any, name: str) -> Decimal | None:
    """Return points as they are written, None without any.  Raises BadFile."""
    return None if value is None else read_points(path, value, f"{name} has points:")


def resolve_points(total: Decimal | None, own_points: list[Decimal]) -> list[Decimal]:
    """Return each test's points: its own, else a share of the question's."""
    named_points = [points for points in own_points if points >= 0]
    if total is None and not any(named_points):
        total = Decimal(1)
    return share_points(sum(named_points, Decimal(0)) if total is None else total, own_points)


def share_points(total: Decimal, own_points: list[Decimal]) -> list[Decimal]:
    """Return each test's points: its own, else a share of what is left; below zero means none."""
    points_left = max(
        total - sum((points for points in own_points if points >= 0), Decimal(0)), Decimal(0)
    )
    unnamed = [at for at, points in enumerate(own_points) if points < 0]
    shares = [max(points, Decimal(0)) for points in own_points]
    if unnamed:
        share = (points_left / len(unnamed)).quantize(Decimal("0.01"))
        for at in unnamed:
            shares[at] = share
        shares[unnamed[0]] += points_left - share * len(unnamed)
    return shares
