"""Who answers the verbs of a check: a student process, a transcript, or a blind student."""
