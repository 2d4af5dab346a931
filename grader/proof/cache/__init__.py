"""A cache of proofs, and the digests that say whether one still holds."""
