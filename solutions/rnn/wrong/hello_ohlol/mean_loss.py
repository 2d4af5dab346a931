# title: The loss is the mean over the steps instead of their sum
# explanation: The loss of an epoch adds the cross entropy of each letter up. Yours is smaller by the
#     factor T. Adam's first step hardly feels that, but the losses show it.
# fails: hello_ohlol::again
# fails: hello_ohlol::first_epoch
# fails: hello_ohlol::learning_rates
# fails: hello_ohlol::losses
# fails: hello_ohlol::other_words
import torch
from torch import nn
import torch.nn.functional as F

IDX2CHAR = ['e', 'h', 'l', 'o']

def encode(text):
    return torch.tensor([IDX2CHAR.index(c) for c in text])

def one_hot(indices, num_classes=4):
    return F.one_hot(indices, num_classes).float().unsqueeze(1)

class Model(nn.Module):
    def __init__(self, input_size=4, hidden_size=4, batch_size=1):
        super().__init__()
        self.cell = nn.RNNCell(input_size, hidden_size)
        self.batch_size, self.hidden_size = batch_size, hidden_size

    def forward(self, input, hidden):
        return self.cell(input, hidden)

    def init_hidden(self):
        return torch.zeros(self.batch_size, self.hidden_size)

def train(model, inputs, labels, epochs=15, lr=0.1):
    opt = torch.optim.Adam(model.parameters(), lr=lr)
    predictions, losses = [], []
    for _ in range(epochs):
        h, hs = model.init_hidden(), []
        for x in inputs:
            h = model(x, h)
            hs.append(h)
        scores = torch.cat(hs)
        loss = F.cross_entropy(scores, labels.view(-1))
        opt.zero_grad()
        loss.backward()
        opt.step()
        predictions.append(''.join(IDX2CHAR[i] for i in scores.argmax(1)))
        losses.append(loss.item())
    return predictions, losses
