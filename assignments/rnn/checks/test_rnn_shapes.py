"""Visible checks of rnn_shapes: what goes into a recurrent layer and what comes out."""

from grader.checking import check


def compare_keys(compare, got, wanted):
    """A dict with these keys, in any order."""
    there = ", ".join(sorted(map(str, got))) if isinstance(got, dict) else ""
    said = f"the keys {there[:80]}" if isinstance(got, dict) else "something else"
    compare.that(there == wanted, "the answer", expected=f"a dict with the keys {wanted}", got=said)


def draw_sizes(rng, number):
    """Sizes that all differ, so that no axis can be taken for another."""
    left = list(range(2, 10))
    return [left.pop(int(rng.integers(0, len(left)))) for _ in range(number)]


@check(points=0, title="rnn_shapes answers with four named shapes")
def test_rnn_shapes(student, reference, rng, compare):
    compare_keys(compare, student.rnn_shapes(3, 1, 2, 2), "h_0, h_n, input, output")


@check(points=0, title="cell_shapes answers with three named shapes")
def test_cell_shapes(student, reference, rng, compare):
    compare_keys(compare, student.cell_shapes(1, 2, 2), "h_0, h_1, input")


@check(
    points="0.5",
    title="The worked example",
    needs=("rnn_shapes", "cell_shapes"),
    hint="Build nn.RNN(2, 2) and nn.RNNCell(2, 2), give them tensors, and print the shapes.",
)
def test_worked_example(student, reference, rng, compare):
    compare.exact(student.rnn_shapes(3, 1, 2, 2), reference.rnn_shapes(3, 1, 2, 2))
    compare.exact(student.cell_shapes(1, 2, 2), reference.cell_shapes(1, 2, 2))


@check(
    points="0.5",
    title="nn.RNN with sizes that all differ",
    needs="rnn_shapes",
    hint="By default time comes first, then the batch. What nn.RNN puts out is a state at every step, of length hidden_size.",
)
def test_layer(student, reference, rng, compare):
    sizes = draw_sizes(rng, 4)
    compare.exact(student.rnn_shapes(*sizes), reference.rnn_shapes(*sizes))


@check(
    points="0.5",
    title="nn.RNN with batch_first",
    needs="rnn_shapes",
    hint="batch_first swaps two axes of input and output. A state has no time axis, so nothing in it moves.",
)
def test_batch_first(student, reference, rng, compare):
    sizes = draw_sizes(rng, 4)
    got = student.rnn_shapes(*sizes, batch_first=True)
    compare.exact(got, reference.rnn_shapes(*sizes, batch_first=True))


@check(
    points="0.5",
    title="nn.RNNCell with sizes that all differ",
    needs="cell_shapes",
    hint="A cell takes one step of one layer: there is no axis for time and none for layers. The batch comes first.",
)
def test_cell(student, reference, rng, compare):
    sizes = draw_sizes(rng, 3)
    compare.exact(student.cell_shapes(*sizes), reference.cell_shapes(*sizes))
