import matplotlib
matplotlib.use("Agg")
from matplotlib import pyplot as plt, cm
import numpy as np

def srn_tanh_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    h = np.zeros(W_hh.shape[0]) if h0 is None else h0
    outputs, states = [], []
    for x in inputs:
        h = np.tanh(W_xh @ x + W_hh @ h)
        states.append(h)
        outputs.append(W_hy @ h)
    return np.array(outputs), np.array(states)
colors = cm.viridis(np.linspace(0, 1, 3))
for c, s in zip(colors, (0.5, 1.0, 2.0)):
    ys, hs = srn_tanh_forward(np.ones((10, 1)), s * np.ones((1, 1)), np.ones((1, 1)), np.ones((1, 1)))
    plt.plot(range(10), hs[:, 0], color=c, label=f"w = {s}")
plt.legend()
plt.savefig("tanh.png")
plt.close()
