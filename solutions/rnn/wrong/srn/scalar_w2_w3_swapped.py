# title: The weights are written out for two units, two of them in each other's place
# explanation: In class W_xh is [[w1, w3], [w2, w4]]: w2 leads from the first input to the second unit.
#     And the sizes are not always two: a matrix product takes care of both.
# fails: srn::arguments_kept
# fails: srn::initial_state
# fails: srn::initial_states
# fails: srn::random_sequence
# fails: srn::short_and_long
# fails: srn::single_step
# fails: srn::sizes_that_agree
import numpy as np

def srn_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    w1, w2, w3, w4 = W_xh.ravel()
    w5, w6, w7, w8 = W_hy.ravel()
    U1, U2, U3, U4 = W_hh.ravel()
    s1, s2 = (0.0, 0.0) if h0 is None else h0
    outputs, states = [], []
    for x1, x2 in inputs:
        h1 = w1 * x1 + w3 * x2 + U2 * s1 + U4 * s2
        h2 = w2 * x1 + w4 * x2 + U1 * s1 + U3 * s2
        y1 = w5 * h1 + w7 * h2
        y2 = w6 * h1 + w8 * h2
        s1, s2 = h1, h2
        states.append([h1, h2])
        outputs.append([y1, y2])
    return np.array(outputs), np.array(states)

x = np.array([[1., 1.], [1., 1.], [2., 2.]])
print(srn_forward(x, np.ones((2, 2)), np.ones((2, 2)), np.ones((2, 2))))
