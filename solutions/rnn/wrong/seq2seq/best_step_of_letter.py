# title: The best step of each letter is taken, not the best letter of each step
# explanation: Scores are (n_step + 1, 1, C). The largest along the last axis names a step's letter;
#     along the first it names a step.
# fails: seq2seq::untrained
import numpy as np
import torch
import torch.nn as nn
from torch.utils.data import Dataset, DataLoader

LETTERS = 'SE?abcdefghijklmnopqrstuvwxyz'
letter2idx = {n: i for i, n in enumerate(LETTERS)}
n_class = len(letter2idx)

def make_data(seq_data, n_step=5):
    enc_input_all, dec_input_all, dec_output_all = [], [], []
    for seq in seq_data:
        pair = [word + '?' * (n_step - len(word)) for word in seq]
        enc_input = [letter2idx[n] for n in (pair[0] + 'E')]
        dec_input = [letter2idx[n] for n in ('S' + pair[1])]
        dec_output = [letter2idx[n] for n in (pair[1] + 'E')]
        enc_input_all.append(np.eye(n_class)[enc_input])
        dec_input_all.append(np.eye(n_class)[dec_input])
        dec_output_all.append(dec_output)
    return torch.Tensor(np.array(enc_input_all)), torch.Tensor(np.array(dec_input_all)), torch.LongTensor(dec_output_all)

class TranslateDataset(Dataset):
    def __init__(self, enc_input, dec_input, dec_output):
        self.enc_input_all = enc_input
        self.dec_input_all = dec_input
        self.dec_output_all = dec_output

    def __len__(self):
        return len(self.enc_input_all)

    def __getitem__(self, idx):
        return self.enc_input_all[idx], self.dec_input_all[idx], self.dec_output_all[idx]

class Seq2Seq(nn.Module):
    def __init__(self, n_class=29, n_hidden=128):
        super(Seq2Seq, self).__init__()
        self.n_hidden = n_hidden
        self.encoder = nn.RNN(input_size=n_class, hidden_size=n_hidden)
        self.decoder = nn.RNN(input_size=n_class, hidden_size=n_hidden)
        self.fc = nn.Linear(n_hidden, n_class)

    def forward(self, enc_input, enc_hidden, dec_input):
        enc_input = enc_input.transpose(0, 1)
        dec_input = dec_input.transpose(0, 1)
        _, h_t = self.encoder(enc_input, enc_hidden)
        outputs, _ = self.decoder(dec_input, h_t)
        return self.fc(outputs)

def train(model, loader, epochs, lr=0.001):
    criterion = nn.CrossEntropyLoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for epoch in range(epochs):
        total = 0.0
        for enc_input_batch, dec_input_batch, dec_output_batch in loader:
            h_0 = torch.zeros(1, enc_input_batch.size(0), model.encoder.hidden_size)
            pred = model(enc_input_batch, h_0, dec_input_batch)
            pred = pred.transpose(0, 1)
            loss = 0
            for i in range(len(dec_output_batch)):
                loss += criterion(pred[i], dec_output_batch[i])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item()
        losses.append(total)
    return losses

def translate(model, word, n_step=5):
    enc_input, dec_input, _ = make_data([[word, '?' * n_step]], n_step)
    hidden = torch.zeros(1, 1, model.encoder.hidden_size)
    output = model(enc_input, hidden, dec_input)
    predict = output.data.max(0, keepdim=True)[1]
    decoded = [LETTERS[i] for i in predict.view(-1)]
    if 'E' in decoded:
        decoded = decoded[:decoded.index('E')]
    return ''.join(decoded).replace('?', '')
