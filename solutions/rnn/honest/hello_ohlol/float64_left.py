# Makes its nn.RNNCell a double one and leaves scores and losses in float64.
import torch
import torch.nn as nn

IDX2CHAR = ['e', 'h', 'l', 'o']

def encode(text):
    return torch.tensor([IDX2CHAR.index(c) for c in text])

def one_hot(indices, num_classes=4):
    x = torch.zeros(indices.shape[0], num_classes)
    x.scatter_(1, indices.view(-1, 1), 1.0)
    return x.view(-1, 1, num_classes)

class Model(nn.Module):
    def __init__(self, input_size=4, hidden_size=4, batch_size=1):
        super().__init__()
        self.cell = nn.RNNCell(input_size, hidden_size).double()   # more digits
        self.shape = (batch_size, hidden_size)

    def forward(self, input, hidden):
        return self.cell(input.double(), hidden.double())

    def init_hidden(self):
        return torch.zeros(self.shape).double()

def train(model, inputs, labels, epochs=15, lr=0.1):
    adam = torch.optim.Adam(model.parameters(), lr=lr)
    ce = nn.CrossEntropyLoss()
    predictions, losses = [], []
    for epoch in range(epochs):
        h = model.init_hidden()
        steps = []
        for t in range(len(inputs)):
            h = model(inputs[t], h)
            steps.append(h)
        loss = sum(ce(s, labels[t]) for t, s in enumerate(steps))
        predictions.append(''.join(IDX2CHAR[s.argmax()] for s in steps))
        losses.append(loss.item())
        adam.zero_grad()
        loss.backward()
        adam.step()
    return predictions, losses

if __name__ == '__main__':
    torch.manual_seed(5)
    predictions, losses = train(Model(), one_hot(encode('hello')), encode('ohlol')[:, None])
    print(*zip(predictions, losses), sep='\n')
