# title: The softmax runs over the first axis
# explanation: The first axis is the batch, or without one the steps that ask. Each row of weights sums
#     to 1 over the steps that are asked, the last axis.
# fails: scaled::arguments_kept
# fails: scaled::batches
# fails: scaled::mask
# fails: scaled::one_step
# fails: scaled::other_masks
# fails: scaled::several_steps
"""Tasks 1 to 4: positions, attention, several heads, a block.

B = batch, T = steps that ask, S = steps that are asked, D = numbers of a step (d_model).
"""

import math

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
    steps = torch.arange(length).unsqueeze(1)
    rates = 10000.0 ** (-torch.arange(0, d_model, 2) / d_model)
    angles = steps * rates
    encoding = torch.empty(length, d_model)
    encoding[:, 0::2] = torch.sin(angles)
    encoding[:, 1::2] = torch.cos(angles)
    return encoding


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
    scores = query @ key.transpose(-2, -1) / math.sqrt(query.shape[-1])
    if mask is not None:
        # exp(-inf) is 0: what is forbidden takes nothing from the others.
        scores = scores.masked_fill(~mask, -torch.inf)
    weights = scores.softmax(dim=0)
    return weights @ value, weights


class MultiHeadAttention(nn.Module):
    """Self-attention with several heads, each on its part of the numbers."""

    def __init__(self, d_model: int, n_heads: int) -> None:
        """Make four linear layers with bias, w_q, w_k, w_v and w_o, each D to D.

        Args:
            d_model: D, a multiple of n_heads.
            n_heads: into how many heads the D numbers are divided.
        """
        super().__init__()
        self.n_heads = n_heads
        self.w_q = nn.Linear(d_model, d_model)
        self.w_k = nn.Linear(d_model, d_model)
        self.w_v = nn.Linear(d_model, d_model)
        self.w_o = nn.Linear(d_model, d_model)

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
        # (B, T, D) becomes (B, heads, T, D / heads), so that attention works head by head.
        query, key, value = (
            layer(x).unflatten(2, (self.n_heads, -1)).transpose(1, 2)
            for layer in (self.w_q, self.w_k, self.w_v)
        )
        output, _ = attention(query, key, value, mask)
        return self.w_o(output.transpose(1, 2).flatten(2))


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
        self.norm1 = nn.LayerNorm(d_model)
        self.attention = MultiHeadAttention(d_model, n_heads)
        self.norm2 = nn.LayerNorm(d_model)
        self.fc1 = nn.Linear(d_model, d_hidden)
        self.fc2 = nn.Linear(d_hidden, d_model)

    def forward(self, x: torch.Tensor, mask: torch.Tensor | None = None) -> torch.Tensor:
        """Compute y = x + attention(norm1(x)), then y + fc2(relu(fc1(norm2(y)))).

        Args:
            x: shape (B, T, D). It stays as it is.
            mask: as MultiHeadAttention takes it.

        Returns:
            shape (B, T, D), attached to the graph.
        """
        x = x + self.attention(self.norm1(x), mask)
        return x + self.fc2(torch.relu(self.fc1(self.norm2(x))))
