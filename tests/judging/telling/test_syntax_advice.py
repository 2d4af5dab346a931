"""Advice on what is not Python, by what Python itself says of it here."""

from __future__ import annotations

import pytest
from support.cases import cases

from grader.judging.telling.syntax_advice import find_syntax_advice
from grader.language import Language, speak
from grader.sources.text import Source

MISSING = "what is missing stands just before it"


def advise(text: str) -> str:
    """Return the advice on a file of that text."""
    error = Source("a.py", text).error
    assert error is not None
    return find_syntax_advice(error.text.partition(": ")[2])


@pytest.mark.parametrize(
    ("text", "about"),
    cases(
        {
            "a colon": ("def f(x)\n    return x\n", MISSING),
            "a bracket": ("x = f(1\ny = 2\n", MISSING),
            "indentation": ("def f(x):\nreturn x\n", MISSING),
            "the first mark of a conflict": ("x = 1\n<<<<<<< HEAD\ny = 2\n", "Keep one of the two"),
            "a mark in a function": ("def f(x):\n<<<<<<< HEAD\n    x = 1\n", "Keep one of the two"),
            "the mark in the middle": ("x = 1\n=======\ny = 2\n", "Keep one of the two"),
            "the last mark": ("x = 1\n>>>>>>> feature\n", "Keep one of the two"),
            "a fence at the top": ("```python\nx = 1\n```\n", "the lines with ```"),
            "a fence at the end": ("x = 1\n```\n", "the lines with ```"),
            "a prompt": (">>> x = 1\n", "take the >>>"),
            "a prompt below": ("x = 1\n>>> f(x)\n", "take the >>>"),
            "a page": ("<!DOCTYPE html>\n<html></html>\n", "a web page"),
            "a page without a head": ("<html>\n<pre>x = 1</pre>\n", "a web page"),
            "a text with formats": ("{\\rtf1\\ansi x = 1}\n", "a word processor"),
            "a PDF": ("%PDF-1.4\nx\n", "a word processor"),
            "zeros at the end": ("x = 1\n\0\0\0", "no text"),
            "a zip": ("PK\x03\x04x\n", "no text"),
            "a blank of a page": ("\u00a0\u00a0x = 1\n", "cannot be seen"),
            "a blank of no width": ("\u200bx = 1\n", "cannot be seen"),
            "a curly quote": ("print(\u201chello\u201d)\n", "only looks like"),
            "a long dash": ("x = 3 \u2013 1\n", "only looks like"),
            "a wide comma": ("f(1\uff0c 2)\n", "only looks like"),
            "print of Python 2": ("print 'done'\n", "Python 2"),
            "exec of Python 2": ("exec 'x = 1'\n", "Python 2"),
        }
    ),
)
def test_advice_is_about_what_stands_there(text: str, about: str) -> None:
    assert about in advise(text)


@pytest.mark.parametrize("text", ["x = 1\n<<<<<<< HEAD\n", "```python\n", ">>> f(2)\n", "<html>\n"])
def test_the_line_is_known_in_another_language_too(text: str) -> None:
    english = advise(text)
    with speak(Language.ZH):
        chinese = advise(text)
        missing = advise("def f(x)\n")
    assert chinese not in (english, missing)
