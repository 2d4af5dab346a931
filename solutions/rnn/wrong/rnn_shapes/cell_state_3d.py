# title: A cell's state is given an axis for layers
# explanation: nn.RNNCell is one layer and makes one step: input and states have two axes, batch and
#     size.
# fails: rnn_shapes::cell
# fails: rnn_shapes::cells
# fails: rnn_shapes::worked_example
def rnn_shapes(seq_len, batch_size, input_size, hidden_size, num_layers=1, batch_first=False):
    a, b = (batch_size, seq_len) if batch_first else (seq_len, batch_size)
    state = (num_layers, batch_size, hidden_size)
    return {'input': (a, b, input_size), 'h_0': state, 'output': (a, b, hidden_size), 'h_n': state}

def cell_shapes(batch_size, input_size, hidden_size):
    return {
        'input': (batch_size, input_size),
        'h_0': (1, batch_size, hidden_size),
        'h_1': (1, batch_size, hidden_size),
    }
