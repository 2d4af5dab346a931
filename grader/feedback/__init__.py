"""Telling people how it went: on the terminal, as a page, as JSON, in a CI log.

Nothing here prints or judges.
"""
