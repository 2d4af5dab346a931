"""Whose an attempt is, by the class's roster, and which of several attempts counts."""
