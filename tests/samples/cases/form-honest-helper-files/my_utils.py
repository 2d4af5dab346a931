import torch

def set_ones(*modules):
    for m in modules:
        for name, p in m.named_parameters():
            torch.nn.init.constant_(p, float(name.startswith("weight")))
    return modules
