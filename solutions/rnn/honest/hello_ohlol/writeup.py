# The style of the write-up: loop over the steps, loss += criterion, torch.max, prints each epoch, a seed and the training in the main block.
import torch

IDX2CHAR = ['e', 'h', 'l', 'o']
input_size = 4
hidden_size = 4
batch_size = 1

def encode(text):
    return torch.LongTensor([IDX2CHAR.index(c) for c in text])

def one_hot(indices, num_classes=4):
    one_hot_lookup = []
    for i in range(num_classes):
        row = [0] * num_classes
        row[i] = 1
        one_hot_lookup.append(row)
    x_one_hot = [one_hot_lookup[x] for x in indices]
    return torch.Tensor(x_one_hot).view(-1, 1, num_classes)

class Model(torch.nn.Module):
    def __init__(self, input_size=4, hidden_size=4, batch_size=1):
        super(Model, self).__init__()
        self.batch_size = batch_size
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.rnncell = torch.nn.RNNCell(input_size=self.input_size, hidden_size=self.hidden_size)

    def forward(self, input, hidden):
        hidden = self.rnncell(input, hidden)
        return hidden

    def init_hidden(self):
        return torch.zeros(self.batch_size, self.hidden_size)

def train(model, inputs, labels, epochs=15, lr=0.1):
    criterion = torch.nn.CrossEntropyLoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    predictions = []
    losses = []
    for epoch in range(epochs):
        loss = 0
        optimizer.zero_grad()
        hidden = model.init_hidden()
        text = ''
        print('Predicted string: ', end='')
        for input, label in zip(inputs, labels):
            hidden = model(input, hidden)
            loss += criterion(hidden, label)
            _, idx = hidden.max(dim=1)
            print(IDX2CHAR[idx.item()], end='')
            text += IDX2CHAR[idx.item()]
        loss.backward()
        optimizer.step()
        print(', Epoch [%d/%d] loss=%.4f' % (epoch + 1, epochs, loss.item()))
        predictions.append(text)
        losses.append(loss.item())
    return predictions, losses

if __name__ == '__main__':
    torch.manual_seed(7)
    inputs = one_hot(encode('hello'))
    labels = encode('ohlol').view(-1, 1)
    net = Model(input_size, hidden_size, batch_size)
    train(net, inputs, labels)
