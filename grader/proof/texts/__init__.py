"""Proofs by reading: nothing of the assignment runs."""
