# title: batch_first is not used
# explanation: With batch_first=True the input and the output have the batch in front. Your shapes are
#     the same in both cases.
# fails: rnn_shapes::batch_first
# fails: rnn_shapes::layers_batch_first
def rnn_shapes(seq_len, batch_size, input_size, hidden_size, num_layers=1, batch_first=False):
    return {
        'input': (seq_len, batch_size, input_size),
        'h_0': (num_layers, batch_size, hidden_size),
        'output': (seq_len, batch_size, hidden_size),
        'h_n': (num_layers, batch_size, hidden_size),
    }

def cell_shapes(batch_size, input_size, hidden_size):
    return {'input': (batch_size, input_size), 'h_0': (batch_size, hidden_size), 'h_1': (batch_size, hidden_size)}

print(rnn_shapes(3, 1, 2, 2))
print(cell_shapes(1, 2, 2))
