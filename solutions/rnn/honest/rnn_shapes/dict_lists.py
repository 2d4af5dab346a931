# dict(...) with lists that are swapped in place for batch_first; lists instead of tuples.
def rnn_shapes(seq_len, batch_size, input_size, hidden_size, num_layers=1, batch_first=False):
    input = [seq_len, batch_size, input_size]
    output = [seq_len, batch_size, hidden_size]
    if batch_first:
        input[0], input[1] = input[1], input[0]
        output[0], output[1] = output[1], output[0]
    h = [num_layers, batch_size, hidden_size]
    return dict(input=input, h_0=h, output=output, h_n=list(h))

def cell_shapes(batch_size, input_size, hidden_size):
    h = [batch_size, hidden_size]
    return dict(input=[batch_size, input_size], h_0=h, h_1=h)

print(rnn_shapes(3, 1, 2, 2))
print(cell_shapes(1, 2, 2))
