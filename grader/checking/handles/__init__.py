"""What a check holds of objects that stay in the student process, and what it may ask of them."""
