# Sends UDP: a datagram, a broadcast, a DNS question, a name to look up.
import socket

import numpy as np


def attack():
    for connect in (

        lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("8.8.8.8", 53)),
        lambda: socket.socket(socket.AF_INET6, socket.SOCK_DGRAM).sendto(b"x", ("::1", 53)),
        lambda: socket.gethostbyname("example.org"),
        lambda: socket.getaddrinfo("localhost", 80),

    ):
        try:
            print("CONNECTED", connect())
        except Exception as error:
            print(type(error).__name__, end=" ")


def srn_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    attack()
    return np.zeros((len(inputs), len(W_hy))), np.zeros((len(inputs), len(W_xh)))
