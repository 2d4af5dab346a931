"""Secret seeds in `hidden.toml`: how long they are, and a file's text with new ones.

Student code sees what was drawn from a secret seed, and could try out short ones.
"""

import re

from grader.nouns import frozen

SECRET_BITS = 128
SHORTEST = 1 << SECRET_BITS - 8  # below it a seed was not drawn from 128 bits, but for bad luck
_TEXT = (
    "# Never leaves the staff. The inputs of the hidden checks are drawn from `seed`; when a class"
    " is\n# graded, those of the visible checks are drawn anew from `grading_seed`. `grade seeds`"
    " draws both.\n"
)


@frozen
class SecretSeeds:
    """Seed of the hidden checks, and that of the visible checks when a class is graded."""

    hidden: int
    grading: int | None = None


def with_seeds(text: str, seeds: SecretSeeds) -> str:
    """Return the text of a `hidden.toml` with these seeds; its own never stay.

    An empty text becomes a whole file.
    """
    text = re.sub(r"^grading_seed\s*=.*\n?", "", text or _TEXT, flags=re.MULTILINE)
    line = f"seed = {seeds.hidden}"
    new_text, count = re.subn(r"^seed\s*=.*$", line, text, count=1, flags=re.MULTILINE)
    if not count:
        new_text = f"{text.rstrip()}\n{line}\n".lstrip()
    if seeds.grading is None:
        return new_text
    return f"{new_text.rstrip()}\ngrading_seed = {seeds.grading}\n"
