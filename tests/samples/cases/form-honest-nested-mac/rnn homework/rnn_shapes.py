def rnn_shapes(seq_len, batch_size, input_size, hidden_size, num_layers=1, batch_first=False):
    front = (batch_size, seq_len) if batch_first else (seq_len, batch_size)
    state = (num_layers, batch_size, hidden_size)
    return {"input": front + (input_size,), "h_0": state, "output": front + (hidden_size,), "h_n": state}

def cell_shapes(batch_size, input_size, hidden_size):
    state = (batch_size, hidden_size)
    return {"input": (batch_size, input_size), "h_0": state, "h_1": state}
