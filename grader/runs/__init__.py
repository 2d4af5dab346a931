"""Judging one submission, a folder of them, and recording: the two paths that every command calls."""
