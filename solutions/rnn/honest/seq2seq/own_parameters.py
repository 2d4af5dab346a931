# No PyTorch layers: eight hand-made parameters for the two networks and two for the output, of PyTorch's shapes; Linear-free, loops over the steps.
import torch
from torch import nn
from torch.utils import data

LETTERS = 'SE?abcdefghijklmnopqrstuvwxyz'

def onehot(text):
    m = torch.zeros(len(text), len(LETTERS))
    for i in range(len(text)):
        m[i, LETTERS.index(text[i])] = 1.
    return m

def pad(word, n):
    while len(word) < n:
        word = word + '?'
    return word

def make_data(seq_data, n_step=5):
    N = len(seq_data)
    enc_input = torch.zeros(N, n_step + 1, len(LETTERS))
    dec_input = torch.zeros(N, n_step + 1, len(LETTERS))
    dec_output = torch.zeros(N, n_step + 1, dtype=torch.long)
    for k in range(N):
        src, dst = pad(seq_data[k][0], n_step), pad(seq_data[k][1], n_step)
        enc_input[k] = onehot(src + 'E')
        dec_input[k] = onehot('S' + dst)
        for i, ch in enumerate(dst + 'E'):
            dec_output[k, i] = LETTERS.find(ch)
    return enc_input, dec_input, dec_output

class TranslateDataset(data.Dataset):
    def __init__(self, enc_input, dec_input, dec_output):
        self.rows = list(zip(enc_input, dec_input, dec_output))

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, i):
        return self.rows[i]

class Seq2Seq(nn.Module):
    def __init__(self, n_class=29, n_hidden=128):
        super().__init__()
        k = n_hidden ** -0.5
        new = lambda *size: nn.Parameter((torch.rand(*size) * 2 - 1) * k)
        # encoder
        self.eU = new(n_hidden, n_class)
        self.eW = new(n_hidden, n_hidden)
        self.eb = new(n_hidden)
        self.ec = new(n_hidden)
        # decoder
        self.dU = new(n_hidden, n_class)
        self.dW = new(n_hidden, n_hidden)
        self.db = new(n_hidden)
        self.dc = new(n_hidden)
        # output
        self.V = new(n_class, n_hidden)
        self.v = new(n_class)

    def forward(self, enc_input, enc_hidden, dec_input):
        h = enc_hidden[0]
        for t in range(enc_input.shape[1]):
            h = torch.tanh(enc_input[:, t] @ self.eU.T + self.eb + h @ self.eW.T + self.ec)
        scores = []
        for t in range(dec_input.shape[1]):
            h = torch.tanh(dec_input[:, t] @ self.dU.T + self.db + h @ self.dW.T + self.dc)
            scores.append(h @ self.V.T + self.v)
        return torch.stack(scores)

def train(model, loader, epochs, lr=0.001):
    adam = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for e in range(epochs):
        s = 0.0
        for x, d, y in loader:
            p = torch.log_softmax(model(x, torch.zeros(1, len(x), len(model.eb)), d), dim=2)
            loss = 0.
            for b in range(len(y)):
                word_loss = 0.
                for t in range(y.shape[1]):
                    word_loss = word_loss - p[t, b, y[b, t]]
                loss = loss + word_loss / y.shape[1]
            adam.zero_grad()
            loss.backward()
            adam.step()
            s += loss.item()
        losses.append(s)
    return losses

def translate(model, word, n_step=5):
    x = onehot(pad(word, n_step) + 'E').unsqueeze(0)
    d = onehot('S' + '?' * n_step).unsqueeze(0)
    s = model(x, torch.zeros(1, 1, len(model.eb)), d)
    answer = ''
    for t in range(n_step + 1):
        ch = LETTERS[int(s[t, 0].argmax())]
        if ch == 'E':
            break
        if ch != '?':
            answer += ch
    return answer

if __name__ == '__main__':
    pairs = [('hello', 'hola'), ('cat', 'gato'), ('good', 'bueno')]
    net = Seq2Seq()
    losses = train(net, data.DataLoader(TranslateDataset(*make_data(pairs)), 3), 1000)
    print(losses[::200])
    for w, _ in pairs:
        print(w, '->', translate(net, w))
