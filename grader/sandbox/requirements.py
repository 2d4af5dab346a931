"""What is not installed of all that students need, and the command that installs it."""

import re
import sys
from collections.abc import Callable, Iterable
from importlib import metadata

TORCH = 'pip install "torch>=2.2" --index-url https://download.pytorch.org/whl/cpu'
_REQUIREMENT = re.compile(
    r"(?P<name>[A-Za-z0-9._-]+)\s*(?P<version>[^;]*?)\s*(?:;\s*(?P<when>.*))?$"
)


def is_installed(name: str) -> bool:
    """Return whether a distribution is installed; nothing is imported."""
    return installed_version(name) is not None


def missing_requirements(
    has: Callable[[str], bool] = is_installed, requirements: Iterable[str] | None = None
) -> list[tuple[str, str]]:
    """Return the names of what is missing of tensorgrade's requirements, each with a command.

    Staff's extras are not looked at.  `has` says whether something is installed.
    """
    return [
        (name, command)
        for requirement in (_requirements() if requirements is None else requirements)
        for name, command in _find_command(requirement)
        if not has(name)
    ]


def installed_version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _requirements() -> list[str]:
    """Return what tensorgrade requires; nothing where it runs without being installed."""
    try:
        return metadata.requires("tensorgrade") or []
    except metadata.PackageNotFoundError:
        return []


def _find_command(requirement: str) -> Iterable[tuple[str, str]]:
    """Yield the name and the command of a requirement that holds here."""
    parts = _REQUIREMENT.match(requirement)
    if parts is None or not _holds(parts["when"] or ""):
        return
    name = parts["name"]
    command = f'pip install "{name}{parts["version"]}"'
    yield name, TORCH if name == "torch" else command


def _holds(when: str) -> bool:
    """Return whether a requirement's condition holds: an extra's never, a platform's here."""
    if "extra" in when:
        return False
    platform = re.search(r"sys_platform\s*(==|!=)\s*['\"](\w+)['\"]", when)
    return platform is None or (platform[1] == "==") is (sys.platform == platform[2])
