"""Tasks 1 to 4: positions, attention, several heads, a block.

B = batch, T = steps that ask, S = steps that are asked, D = numbers of a step (d_model).
"""

import torch
from torch import nn


def positional_encoding(length: int, d_model: int) -> torch.Tensor:
    """Give every step of a sequence numbers that say where it stands.

    Step p has sin(p / 10000^(2i / d_model)) at place 2i, and the cosine of the same at
    place 2i + 1.

    Args:
        length: how many steps.
        d_model: how many numbers a step has; even.

    Returns:
        a float32 tensor, shape (length, d_model).
    """
    raise NotImplementedError("positional_encoding is not written yet")


def attention(
    query: torch.Tensor,
    key: torch.Tensor,
    value: torch.Tensor,
    mask: torch.Tensor | None = None,
) -> tuple[torch.Tensor, torch.Tensor]:
    """Let every step that asks take a weighted mean of the values.

    The weights of a step are the softmax of its query's products with all keys, divided by
    the square root of d. A step that the mask forbids gets the weight 0.

    Args:
        query: shape (..., T, d).
        key: shape (..., S, d).
        value: shape (..., S, e).
        mask: booleans, shape (T, S) or any that broadcasts to (..., T, S); True where a
            step may look. Every step may look somewhere. None means everywhere.

    Returns:
        output: shape (..., T, e), attached to the graph.
        weights: shape (..., T, S); each row sums to 1.
    """
    raise NotImplementedError("attention is not written yet")


class MultiHeadAttention(nn.Module):
    """Self-attention with several heads, each on its part of the numbers."""

    def __init__(self, d_model: int, n_heads: int) -> None:
        """Make four linear layers with bias, w_q, w_k, w_v and w_o, each D to D.

        Args:
            d_model: D, a multiple of n_heads.
            n_heads: into how many heads the D numbers are divided.
        """
        super().__init__()
        raise NotImplementedError("MultiHeadAttention.__init__ is not written yet")

    def forward(self, x: torch.Tensor, mask: torch.Tensor | None = None) -> torch.Tensor:
        """Ask the sequence about itself.

        Queries, keys and values are w_q, w_k and w_v of x, in this order. Head h has the
        numbers from h * D / n_heads on. The heads' outputs are put side by side again, and
        w_o is applied to them.

        Args:
            x: shape (B, T, D).
            mask: booleans, shape (T, T), True where a step may look; None means everywhere.

        Returns:
            shape (B, T, D), attached to the graph.
        """
        raise NotImplementedError("MultiHeadAttention.forward is not written yet")


class Block(nn.Module):
    """Attention, then two linear layers, each beside a way around it."""

    def __init__(self, d_model: int, n_heads: int, d_hidden: int) -> None:
        """Make norm1, attention, norm2, fc1 and fc2.

        norm1 and norm2 are nn.LayerNorm of D numbers, attention is a MultiHeadAttention,
        fc1 goes from D to d_hidden and fc2 back.

        Args:
            d_model: D.
            n_heads: how many heads the attention has.
            d_hidden: how wide the middle is.
        """
        super().__init__()
        raise NotImplementedError("Block.__init__ is not written yet")

    def forward(self, x: torch.Tensor, mask: torch.Tensor | None = None) -> torch.Tensor:
        """Compute y = x + attention(norm1(x)), then y + fc2(relu(fc1(norm2(y)))).

        Args:
            x: shape (B, T, D). It stays as it is.
            mask: as MultiHeadAttention takes it.

        Returns:
            shape (B, T, D), attached to the graph.
        """
        raise NotImplementedError("Block.forward is not written yet")


def print_example() -> None:
    """Print positions and one step's weights."""
    print("positions of three steps:")
    print(positional_encoding(3, 4).numpy().round(4).tolist())
    asked = torch.tensor([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
    _, weights = attention(asked[:1], asked, asked)
    print("weights of one step over three:", weights.numpy().round(4).tolist())


if __name__ == "__main__":
    try:
        print_example()
    except NotImplementedError as unwritten:
        print(unwritten)
