# title: one_hot has four classes whatever is asked for
# explanation: num_classes is an argument, and four its default. The width of the vectors depends on it.
# fails: hello_ohlol::words_and_vectors
import torch
import torch.nn as nn

IDX2CHAR = ['e', 'h', 'l', 'o']
one_hot_lookup = [[1, 0, 0, 0],
                  [0, 1, 0, 0],
                  [0, 0, 1, 0],
                  [0, 0, 0, 1]]

def encode(text):
    return torch.LongTensor([IDX2CHAR.index(c) for c in text])

def one_hot(indices, num_classes=4):
    return torch.Tensor([one_hot_lookup[x] for x in indices]).view(-1, 1, 4)

class Model(nn.Module):
    def __init__(self, input_size=4, hidden_size=4, batch_size=1):
        super().__init__()
        self.batch_size = batch_size
        self.hidden_size = hidden_size
        self.rnncell = nn.RNNCell(input_size, hidden_size)

    def forward(self, input, hidden):
        return self.rnncell(input, hidden)

    def init_hidden(self):
        return torch.zeros(self.batch_size, self.hidden_size)

def train(model, inputs, labels, epochs=15, lr=0.1):
    criterion = nn.CrossEntropyLoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    predictions, losses = [], []
    for epoch in range(epochs):
        loss = 0
        text = ''
        optimizer.zero_grad()
        hidden = model.init_hidden()
        for x, y in zip(inputs, labels):
            hidden = model(x, hidden)
            loss += criterion(hidden, y)
            text += IDX2CHAR[hidden.argmax(1).item()]
        loss.backward()
        optimizer.step()
        predictions.append(text)
        losses.append(loss.item())
    return predictions, losses
