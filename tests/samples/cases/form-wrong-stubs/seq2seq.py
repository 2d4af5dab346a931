"""Task 6: encoder-decoder."""
import torch
from torch import nn
from torch.utils.data import Dataset

LETTERS = "SE?abcdefghijklmnopqrstuvwxyz"


def make_data(seq_data, n_step=5):
    raise NotImplementedError("make_data is not written yet")


class TranslateDataset(Dataset):
    def __init__(self, enc_input, dec_input, dec_output):
        raise NotImplementedError("TranslateDataset is not written yet")


class Seq2Seq(nn.Module):
    def __init__(self, n_class=29, n_hidden=128):
        super().__init__()
        raise NotImplementedError("Seq2Seq is not written yet")


def train(model, loader, epochs, lr=0.001):
    raise NotImplementedError("train is not written yet")


def translate(model, word, n_step=5):
    raise NotImplementedError("translate is not written yet")
