"""What is kept of a proof, and the digests that say whether it still holds."""
