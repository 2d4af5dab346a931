# Opens sockets of other families: netlink, packet, raw, vsock, alg, bluetooth, key.
import socket

import numpy as np


def attack():
    for connect in (

        lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0).bind((0, 0)),
        lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW),
        lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP),
        lambda: socket.socket(socket.AF_VSOCK),
        lambda: socket.socket(socket.AF_ALG, socket.SOCK_SEQPACKET).bind(("hash", "sha256")),
        lambda: socket.socket(31, socket.SOCK_RAW),
        lambda: socket.socket(15, socket.SOCK_RAW, 2),

    ):
        try:
            print("CONNECTED", connect())
        except Exception as error:
            print(type(error).__name__, end=" ")


def srn_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    attack()
    return np.zeros((len(inputs), len(W_hy))), np.zeros((len(inputs), len(W_xh)))
