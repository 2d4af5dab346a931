"""Facts of every verb that a check may say."""

from __future__ import annotations

import ast
import string

import pytest

from grader.wire.verbs import VERBS, Verb

PLACES = {"answer", "target", "callee", "name", "call", "made", "module"}


def places(script: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(script) if name is not None}


@pytest.mark.parametrize("verb", Verb)
def test_every_verb_is_explained(verb: Verb) -> None:
    """A verb that stands in one table only would be half there."""
    assert VERBS[verb].meaning and not VERBS[verb].meaning.endswith(".")


def test_there_are_no_facts_of_what_is_no_verb() -> None:
    assert set(VERBS) == set(Verb)


@pytest.mark.parametrize("verb", [verb for verb in Verb if VERBS[verb].script])
def test_a_line_of_a_script_is_python_once_its_places_are_filled(verb: Verb) -> None:
    script = VERBS[verb].script
    assert places(script) <= PLACES
    ast.parse(script.format(**dict.fromkeys(PLACES, "thing")))


@pytest.mark.parametrize("verb", [verb for verb in Verb if "{answer}" in VERBS[verb].script])
def test_a_line_that_keeps_an_answer_assigns_it(verb: Verb) -> None:
    assert VERBS[verb].script.startswith("{answer} = ")


@pytest.mark.parametrize("verb", [Verb.CALL, Verb.ATTRIBUTE, Verb.STATE, Verb.NEXT, Verb.TIMED])
def test_a_verb_whose_answer_is_computed_is_not_one_of_structure(verb: Verb) -> None:
    """A blind student knows what a verb of structure answers, and points would hang on it."""
    assert not VERBS[verb].structure


def test_nobody_can_add_a_verb_while_checks_run() -> None:
    with pytest.raises(TypeError):
        VERBS[Verb.CALL] = VERBS[Verb.LOAD]  # type: ignore[index]
