"""Reading submissions: folders, archives, notebooks, single files, what an LMS gives.

Whatever state they are in.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .gathering import Gathered, gather, read_class, read_one
    from .reading import read_folder, read_submission
    from .rosters.choosing import HandedIn
    from .rosters.roster import read_roster

_WHERE = {
    "Gathered": "gathering",
    "HandedIn": "rosters.choosing",
    "gather": "gathering",
    "read_class": "gathering",
    "read_folder": "reading",
    "read_one": "gathering",
    "read_roster": "rosters.roster",
    "read_submission": "reading",
}

__all__ = [
    "Gathered",
    "HandedIn",
    "gather",
    "read_class",
    "read_folder",
    "read_one",
    "read_roster",
    "read_submission",
]


def __getattr__(name: str) -> Any:
    """Import a name when it is asked for: a student's own check needs no class and no roster."""
    if name not in _WHERE:
        raise AttributeError(f"grader.intake has no {name}")
    return getattr(importlib.import_module(f"grader.intake.{_WHERE[name]}"), name)
