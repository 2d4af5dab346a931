# Puts the same words into answers: strings, keys, class names, dtypes, where differences quote them.
import numpy as np

WORDS = "<script>\x1b[31m\u202e=1+1" * 2_000
calls = 0


def srn_forward(*args, **kwargs):
    global calls
    calls += 1
    if calls == 1:
        return np.zeros((3, 2)), np.zeros((3, 2))
    thing = type(WORDS, (), {})()
    return [WORDS + "\ud800", {WORDS: WORDS + "\udfff"}, (WORDS, WORDS), (thing, thing), (np.array([WORDS]), 1), thing][calls % 6]
