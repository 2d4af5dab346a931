# Both functions are lambdas bound to the names, with a slice step of -1 for batch_first.
lead = lambda T, B, batch_first: (T, B)[::-1] if batch_first else (T, B)

rnn_shapes = lambda seq_len, batch_size, input_size, hidden_size, num_layers=1, batch_first=False: {
    'input': lead(seq_len, batch_size, batch_first) + (input_size,),
    'output': lead(seq_len, batch_size, batch_first) + (hidden_size,),
    **dict.fromkeys(('h_0', 'h_n'), (num_layers, batch_size, hidden_size)),
}

cell_shapes = lambda batch_size, input_size, hidden_size: {
    'input': (batch_size, input_size), **dict.fromkeys(('h_0', 'h_1'), (batch_size, hidden_size))}

if __name__ == '__main__':
    print(rnn_shapes(3, 1, 2, 2), cell_shapes(1, 2, 2), sep='\n')
