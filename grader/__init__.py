"""tensorgrade: an autograder and assignment kit for NumPy and PyTorch coursework."""

__version__ = "0.1.0"
