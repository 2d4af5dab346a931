"""Names that say nothing of who handed in: the same in every page and every session."""

import builtins
import hashlib
import hmac
import keyword
import re
from collections.abc import Callable

from grader.model import Assignment, Student

LETTERS = 10
SHORTEST = 3  # letters of a part of a name in ASCII, below which it is in every text
HIDDEN = "▒▒▒"


def anonymous_id(assignment: Assignment, submission: str) -> str:
    """Return a name for a submission that nobody can compute who does not have the hidden seed."""
    secret = f"{assignment.id} {assignment.hidden_seed}".encode()
    digest = hmac.new(secret, submission.encode("utf-8", "replace"), hashlib.sha256)
    return digest.hexdigest()[:LETTERS]


def name_hider(student: Student, submission: str) -> Callable[[str], str]:
    """Return what takes a student's names and id out of a text, also where they are glued to it.

    A part of a name that is a word of Python's stays: code would not be read well without it.
    """
    words = f"{student.name} {student.id} {submission}"
    parts = sorted(filter(_is_telling, re.findall(r"[^\W_]+", words)), key=len, reverse=True)
    if not parts:
        return str
    pattern = re.compile("|".join(_as_word(part) for part in parts), re.IGNORECASE)
    return lambda text: pattern.sub(HIDDEN, text)


def _is_telling(part: str) -> bool:
    is_word = keyword.iskeyword(part.lower()) or hasattr(builtins, part.lower())
    return not part.isascii() or (len(part) >= SHORTEST and not is_word)


def _as_word(part: str) -> str:
    """Return a pattern of a part of a name: in letters of ASCII it is a word of its own."""
    word = re.escape(part)
    if not part.isascii():
        return word
    return rf"(?<![^\W_]){word}(?![^\W_])"
