"""Families that find the reference's rule among the arguments.

Where its own answer follows that rule, the same is computed with one thing in it changed, and
looked for in the student's.  Where it does not, nothing is said.
"""

from grader.diagnosis.families.contract import Family

from . import entropies, normalising, recurrences, running_values

FAMILIES: tuple[Family, ...] = (
    *recurrences.FAMILIES,
    *normalising.FAMILIES,
    *running_values.FAMILIES,
    *entropies.FAMILIES,
)
