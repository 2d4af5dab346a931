"""Drawings of numbers as SVG that stands in a page: lines over an axis, and heat maps.

Plain Python without NumPy; a caller gives numbers and all texts.  A drawing has no script, no link
and no style (a strict policy forbids it), follows the page's text colour, and is as wide as its
place: the page says how wide that may be, and 27rem is well to read.
"""
