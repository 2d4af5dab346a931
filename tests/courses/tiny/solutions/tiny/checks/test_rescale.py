"""Hidden checks of rescale."""

from grader.checking import Leaf, check, load, place, watching


@check(points=2, title="Gradients reach the layer", needs="rescale", hint="Stay in torch from the input to the output.")
def test_gradients(student, reference, rng, compare):
    rows, cotangent = rng.tensor(4, 3), rng.tensor(4, 3)
    weights = {"weight": rng.tensor(3, 3), "bias": rng.tensor(3)}
    theirs, mine = reference.Rescale(3), student.Rescale(3)
    load(theirs, {f"scale.{name}": value for name, value in weights.items()})
    want = watching(theirs, gradients=(theirs,), cotangents=(cotangent,))(rows)
    placed = place(mine, [Leaf("scale", "Linear", weights)], [("", (rows,), want.value)])
    seen = watching(mine, gradients=(mine,), cotangents=(cotangent,))(rows)
    compare.equal(seen.value, want.value, names="rows", axes=("row", "unit"))
    compare.gradients(placed.gradients(seen.gradients), want.gradients, names=("",))
