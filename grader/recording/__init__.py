"""Recording the reference's answers, and proving while recording that each check can be trusted."""
