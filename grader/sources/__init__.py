"""Reading Python files and notebooks without running them, on both sides of the wall.

Text, names, cells, rules.
"""
