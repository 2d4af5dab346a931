"""Substitutes for what is missing or forbidden in the student process."""
