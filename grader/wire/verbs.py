"""Verbs that a check may say to student code: one closed list, with what is known of each.

`grader.sandbox.inside.answering.verbs` does them.  A new verb is a line here and a function there;
a check can say it as `ask(object, Verb.…)` from that moment on.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from grader.nouns import noun


class Verb(StrEnum):
    """Questions to the task, or to an object that stays in the student process."""

    READY = "ready"
    CALL = "call"
    ATTRIBUTE = "attribute"
    ITEM = "item"
    LENGTH = "length"
    SET_ATTRIBUTE = "set_attribute"
    ITERATE = "iterate"
    NEXT = "next"
    OPERATOR = "operator"
    LEAVE = "leave"
    TIMED = "timed"
    WEIGHED = "weighed"
    DRAWN = "drawn"
    SEED = "seed"
    BUILD = "build"
    LEAVES = "leaves"
    STATE = "state"
    BUFFERS = "buffers"
    LOAD = "load"
    RUN = "run"
    NOTE = "note"
    REPLACE = "replace"


@noun
class VerbFacts:
    """Facts of a verb.

    `script` is the line that does the same without the kit, for `grade check --repro`.  Its places
    are {answer}, {target}, {callee} (the function or method), {name}, {call} (the arguments),
    {made} (the object that is built) and {module}.  `torch` says that the line needs PyTorch.
    `structure` marks a verb whose answer says how an object is built, not what it computes: a blind
    student may know it.
    """

    meaning: str
    script: str
    torch: bool = False
    structure: bool = False


VERBS: Mapping[Verb, VerbFacts] = MappingProxyType(
    {
        Verb.READY: VerbFacts(meaning="nothing: the task is loaded by now", script=""),
        Verb.CALL: VerbFacts(
            meaning="call a function of the task, a method of an object, or the object itself",
            script="{answer} = {callee}({call})",
        ),
        Verb.ATTRIBUTE: VerbFacts(meaning="read an attribute", script="{answer} = {target}.{name}"),
        Verb.ITEM: VerbFacts(meaning="`object[index]`", script="{answer} = {target}[{call}]"),
        Verb.LENGTH: VerbFacts(meaning="`len(object)`", script="{answer} = len({target})"),
        Verb.SET_ATTRIBUTE: VerbFacts(
            meaning="set an attribute", script="{target}.{name} = {call}"
        ),
        Verb.ITERATE: VerbFacts(meaning="`iter(object)`", script="{answer} = iter({target})"),
        Verb.NEXT: VerbFacts(
            meaning="`next(object)`: one item and True, or None and False at the end",
            script="{answer} = next(((item, True) for item in {target}), (None, False))",
        ),
        Verb.OPERATOR: VerbFacts(
            meaning="an operator by its name in the module `operator`, with all its operands",
            script="{answer} = operator.{name}({call})",
        ),
        Verb.LEAVE: VerbFacts(
            meaning="`__exit__`, with the class name and the text of an error of the body, if any",
            script="{answer} = {target}.__exit__(None, None, None)",
            structure=True,
        ),
        Verb.TIMED: VerbFacts(
            meaning="call two functions in turn: what the first answers, CPU seconds of both",
            script="{answer} = (student.{name}({call}), 0.0, 0.0)",
        ),
        Verb.WEIGHED: VerbFacts(
            meaning="call two functions in turn: what the first answers, bytes at the peak of both",
            script="{answer} = (student.{name}({call}), 0.0, 0.0)",
        ),
        Verb.DRAWN: VerbFacts(
            meaning="what a figure of matplotlib shows: a dict for each of its axes",
            script="{answer} = [axes.get_title() for axes in {target}.get_axes()]",
        ),
        Verb.SEED: VerbFacts(
            meaning="set the random state of Python, NumPy and PyTorch",
            script="random.seed({call}); np.random.seed({call})",
            structure=True,
        ),
        Verb.BUILD: VerbFacts(
            meaning="make a module of PyTorch's own, or a DataLoader",
            script="{made} = {module}.{name}({call})",
            torch=True,
            structure=True,
        ),
        Verb.LEAVES: VerbFacts(
            meaning="the modules that own parameters: name, PyTorch class, shapes",
            script=(
                "{answer} = [(name, type(module).__name__) for name, module in"
                " {target}.named_modules() if list(module.parameters(False))]"
            ),
            torch=True,
            structure=True,
        ),
        Verb.STATE: VerbFacts(
            meaning="all parameters by name", script="{answer} = parameters({target})", torch=True
        ),
        Verb.BUFFERS: VerbFacts(
            meaning="all buffers by name",
            script="{answer} = dict({target}.named_buffers())",
            torch=True,
        ),
        Verb.LOAD: VerbFacts(
            meaning="set parameters and buffers by name",
            script="load({target}, {call})",
            torch=True,
            structure=True,
        ),
        Verb.RUN: VerbFacts(
            meaning=(
                "run a teacher's own asserts over a copy of the task's names, see `asserting`; said"
                " by checks of lower trust only"
            ),
            script="",
        ),
        Verb.NOTE: VerbFacts(
            meaning=(
                "tell each call of a function of the task from now on, and what it gives; answered"
                " with its parameters and their defaults"
            ),
            script="",
            structure=True,
        ),
        Verb.REPLACE: VerbFacts(
            meaning="let a function of the task be answered by the other side from now on",
            script="",
            structure=True,
        ),
    }
)
