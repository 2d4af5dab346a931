"""Kinds of files by their names: work, an archive, data beside the work, or litter."""

import json
import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from grader.language import tr, translatable

WORK = (".py", ".ipynb")
TEXTS = (".md", ".txt")
# What student code may read beside the tasks.
DATA = (
    *(".npy", ".npz", ".csv", ".tsv", ".json", ".yaml", ".yml", ".toml"),
    *(".pt", ".pth", ".pkl", ".dat"),
)
ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
# Archives that are not read: the standard library cannot, or what they hold has no bound.
UNREADABLE = {
    ".rar": translatable("a RAR archive"),
    ".7z": translatable("a 7-Zip archive"),
    ".zipx": translatable("a zipx archive"),
    ".tar.zst": translatable("a Zstandard archive"),
    ".zst": translatable("a Zstandard archive"),
    ".tar.lz": translatable("an lzip archive"),
    ".tar.lz4": translatable("an LZ4 archive"),
    ".lzh": translatable("an LHA archive"),
    ".arj": translatable("an ARJ archive"),
    ".cab": translatable("a cabinet archive"),
    ".dmg": translatable("a disk image"),
    ".iso": translatable("a disk image"),
    ".gz": translatable("a packed file"),
    ".bz2": translatable("a packed file"),
    ".xz": translatable("a packed file"),
}
KEPT_BY_JUPYTER = ".ipynb_checkpoints"
SKIPPED = frozenset(("__MACOSX", "__pycache__", "node_modules"))
# Folders beside a student's work that are not the work.
BESIDE_WORK = frozenset((*SKIPPED, "checks", "repro", "site-packages"))
# What a program put there; any other hidden name may be a student's.
MACHINE_MADE = frozenset(
    (
        *(".git", ".svn", ".hg", ".DS_Store", ".ipynb_checkpoints", ".idea", ".vscode", ".venv"),
        *(".pytest_cache", ".mypy_cache", ".ruff_cache", ".Trash", ".Trashes", ".fseventsd"),
        *(".Spotlight-V100", ".gitignore", ".gitattributes", ".gitkeep", ".cache", ".config"),
        *(".conda", ".github", ".tox", ".nox", ".virtual_documents", "Thumbs.db", "desktop.ini"),
    )
)
# `lab.py.txt`, `lab.ipynb.json`: a browser or an editor added the last ending.
_ADDED = re.compile(
    r"(?P<name>.+(?P<ending>\.(?:py|ipynb|md|zip|tgz|tar\.gz)))(?:\.(?:txt|json|download|html?)|(?P=ending))",
    re.IGNORECASE,
)


def is_archive(name: str) -> bool:
    """Return whether a file of that name is taken for an archive that can be read."""
    return meant_name(name).lower().endswith(ARCHIVES)


def unreadable_kind(name: str) -> str | None:
    """Return what kind of archive a file is that cannot be read; None for any other file."""
    lower_name = name.lower()
    if is_archive(name):
        return None
    return next(
        (tr(kind) for ending, kind in UNREADABLE.items() if lower_name.endswith(ending)), None
    )


def is_work(name: str) -> bool:
    """Return whether a file of that name may be somebody's work, read or not."""
    return (
        meant_name(name).lower().endswith(WORK)
        or is_archive(name)
        or unreadable_kind(name) is not None
    )


def holds_work(names: Iterable[str]) -> bool:
    """Return whether some of these files may be work and are not hidden."""
    return any(is_work(name) and not is_hidden(name) for name in names)


def is_hidden(name: str) -> bool:
    """Return whether a path leads through a hidden folder or cache, or to a hidden file."""
    return any(part.startswith(".") or part in SKIPPED for part in PurePosixPath(name).parts)


def is_hidden_work(name: str) -> bool:
    """Return whether a hidden file may be all that somebody has: told, and never read.

    `.NAME.py`, or a copy that Jupyter keeps; not what macOS puts beside each file.
    """
    *folders, file = PurePosixPath(name).parts
    shown_folders = [folder for folder in folders if folder != KEPT_BY_JUPYTER]
    return (
        is_hidden(name)
        and not any(is_hidden(folder) or folder in BESIDE_WORK for folder in shown_folders)
        and not file.startswith("._")
        and meant_name(file).lower().endswith(WORK)
    )


def is_data(name: str) -> bool:
    """Return whether a file is read for the code beside it, and is no work itself."""
    return not meant_name(name).lower().endswith((*WORK, *TEXTS))


def is_read(name: str) -> bool:
    """Return whether a file at that path is read.

    Python, notebooks, text and data are, outside of caches and hidden folders.
    """
    return not is_hidden(name) and meant_name(name).lower().endswith((*WORK, *TEXTS, *DATA))


def meant_name(name: str) -> str:
    """Return a file's name without an ending that a browser or an editor added."""
    added = _ADDED.fullmatch(name)
    return added["name"] if added else name


def is_notebook(content: bytes) -> bool:
    """Return whether a file's content is a whole notebook, whatever the file is called."""
    if not content.lstrip().startswith(b"{") or b'"cells"' not in content:
        return False
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        return False
    return isinstance(document, dict) and isinstance(document.get("cells"), list)


def without_ending(name: str) -> str:
    """Return a file's name without the ending that says what it is."""
    plain_name = meant_name(name)
    endings = (*ARCHIVES, *UNREADABLE, *WORK, *TEXTS, *DATA)
    for ending in sorted(endings, key=len, reverse=True):
        if plain_name.lower().endswith(ending):
            return plain_name[: -len(ending)]
    return plain_name
