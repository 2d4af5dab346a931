"""Task 7, rnn_shapes: what goes into a recurrent layer and what comes out.

Plain arithmetic on sizes. Nothing has to be imported.
"""


def rnn_shapes(
    seq_len: int,
    batch_size: int,
    input_size: int,
    hidden_size: int,
    num_layers: int = 1,
    batch_first: bool = False,
) -> dict[str, tuple[int, ...]]:
    """Return the shapes that a one-way nn.RNN takes and returns for a batch of sequences.

    Args:
        seq_len: the number of time steps.
        batch_size: the number of sequences run side by side.
        input_size: the length of one input vector.
        hidden_size: the length of the state of each layer.
        num_layers: the number of recurrent layers on top of each other.
        batch_first: as in nn.RNN(..., batch_first=...).

    Returns:
        a dict with the keys "input", "h_0", "output" and "h_n", each a tuple of ints.
    """
    raise NotImplementedError("rnn_shapes is not written yet")


def cell_shapes(
    batch_size: int, input_size: int, hidden_size: int
) -> dict[str, tuple[int, ...]]:
    """Return the shapes that nn.RNNCell takes and returns in one step of a batch.

    Args:
        batch_size: the number of sequences run side by side.
        input_size: the length of one input vector.
        hidden_size: the length of the state.

    Returns:
        a dict with the keys "input", "h_0" and "h_1", each a tuple of ints.
    """
    raise NotImplementedError("cell_shapes is not written yet")


def print_example() -> None:
    """Print the shapes of the worked example: three steps, a batch of one, sizes 2."""
    layer = rnn_shapes(3, 1, 2, 2)
    cell = cell_shapes(1, 2, 2)

    for call, shapes in (("rnn_shapes(3, 1, 2, 2)", layer), ("cell_shapes(1, 2, 2)", cell)):
        print(call)
        for name, shape in shapes.items():
            print(f"  {name:<8}{shape}")


if __name__ == "__main__":
    try:
        print_example()
    except NotImplementedError as unwritten:
        print(unwritten)
