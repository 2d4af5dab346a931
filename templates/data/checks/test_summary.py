"""Checks of summary. Student code reads the course's own copy of each file."""

from grader.checking import check

HOUSES, MORE = "data/houses.csv", "data/more.csv"


@check(points=0, title="A Dataset has a length and items")
def test_dataset(student, reference, rng, compare):
    compare.like(student.Houses(HOUSES)[0], reference.Houses(HOUSES)[0], names=("inputs", "price"))


@check(
    points=2,
    title="Every house",
    needs="dataset",
    hint="The first line has the names of the columns; it is no house.",
)
def test_houses(student, reference, rng, compare):
    mine, theirs = student.Houses(HOUSES), reference.Houses(HOUSES)
    compare.exact(len(mine), len(theirs), names="how many houses there are")
    for at in range(6):
        compare.equal(mine[at], theirs[at], names=("inputs", "price"))


@check(
    points=2,
    title="The mean price",
    hint="Only houses with so many rooms count.",
)
def test_mean(student, reference, rng, compare):
    for rooms in (2, 3):
        got, want = student.mean_price(HOUSES, rooms), reference.mean_price(HOUSES, rooms)
        compare.equal(got, want, names="the mean price")


### BEGIN HIDDEN TESTS
@check(
    points=2,
    title="Another file",
    needs="dataset",
    hint="Find a column by its name: another file has them in another order.",
)
def test_another_file(student, reference, rng, compare):
    mine, theirs = student.Houses(MORE), reference.Houses(MORE)
    for at in range(4):
        compare.equal(mine[at], theirs[at], names=("inputs", "price"))


@check(
    points=2,
    title="Rooms that some house has, and rooms that none has",
    hint="A mean of nothing is 0.0 here, not an error.",
)
def test_no_house(student, reference, rng, compare):
    for rooms in (3, 9):
        got, want = student.mean_price(MORE, rooms), reference.mean_price(MORE, rooms)
        compare.equal(got, want, names="the mean price")
### END HIDDEN TESTS
