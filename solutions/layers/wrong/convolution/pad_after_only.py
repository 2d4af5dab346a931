# title: Zeros are added on one side only
# explanation: Padding puts zeros on both sides of each axis, before and after the image.
# fails: convolution::other_gradients
# fails: convolution::other_sizes
# fails: convolution::padding
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
    padded = np.pad(x, ((0, 0), (0, 0), (0, 2 * pad), (0, 2 * pad)))
    height, width = w.shape[2:]
    rows = range(0, padded.shape[2] - height + 1, stride)
    columns = range(0, padded.shape[3] - width + 1, stride)
    out = np.empty((len(x), len(w), len(rows), len(columns)))
    for p, top in enumerate(rows):
        for q, left in enumerate(columns):
            window = padded[:, :, top : top + height, left : left + width]
            out[:, :, p, q] = np.einsum("nckl,fckl->nf", window, w) + b
    return out, (padded, w, stride, pad)


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
    padded, w, stride, pad = cache
    height, width = w.shape[2:]
    dpadded, dw = np.zeros(padded.shape), np.zeros(w.shape)
    for p in range(dout.shape[2]):
        for q in range(dout.shape[3]):
            at = np.s_[:, :, p * stride : p * stride + height, q * stride : q * stride + width]
            # A window takes part in one output per filter; windows that overlap add up.
            dw += np.einsum("nf,nckl->fckl", dout[:, :, p, q], padded[at])
            dpadded[at] += np.einsum("nf,fckl->nckl", dout[:, :, p, q], w)
    inner = np.s_[:, :, : padded.shape[2] - 2 * pad, : padded.shape[3] - 2 * pad]
    return dpadded[inner], dw, dout.sum(axis=(0, 2, 3))
