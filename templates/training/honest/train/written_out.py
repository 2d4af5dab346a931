# Honest: the cross entropy written out, the mean by torch.
import torch


def train(model, loader, epochs, lr=0.1):
    optimizer = torch.optim.SGD(model.parameters(), lr, momentum=0.9)
    means = []
    for _epoch in range(epochs):
        seen = []
        for x, y in loader:
            optimizer.zero_grad()
            error = -model(x).log_softmax(dim=1)[torch.arange(len(y)), y].mean()
            error.backward()
            optimizer.step()
            seen.append(error.detach())
        means.append(torch.stack(seen).mean().item())
    return means
