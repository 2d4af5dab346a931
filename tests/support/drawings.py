"""Reading of drawings: as XML, which says whether they are whole."""

from __future__ import annotations

import re
from xml.etree import ElementTree

NAMESPACE = "{http://www.w3.org/2000/svg}"


def read(svg: str) -> ElementTree.Element:
    """The drawing as a tree; elements have their plain names."""
    return ElementTree.fromstring(svg)


def texts(svg: str) -> list[str]:
    """What is written in a drawing, in order."""
    return [each.text or "" for each in read(svg).iter("text")]


def tooltips(svg: str) -> list[str]:
    """What stands beside the mouse on the marks of a drawing."""
    return [each.text or "" for group in read(svg).iter("g") for each in group.findall("title")]


def is_inside(svg: str) -> bool:
    """Whether all places in a drawing are numbers inside of it, but for the width of a mark."""
    tree = read(svg)
    wide, high = map(float, tree.attrib["viewBox"].split()[2:])
    pairs = [
        pair
        for path in tree.iter("path")
        for pair in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", path.attrib["d"])
    ]
    pairs += [(dot.attrib["cx"], dot.attrib["cy"]) for dot in tree.iter("circle")]
    return all(-6 <= float(x) <= wide + 6 and -6 <= float(y) <= high + 6 for x, y in pairs)
