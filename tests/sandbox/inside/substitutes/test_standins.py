"""Libraries that may be missing, or that a task may not use, are there while a file loads."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support.cases import cases
from support.processes import Student, task

from grader.model import Handle, Rule
from grader.sandbox.failures import StudentRaised

SAY = "NumPy only, please."
TASK = task(rules=(Rule(forbid="torch", say=SAY),))
forked = pytest.mark.parametrize("how", ["forked"])


@pytest.mark.parametrize(
    "line",
    cases(
        {
            "pyplot": "import matplotlib.pyplot as plt\nplt.figure(figsize=(3, 3)).suptitle('x')",
            "two axes": (
                "from matplotlib import pyplot as plt\nfig, ax = plt.subplots()\nax[0].plot([1])"
            ),
            "a with": (
                "import matplotlib.pyplot as plt\nwith plt.style.context('ggplot'): plt.show()"
            ),
            "seaborn": "import seaborn as sns\nsns.set_theme()",
            "IPython": "from IPython.display import clear_output, display\nclear_output(wait=True)",
            "a class": (
                "from matplotlib.ticker import Formatter\nclass Mine(Formatter):\n    pass\nMine()"
            ),
            "a decorator": (
                "import IPython\n@IPython.core.magic.register\ndef g(): return 1\nassert g() == 1"
            ),
            "TensorBoard": (
                "from torch.utils.tensorboard import SummaryWriter\n"
                "with SummaryWriter('runs/a') as w: w.add_scalar('loss', 1.0, 0)"
            ),
            "assignment": (
                "import matplotlib\nmatplotlib.rcParams['figure.dpi'] = 100\nmatplotlib.x = 1"
            ),
        }
    ),
)
@forked
def test_a_library_for_pictures_absorbs_everything(
    open_: Callable[..., Student], how: str, line: str
) -> None:
    body = line.replace("\n", "\n    ")
    student = open_(f"{line}\ndef f():\n    {body}\n    return 1\n")
    assert student.call() == 1


@pytest.mark.parametrize("module", ["tqdm", "tqdm.auto", "tqdm.notebook"])
@forked
def test_a_progress_bar_gives_what_it_goes_over(
    open_: Callable[..., Student], how: str, module: str
) -> None:
    student = open_(f"""
        from {module} import tqdm, trange

        def f():
            with tqdm([1, 2], desc="x") as bar:
                bar.set_postfix(loss=1)
                bar.update(1)
            return [list(tqdm([1, 2])), list(trange(2, 4)), len(tqdm([1]))]
    """)
    assert student.call() == [[1, 2], [2, 3], 1]


@pytest.mark.parametrize(
    "line",
    cases(
        {
            "a device": (
                "import torch\ndevice = torch.device('cuda' if torch.cuda.is_available() else"
                " 'cpu')"
            ),
            "a choice": "import torch\nassert not torch.cuda.is_available()",
            "a class": (
                "import torch.nn as nn\nclass Net(nn.Module):\n    def __init__(self):\n       "
                " super().__init__()"
            ),
            "parts of it": (
                "from torch import nn, optim\nfrom torch.utils.data import Dataset\nclass"
                " D(Dataset): pass"
            ),
            "numbers": "import torch\nw = torch.ones(2, 2) @ torch.zeros(2) * 3 + 1",
            "a decorator": "import torch\n@torch.no_grad()\ndef g(): return 1\nassert g() == 1",
            "its functions": "import torch.nn.functional as F\nloss = F.mse_loss",
        }
    ),
)
@forked
def test_a_numpy_task_s_file_may_use_torch_at_its_top(
    open_: Callable[..., Student], how: str, line: str
) -> None:
    student = open_(f"import numpy as np\n{line}\ndef f(x):\n    return np.sum(x)\n", tasks=(TASK,))
    assert student.call([1.0, 2.0]) == 3.0


@pytest.mark.parametrize(
    "body",
    cases(
        {
            "imported at the top": "return torch.ones(2)",
            "imported inside": "import torch.nn as n; return n.Linear(2, 2)",
            "from it": "from torch import tensor; return tensor([1])",
            "made at the top": "return device.type",
            "by a name that no reader sees": "return getattr(__import__('torch'), 'ones')(2)",
            "called": "return weights(2)",
            "added to": "return weights + 1",
            "gone through": "return list(weights)",
        }
    ),
)
def test_a_numpy_task_s_function_may_not(open_: Callable[..., Student], body: str) -> None:
    student = open_(
        "import torch\ndevice = torch.device('cpu')\nweights = torch.ones(2)\ndef f():\n   "
        f" {body}\n",
        tasks=(TASK,),
    )
    with pytest.raises(StudentRaised) as caught:
        student.call()
    assert (caught.value.raised.kind, caught.value.raised.text) == ("RuleBroken", SAY)


@forked
def test_a_use_that_the_reader_sees_is_in_the_survey(
    open_: Callable[..., Student], how: str
) -> None:
    student = open_("import torch\n\ndef f():\n    return torch.ones(2)\n", tasks=(TASK,))
    (use,) = student.survey["a"].uses
    assert (use.used, use.say, use.place.file, use.place.line) == ("torch.ones", SAY, "a.py", 4)


@pytest.mark.parametrize(
    "line",
    [
        "np.array(answer), np.array([answer, answer]), np.asarray(answer, dtype=int)",
        "ours - answer, answer - ours, ours @ answer, np.float64(3) * answer",
        "ours == answer, answer == ours, ours < answer, answer.sum() < 1e-6",
        "np.dot(ours, answer), np.allclose(ours, answer), np.concatenate([ours, answer])",
        "np.exp(answer), np.einsum('ij,jk', ours, answer), np.where(ours > 0, answer, 0)",
        "float(answer), int(answer), complex(answer), round(answer, 2), abs(answer)",
        "f'{float(answer.sum()):.3f} {answer:.3f}', '%.3f %d' % (answer, answer), str(answer)",
        "isinstance(ours, torch.Tensor), issubclass(int, torch.Tensor), torch.Tensor | None",
        "sorted(answer), max(answer), sum(answer), dict(answer), {**answer}, 3 in answer",
        "np.zeros(answer.shape), ours[answer], ours.dot(answer), np.full(2, answer)",
        "__import__('copy').deepcopy(answer), __import__('math').sqrt(answer), hash(answer)",
        "ours.__iadd__(answer), [1] * answer, 'a' * answer, ~answer, -answer, answer // 2",
    ],
)
@forked
def test_what_a_demo_does_with_a_stand_in_is_inert_and_quick(
    open_: Callable[..., Student], how: str, line: str
) -> None:
    student = open_(
        f"""
        import numpy as np
        import torch

        answer, ours = torch.ones(2, 2), np.ones((2, 2))
        print({line})
        a, (b, c, d) = answer

        class Net(torch.nn.Module):
            def __init__(self):
                super().__init__()
                self.layer = torch.nn.Linear(2, 2)

        Net()(answer).backward()
        next(iter(Net().parameters()))
        assert ours.sum() == 4

        def f(x):
            return np.sum(x)
        """,
        tasks=(TASK,),
    )
    assert student.call([1.0, 2.0]) == 3.0


@pytest.mark.parametrize("use", ["np.array(weights)", "np.ones(2) - weights", "float(weights)"])
def test_numpy_s_way_to_a_stand_in_is_a_use_of_it(open_: Callable[..., Student], use: str) -> None:
    student = open_(
        f"import numpy as np\nimport torch\nweights = torch.ones(2)\ndef f():\n    return {use}\n",
        tasks=(TASK,),
    )
    with pytest.raises(StudentRaised) as caught:
        student.call()
    assert (caught.value.raised.kind, caught.value.raised.text) == ("RuleBroken", SAY)


@pytest.mark.parametrize(
    "line",
    ["", "import torch\n", "try:\n    import torch\nexcept ImportError:\n    torch = None\n"],
    ids=["without torch", "with torch", "if there is torch"],
)
@forked
def test_an_answer_that_is_an_object_needs_no_torch(
    open_: Callable[..., Student], how: str, line: str
) -> None:
    student = open_(
        f"{line}class Model:\n    size = 3\ndef f():\n    return Model()\n", tasks=(TASK,)
    )
    answer = student.call()
    assert isinstance(answer, Handle) and answer.kind == "Model"


@forked
def test_a_rule_on_torch_does_not_look_at_its_stand_in(
    open_: Callable[..., Student], how: str
) -> None:
    """The run-time half of a rule asks for PyTorch's classes; without them it is silent."""
    student = open_(
        "import torch\nimport numpy as np\nt = torch.ones(3)\ndef f():\n    return np.ones(())\n",
        tasks=(TASK,),
    )
    assert student.call() == 1.0
