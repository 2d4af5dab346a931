# Sends tagged tensors and opaque values from a process that has no torch.
import numpy as np
from forge import Opaque, Tensor


def srn_forward(inputs, *args, **kwargs):
    if len(inputs) == 3:
        return Tensor(np.zeros((3, 2)), "float64"), Tensor(np.zeros((3, 2)), "x" * 30)
    return Opaque("tuple", "passed"), Tensor(np.zeros(()), "")
