# Matches a pattern that takes 2**40 steps.
import re


def srn_forward(inputs, *args, **kwargs):
    re.match("(a+)+$", "a" * 40 + "b")
