"""Packages that a course allows beside NumPy, PyTorch and the standard library.

A package works only with what it needs itself, so the names and files of that are looked up too, in
what is installed.  Students may import what the course names; what it needs may be imported by
libraries alone.
"""

import re
from collections.abc import Iterable
from importlib import metadata, util
from pathlib import Path

from grader.nouns import frozen

# Whether these can be read is the server kind's business, whatever needs them.
OF_THE_SERVER = frozenset(("numpy", "torch"))


@frozen
class Allowed:
    """Packages that the course names, and the files that have to be readable for them.

    `roots` are top-level names that libraries may import.
    """

    packages: tuple[str, ...] = ()
    roots: frozenset[str] = frozenset()
    paths: tuple[Path, ...] = ()


def find_allowed(packages: tuple[str, ...]) -> Allowed:
    """Return what is installed of the packages that a course names.

    To look through what is installed takes a third of a second; without packages nothing is done.
    """
    if not packages:
        return Allowed()
    owners = metadata.packages_distributions()
    owner_names = [owner for package in packages for owner in owners.get(package, ())]
    paths = {
        Path(str(distribution.locate_file(top)))
        for distribution in _with_needed(owner_names)
        for top in _top_names(distribution)
    }
    return Allowed(
        packages, frozenset(path.name.partition(".")[0] for path in paths), tuple(sorted(paths))
    )


def find_missing(packages: tuple[str, ...]) -> frozenset[str]:
    """Return those of a course's packages that are not on this machine.

    Only what is installed is looked at, nothing is imported.
    """
    return frozenset(each for each in packages if util.find_spec(each) is None)


def _with_needed(names: Iterable[str]) -> list[metadata.Distribution]:
    """Return distributions with all that they require; what is not installed is passed over."""
    pending, seen = [*names], set(OF_THE_SERVER)
    distributions = []
    while pending:
        name = re.sub(r"[-_.]+", "-", pending.pop()).lower()
        if name in seen:
            continue
        seen.add(name)
        try:
            distribution = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue
        distributions.append(distribution)
        pending += [
            required for required in map(_requirement_name, distribution.requires or ()) if required
        ]
    return distributions


def _requirement_name(requirement: str) -> str:
    """Return the name in a requirement; "" for one that belongs to an extra."""
    name = re.match(r"[\w.-]+", requirement)
    return "" if name is None or re.search(r"extra\s*==", requirement) else name[0]


def _top_names(distribution: metadata.Distribution) -> set[str]:
    """Return the first parts of a distribution's files: packages, single modules, metadata."""
    tops = {file.parts[0] for file in distribution.files or () if file.parts}
    return tops - {"..", "__pycache__"}
