"""Reading the name of a student's file: which task it is for, and whether it is an old copy."""

import re
from pathlib import PurePosixPath

_COPY = re.compile(r"\s*\(\d+\)$|[\s_-]*copy(\s*\d+)?$|^copy of\s+|[\s_-]*副本(\s*\d+)?$")
_ASIDE = re.compile(
    r"(?:^|[\W_])(?:backups?|bak|old|older|copy|copies|archived?|drafts?|previous|prev|deprecated|unused"
    r"|te?mp|trash|备份|副本|旧)(?:$|[\W_\d])",
    re.IGNORECASE,
)
_TRY = re.compile(
    r"(?:^|[\W_])(?:attempt|try|trial|version|v|submission|upload|take)[\W_]*(\d+)(?:$|[\W_])",
    re.IGNORECASE,
)
_LITTER = ("__MACOSX", "__pycache__", ".ipynb_checkpoints")


def is_litter(name: str) -> bool:
    """Return whether a path is what an operating system or an editor leaves behind."""
    return any(part in _LITTER or part.startswith(".") for part in PurePosixPath(name).parts)


def base_name(name: str) -> str:
    """Return a file's name without its folder."""
    return PurePosixPath(name).name


def plain_name(name: str) -> str:
    """Return a file's name without its folder, ending and case.

    Nor with what browsers and people add: " (1)", " - Copy", "Copy of ".
    """
    stem = _COPY.sub("", _stem(name))
    return re.sub(r"[\s-]+", "_", stem.strip())


def is_copy(name: str) -> bool:
    """Return whether a name says that it is a copy of another file."""
    stem = _stem(name)
    return plain_name(name) != re.sub(r"[\s-]+", "_", stem)


def is_aside(name: str) -> bool:
    """Return whether a path says that the file was put aside: a backup, an old folder, a copy."""
    return is_copy(name) or any(_ASIDE.search(part) for part in PurePosixPath(name).parts)


def attempt_number(name: str) -> int | None:
    """Return the number of the attempt that a path names: `attempt2/lab.py`, `lab_v2.py`."""
    numbers = [
        int(number[:9])
        for part in PurePosixPath(name).parts
        for number in _TRY.findall(_without_ending(part))
    ]
    return numbers[-1] if numbers else None


def find_named_id(plain: str, ids: list[str]) -> str | None:
    """Return the longest id that stands in a file's plain name between separators.

    `zhang_mean_square_final` has mean_square, not mean.
    """
    within = [id_ for id_ in ids if f"_{id_.lower()}_" in f"_{plain}_"]
    return max(within, key=len) if within else None


def _stem(name: str) -> str:
    return base_name(name).rpartition(".")[0].lower().strip()


def _without_ending(part: str) -> str:
    return part.rpartition(".")[0] or part
