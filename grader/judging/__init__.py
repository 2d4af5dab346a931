"""Judging a submission.

Checks collected with pytest, run against transcripts, and turned into results.
"""
