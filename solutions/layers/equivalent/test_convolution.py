"""Random inputs of convolution, on which an equivalent mutant answers as the reference does."""

from grader.checking import check


def draw_layer(rng):
    """x, w and b of a small layer, its stride and padding."""
    size = int(rng.integers(3, 6))
    x, w = rng.values(2, 2, size, size + 2), rng.values(3, 2, 2, 2)
    return x, w, rng.values(3), 1 + size % 2, int(rng.integers(0, 2))


@check(points=0, title="The output of 5 layers")
def test_conv_forward(student, reference, rng, compare):
    for _ in range(5):
        arguments = draw_layer(rng)
        got, want = student.conv_forward(*arguments), reference.conv_forward(*arguments)
        compare.equal(got[0], want[0])


@check(points=0, title="The gradients of 5 layers")
def test_conv_backward(student, reference, rng, compare):
    for _ in range(5):
        arguments = draw_layer(rng)
        (_, cache), (out, want_cache) = (
            side.conv_forward(*arguments) for side in (student, reference)
        )
        dout = rng.values(*out.shape)
        got, want = student.conv_backward(dout, cache), reference.conv_backward(dout, want_cache)
        compare.equal(got, want)
