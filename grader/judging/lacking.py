"""A package that the course allows and this machine lacks: no fault of the student's."""

from __future__ import annotations

import re

from grader.language import tr
from grader.wire.messages import Raised


def lacking_package(raised: Raised, not_installed: frozenset[str]) -> str:
    """Return what to do about an import that failed because this machine lacks the package.

    "" for anything else.  The student process only says that an import failed; which packages are
    not here, we know ourselves.
    """
    if "builtins.ImportError" not in raised.bases:
        return ""
    named = re.search(r"No module named '(\w+)", raised.text)
    if named is None or named[1] not in not_installed:
        return ""
    package = named[1]
    return tr(
        "the course allows {package} (`packages` in its assignment.toml), and this machine lacks"
        " it; pip install {package} here, then run this again",
        package=package,
    )
