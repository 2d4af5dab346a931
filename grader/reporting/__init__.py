"""A class at a glance: how hard tasks and checks were, and who shares a mistake.

It gets results and grades that somebody else read, and makes one report of them; the report is told
as text, as a page and as JSON.  It never judges and never changes points.
"""
