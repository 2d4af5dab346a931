# title: The output has the input's size
# explanation: At each step an RNN gives its hidden state out: the last axis of its output is
#     hidden_size, whatever the input's size is.
# fails: rnn_shapes::batch_first
# fails: rnn_shapes::layer
# fails: rnn_shapes::layers
# fails: rnn_shapes::layers_batch_first
def rnn_shapes(seq_len, batch_size, input_size, hidden_size, num_layers=1, batch_first=False):
    x = (batch_size, seq_len, input_size) if batch_first else (seq_len, batch_size, input_size)
    h = (num_layers, batch_size, hidden_size)
    return {'input': x, 'h_0': h, 'output': x, 'h_n': h}

def cell_shapes(batch_size, input_size, hidden_size):
    return {'input': (batch_size, input_size), 'h_0': (batch_size, hidden_size), 'h_1': (batch_size, hidden_size)}

if __name__ == '__main__':
    print(rnn_shapes(3, 1, 2, 2))
    print(cell_shapes(1, 2, 2))
