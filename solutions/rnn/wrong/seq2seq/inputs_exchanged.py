# title: Encoder and decoder have each other's input
# explanation: The encoder reads enc_input, the word to be translated, and the decoder dec_input,
#     which begins with S.
# fails: seq2seq::scores
import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset
LETTERS = 'SE?abcdefghijklmnopqrstuvwxyz'

def make_data(seq_data: list[tuple[str, str]], n_step: int=5) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    enc_indices, dec_indices, out_indices = ([], [], [])
    for word, target in seq_data:
        word, target = (word.ljust(n_step, '?'), target.ljust(n_step, '?'))
        enc_indices.append([LETTERS.index(letter) for letter in word + 'E'])
        dec_indices.append([LETTERS.index(letter) for letter in 'S' + target])
        out_indices.append([LETTERS.index(letter) for letter in target + 'E'])
    one_hot = torch.eye(len(LETTERS))
    enc_input = one_hot[torch.tensor(enc_indices)]
    dec_input = one_hot[torch.tensor(dec_indices)]
    return (enc_input, dec_input, torch.tensor(out_indices))

class TranslateDataset(Dataset):

    def __init__(self, enc_input: torch.Tensor, dec_input: torch.Tensor, dec_output: torch.Tensor) -> None:
        self.enc_input = enc_input
        self.dec_input = dec_input
        self.dec_output = dec_output

    def __len__(self) -> int:
        return len(self.enc_input)

    def __getitem__(self, index: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        return (self.enc_input[index], self.dec_input[index], self.dec_output[index])

class Seq2Seq(nn.Module):

    def __init__(self, n_class: int=29, n_hidden: int=128) -> None:
        super().__init__()
        self.encoder = nn.RNN(n_class, n_hidden)
        self.decoder = nn.RNN(n_class, n_hidden)
        self.fc = nn.Linear(n_hidden, n_class)

    def forward(self, enc_input: torch.Tensor, enc_hidden: torch.Tensor, dec_input: torch.Tensor) -> torch.Tensor:
        enc_input = enc_input.transpose(0, 1)
        dec_input = dec_input.transpose(0, 1)
        _, word_state = self.encoder(dec_input, enc_hidden)
        outputs, _ = self.decoder(enc_input, word_state)
        return self.fc(outputs)

def train(model: Seq2Seq, loader: DataLoader, epochs: int, lr: float=0.001) -> list[float]:
    criterion = nn.CrossEntropyLoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for _ in range(epochs):
        epoch_loss = 0.0
        for enc_input, dec_input, dec_output in loader:
            enc_hidden = torch.zeros(1, len(enc_input), model.encoder.hidden_size)
            scores = model(enc_input, enc_hidden, dec_input)
            words = zip(scores.transpose(0, 1), dec_output)
            loss = torch.stack([criterion(score, target) for score, target in words]).sum()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            epoch_loss += loss.item()
        losses.append(epoch_loss)
    return losses

def translate(model: Seq2Seq, word: str, n_step: int=5) -> str:
    enc_input, dec_input, _ = make_data([(word, '')], n_step)
    enc_hidden = torch.zeros(1, 1, model.encoder.hidden_size)
    with torch.no_grad():
        scores = model(enc_input, enc_hidden, dec_input)
    letters = ''.join((LETTERS[index] for index in scores[:, 0].argmax(dim=1).tolist()))
    before_end, _, _ = letters.partition('E')
    return before_end.replace('?', '')
