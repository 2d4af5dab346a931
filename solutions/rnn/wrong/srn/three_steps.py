# title: The number of steps is fixed at three
# explanation: The worked example has three steps; other sequences are shorter or longer. T is the number
#     of rows of inputs.
# fails: srn::arguments_kept
# fails: srn::initial_state
# fails: srn::initial_states
# fails: srn::random_sequence
# fails: srn::short_and_long
# fails: srn::single_step
import numpy as np

def srn_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    outputs = np.zeros((3, W_hy.shape[0]))
    states = np.zeros((3, W_hh.shape[0]))
    h = h0 if h0 is not None else np.zeros(W_hh.shape[0])
    for t in range(3):
        h = W_xh @ inputs[t] + W_hh @ h
        states[t] = h
        outputs[t] = W_hy @ h
    return outputs, states
