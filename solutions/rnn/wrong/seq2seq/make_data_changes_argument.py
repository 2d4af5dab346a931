# title: make_data changes the caller's word pairs
# explanation: The padded words are written back into the list that was passed in. Keep them under names
#     of your own.
# fails: seq2seq::pairs_kept
import torch
import numpy as np
import torch.nn as nn
from torch.utils.data import Dataset, DataLoader

LETTERS = 'SE?abcdefghijklmnopqrstuvwxyz'
letter2idx = {n: i for i, n in enumerate(LETTERS)}
n_class = len(LETTERS)

def make_data(seq_data, n_step=5):
    enc_input_all, dec_input_all, dec_output_all = [], [], []
    for i in range(len(seq_data)):
        src, dst = (word + '?' * (n_step - len(word)) for word in seq_data[i])
        seq_data[i] = (src, dst)
        enc_input = [letter2idx[n] for n in (src + 'E')]
        dec_input = [letter2idx[n] for n in ('S' + dst)]
        dec_output = [letter2idx[n] for n in (dst + 'E')]
        enc_input_all.append(np.eye(n_class)[enc_input])
        dec_input_all.append(np.eye(n_class)[dec_input])
        dec_output_all.append(dec_output)
    return torch.Tensor(np.array(enc_input_all)), torch.Tensor(np.array(dec_input_all)), torch.LongTensor(dec_output_all)

class TranslateDataset(Dataset):
    def __init__(self, enc_input, dec_input, dec_output):
        self.enc_input = enc_input
        self.dec_input = dec_input
        self.dec_output = dec_output

    def __len__(self):
        return len(self.enc_input)

    def __getitem__(self, idx):
        return self.enc_input[idx], self.dec_input[idx], self.dec_output[idx]

class Seq2Seq(nn.Module):
    def __init__(self, n_class=29, n_hidden=128):
        super().__init__()
        self.encoder = nn.RNN(n_class, n_hidden)
        self.decoder = nn.RNN(n_class, n_hidden)
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
        epoch_loss = 0
        for enc_input, dec_input, dec_output in loader:
            h_0 = torch.zeros(1, len(enc_input), model.fc.in_features)
            pred = model(enc_input, h_0, dec_input).transpose(0, 1)
            loss = 0
            for i in range(len(dec_output)):
                loss += criterion(pred[i], dec_output[i])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            epoch_loss += loss.item()
        losses.append(epoch_loss)
    return losses

def translate(model, word, n_step=5):
    enc_input, dec_input, _ = make_data([[word, '?' * n_step]], n_step)
    hidden = torch.zeros(1, 1, model.fc.in_features)
    output = model(enc_input, hidden, dec_input)
    predict = output.data.argmax(2).view(-1)
    decoded = ''.join(LETTERS[i] for i in predict)
    if 'E' in decoded:
        decoded = decoded[:decoded.index('E')]
    return decoded.replace('?', '')

if __name__ == '__main__':
    seq_data = [['hello', 'hola'], ['cat', 'gato'], ['good', 'bueno']]
    loader = DataLoader(TranslateDataset(*make_data(seq_data)), 3, True)
    model = Seq2Seq()
    print(train(model, loader, 1000)[::100])
    for w, _ in seq_data:
        print(w, '->', translate(model, w))
