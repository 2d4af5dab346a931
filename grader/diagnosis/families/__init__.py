"""Kinds of mistakes that need no stored example: the answer is the right one in another guise.

A family is one entry of a module's `FAMILIES`; the first one that recognises a case names it.
"""

from . import (
    activations,
    axes,
    conduct,
    digits,
    powers,
    rules,
    scale,
    softmaxes,
    steps,
    sums,
    texts,
)
from .contract import Family

FAMILIES: tuple[Family, ...] = (
    *conduct.FAMILIES,
    steps.UNFILLED,  # before the ones that know numbers that are set to zero
    *digits.FAMILIES,
    *axes.FAMILIES,
    *steps.FAMILIES,
    # What the arguments say is surer than what the numbers alone look like.
    *rules.FAMILIES,
    *sums.FAMILIES,
    *scale.FAMILIES,
    *softmaxes.FAMILIES,
    *activations.FAMILIES,
    *powers.FAMILIES,
    *texts.FAMILIES,
)
