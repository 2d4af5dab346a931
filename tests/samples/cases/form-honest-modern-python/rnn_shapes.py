from dataclasses import dataclass, asdict

@dataclass(frozen=True, slots=True, kw_only=True)
class RNNShapes:
    input: tuple
    h_0: tuple
    output: tuple
    h_n: tuple

def rnn_shapes(seq_len, batch_size, input_size, hidden_size, num_layers=1, batch_first=False):
    match bool(batch_first):
        case True:
            lead = batch_size, seq_len
        case _:
            lead = seq_len, batch_size
    state = num_layers, batch_size, hidden_size
    return asdict(RNNShapes(input=(*lead, input_size), h_0=state, output=(*lead, hidden_size), h_n=state))

def cell_shapes(batch_size, input_size, hidden_size):
    return {name: (batch_size, size) for name, size in zip(("input", "h_0", "h_1"), (input_size, hidden_size, hidden_size))}
