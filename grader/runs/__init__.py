"""Runs that commands start: of one submission, of a class, of recording."""
