# title: Every step starts again from the initial state
# explanation: The network has no memory of its own: each state has to be made from the state of the step
#     before. Look at what your recurrence reads, and at what is renewed at the end of a step.
# fails: srn::arguments_kept
# fails: srn::initial_state
# fails: srn::initial_states
# fails: srn::random_sequence
# fails: srn::short_and_long
# fails: srn::sizes_that_agree
# fails: srn::worked_example
import numpy as np

def srn_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    if h0 is None:
        h0 = np.zeros(W_hh.shape[0])
    outputs, states = [], []
    for x in inputs:
        h = W_xh @ x + W_hh @ h0
        states.append(h)
        outputs.append(W_hy @ h)
    return np.array(outputs), np.array(states)

if __name__ == "__main__":
    w = np.ones((2, 2))
    print(srn_forward(np.array([[1., 1.], [1., 1.], [2., 2.]]), w, w, w))
