import matplotlib.pyplot as plt
import numpy as np

def srn_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    h = np.zeros(W_hh.shape[0]) if h0 is None else h0
    outputs, states = [], []
    for x in inputs:
        h = W_xh @ x + W_hh @ h
        states.append(h)
        outputs.append(W_hy @ h)
    return np.array(outputs), np.array(states)
plt.rcParams['font.sans-serif'] = ['SimHei']
plt.rcParams['axes.unicode_minus'] = False
w = np.ones((2, 2))
outputs, states = srn_forward(np.array([[1., 1.], [1., 1.], [2., 2.]]), w, w, w)
fig, ax = plt.subplots(figsize=(6, 4))
ax.plot(states[:, 0], 'o-', label='状态')
ax.plot(outputs[:, 0], label='输出')
ax.legend()
plt.show()
