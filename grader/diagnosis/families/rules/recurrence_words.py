"""What is said of a recurrence that follows another rule, by its name there."""

import tomllib
from pathlib import Path

from grader.diagnosis.families.contract import Words

_NAMES = {
    "clip": "clip, which cuts off,",
    "slope": "1 - tanh², its slope,",
    "tanh": "tanh",
    "relu": "ReLU",
    "sigmoid": "the sigmoid",
    "tan": "tan, the tangent,",
    "sin": "sin, the sine,",
    "exp": "exp",
}
_OTHER_WORDS = {
    f"is_{key}": (
        f"Another function is used in the recurrence than the task names: {name.rstrip(',')}",
        "The sums inside are right, W x + U h, and go through another function than the task says"
        " before they are kept and carried on.",
    )
    for key, name in _NAMES.items()
}

_SAID = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
WORDS: dict[str, Words] = _OTHER_WORDS | {
    key: (words["title"], words["explanation"]) for key, words in _SAID.items()
}
