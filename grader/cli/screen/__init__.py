"""Writing on the screen: results, sentences, tallies and progress."""
