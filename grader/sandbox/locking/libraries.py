"""Importing what makes the locks, quickly: whoever checks their work waits for it."""

import contextlib
import ctypes
import ctypes.util
from collections.abc import Iterator
from typing import Any

NAMES = {"c": "libc.so.6", "seccomp": "libseccomp.so.2"}


def import_landlock() -> Any:
    """Return landlockpy with the C library in it.  Raises ImportError."""
    with _search_known_names():
        import landlockpy

        landlockpy.abi_version()
    return landlockpy


def import_seccomp() -> Any:
    """Return pyseccomp with its library.  Raises ImportError, OSError and RuntimeError."""
    with _search_known_names():
        import pyseccomp
    return pyseccomp


@contextlib.contextmanager
def _search_known_names() -> Iterator[None]:
    """Find libraries by the names that they have on nearly every Linux, within the block.

    Python's own search, which is asked where that fails, starts ldconfig for each of them: 10 ms.
    """
    search = ctypes.util.find_library

    def find(name: str) -> str | None:
        with contextlib.suppress(KeyError, OSError):
            ctypes.CDLL(NAMES[name])
            return NAMES[name]
        return search(name)

    ctypes.util.find_library = find
    try:
        yield
    finally:
        ctypes.util.find_library = search
