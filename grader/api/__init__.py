"""What programs of staff may call, and what is promised to stay: `from grader import …`.

It is a door as `cli` is: clock, processor and login name are read here and handed down.  The page
docs/api.md has every name; tests hold both together.
"""
