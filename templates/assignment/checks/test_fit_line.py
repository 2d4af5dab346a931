"""Checks of fit_line."""

from grader.checking import check

NAMES = ("losses", "w", "b")


def draw_points(rng, number):
    """Points x and y around a line."""
    x = rng.tensor(number, scale=2.0)
    return x, rng.tensor(number)


@check(points=0, title="fit_line answers with losses, w and b")
def test_fit_line(student, reference, rng, compare):
    x, y = draw_points(rng, 3)
    compare.like(student.fit_line(x, y, 2, 0.1), reference.fit_line(x, y, 2, 0.1), names=NAMES)


@check(
    points=4,
    title="Ten steps",
    needs="fit_line",
    hint="Gradients add up until they are set to zero; the loss is that before the step.",
)
def test_ten_steps(student, reference, rng, compare):
    x, y = draw_points(rng, 6)
    compare.equal(student.fit_line(x, y, 10, 0.05), reference.fit_line(x, y, 10, 0.05), names=NAMES)


### BEGIN HIDDEN TESTS
@check(
    points=4,
    title="Other numbers of points, steps and rates",
    needs="fit_line",
    hint="Neither the number of points nor the rate is fixed; the error is a mean, not a sum.",
)
def test_other_numbers(student, reference, rng, compare):
    for number, steps, lr in ((2, 1, 0.25), (9, 20, 0.02)):
        x, y = draw_points(rng, number)
        compare.equal(student.fit_line(x, y, steps, lr), reference.fit_line(x, y, steps, lr), names=NAMES)
### END HIDDEN TESTS
