"""Saying how a check ended: the outcome, whose doing it is, the sentences, the hint that fits."""
