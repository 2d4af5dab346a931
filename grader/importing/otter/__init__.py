"""Otter Assign's notebooks: reading them, one question, its marks and what tests are worth."""
