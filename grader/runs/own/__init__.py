"""A student's own work, checked again and again: what is remembered of it, and warm processes."""
