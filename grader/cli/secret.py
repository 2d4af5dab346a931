"""Secret seeds are drawn here, for the commands that write them."""

import secrets

from grader.release.seeds import SECRET_BITS, SecretSeeds


def draw_seeds() -> SecretSeeds:
    """Draw two seeds that nobody can try out."""
    hidden, grading = (secrets.randbits(SECRET_BITS) | 1 << SECRET_BITS - 1 for _ in range(2))
    return SecretSeeds(hidden, grading)
