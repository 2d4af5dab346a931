# title: states holds the state before each step instead of after it
# explanation: Your list begins with h_0 and ends one step early. The contract asks for h_1 to h_T, each
#     taken after its step.
# fails: srn::arguments_kept
# fails: srn::initial_state
# fails: srn::initial_states
# fails: srn::random_sequence
# fails: srn::short_and_long
# fails: srn::single_step
# fails: srn::sizes_that_agree
# fails: srn::worked_example
import numpy as np

def srn_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    state_t = np.zeros(W_hh.shape[0]) if h0 is None else h0
    states = []
    outputs = []
    for input_t in inputs:
        print('state_t is', state_t)
        states.append(state_t)
        state_t = np.dot(W_xh, input_t) + np.dot(W_hh, state_t)
        output_t = np.dot(W_hy, state_t)
        print('output_t is', output_t)
        outputs.append(output_t)
    return np.array(outputs), np.array(states)

w = np.ones((2, 2))
srn_forward(np.array([[1., 1.], [1., 1.], [2., 2.]]), w, w, w)
