"""Verbs that a check may say to student code: one closed list, with what is known of each.

`grader.sandbox.inside.answering.verbs` does them.  A new verb is a line here and a function there;
a check can say it as `ask(object, Verb.…)` from that moment on.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from grader.nouns import frozen

# How a call of a stage is told that is listened to, and the kind of the record that tells a module.
ASKED, GAVE, MODULE = "asked", "gave", "torch.nn"


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


@frozen
class VerbFacts:
    """Facts of a verb.

    `script` is the line that does the same without the kit, for `grade check --repro`.  Its places
    are {answer}, {target}, {callee} (the function or method), {name}, {call} (the arguments),
    {made} (the object that is built) and {module}.  `torch` says that the line needs PyTorch.
    `structure` marks a verb whose answer says how an object is built, not what it computes: a blind
    student may know it.
    """

    meaning: str
    script: str = ""
    torch: bool = False
    structure: bool = False


VERBS: Mapping[Verb, VerbFacts] = MappingProxyType(
    {
        Verb.READY: VerbFacts("nothing: the task is loaded by now"),
        Verb.CALL: VerbFacts(
            "call a function of the task, a method of an object, or the object itself",
            "{answer} = {callee}({call})",
        ),
        Verb.ATTRIBUTE: VerbFacts("read an attribute", "{answer} = {target}.{name}"),
        Verb.ITEM: VerbFacts("`object[index]`", "{answer} = {target}[{call}]"),
        Verb.LENGTH: VerbFacts("`len(object)`", "{answer} = len({target})"),
        Verb.SET_ATTRIBUTE: VerbFacts("set an attribute", "{target}.{name} = {call}"),
        Verb.ITERATE: VerbFacts("`iter(object)`", "{answer} = iter({target})"),
        Verb.NEXT: VerbFacts(
            "`next(object)`: one item and True, or None and False at the end",
            "{answer} = next(((item, True) for item in {target}), (None, False))",
        ),
        Verb.OPERATOR: VerbFacts(
            "an operator by its name in the module `operator`, with all its operands",
            "{answer} = operator.{name}({call})",
        ),
        Verb.LEAVE: VerbFacts(
            "`__exit__`, with the class name and the text of an error of the body, if any",
            "{answer} = {target}.__exit__(None, None, None)",
            structure=True,
        ),
        Verb.TIMED: VerbFacts(
            "call two functions in turn: what the first answers, CPU seconds of both",
            "{answer} = (student.{name}({call}), 0.0, 0.0)",
        ),
        Verb.WEIGHED: VerbFacts(
            "call two functions in turn: what the first answers, bytes at the peak of both",
            "{answer} = (student.{name}({call}), 0.0, 0.0)",
        ),
        Verb.DRAWN: VerbFacts(
            "what a figure of matplotlib shows: a dict for each of its axes",
            "{answer} = [axes.get_title() for axes in {target}.get_axes()]",
        ),
        Verb.SEED: VerbFacts(
            "set the random state of Python, NumPy and PyTorch",
            "random.seed({call}); np.random.seed({call})",
            structure=True,
        ),
        Verb.BUILD: VerbFacts(
            "make a module of PyTorch's own, or a DataLoader",
            "{made} = {module}.{name}({call})",
            torch=True,
            structure=True,
        ),
        Verb.LEAVES: VerbFacts(
            "the modules that own parameters: name, PyTorch class, shapes",
            (
                "{answer} = [(name, type(module).__name__) for name, module in"
                " {target}.named_modules() if list(module.parameters(False))]"
            ),
            torch=True,
            structure=True,
        ),
        Verb.STATE: VerbFacts(
            "all parameters by name", "{answer} = parameters({target})", torch=True
        ),
        Verb.BUFFERS: VerbFacts(
            "all buffers by name",
            "{answer} = dict({target}.named_buffers())",
            torch=True,
        ),
        Verb.LOAD: VerbFacts(
            "set parameters and buffers by name",
            "load({target}, {call})",
            torch=True,
            structure=True,
        ),
        Verb.RUN: VerbFacts(
            (
                "run a teacher's own asserts over a copy of the task's names, see `asserting`; said"
                " by checks of lower trust only"
            ),
        ),
        Verb.NOTE: VerbFacts(
            (
                "tell each call of a function of the task from now on, and what it gives; answered"
                " with its parameters and their defaults"
            ),
            structure=True,
        ),
        Verb.REPLACE: VerbFacts(
            "let a function of the task be answered by the other side from now on",
            structure=True,
        ),
    }
)
