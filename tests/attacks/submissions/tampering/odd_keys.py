# Dicts with keys that are NaN, handles, tuples, and a thousand ints of one hash.
from forge import Handle

ONE_HASH = {number * (2**61 - 1): None for number in range(1, 1_500)}
calls = 0


def srn_forward(*args, **kwargs):
    global calls
    calls += 1
    return ONE_HASH if calls == 1 else {float("nan"): 1, float("nan"): 2, Handle(1, "x"): 3, (1, (2,)): 4, True: 5, 1.5: 6}
