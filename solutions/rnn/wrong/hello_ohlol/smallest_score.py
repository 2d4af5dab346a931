# title: The letter with the smallest score is read off
# explanation: The scores tell how much speaks for each letter, so the largest one names it: argmax
#     or max, not argmin or min.
# fails: hello_ohlol::predictions
import torch
import torch.nn as nn

IDX2CHAR = ['e', 'h', 'l', 'o']

def encode(text):
    return torch.LongTensor([IDX2CHAR.index(c) for c in text])

def one_hot(indices, num_classes=4):
    lookup = torch.eye(num_classes)
    x = [lookup[int(i)].tolist() for i in indices]
    return torch.Tensor(x).view(-1, 1, num_classes)

class Model(nn.Module):
    def __init__(self, input_size=4, hidden_size=4, batch_size=1):
        super(Model, self).__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.batch_size = batch_size
        self.rnncell = nn.RNNCell(input_size=self.input_size, hidden_size=self.hidden_size)

    def forward(self, input, hidden):
        hidden = self.rnncell(input, hidden)
        return hidden

    def init_hidden(self):
        return torch.zeros(self.batch_size, self.hidden_size)

def train(model, inputs, labels, epochs=15, lr=0.1):
    criterion = nn.CrossEntropyLoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    predictions = []
    losses = []
    for epoch in range(epochs):
        loss = 0
        optimizer.zero_grad()
        hidden = model.init_hidden()
        word = ''
        for input, label in zip(inputs, labels):
            hidden = model(input, hidden)
            loss += criterion(hidden, label)
            _, idx = hidden.min(dim=1)
            word += IDX2CHAR[idx.item()]
        loss.backward()
        optimizer.step()
        predictions.append(word)
        losses.append(loss.item())
    return predictions, losses
