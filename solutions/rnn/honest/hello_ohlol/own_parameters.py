# No nn.RNNCell but nn.Parameter weights of the same shapes, and -log softmax written by hand.
import math
import torch
from torch import nn

IDX2CHAR = list("ehlo")

def encode(text):
    return torch.LongTensor([IDX2CHAR.index(ch) for ch in text])

def one_hot(indices, num_classes=4):
    return torch.eye(num_classes)[indices].reshape(len(indices), 1, num_classes)

class Model(nn.Module):
    # 自己写的RNNCell, 权重的形状和 PyTorch 的一样
    def __init__(self, input_size=4, hidden_size=4, batch_size=1):
        super().__init__()
        self.hidden_size = hidden_size
        self.batch_size = batch_size
        k = 1 / math.sqrt(hidden_size)
        def p(*shape):
            return nn.Parameter(torch.empty(*shape).uniform_(-k, k))
        self.U = p(hidden_size, input_size)
        self.W = p(hidden_size, hidden_size)
        self.bu = p(hidden_size)
        self.bw = p(hidden_size)

    def forward(self, input, hidden):
        return torch.tanh(input @ self.U.T + self.bu + hidden @ self.W.T + self.bw)

    def init_hidden(self):
        return torch.zeros(self.batch_size, self.hidden_size)

def nll(scores, label):
    """- log softmax(scores)[label]"""
    m = scores.max()
    return torch.log(torch.exp(scores - m).sum()) + m - scores[label]

def train(model, inputs, labels, epochs=15, lr=0.1):
    optim = torch.optim.Adam(model.parameters(), lr=lr)
    predictions, losses = [], []
    for e in range(epochs):
        h = model.init_hidden()
        total = torch.zeros(())
        word = []
        for t in range(inputs.shape[0]):
            h = model(inputs[t], h)
            total = total + nll(h[0], labels[t, 0])
            word.append(IDX2CHAR[int(torch.argmax(h[0]))])
        optim.zero_grad()
        total.backward()
        optim.step()
        predictions.append(''.join(word))
        losses.append(total.detach().item())
    return predictions, losses

if __name__ == '__main__':
    torch.manual_seed(1)
    model = Model()
    p, l = train(model, one_hot(encode('hello')), encode('ohlol').view(5, 1))
    for i in range(15):
        print('Predicted string:', p[i], ', Epoch [%d/15] loss=%.4f' % (i + 1, l[i]))
