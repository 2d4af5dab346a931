"""Found in the folder that --with names."""

ONE = 1.0
