# title: batch_first is understood the wrong way round
# explanation: With batch_first=True the batch is the first axis, without it the time step is. A cell
#     sees one step only: its axes are batch and size.
# fails: rnn_shapes::batch_first
# fails: rnn_shapes::cell
# fails: rnn_shapes::cells
# fails: rnn_shapes::layer
# fails: rnn_shapes::layers
# fails: rnn_shapes::layers_batch_first
# fails: rnn_shapes::worked_example
def rnn_shapes(seq_len, batch_size, input_size, hidden_size, num_layers=1, batch_first=False):
    if not batch_first:
        lead = (batch_size, seq_len)
    else:
        lead = (seq_len, batch_size)
    return {
        'input': (*lead, input_size),
        'h_0': (num_layers, batch_size, hidden_size),
        'output': (*lead, hidden_size),
        'h_n': (num_layers, batch_size, hidden_size),
    }

def cell_shapes(batch_size, input_size, hidden_size):
    return {'input': (batch_size, input_size), 'h_0': (hidden_size, batch_size), 'h_1': (hidden_size, batch_size)}
