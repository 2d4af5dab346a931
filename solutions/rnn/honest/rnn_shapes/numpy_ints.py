# Reorders NumPy arrays of sizes by an index list, so that the shapes hold NumPy ints; OrderedDict with the keys in another order.
from collections import OrderedDict
import numpy as np

def rnn_shapes(seq_len, batch_size, input_size, hidden_size, num_layers=1, batch_first=False):
    order = [1, 0, 2] if batch_first else [0, 1, 2]
    sizes_in = np.array([seq_len, batch_size, input_size])[order]
    sizes_out = np.array([seq_len, batch_size, hidden_size])[order]
    state = np.array([num_layers, batch_size, hidden_size])
    return OrderedDict([
        ("h_n", tuple(state)),
        ("h_0", tuple(state)),
        ("output", tuple(sizes_out)),
        ("input", tuple(sizes_in)),
    ])

def cell_shapes(batch_size, input_size, hidden_size):
    state = tuple(np.array([batch_size, hidden_size]))
    return OrderedDict(h_1=state, h_0=state, input=tuple(np.array([batch_size, input_size])))
