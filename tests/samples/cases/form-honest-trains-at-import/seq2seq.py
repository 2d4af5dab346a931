import torch
import torch.nn as nn
from torch.utils.data import Dataset, DataLoader

LETTERS = 'SE?abcdefghijklmnopqrstuvwxyz'

def ids(s):
    return torch.tensor([LETTERS.index(c) for c in s])

def make_data(seq_data, n_step=5):
    eye = torch.eye(len(LETTERS))
    a = [eye[ids(w.ljust(n_step, '?') + 'E')] for w, t in seq_data]
    b = [eye[ids('S' + t.ljust(n_step, '?'))] for w, t in seq_data]
    c = [ids(t.ljust(n_step, '?') + 'E') for w, t in seq_data]
    return torch.stack(a), torch.stack(b), torch.stack(c)

class TranslateDataset(Dataset):
    def __init__(self, enc_input, dec_input, dec_output):
        self.enc_input, self.dec_input, self.dec_output = enc_input, dec_input, dec_output

    def __len__(self):
        return len(self.enc_input)

    def __getitem__(self, i):
        return self.enc_input[i], self.dec_input[i], self.dec_output[i]

class Seq2Seq(nn.Module):
    def __init__(self, n_class=29, n_hidden=128):
        super().__init__()
        self.encoder = nn.RNN(n_class, n_hidden)
        self.decoder = nn.RNN(n_class, n_hidden)
        self.fc = nn.Linear(n_hidden, n_class)

    def forward(self, enc_input, enc_hidden, dec_input):
        _, h = self.encoder(enc_input.transpose(0, 1), enc_hidden)
        out, _ = self.decoder(dec_input.transpose(0, 1), h)
        return self.fc(out)

def train(model, loader, epochs, lr=0.001):
    criterion = nn.CrossEntropyLoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for epoch in range(epochs):
        total = 0.0
        for enc_input, dec_input, dec_output in loader:
            h0 = torch.zeros(1, enc_input.shape[0], model.fc.in_features)
            pred = model(enc_input, h0, dec_input)
            loss = sum(criterion(pred[:, i], dec_output[i]) for i in range(len(dec_output)))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item()
        losses.append(total)
    return losses

def translate(model, word, n_step=5):
    enc_input, dec_input, _ = make_data([(word, '')], n_step)
    pred = model(enc_input, torch.zeros(1, 1, model.fc.in_features), dec_input)
    text = ''.join(LETTERS[i] for i in pred[:, 0].argmax(dim=1))
    return text.split('E')[0].replace('?', '')
torch.manual_seed(0)
seq_data = [['hello', 'hola'], ['cat', 'gato'], ['good', 'bueno']]
loader = DataLoader(TranslateDataset(*make_data(seq_data)), batch_size=3, shuffle=True)
model = Seq2Seq()
losses = train(model, loader, 200)
print(losses[-1])
for w, t in seq_data:
    print(w, '->', translate(model, w))
