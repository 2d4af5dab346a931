# Two nn.RNN in one nn.ModuleList; the loss is -log softmax written by hand with gather; the log scores in float64.
import numpy as np
import torch
import torch.nn as nn
import torch.utils.data

LETTERS = 'SE?' + ''.join(chr(ord('a') + i) for i in range(26))

class Vocab:
    def __init__(self, letters):
        self.letters = letters
        self.size = len(letters)
        self.index = {c: i for i, c in enumerate(letters)}

    def ids(self, text):
        return np.array([self.index[c] for c in text])

    def onehot(self, ids):
        out = np.zeros(ids.shape + (self.size,), dtype='float32')
        np.put_along_axis(out, ids[..., None], 1.0, axis=-1)
        return out

V = Vocab(LETTERS)

def make_data(seq_data, n_step=5):
    fill = lambda w: w + '?' * (n_step - len(w))
    enc = np.stack([V.ids(fill(w) + 'E') for w, _ in seq_data])
    dec = np.stack([V.ids('S' + fill(t)) for _, t in seq_data])
    out = np.stack([V.ids(fill(t) + 'E') for _, t in seq_data])
    return torch.from_numpy(V.onehot(enc)), torch.from_numpy(V.onehot(dec)), torch.from_numpy(out).long()

class TranslateDataset(torch.utils.data.Dataset):
    def __init__(self, *tensors):
        self.tensors = tensors

    def __len__(self):
        return len(self.tensors[0])

    def __getitem__(self, i):
        return tuple(t[i] for t in self.tensors)

class Seq2Seq(nn.Module):
    def __init__(self, n_class=29, n_hidden=128):
        super().__init__()
        self.rnns = nn.ModuleList(nn.RNN(n_class, n_hidden) for _ in range(2))
        self.out = nn.Linear(n_hidden, n_class)

    def forward(self, enc_input, enc_hidden, dec_input):
        h = enc_hidden
        for rnn, x in zip(self.rnns, (enc_input, dec_input)):
            y, h = rnn(x.permute(1, 0, 2), h)
        return self.out(y)

def cross_entropy(scores, target):
    """scores (T, B, C), target (B, T): sum over words of mean over steps"""
    s = scores.double()
    log_z = s.exp().sum(-1).log()                                  # (T, B)
    right = s.gather(2, target.t().unsqueeze(-1)).squeeze(-1)      # (T, B)
    return (log_z - right).mean(0).sum()

def train(model, loader, epochs, lr=0.001):
    model.train()
    optimizer = torch.optim.Adam(params=model.parameters(), lr=lr)
    H = model.out.weight.shape[1]
    losses = []
    for epoch in range(epochs):
        losses.append(0.0)
        for batch in loader:
            enc_input, dec_input, dec_output = batch
            h0 = enc_input.new_zeros(1, enc_input.shape[0], H)
            loss = cross_entropy(model(enc_input, h0, dec_input), dec_output)
            model.zero_grad()
            loss.backward()
            optimizer.step()
            losses[-1] += float(loss)
    return losses

def translate(model, word, n_step=5):
    enc, dec, _ = make_data([(word, '')], n_step=n_step)
    scores = model(enc, torch.zeros(1, 1, model.out.weight.shape[1]), dec)
    letters = []
    for k in scores[:, 0].detach().numpy().argmax(axis=1):
        if LETTERS[k] == 'E':
            break
        letters.append(LETTERS[k])
    return ''.join(c for c in letters if c != '?')

if __name__ == '__main__':
    pairs = [('hello', 'hola'), ('cat', 'gato'), ('good', 'bueno')]
    model = Seq2Seq()
    loader = torch.utils.data.DataLoader(TranslateDataset(*make_data(pairs)), batch_size=2)
    print(train(model, loader, 300)[::50])
    print([translate(model, w) for w, _ in pairs])
