# title: The keys are not the ones that were asked for
# explanation: Whoever uses your dict looks its entries up by name. The names are in the task: take them
#     letter by letter.
# fails: rnn_shapes::cell_shapes
# fails: rnn_shapes::rnn_shapes
def rnn_shapes(seq_len, batch_size, input_size, hidden_size, num_layers=1, batch_first=False):
    a, b = (batch_size, seq_len) if batch_first else (seq_len, batch_size)
    state = (num_layers, batch_size, hidden_size)
    return {'input': (a, b, input_size), 'h0': state, 'output': (a, b, hidden_size), 'hn': state}

def cell_shapes(batch_size, input_size, hidden_size):
    return {'h0': (batch_size, hidden_size), 'h1': (batch_size, hidden_size)}

print(rnn_shapes(3, 1, 2, 2))
print(cell_shapes(1, 2, 2))
