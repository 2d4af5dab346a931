# title: The number of layers is taken to be 1
# explanation: The first axis of h_0 and h_n counts the layers. num_layers is an argument; 1 is only its
#     default.
# fails: rnn_shapes::layers
# fails: rnn_shapes::layers_batch_first
def rnn_shapes(seq_len, batch_size, input_size, hidden_size, num_layers=1, batch_first=False):
    a, b = (batch_size, seq_len) if batch_first else (seq_len, batch_size)
    return {
        'input': (a, b, input_size),
        'h_0': (1, batch_size, hidden_size),
        'output': (a, b, hidden_size),
        'h_n': (1, batch_size, hidden_size),
    }

def cell_shapes(batch_size, input_size, hidden_size):
    return {'input': (batch_size, input_size), 'h_0': (batch_size, hidden_size), 'h_1': (batch_size, hidden_size)}
