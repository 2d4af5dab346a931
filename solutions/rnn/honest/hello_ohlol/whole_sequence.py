# Collects the scores of all steps, one CrossEntropyLoss(reduction='sum') an epoch, predictions from argmax over the stack, F.one_hot, zero_grad(set_to_none=True), .to(device).
import torch
import torch.nn as nn
import torch.nn.functional as F

device = torch.device("cuda" if torch.cuda.is_available() else "cpu")

IDX2CHAR = ["e", "h", "l", "o"]
CHAR2IDX = {c: i for i, c in enumerate(IDX2CHAR)}


def encode(text):
    return torch.tensor([CHAR2IDX[c] for c in text], dtype=torch.long)


def decode(indices):
    return "".join(IDX2CHAR[i] for i in indices.tolist())


def one_hot(indices, num_classes=4):
    return F.one_hot(indices, num_classes).float().unsqueeze(1)


class Model(nn.Module):
    def __init__(self, input_size=4, hidden_size=4, batch_size=1):
        super().__init__()
        self.H, self.B = hidden_size, batch_size
        self.cell = nn.RNNCell(input_size, hidden_size)

    def forward(self, input, hidden):
        return self.cell(input, hidden)

    def init_hidden(self):
        return torch.zeros((self.B, self.H), device=device)


def train(model, inputs, labels, epochs=15, lr=0.1):
    model.to(device)
    model.train()
    inputs, labels = inputs.to(device), labels.to(device)
    loss_fn = nn.CrossEntropyLoss(reduction="sum")
    opt = torch.optim.Adam(model.parameters(), lr)
    predictions, losses = [], []
    for epoch in range(1, epochs + 1):
        h = model.init_hidden()
        scores = []
        for x in inputs:
            h = model(x, h)
            scores.append(h)
        scores = torch.cat(scores, dim=0)
        loss = loss_fn(scores, labels.reshape(-1))
        predictions.append(decode(scores.argmax(1)))
        losses.append(float(loss))
        opt.zero_grad(set_to_none=True)
        loss.backward()
        opt.step()
    return predictions, losses


if __name__ == "__main__":
    torch.manual_seed(3)
    preds, ls = train(Model().to(device), one_hot(encode("hello")), encode("ohlol").unsqueeze(1))
    for e, (p, l) in enumerate(zip(preds, ls), 1):
        print(f"Predicted string: {p}, Epoch [{e}/15] loss={l:.4f}")
