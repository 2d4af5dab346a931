# Three nested Python loops over single numbers, written into arrays made with np.zeros.
import numpy as np

# 简单循环网络,一个一个数地算
def srn_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    T = inputs.shape[0]
    I = inputs.shape[1]
    H = W_xh.shape[0]
    O = W_hy.shape[0]
    outputs = np.zeros((T, O))
    states = np.zeros((T, H))
    for t in range(T):
        for i in range(H):
            s = 0
            for j in range(I):
                s = s + W_xh[i][j] * inputs[t][j]
            for j in range(H):
                # 上一个时刻的状态
                if t == 0:
                    if h0 is not None:
                        s = s + W_hh[i][j] * h0[j]
                else:
                    s = s + W_hh[i][j] * states[t - 1][j]
            states[t][i] = s
        for k in range(O):
            y = 0
            for i in range(H):
                y = y + W_hy[k][i] * states[t][i]
            outputs[t][k] = y
    return outputs, states


inputs = np.array([[1., 1.], [1., 1.], [2., 2.]])
one = np.ones((2, 2))
out, st = srn_forward(inputs, one, one, one)
print('inputs is', inputs)
for t in range(3):
    print('state', st[t], 'output', out[t])
