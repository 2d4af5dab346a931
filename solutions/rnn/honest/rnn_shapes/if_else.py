# One if / else for batch_first, the dicts written out.
def rnn_shapes(seq_len, batch_size, input_size, hidden_size, num_layers=1, batch_first=False):
    if batch_first == True:
        return {
            "input": (batch_size, seq_len, input_size),
            "h_0": (num_layers, batch_size, hidden_size),
            "output": (batch_size, seq_len, hidden_size),
            "h_n": (num_layers, batch_size, hidden_size),
        }
    else:
        return {
            "input": (seq_len, batch_size, input_size),
            "h_0": (num_layers, batch_size, hidden_size),
            "output": (seq_len, batch_size, hidden_size),
            "h_n": (num_layers, batch_size, hidden_size),
        }

def cell_shapes(batch_size, input_size, hidden_size):
    return {
        "input": (batch_size, input_size),
        "h_0": (batch_size, hidden_size),
        "h_1": (batch_size, hidden_size),
    }

if __name__ == "__main__":
    print(rnn_shapes(3, 1, 2, 2))
    print(cell_shapes(1, 2, 2))
