"""Random inputs of attention, on which an equivalent mutant answers as the reference does."""

from grader.checking import check


@check(points=0, title="Attention over 20 sequences")
def test_attention(student, reference, rng, compare):
    for _ in range(20):
        asking, asked, width = (int(number) for number in rng.integers(1, 5, 3))
        arguments = rng.tensor(asking, width), rng.tensor(asked, width), rng.tensor(asked, 3)
        compare.equal(student.attention(*arguments), reference.attention(*arguments))
