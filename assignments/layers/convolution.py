"""Task 5, convolution: a convolutional layer, forward and backward.

N = images, C = channels, H and W = height and width, F = filters, K and L = a filter's height
and width, P and Q = the output's height and width.
"""

from typing import Any

import numpy as np


def conv_forward(
    x: np.ndarray, w: np.ndarray, b: np.ndarray, stride: int = 1, pad: int = 0
) -> tuple[np.ndarray, Any]:
    """Slide every filter over every image.

    An output is the sum of products of a filter and the window below it, over all channels,
    plus the filter's bias; the filter is not turned over. Windows are `stride` apart, and
    `pad` zeros surround the image first. P = 1 + (H + 2 pad - K) / stride, a whole number,
    and Q likewise.

    Args:
        x: the images, shape (N, C, H, W), float64.
        w: the filters, shape (F, C, K, L).
        b: the biases, shape (F,).
        stride: how far windows are apart.
        pad: how many rows and columns of zeros are put on each side.

    Returns:
        out: shape (N, F, P, Q).
        cache: whatever conv_backward needs.
    """
    raise NotImplementedError("conv_forward is not written yet")


def conv_backward(dout: np.ndarray, cache: Any) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Compute the gradients of the loss from the gradient at the output.

    Args:
        dout: the gradient at out, shape (N, F, P, Q).
        cache: what conv_forward returned beside out.

    Returns:
        dx: the gradient at x, shape (N, C, H, W), without the padding.
        dw: the gradient at w, shape (F, C, K, L).
        db: the gradient at b, shape (F,).
    """
    raise NotImplementedError("conv_backward is not written yet")


def print_example() -> None:
    """Print the worked example: one image, one filter that takes differences."""
    x = np.arange(9.0).reshape(1, 1, 3, 3)
    w = np.array([[[[1.0, -1.0]]]])
    out, cache = conv_forward(x, w, np.array([0.5]), stride=1, pad=0)
    dx, dw, db = conv_backward(np.ones(out.shape), cache)
    for name, array in (("out", out), ("dx", dx), ("dw", dw), ("db", db)):
        print(f"{name} = {array.tolist()}")


if __name__ == "__main__":
    try:
        print_example()
    except NotImplementedError as unwritten:
        print(unwritten)
