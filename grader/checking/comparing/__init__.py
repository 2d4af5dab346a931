"""Fixture `compare`: answers held against the reference's."""
