"""Judging a class: what has to be judged again, and the folder with the results."""
