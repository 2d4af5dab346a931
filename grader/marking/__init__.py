"""Marking by hand: the table that a person fills in, and taking it back."""
