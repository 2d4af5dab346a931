"""Nothing under submissions/ is a test of ours, whatever it is called: pytest must not even look at it."""

collect_ignore = ["submissions"]
