"""Both ends of evidence: student processes whose answers are kept, and kept answers in their place.

`noting` listens while a class is graded, `replaying` answers when it is judged again.
"""
