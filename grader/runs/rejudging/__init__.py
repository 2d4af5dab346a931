"""Judging a class again from its evidence, and saying who would change.

`from_evidence` judges and writes, `rejudged_text` has the nouns and their words.
"""
