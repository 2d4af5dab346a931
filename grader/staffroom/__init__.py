"""The staff's pages in a browser: a class, its submissions, marking, decisions."""
