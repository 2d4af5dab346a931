"""The language that people are spoken to in: English as written in the code, others by catalogue.

Sentences stand in the code as whole English sentences with named places:

    tr("expected {want}, got {got}", want=want, got=got)

`tr` gives them in the language that the process was started with.  Only `cli` chooses it, once;
the examiner is started with the same.  What machines read (ids, keys, enumerations, exit codes)
has one form in all languages.  docs/languages.md says how a sentence is added.
"""

from .locales import language_of_locale
from .speaking import Language, join_items, speak, spoken_language, tr, tr_n, translatable

__all__ = [
    "Language",
    "join_items",
    "language_of_locale",
    "speak",
    "spoken_language",
    "tr",
    "tr_n",
    "translatable",
]
