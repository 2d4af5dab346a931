# Computes each step in float64 with the parameters of its nn.RNNCell and casts the result back to float32; losses as 0-d tensors.
import torch
import torch.nn.functional as F

IDX2CHAR = ['e', 'h', 'l', 'o']


def encode(text):
    out = torch.zeros(len(text), dtype=torch.int64)
    for i, c in enumerate(text):
        for j in range(len(IDX2CHAR)):
            if IDX2CHAR[j] == c:
                out[i] = j
    return out


def one_hot(indices, num_classes=4):
    out = torch.zeros(len(indices), 1, num_classes, dtype=torch.float32)
    for t, k in enumerate(indices):
        out[t, 0, k] = 1
    return out


class Model(torch.nn.Module):
    def __init__(self, input_size=4, hidden_size=4, batch_size=1):
        super().__init__()
        self.batch_size, self.hidden_size = batch_size, hidden_size
        self.rnn = torch.nn.RNNCell(input_size, hidden_size)

    def forward(self, input, hidden):
        c = self.rnn
        a = F.linear(input.double(), c.weight_ih.double(), c.bias_ih.double())
        a = a + F.linear(hidden.double(), c.weight_hh.double(), c.bias_hh.double())
        return torch.tanh(a).float()

    def init_hidden(self):
        return torch.zeros(self.batch_size, self.hidden_size)


def train(model, inputs, labels, epochs=15, lr=0.1):
    optimizer = torch.optim.Adam(model.parameters(), lr=lr, betas=(0.9, 0.999))
    predictions, losses = [], []
    for _ in range(epochs):
        optimizer.zero_grad()
        hidden = model.init_hidden()
        loss = torch.tensor(0.0, dtype=torch.float64)
        s = ""
        for x, y in zip(inputs, labels):
            hidden = model(x, hidden)
            loss = loss + F.cross_entropy(hidden.double(), y)
            s += IDX2CHAR[hidden.argmax(dim=-1).item()]
        loss.backward()
        optimizer.step()
        predictions.append(s)
        losses.append(loss.detach())
    return predictions, losses


if __name__ == "__main__":
    torch.manual_seed(11)
    ps, ls = train(Model(), one_hot(encode("hello")), encode("ohlol").unsqueeze(-1))
    n = len(ps)
    for i, (p, l) in enumerate(zip(ps, ls)):
        print(f"Predicted string: {p} , Epoch [{i + 1}/{n}] loss={l:.4f}")
