"""Proofs by trial: the reference, wrong answers and mutants are judged as submissions are."""
