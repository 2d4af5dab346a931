"""What a task may not use: use counts, not import."""

from __future__ import annotations

from typing import Any

import pytest
from support.cases import cases

from grader.sources.rules import find_violations
from grader.sources.slicing import file_units
from grader.sources.text import Source

RULES = (("torch.nn.RNN", "Loop by hand."), ("tensorflow", "NumPy only."))


def found(text: str, **beside: str) -> Any:
    units = file_units(Source("a.py", text))
    modules = {
        name.replace("_in_", "."): Source(f"{name}.py", source) for name, source in beside.items()
    }
    return find_violations(units, ("run",), RULES, modules)


@pytest.mark.parametrize(
    ("text", "used", "line"),
    cases(
        {
            "by its full name": ("import torch\ndef run(): torch.nn.RNN(2, 2)", "torch.nn.RNN", 2),
            "imported with its parents": (
                "import torch.nn\ndef run(): torch.nn.RNN(2, 2)",
                "torch.nn.RNN",
                2,
            ),
            "by an alias": (
                "import torch.nn as nn\ndef run():\n    return nn.RNN(2, 2)",
                "torch.nn.RNN",
                3,
            ),
            "from its parent": ("from torch import nn\ndef run(): nn.RNN(2, 2)", "torch.nn.RNN", 2),
            "from its parent by an alias": (
                "from torch.nn import RNN as R\ndef run(): R(2, 2)",
                "torch.nn.RNN",
                2,
            ),
            "by a star import": ("from torch.nn import *\ndef run(): RNN(2, 2)", "torch.nn.RNN", 2),
            "imported in the function": (
                "def run():\n    from torch.nn import RNN\n    RNN(2, 2)",
                "torch.nn.RNN",
                3,
            ),
            "a part of what is forbidden": (
                "import tensorflow as tf\ndef run(): tf.keras.layers.X",
                "tensorflow.keras.layers.X",
                2,
            ),
            "in a function that it calls": (
                "from torch import nn\ndef net(): return nn.RNN\ndef run(): net()",
                "torch.nn.RNN",
                2,
            ),
            "in a constant that it reads": (
                "import torch\nNET = torch.nn.RNN\ndef run(): NET(2)",
                "torch.nn.RNN",
                2,
            ),
            "as a base class": ("from torch import nn\nclass run(nn.RNN): pass", "torch.nn.RNN", 2),
            "in a method": (
                "from torch import nn\nclass run:\n    def go(self):\n        nn.RNN",
                "torch.nn.RNN",
                4,
            ),
            "as a decorator": (
                "import tensorflow as tf\n@tf.function\ndef run(): pass",
                "tensorflow.function",
                2,
            ),
            "as a default": ("from torch import nn\ndef run(net=nn.RNN): pass", "torch.nn.RNN", 2),
            "under try": (
                (
                    "try:\n    from torch.nn import RNN\nexcept ImportError:\n    RNN = None\ndef"
                    " run(): RNN(2)"
                ),
                "torch.nn.RNN",
                5,
            ),
        }
    ),
)
def test_a_use_is_found(text: str, used: str, line: int) -> None:
    (violation,) = found(text)
    assert (violation.used, violation.file, violation.line) == (used, "a.py", line)
    assert violation.say in ("Loop by hand.", "NumPy only.")


@pytest.mark.parametrize(
    "text",
    cases(
        {
            "an import that nothing uses": (
                "import tensorflow\nfrom torch.nn import RNN\ndef run(): pass"
            ),
            "a use that the task does not reach": (
                "import torch\ndef other(): torch.nn.RNN(2, 2)\ndef run(): pass"
            ),
            "a use when run as a script": (
                "import torch\ndef run(): pass\nif __name__ == '__main__':\n    torch.nn.RNN(2, 2)"
            ),
            "a name for annotations": (
                "import torch\nfrom typing import Union\nLayer = Union[int, torch.nn.RNN]\n"
                "def run(net: Layer) -> Layer:\n    kept: Layer = net\n    return kept"
            ),
            "an annotation": "import torch\ndef run(net: torch.nn.RNN) -> torch.nn.RNN: pass",
            "an annotated name": "import torch\ndef run():\n    net: torch.nn.RNN = None",
            "a longer name": "import torch\ndef run(): torch.nn.RNNCell(2, 2)",
            "a name of the student's own": "def RNN(): pass\ndef run(): RNN()",
            "text": "def run(): return 'torch.nn.RNN'  # tensorflow",
            "a demo that fills a layer": (
                "import torch\ndef run(w): return torch.tanh(w)\nlayer = torch.nn.RNN(2, 2)\n"
                "for weight in layer.parameters():\n    torch.nn.init.ones_(weight)"
            ),
            "a demo that compares": (
                "import torch\ndef run(x): return torch.tanh(x)\n"
                "torch.testing.assert_close(run(1), torch.nn.RNN(2, 2)(1))"
            ),
            "a demo that saves": (
                "import torch, numpy as np\ndef run(x): return np.tanh(x)\n"
                "np.save('a.npy', torch.nn.RNN(2, 2)(1))"
            ),
            "a demo with a library's decorator": (
                "import torch\ndef run(x): return torch.tanh(x)\n"
                "@torch.no_grad()\ndef demo(): return torch.nn.RNN(2, 2)"
            ),
            "its neighbour from the module that defines it": (
                "from torch.nn.modules.rnn import RNNCell\ndef run(): RNNCell(2, 2)"
            ),
            "its neighbour by a name of its own": (
                "import torch\nnn = torch.nn\ndef run(): nn.RNNCell(2, 2)"
            ),
            "what it may use": "import torch\ndef run(): torch.nn.Linear(2, 2)",
            "a first try that is written anew below": (
                "import torch\ndef run(): torch.nn.RNN(2, 2)\nprint(run())\ndef run(): pass"
            ),
            "a helper's first try": (
                "import torch\ndef step(): torch.nn.RNN(2, 2)\ndef run(): step()\ndef step(): pass"
            ),
            "a class's first try": (
                "from torch import nn\nclass run(nn.RNN): pass\nclass run(nn.RNNCell): pass"
            ),
            "a constant that a function replaces": (
                "import torch\nrun = torch.nn.RNN\ndef run(): pass"
            ),
        }
    ),
)
def test_what_is_no_use(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "beside"),
    cases(
        {
            "from a module beside": ("from net import build\ndef run(): build()", "net"),
            "all of a module beside": ("import net\ndef run(): net.build()", "net"),
            "a module beside by an alias": ("import net as n\ndef run(): n.build()", "net"),
            "with a star": ("from net import *\ndef run(): build()", "net"),
            "relative": ("from .net import build\ndef run(): build()", "net"),
            "inside the function": ("def run():\n    from net import build\n    build()", "net"),
            "from a folder's module": (
                "from lib.net import build\ndef run(): build()",
                "lib_in_net",
            ),
            "a module from a folder": ("from lib import net\ndef run(): net.build()", "lib_in_net"),
        }
    ),
)
def test_a_use_in_the_student_s_own_module_is_found_there(text: str, beside: str) -> None:
    (violation,) = found(text, **{beside: "import torch\ndef build(): return torch.nn.RNN(2, 2)\n"})
    assert (violation.used, violation.file, violation.line) == ("torch.nn.RNN", f"{beside}.py", 2)


def test_a_function_beside_that_is_not_used_costs_nothing() -> None:
    assert (
        found(
            "from net import a\ndef run(): a()",
            net="import torch\ndef a(): ...\ndef b(): torch.nn.RNN",
        )
        == []
    )


def test_a_library_s_other_name_from_a_module_beside_is_known() -> None:
    text = "from tools import nn\ndef run(): nn.RNN(2, 2)"
    (violation,) = found(text, tools="import torch\nnn = torch.nn\n")
    assert (violation.used, violation.file) == ("torch.nn.RNN", "a.py")


def test_modules_that_import_each_other_end() -> None:
    assert (
        found(
            "from net import a\ndef run(): a()",
            net="from rest import b\ndef a(): b()",
            rest="from net import a\ndef b(): a()",
        )
        == []
    )


@pytest.mark.parametrize(
    "text",
    cases(
        {
            "under another name": "FIRST\nold = run\ndef run(): old()",
            "as a default": "FIRST\ndef run(old=run): old()",
            "by its decorator": "FIRST\n@wraps(run)\ndef run(): pass",
            "as a base": "from torch import nn\nclass run(nn.RNN): pass\nclass run(run): pass",
            "in a list": "tries = []\nFIRST\ntries.append(run)\ndef run(): tries[0]()",
        }
    ),
)
def test_a_first_try_that_lives_on_is_a_use(text: str) -> None:
    first = "import torch\ndef run(): torch.nn.RNN(2, 2)"
    assert [each.used for each in found(text.replace("FIRST", first))] == ["torch.nn.RNN"]


def test_each_rule_is_told_once_where_it_is_broken_first() -> None:
    text = (
        "import torch, tensorflow\ndef run():\n    torch.nn.RNN\n    torch.nn.RNN\n    tensorflow.x"
    )
    assert [violation.line for violation in found(text)] == [3, 5]
