"""Every sentence is in every catalogue, whole: what is missing here is read in English."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from gettext import GNUTranslations
from pathlib import Path

import pytest
from support.translations import catalogues

ROOT = Path(__file__).resolve().parents[2]


PATHS = catalogues.paths()


@pytest.fixture(scope="module", params=PATHS, ids=[path.parent.parent.name for path in PATHS])
def path(request: pytest.FixtureRequest) -> Path:
    """A catalogue."""
    assert isinstance(request.param, Path)
    return request.param


def test_there_is_a_catalogue() -> None:
    assert [path.parent.parent.name for path in PATHS] == ["zh_CN"]


def test_a_catalogue_has_the_sentences_of_the_code_and_no_others(path: Path) -> None:
    have = {message.id for message in catalogues.read(path) if message.id}
    want = {message.id for message in catalogues.sentences() if message.id}
    assert have - want == set(), "gone from the code; run python docs/catalogues.py"
    assert want - have == set(), "not in the catalogue yet; run python docs/catalogues.py"


def test_every_sentence_is_translated(path: Path) -> None:
    missing = [message.id for message in catalogues.untranslated(catalogues.read(path))]
    assert missing == [], "translate these in the .po, then run python docs/catalogues.py"


def test_a_translation_names_the_same_places(path: Path) -> None:
    for message in catalogues.read(path):
        if message.id:
            (*_, english), (*_, translated) = (
                each if isinstance(each, tuple) else (each,)
                for each in (message.id, message.string)
            )
            assert _places(translated) == _places(english), english


def _places(sentence: str) -> set[tuple[str, str | None, str | None]]:
    """Return the named places of a sentence, with how each is written; braces alone are text."""
    try:
        parsed = list(string.Formatter().parse(sentence))
    except ValueError:
        return set()
    return {(name, form, kind) for _, name, form, kind in parsed if name is not None}


def test_equal_translations_are_equal_bytes(path: Path) -> None:
    """No date and no version of a tool: else each who compiles it makes a conflict."""
    assert path.with_suffix(".mo").read_bytes() == catalogues.mo_bytes(catalogues.read(path))


def test_what_is_read_at_run_time_is_what_translators_wrote(path: Path) -> None:
    with path.with_suffix(".mo").open("rb") as file:
        compiled = GNUTranslations(file)
    for message in catalogues.read(path):
        if message.id and message.pluralizable:
            one, many = message.id
            assert (compiled.ngettext(one, many, 2),) == message.string
        elif message.id:
            assert compiled.gettext(message.id) == message.string


def test_a_wrapped_sentence_is_a_literal() -> None:
    """An f-string would be filled in before it is looked up, and found in no catalogue."""
    wrong = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path, module in catalogues.speaking_modules()
        for call in _calls(module)
        if any(isinstance(each, ast.JoinedStr | ast.BinOp | ast.IfExp) for each in call.args[:2])
    ]
    assert wrong == []


def _calls(module: ast.Module) -> Iterator[ast.Call]:
    """Yield the calls in a module that take a sentence."""
    for node in ast.walk(module):
        name = getattr(node, "func", None)
        if isinstance(node, ast.Call) and getattr(name, "id", "") in catalogues.KEYWORDS:
            yield node
