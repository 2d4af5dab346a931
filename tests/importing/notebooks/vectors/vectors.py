# ---
# jupyter:
#   jupytext:
#     text_representation:
#       format_name: percent
# ---

# %% [markdown]
"""
# Vectors

Lengths, and what they are measured in.
"""

# %% nbgrader={"grade": false, "grade_id": "set-up", "solution": true}
import numpy as np

from units import METRES

DECIMALS = 3

# %%
points = np.loadtxt("points.csv", delimiter=",")


class Measure:
    def of(self, vector):
        raise NotImplementedError


# %% [markdown]
# Write `Length`, a measure, and `lengths` of all rows.

# %% nbgrader={"grade": false, "grade_id": "lengths", "solution": true}
class Length(Measure):
    def of(self, vector):
        """The Euclidean length, in metres."""
        ### BEGIN SOLUTION
        return METRES * np.sqrt(np.sum(vector**2))
        ### END SOLUTION


def lengths(rows):
    ### BEGIN SOLUTION
    return [round(float(Length().of(row)), DECIMALS) for row in rows]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "one-length", "points": 2, "locked": true}
def test_length():
    assert Length().of(np.array([3.0, 4.0])) == 5.0


if __name__ == "__main__":
    test_length()

# %% nbgrader={"grade": true, "grade_id": "all-lengths", "points": 3, "locked": true}
test_length()
from numpy.testing import assert_allclose

### AUTOTEST lengths(points[:2]); type(lengths(points))
### BEGIN HIDDEN TESTS
assert_allclose(lengths(points), [5.0, 13.0, 25.0])
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "show", "solution": true}
def show():
    print(lengths(points))


# %% nbgrader={"grade": true, "grade_id": "whole-notebook", "points": 1, "locked": true}
test_length()
assert_allclose(lengths(points[::-1]), [25.0, 13.0, 5.0])

# %% nbgrader={"grade": true, "grade_id": "by-hand", "points": 2, "solution": true}
print("a picture of the vectors")
