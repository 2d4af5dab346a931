# title: Only the last epoch's result is returned
# explanation: Both lists have an entry for every epoch, so that one can see how training went. Yours
#     hold the end of it only.
# fails: hello_ohlol::train
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

def train(model, inputs, labels, epochs=15, lr=0.1):
    criterion = nn.CrossEntropyLoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
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
        print('Predicted string:', text, ', Epoch [%d/%d] loss=%.4f' % (epoch + 1, epochs, loss.item()))
    return text, loss.item()
