# title: The state that is carried on has not been through tanh
# explanation: tanh belongs to the recurrence: h_t = tanh(…), and it is this h_t that the next step
#     reads. In your code tanh changes only what is handed out.
# fails: srn_tanh::arguments_kept
# fails: srn_tanh::initial_state
# fails: srn_tanh::initial_states
# fails: srn_tanh::random_sequence
# fails: srn_tanh::short_and_long
# fails: srn_tanh::sizes_that_agree
# fails: srn_tanh::worked_example
import numpy as np

def srn_tanh_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    a = np.zeros(W_hh.shape[0]) if h0 is None else h0
    outputs, states = [], []
    for x in inputs:
        a = W_xh @ x + W_hh @ a
        h = np.tanh(a)
        states.append(h)
        outputs.append(W_hy @ h)
    return np.array(outputs), np.array(states)

if __name__ == "__main__":
    w = np.ones((2, 2))
    print(srn_tanh_forward(np.array([[1., 1.], [1., 1.], [2., 2.]]), w, w, w))
