# title: A new optimizer is made in every epoch
# explanation: Adam remembers the gradients that it has seen, and a new one has forgotten them. One
#     optimizer serves the whole training.
# fails: hello_ohlol::again
# fails: hello_ohlol::learning_rates
# fails: hello_ohlol::losses
# fails: hello_ohlol::other_words
# fails: hello_ohlol::predictions
import torch
import torch.nn as nn

IDX2CHAR = ['e', 'h', 'l', 'o']

def encode(text):
    return torch.LongTensor([IDX2CHAR.index(c) for c in text])

def one_hot(indices, num_classes=4):
    return torch.eye(num_classes)[indices].unsqueeze(1)

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

def train_one(model, inputs, labels, lr):
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    optimizer.zero_grad()
    hidden = model.init_hidden()
    loss, text = 0, ''
    for x, y in zip(inputs, labels):
        hidden = model(x, hidden)
        loss += nn.functional.cross_entropy(hidden, y)
        text += IDX2CHAR[hidden.argmax(1).item()]
    loss.backward()
    optimizer.step()
    return text, loss.item()

def train(model, inputs, labels, epochs=15, lr=0.1):
    predictions, losses = [], []
    for epoch in range(epochs):
        text, loss = train_one(model, inputs, labels, lr)
        predictions.append(text)
        losses.append(loss)
    return predictions, losses
