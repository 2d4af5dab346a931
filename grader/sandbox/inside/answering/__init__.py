"""Doing what a check says, and putting the answer into plain data."""
