# Answers with handles of its own making: huge, negative, of classes that sound right.
from forge import Handle


def srn_forward(*args, **kwargs):
    return Handle(-1, "ndarray"), Handle(2**63 - 1, "tuple" * 50_000)
