"""Drawings of numbers as SVG that stands in a page: lines over an axis, and heat maps.

Plain Python without NumPy; a caller gives numbers and all texts.  A drawing has no script, no link
and no style of its own but colours, follows the page's text colour, and is as wide as a phone.
"""
