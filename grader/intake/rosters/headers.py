"""Names of the columns of a class's table, as people and their systems write them."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path

# By what a column means: letter case, spaces, dashes and underscores aside.
NAMES: dict[str, list[str]] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
)


def plain_header(name: str) -> str:
    """Return a column's name as it is compared."""
    return re.sub(r"[\s_\-\u00a0.:()（）]+", "", unicodedata.normalize("NFKC", name)).casefold()


_MEANING = {plain_header(name): meaning for meaning, names in NAMES.items() for name in names}


def find_meanings(columns: Iterable[str]) -> Mapping[str, str]:
    """Return the columns by what they mean; of two with one meaning the first."""
    columns_by_meaning: dict[str, str] = {}
    for column in columns:
        meaning = _MEANING.get(plain_header(column))
        if meaning is not None:
            columns_by_meaning.setdefault(meaning, column)
    return columns_by_meaning
