"""What to look at when a file is not Python: advice by what stands in the line."""

import re

from grader.language import tr, translatable

# How the text of a syntax error shows its line: `invalid syntax in: >>> f(2)`.
_SHOWN = "(?:: |：)"
# What the error's text says, and what to do next; the first that fits counts.
_ADVICE: tuple[tuple[str, str], ...] = (
    (
        rf"{_SHOWN}(?:<{{7}}|={{7}}|>{{7}}|\|{{7}})(?![<=>|])",
        translatable(
            "Git put that line there where two versions of the file differ. Keep one of the two,"
            " and take away the lines that begin with <<<<<<<, ======= and >>>>>>>."
        ),
    ),
    (
        rf"{_SHOWN}(?:```|~~~)",
        translatable(
            "That line is Markdown's and not Python: take away the lines with ``` around the code."
        ),
    ),
    (
        rf"{_SHOWN}>>>(?!>)",
        translatable(
            "That line was copied with the prompt of a Python session: take the >>> and the ..."
            " away from the start of each line, and the answers between them."
        ),
    ),
    (
        rf"{_SHOWN}<[!?/a-zA-Z]",
        translatable(
            "The file holds a web page and not the code itself: download the file again, as it is,"
            " or copy the code out of the page."
        ),
    ),
    (
        rf"{_SHOWN}(?:{{\\rtf|%PDF)",
        translatable(
            "The file was written by a word processor: copy the code into an editor for plain text,"
            " and save that as .py."
        ),
    ),
    (
        "null bytes|U\\+00(?:0[0-8BE-F]|1[0-9A-F])",
        translatable(
            "There are bytes in the file that are no text, as after a broken download or where it"
            " is of another kind than its name says. Open it in an editor, and save it as UTF-8."
        ),
    ),
    (
        "invalid non-printable character",
        translatable(
            "A character stands in that line that cannot be seen, as a web page or a PDF has it"
            " between words. Delete the blanks up to the mark, and type them anew."
        ),
    ),
    (
        r"invalid character '.+' \(U\+",
        translatable(
            "That character only looks like one of Python's, as a curly quotation mark, a long dash"
            " or a wide comma does. Type it anew, with the keyboard set to English."
        ),
    ),
    (
        "Missing parentheses",
        translatable(
            "That is Python 2: in Python 3 what is handed to it stands in parentheses, print(x)."
        ),
    ),
)
_ELSE = translatable(
    "Python reads up to the mark and stops there; often what is missing stands just"
    " before it: a colon, a bracket, a quote, or the right indentation."
)


def find_syntax_advice(text: str) -> str:
    """Return what to look at for a syntax error of that text, which shows the line."""
    for pattern, sentence in _ADVICE:
        if re.search(pattern, text):
            return tr(sentence)
    return tr(_ELSE)
