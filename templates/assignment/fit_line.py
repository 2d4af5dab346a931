"""Task 2, fit_line: a line fitted by gradient descent."""

import torch


def fit_line(x: torch.Tensor, y: torch.Tensor, steps: int, lr: float) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Fit y = w x + b by gradient descent on the mean squared error, from w = 0 and b = 0.

    Args:
        x, y: the points, shape (N,), float32.
        steps: how many steps to take.
        lr: the learning rate.

    Returns:
        losses: the loss before each step, shape (steps,), float32.
        w, b: after the last step, each without an axis, float32.
    """
    ### BEGIN SOLUTION
    w = torch.zeros(())
    b = torch.zeros(())
    losses = torch.empty(steps)
    for step in range(steps):
        error = w * x + b - y
        losses[step] = (error**2).mean()
        # Half the slopes of the mean squared error are the means of error * x and of error.
        w = w - lr * 2 * (error * x).mean()
        b = b - lr * 2 * error.mean()
    return losses, w, b
    ### END SOLUTION


if __name__ == "__main__":
    try:
        print(fit_line(torch.tensor([0.0, 1.0, 2.0]), torch.tensor([1.0, 3.0, 5.0]), steps=200, lr=0.1))
    except NotImplementedError as unwritten:
        print(unwritten)
