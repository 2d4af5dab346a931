"""The gradients are never set to zero, so each step takes all earlier ones again."""
# fails: fit_line::ten_steps

import torch


def fit_line(x, y, steps, lr):
    w = torch.zeros((), requires_grad=True)
    b = torch.zeros((), requires_grad=True)
    losses = []
    for _ in range(steps):
        loss = ((w * x + b - y) ** 2).mean()
        losses.append(loss.detach())
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
            b -= lr * b.grad
    return torch.stack(losses), w.detach(), b.detach()
