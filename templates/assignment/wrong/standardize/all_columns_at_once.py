"""The mean and the deviation of the whole table, where each column has its own."""
# fails: standardize::four_rows

import numpy as np


def standardize(x: np.ndarray) -> np.ndarray:
    return (x - x.mean()) / x.std()
