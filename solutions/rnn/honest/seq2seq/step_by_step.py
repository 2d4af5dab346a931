# Feeds encoder and decoder one letter at a time and computes the scores of each step; the decoder is declared before the encoder; losses as 0-d tensors.
import torch, torch.nn as nn
from torch.utils.data import Dataset, DataLoader

LETTERS = 'SE?abcdefghijklmnopqrstuvwxyz'
num = dict(zip(LETTERS, range(29)))

# 把字符串变成 one-hot
def text_to_tensor(s):
    t = torch.zeros(len(s), 29)
    t[torch.arange(len(s)), torch.tensor([num[c] for c in s])] = 1
    return t

def make_data(seq_data, n_step=5):
    a, b, c = [], [], []
    for p in seq_data:
        w = p[0]; t = p[1]
        w += '?' * (n_step - len(w)); t += '?' * (n_step - len(t))
        a.append(text_to_tensor(w + 'E'))
        b.append(text_to_tensor('S' + t))
        c.append([num[x] for x in t + 'E'])
    return [torch.stack(a), torch.stack(b), torch.tensor(c)]

class TranslateDataset(Dataset):
    def __init__(self, enc_input, dec_input, dec_output):
        self.a = enc_input
        self.b = dec_input
        self.c = dec_output
    def __len__(self): return len(self.c)
    def __getitem__(self, i): return self.a[i], self.b[i], self.c[i]

class Seq2Seq(nn.Module):
    def __init__(self, n_class=29, n_hidden=128):
        super().__init__()
        self.decoder = nn.RNN(n_class, n_hidden, 1)
        self.encoder = nn.RNN(n_class, n_hidden, 1)
        self.fc = nn.Linear(n_hidden, n_class)

    def forward(self, enc_input, enc_hidden, dec_input):
        h = enc_hidden
        for i in range(enc_input.size(1)):
            _, h = self.encoder(enc_input[:, i].unsqueeze(0), h)
        ans = []
        for i in range(dec_input.size(1)):
            o, h = self.decoder(dec_input[:, i].unsqueeze(0), h)
            ans.append(self.fc(o))
        return torch.cat(ans, 0)

def train(model, loader, epochs, lr=0.001):
    opt = torch.optim.Adam(model.parameters(), lr=lr)
    ce = nn.CrossEntropyLoss()
    res = []
    for ep in range(epochs):
        tot = torch.tensor(0.0)
        for x, d, y in loader:
            h0 = torch.zeros(1, x.shape[0], model.encoder.hidden_size)
            out = model(x, h0, d)
            loss = sum([ce(out[:, k, :], y[k]) for k in range(x.shape[0])])
            tot += loss.detach()
            opt.zero_grad(); loss.backward(); opt.step()
        res.append(tot)
        if ep % 1000 == 999: print(ep + 1, tot.item())
    return res

def translate(model, word, n_step=5):
    x = text_to_tensor(word + '?' * (n_step - len(word)) + 'E').view(1, n_step + 1, 29)
    d = text_to_tensor('S' + '?' * n_step).view(1, n_step + 1, 29)
    out = model(x, torch.zeros(1, 1, model.encoder.hidden_size), d)
    idx = out.squeeze(1).max(1).indices
    s = ''.join([LETTERS[int(i)] for i in idx])
    e = s.find('E')
    if e >= 0: s = s[:e]
    return s.replace('?', '')

if __name__ == '__main__':
    D = [['hello', 'hola'], ['cat', 'gato'], ['good', 'bueno']]
    m = Seq2Seq()
    train(m, DataLoader(TranslateDataset(*make_data(D)), batch_size=3), 5000)
    for w, _ in D: print(w, '->', translate(m, w))
