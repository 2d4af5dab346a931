"""Task 1, summary: a Dataset that reads a data file."""

import csv

import torch
from torch.utils.data import Dataset


class Houses(Dataset):
    """The houses of a file: (rooms and area, price)."""

    def __init__(self, path: str) -> None:
        ### BEGIN SOLUTION
        with open(path, newline="") as file:
            rows = list(csv.DictReader(file))
        self.inputs = [[float(row["rooms"]), float(row["area"])] for row in rows]
        self.prices = [float(row["price"]) for row in rows]
        ### END SOLUTION

    def __len__(self) -> int:
        ### BEGIN SOLUTION
        return len(self.prices)
        ### END SOLUTION

    def __getitem__(self, index: int) -> tuple[torch.Tensor, torch.Tensor]:
        ### BEGIN SOLUTION
        return torch.tensor(self.inputs[index]), torch.tensor(self.prices[index])
        ### END SOLUTION


def mean_price(path: str, rooms: int) -> float:
    """Compute the mean price of the houses with so many rooms.

    Args:
        path: a data file.
        rooms: how many rooms.

    Returns:
        mean: 0.0 where there is no such house.
    """
    ### BEGIN SOLUTION
    houses = Houses(path)
    prices = [
        price for (room, _), price in zip(houses.inputs, houses.prices, strict=True) if room == rooms
    ]
    return sum(prices) / len(prices) if prices else 0.0
    ### END SOLUTION
