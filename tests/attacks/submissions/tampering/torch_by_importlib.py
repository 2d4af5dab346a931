# Loads the real torch on the NumPy server: by importlib, by path, and its library by ctypes.
import ctypes
import importlib.machinery
import sys

import numpy as np


def attack():
    sys.meta_path[:] = [importlib.machinery.BuiltinImporter, importlib.machinery.PathFinder]
    for name in [name for name in sys.modules if name.partition(".")[0] == "torch"]:
        del sys.modules[name]
    sys.path.insert(0, "@SITE@")
    try:
        module = importlib.import_module("to" + "rch")
        print("LOADED", module.__file__)
    except Exception as error:
        print(type(error).__name__)
    try:
        ctypes.CDLL("@SITE@/torch/lib/libtorch_cpu.so")
        print("LOADED the library")
    except OSError as error:
        print(type(error).__name__)


def srn_forward(inputs, W_xh, W_hh, W_hy, h0=None):
    attack()
    return np.zeros((len(inputs), len(W_hy))), np.zeros((len(inputs), len(W_xh)))
