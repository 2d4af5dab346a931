"""The fixture `compare`: answers held against the reference's."""
