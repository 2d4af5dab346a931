"""Making what students get from what staff write, proving it, and packing it."""
