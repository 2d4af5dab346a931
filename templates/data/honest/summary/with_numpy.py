# Reads the file with NumPy.
import numpy as np
import torch
from torch.utils.data import Dataset


class Houses(Dataset):
    def __init__(self, path):
        self.table = np.genfromtxt(path, delimiter=",", names=True)

    def __len__(self):
        return len(self.table)

    def __getitem__(self, index):
        row = self.table[index]
        inputs = torch.tensor([row["rooms"], row["area"]], dtype=torch.float32)
        return inputs, torch.tensor(row["price"], dtype=torch.float32)


def mean_price(path, rooms):
    table = np.genfromtxt(path, delimiter=",", names=True)
    prices = table["price"][table["rooms"] == rooms]
    return float(prices.mean()) if len(prices) else 0.0
