"""Work that is alike: pairs and groups across a class and earlier years, side by side.

It reports and never judges.  It reads the work as text: nothing of it runs, and nothing is parsed
that a student could have made to break a parser.
"""
