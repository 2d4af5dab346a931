"""Hidden checks of rnn_shapes."""

from grader.checking import check


@check(
    points=1,
    title="Several layers",
    needs="rnn_shapes",
    hint="Each layer has a state of its own, so h_0 and h_n have num_layers in front. Only the last layer is put out.",
)
def test_layers(student, reference, rng, compare):
    compare.exact(student.rnn_shapes(5, 6, 2, 4, 3), reference.rnn_shapes(5, 6, 2, 4, 3))
    compare.exact(student.rnn_shapes(2, 3, 7, 6, num_layers=4), reference.rnn_shapes(2, 3, 7, 6, num_layers=4))


@check(
    points=1,
    title="Several layers with batch_first",
    needs="rnn_shapes",
    hint="batch_first swaps time and batch of input and output. States keep their order: layers, batch, hidden_size.",
)
def test_layers_batch_first(student, reference, rng, compare):
    compare.exact(student.rnn_shapes(5, 6, 2, 4, 3, True), reference.rnn_shapes(5, 6, 2, 4, 3, True))
    compare.exact(student.rnn_shapes(8, 1, 3, 9, 2, False), reference.rnn_shapes(8, 1, 3, 9, 2, False))


@check(
    points=1,
    title="Cells of other sizes",
    needs="cell_shapes",
    hint="input is (batch_size, input_size); h_0 and h_1 are (batch_size, hidden_size), with no layer axis in front.",
)
def test_cells(student, reference, rng, compare):
    for sizes in ((6, 2, 9), (1, 8, 3), (5, 5, 4)):
        compare.exact(student.cell_shapes(*sizes), reference.cell_shapes(*sizes))
