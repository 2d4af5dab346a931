"""Handles of objects that stay in the student process, and questions to ask of them."""
