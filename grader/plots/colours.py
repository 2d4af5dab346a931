"""Colours that people of any colour vision tell apart, on a light page and on a dark one.

Two lines: vermillion and blue of Okabe and Ito (https://jfly.uni-koeln.de/color/).  A scale:
cividis, made for this by Nuñez, Anderton and Renslow (2018, doi:10.1371/journal.pone.0199239).
A page may choose others with the two variables.
"""

MINE = "var(--mine,#d55e00)"
THEIRS = "var(--theirs,#0072b2)"
_CIVIDIS = (
    (0, 34, 78),
    (35, 62, 108),
    (87, 93, 109),
    (124, 123, 120),
    (165, 156, 116),
    (210, 192, 96),
    (254, 232, 56),
)


def cividis(share: float) -> str:
    """Return the colour at a place of the scale from 0 to 1."""
    place = min(max(share, 0.0), 1.0) * (len(_CIVIDIS) - 1)
    low = min(int(place), len(_CIVIDIS) - 2)
    between = zip(_CIVIDIS[low], _CIVIDIS[low + 1], strict=True)
    mixed = (round(one + (other - one) * (place - low)) for one, other in between)
    return "#" + "".join(f"{part:02x}" for part in mixed)
