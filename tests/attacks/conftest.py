"""Keep pytest out of submissions/: nothing there is a test of ours, whatever it is called."""

collect_ignore = ["submissions"]
