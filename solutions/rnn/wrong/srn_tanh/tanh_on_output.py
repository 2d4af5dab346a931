# title: tanh is applied to the outputs too
# explanation: Only the state goes through tanh; y_t = W_hy h_t has no activation. Outputs may be larger
#     than 1.
# fails: srn_tanh::arguments_kept
# fails: srn_tanh::initial_state
# fails: srn_tanh::initial_states
# fails: srn_tanh::random_sequence
# fails: srn_tanh::short_and_long
# fails: srn_tanh::single_step
# fails: srn_tanh::sizes_that_agree
# fails: srn_tanh::worked_example
import numpy as np

def srn_tanh_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    h = np.zeros(W_hh.shape[0]) if h0 is None else h0
    outputs, states = [], []
    for x in inputs:
        h = np.tanh(W_xh @ x + W_hh @ h)
        y = np.tanh(W_hy @ h)
        states.append(h)
        outputs.append(y)
    return np.array(outputs), np.array(states)

if __name__ == "__main__":
    w = np.ones((2, 2))
    print(srn_tanh_forward(np.array([[1., 1.], [1., 1.], [2., 2.]]), w, w, w))
