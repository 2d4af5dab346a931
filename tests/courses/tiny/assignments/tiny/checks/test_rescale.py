"""Visible checks of rescale."""

from grader.checking import Leaf, check, load, place


@check(points=0, title="Rescale keeps the shape of its rows")
def test_rescale(student, reference, rng, compare):
    rows, theirs = rng.tensor(4, 3), reference.Rescale(3)
    load(theirs, {"scale.weight": rng.tensor(3, 3), "scale.bias": rng.tensor(3)})
    compare.like(student.Rescale(3)(rows), theirs(rows), names="rows")


@check(points=3, title="Rows with given weights", needs="rescale", hint="Take each row's own mean away, not the batch's.")
def test_given_weights(student, reference, rng, compare):
    rows, weights = rng.tensor(5, 4), {"weight": rng.tensor(4, 4), "bias": rng.tensor(4)}
    theirs, mine = reference.Rescale(4), student.Rescale(4)
    load(theirs, {f"scale.{name}": value for name, value in weights.items()})
    want = theirs(rows)
    place(mine, [Leaf("scale", "Linear", weights)], [("", (rows,), want)])
    compare.equal(mine(rows), want, names="rows", axes=("row", "unit"))
