"""Answering the verbs of a check: by a student process, a transcript, or a blind student."""
