"""Handing in and starting again: commands that students run in their own folder."""
