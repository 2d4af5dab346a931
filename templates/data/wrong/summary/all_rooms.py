# fails: summary::mean
# Takes the mean of all houses.
import csv

import torch
from torch.utils.data import Dataset


class Houses(Dataset):
    """The houses of a file: (rooms and area, price)."""

    def __init__(self, path: str) -> None:
        with open(path, newline="") as file:
            rows = list(csv.DictReader(file))
        self.inputs = [[float(row["rooms"]), float(row["area"])] for row in rows]
        self.prices = [float(row["price"]) for row in rows]

    def __len__(self) -> int:
        return len(self.prices)

    def __getitem__(self, index: int) -> tuple[torch.Tensor, torch.Tensor]:
        return torch.tensor(self.inputs[index]), torch.tensor(self.prices[index])


def mean_price(path: str, rooms: int) -> float:
    """Compute the mean price of the houses with so many rooms.

    Args:
        path: a data file.
        rooms: how many rooms.

    Returns:
        mean: 0.0 where there is no such house.
    """
    houses = Houses(path)
    prices = [
        price for (room, _), price in zip(houses.inputs, houses.prices, strict=True)
    ]
    return sum(prices) / len(prices) if prices else 0.0
