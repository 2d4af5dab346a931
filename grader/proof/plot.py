"""Picture of an audit, as SVG.

For each check the honest noise, the tolerance, and the smallest wrong error.
"""

import math
from xml.sax.saxutils import escape

from grader.proof.trials.margins import Margin

ROW, LEFT, WIDTH, TOP = 16, 230, 560, 44
FIRST, LAST = -8, 10  # powers of ten, in units of the tolerance


def picture(title: str, margins: list[Margin]) -> str:
    """Return one line per check on a logarithmic axis whose 1 is the check's own tolerance.

    Noise of exactly zero is drawn at the left edge, errors past the right edge there.
    """
    height = TOP + ROW * len(margins) + 30
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{LEFT + WIDTH + 20}" height="{height}"'
            ' font-family="sans-serif" font-size="11">'
        ),
        '<rect width="100%" height="100%" fill="white"/>',
        f'<text x="8" y="18" font-size="13">{escape(title)}</text>',
        (
            '<text x="8" y="34" fill="#555">dot: largest honest error; line at 1: the tolerance;'
            " square: smallest wrong error</text>"
        ),
    ]
    for power in range(FIRST, LAST + 1, 2):
        x = _x(10.0**power)
        colour, width = ("#222", 1.5) if power == 0 else ("#ddd", 1)
        parts.append(
            f'<line x1="{x}" y1="{TOP}" x2="{x}" y2="{height - 24}" stroke="{colour}"'
            f' stroke-width="{width}"/><text x="{x}" y="{height - 8}"'
            f' text-anchor="middle">{"1" if power == 0 else f"1e{power}"}</text>'
        )
    for at, margin in enumerate(margins):
        parts.extend(_row(margin, TOP + ROW * at + ROW // 2))
    return "\n".join([*parts, "</svg>", ""])


def _row(margin: Margin, y: int) -> list[str]:
    noise = _x(margin.noise)
    parts = [f'<text x="{LEFT - 8}" y="{y + 4}" text-anchor="end">{escape(margin.check)}</text>']
    if margin.wrong is not None:
        wrong = _x(margin.wrong)
        parts.append(f'<line x1="{noise}" y1="{y}" x2="{wrong}" y2="{y}" stroke="#bbb"/>')
        parts.append(f'<rect x="{wrong - 4}" y="{y - 4}" width="8" height="8" fill="#c0392b"/>')
    parts.append(f'<circle cx="{noise}" cy="{y}" r="4" fill="#2563a8"/>')
    return parts


def _x(error: float) -> float:
    power = math.log10(error) if error > 0 else FIRST
    part = (min(max(power, FIRST), LAST) - FIRST) / (LAST - FIRST)
    return round(LEFT + part * WIDTH, 1)
