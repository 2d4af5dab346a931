# The style of the write-up: np.eye lookups, criterion per word in a loop, dropout=0.5 on one layer (a warning, no effect), translate built on make_data.
# code by Tae Hwan Jung(Jeff Jung) @graykode, modified for the homework
import torch
import numpy as np
import torch.nn as nn
import torch.utils.data as Data

device = torch.device('cuda' if torch.cuda.is_available() else 'cpu')

# S: Symbol that shows starting of decoding input
# E: Symbol that shows starting of decoding output
# ?: Symbol that will fill in blank sequence if current batch data size is short than n_step
LETTERS = 'SE?abcdefghijklmnopqrstuvwxyz'
letter = [c for c in LETTERS]
letter2idx = {n: i for i, n in enumerate(letter)}
n_class = len(letter2idx)

seq_data = [['hello', 'hola'], ['cat', 'gato'], ['good', 'bueno']]

def make_data(seq_data, n_step=5):
    enc_input_all, dec_input_all, dec_output_all = [], [], []
    for word, target in seq_data:
        pair = [word + '?' * (n_step - len(word)), target + '?' * (n_step - len(target))]
        enc_input = [letter2idx[n] for n in (pair[0] + 'E')]
        dec_input = [letter2idx[n] for n in ('S' + pair[1])]
        dec_output = [letter2idx[n] for n in (pair[1] + 'E')]
        enc_input_all.append(np.eye(n_class)[enc_input])
        dec_input_all.append(np.eye(n_class)[dec_input])
        dec_output_all.append(dec_output)  # not one-hot
    return torch.Tensor(np.array(enc_input_all)), torch.Tensor(np.array(dec_input_all)), torch.LongTensor(dec_output_all)

class TranslateDataset(Data.Dataset):
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
        super(Seq2Seq, self).__init__()
        self.encoder = nn.RNN(input_size=n_class, hidden_size=n_hidden, dropout=0.5)  # encoder
        self.decoder = nn.RNN(input_size=n_class, hidden_size=n_hidden, dropout=0.5)  # decoder
        self.fc = nn.Linear(n_hidden, n_class)

    def forward(self, enc_input, enc_hidden, dec_input):
        enc_input = enc_input.transpose(0, 1)  # [n_step+1, batch_size, n_class]
        dec_input = dec_input.transpose(0, 1)
        _, h_t = self.encoder(enc_input, enc_hidden)
        outputs, _ = self.decoder(dec_input, h_t)
        return self.fc(outputs)  # [n_step+1, batch_size, n_class]

def train(model, loader, epochs, lr=0.001):
    criterion = nn.CrossEntropyLoss().to(device)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for epoch in range(epochs):
        epoch_loss = 0
        for enc_input_batch, dec_input_batch, dec_output_batch in loader:
            h_0 = torch.zeros(1, enc_input_batch.size(0), model.fc.in_features).to(device)
            enc_input_batch, dec_input_batch, dec_output_batch = (
                enc_input_batch.to(device), dec_input_batch.to(device), dec_output_batch.to(device))
            pred = model(enc_input_batch, h_0, dec_input_batch)
            pred = pred.transpose(0, 1)  # [batch_size, n_step+1, n_class]
            loss = 0
            for i in range(len(dec_output_batch)):
                loss += criterion(pred[i], dec_output_batch[i])
            epoch_loss += loss.item()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        losses.append(epoch_loss)
        if (epoch + 1) % 1000 == 0:
            print('Epoch:', '%04d' % (epoch + 1), 'cost =', '{:.6f}'.format(epoch_loss))
    return losses

def translate(model, word, n_step=5):
    enc_input, dec_input, _ = make_data([[word, '?' * n_step]], n_step)
    hidden = torch.zeros(1, 1, model.fc.in_features).to(device)
    output = model(enc_input.to(device), hidden, dec_input.to(device))
    predict = output.data.max(2, keepdim=True)[1]
    decoded = [letter[i] for i in predict]
    if 'E' in decoded:
        decoded = decoded[:decoded.index('E')]
    return ''.join(decoded).replace('?', '')

if __name__ == '__main__':
    loader = Data.DataLoader(TranslateDataset(*make_data(seq_data)), 3, True)
    model = Seq2Seq(n_class, 128).to(device)
    train(model, loader, 5000)
    for w, _ in seq_data:
        print(w, '->', translate(model, w))
