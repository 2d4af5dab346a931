"""Measuring what a call needs beside student code: calls of others, CPU time, memory."""
