"""Examiner: a process that judges and records for the desk. Both ends of the pipe live here."""
