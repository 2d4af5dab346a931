# Everything with numpy.einsum, rows appended and put together with numpy.vstack; no numpy alias.
import numpy

def srn_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    h = numpy.zeros(W_hh.shape[0]) if h0 is None else h0
    hs = []
    for x in inputs:
        h = numpy.einsum('hi,i->h', W_xh, x) + numpy.einsum('hk,k->h', W_hh, h)
        hs.append(h)
    hs = numpy.vstack(hs)
    ys = numpy.einsum('oh,th->to', W_hy, hs)
    return (ys, hs)

if __name__ == '__main__':
    W = numpy.ones([2, 2])
    print(srn_forward(numpy.array([[1.0, 1.0], [1.0, 1.0], [2.0, 2.0]]), W, W, W))
