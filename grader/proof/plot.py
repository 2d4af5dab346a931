"""Picture of an audit, as SVG.

For each check the honest noise, the tolerance, and the smallest wrong error.
"""

import math

from grader.files.templates import page_environment, shipped_templates_folder

from .trials.margins import Margin

ROW, LEFT, WIDTH, TOP = 16, 230, 560, 44
FIRST, LAST = -8, 10  # powers of ten, in units of the tolerance


def draw_margins(title: str, margins: list[Margin]) -> str:
    """Return one line per check on a logarithmic axis whose 1 is the check's own tolerance.

    Noise of exactly zero is drawn at the left edge, errors past the right edge there.
    """
    template = page_environment([shipped_templates_folder()]).get_template("drawings/margins.svg")
    return template.render(
        title=title,
        margins=margins,
        powers=range(FIRST, LAST + 1, 2),
        at=_x_of,
        left=LEFT,
        width=WIDTH,
        top=TOP,
        row=ROW,
        height=TOP + ROW * len(margins) + 30,
    )


def _x_of(error: float) -> float:
    power = math.log10(error) if error > 0 else FIRST
    part = (min(max(power, FIRST), LAST) - FIRST) / (LAST - FIRST)
    return round(LEFT + part * WIDTH, 1)
