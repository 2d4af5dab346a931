import numpy as np

# 作业一:简单循环网络(没有激活函数)
def srn_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    """前向计算,返回每个时刻的输出和状态"""
    状态 = np.zeros(W_hh.shape[0]) if h0 is None else h0
    outputs, states = [], []
    for x in inputs:
        状态 = np.dot(W_xh, x) + np.dot(W_hh, 状态)   # 更新状态
        states.append(状态)
        outputs.append(np.dot(W_hy, 状态))
    return np.array(outputs), np.array(states)

if __name__ == '__main__':
    w = np.ones((2, 2))
    输出, 状态 = srn_forward(np.array([[1., 1.], [1., 1.], [2., 2.]]), w, w, w)
    print('输出:', 输出)
    print('状态:', 状态)
