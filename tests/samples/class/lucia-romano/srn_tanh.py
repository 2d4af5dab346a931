"""Task 2, srn_tanh: the simple recurrent network with tanh, in NumPy.

T = time steps, I = input size, H = hidden size, O = output size.
"""

import numpy as np


def srn_tanh_forward(
    inputs: np.ndarray,
    W_xh: np.ndarray,
    W_hh: np.ndarray,
    W_hy: np.ndarray,
    h0: np.ndarray | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """Run a simple recurrent network with a tanh on its state over one sequence.

    h_t = tanh(W_xh x_t + W_hh h_{t-1}) and y_t = W_hy h_t. There is no bias.

    Args:
        inputs: the sequence x_1 ... x_T, shape (T, I), float64.
        W_xh: weights from the input to the state, shape (H, I).
        W_hh: weights from the previous state to the state, shape (H, H).
        W_hy: weights from the state to the output, shape (O, H).
        h0: the state before the first step, shape (H,). None means zeros.

    Returns:
        outputs: y_1 ... y_T, shape (T, O), float64.
        states: h_1 ... h_T, the state after each step, shape (T, H), float64.
            h_0 is not among them.
    """
    raise NotImplementedError("srn_tanh_forward is not written yet")


def print_example() -> None:
    """Print the worked example: three steps, every weight 1."""
    inputs = np.array([[1.0, 1.0], [1.0, 1.0], [2.0, 2.0]])
    ones = np.ones((2, 2))
    outputs, states = srn_tanh_forward(inputs, ones, ones, ones)

    # Every digit of the doubles is shown: the last state is close to 1, not equal to it.
    print(f"{'step':<6}{'input':<14}{'state after':<44}output")
    for step, rows in enumerate(zip(inputs, states, outputs), start=1):
        x, h, y = (str(tuple(row.tolist())) for row in rows)
        print(f"{step:<6}{x:<14}{h:<44}{y}")


if __name__ == "__main__":
    try:
        print_example()
    except NotImplementedError as unwritten:
        print(unwritten)
