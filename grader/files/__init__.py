"""Files that are not a submission's.

Tables, TOML, marked regions, templates, and writing whole or not at all.
"""
