# Connects to TCP servers outside, on this machine, and over IPv6; listens itself.
import socket

import numpy as np


def attack():
    for connect in (

        lambda: socket.create_connection(("93.184.215.14", 80), timeout=0.5),
        lambda: socket.create_connection(("127.0.0.1", 22), timeout=0.5),
        lambda: socket.create_connection(("::1", 22), timeout=0.5),
        lambda: socket.create_server(("", 0)),
        lambda: socket.socket(fileno=0).connect(("127.0.0.1", 22)),
        lambda: socket.socket(fileno=3).getsockname(),

    ):
        try:
            print("CONNECTED", connect())
        except Exception as error:
            print(type(error).__name__, end=" ")


def srn_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    attack()
    return np.zeros((len(inputs), len(W_hy))), np.zeros((len(inputs), len(W_xh)))
