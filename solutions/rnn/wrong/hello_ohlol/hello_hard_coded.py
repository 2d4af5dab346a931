# title: The function is written for the word hello only
# explanation: The word comes as an argument; "hello" is the example. Look up each letter of the text
#     that came in.
# fails: hello_ohlol::learning_rates
# fails: hello_ohlol::other_words
import torch
import torch.nn as nn

IDX2CHAR = ['e', 'h', 'l', 'o']
x_data = [1, 0, 2, 2, 3]
y_data = [3, 1, 2, 3, 2]

def encode(text):
    return torch.LongTensor([IDX2CHAR.index(c) for c in text])

def one_hot(indices, num_classes=4):
    return torch.eye(num_classes)[indices].unsqueeze(1)

INPUTS = one_hot(torch.LongTensor(x_data))
LABELS = torch.LongTensor(y_data).view(-1, 1)

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
        for t in range(5):
            hidden = model(INPUTS[t], hidden)
            loss += criterion(hidden, LABELS[t])
            text += IDX2CHAR[hidden.argmax(1).item()]
        loss.backward()
        optimizer.step()
        predictions.append(text)
        losses.append(loss.item())
    return predictions, losses
