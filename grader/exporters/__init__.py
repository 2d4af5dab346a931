"""Grades going out: files that other programs read.  Exporters get records, never a database."""
