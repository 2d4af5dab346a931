"""Proving an assignment before it is released: its checks, its mutants, its luck, its leaks."""
