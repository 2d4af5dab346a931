"""What a script of a check brings along, as text: it needs NumPy or PyTorch and nothing else."""

from grader.model import Tolerances

# How the script does what `grader.sandbox.inside` does for `state`, `load` and `gradients`.
TORCH_HELPERS = '''
def parameters(target):
    """Parameters by name; a bare tensor is its own."""
    return dict(target.named_parameters()) if isinstance(target, torch.nn.Module) else {"": target}


def load(target, values):
    """Sets parameters by name."""
    with torch.no_grad():
        for name, value in values.items():
            parameters(target)[name].copy_(value)


def gradients(value, targets, cotangents, step=None):
    """Gradients of the sum of cotangents times outputs; with `step`, then a step of SGD."""
    several = isinstance(value, (tuple, list)) and len(value) == len(cotangents) > 1
    outputs = list(value) if several else [value]
    outputs = [torch.stack(list(one)) if isinstance(one, (tuple, list)) else one for one in outputs]
    total = sum((one * weight).sum() for one, weight in zip(outputs, cotangents))
    if not isinstance(total, torch.Tensor) or not total.requires_grad:
        return None  # the outputs are cut off from the graph
    named = [parameters(target) for target in targets]
    values = [one for found in named for one in found.values()]
    arrived = iter(torch.autograd.grad(total, values, allow_unused=True))
    found = [{name: next(arrived) for name in one} for one in named]
    with torch.no_grad():
        for one, got in zip(named, found):
            for name, gradient in got.items():
                if step is not None and gradient is not None:
                    one[name] -= step * gradient
    return found
'''

_COMPARING = '''
def tell_difference(name, got, expected):
    """Print where an answer parts from the expected one."""
    if isinstance(expected, dict) and isinstance(got, dict):
        for key in expected:
            tell_difference(f"{name}[{key!r}]", got.get(key), expected[key])
    elif isinstance(expected, (tuple, list)) and hasattr(got, "__len__"):
        if len(got) != len(expected):
            print(f"{name}: expected {len(expected)} items, got {len(got)}")
        for at, (mine, theirs) in enumerate(zip(got, expected)):
            tell_difference(f"{name}[{at}]", mine, theirs)
    elif hasattr(expected, "dtype"):
        mine, theirs = (
            np.asarray(one.detach() if hasattr(one, "detach") else one) for one in (got, expected)
        )
        tell_first_difference(name, mine, theirs)
    else:
        print(f"{name}: {'the same' if got == expected else f'expected {expected!r}, got {got!r}'}")


def tell_first_difference(name, got, expected):
    """Print the first number that differs."""
    if got.shape != expected.shape:
        print(f"{name}: expected shape {expected.shape}, got {got.shape}")
        return
    if not all(one.dtype.kind in "fciub" for one in (got, expected)):
        print(f"{name}: {'the same' if (got == expected).all() else 'another value'}")
        return
    small = expected.dtype.itemsize <= 4
    rtol, atol = (%s, %s) if small else (%s, %s)
    wrong = ~(abs(got - expected * 1.0) <= atol + rtol * abs(expected).max(initial=0))
    if not wrong.any():
        print(f"{name}: the same")
        return
    place = tuple(int(at) for at in np.argwhere(wrong)[0])
    print(f"{name}{list(place)}: expected {expected[place]}, got {got[place]};", end=" ")
    print(f"{wrong.sum()} of {wrong.size} numbers differ")
'''


def comparing_functions(tolerances: Tolerances) -> str:
    """Return the functions that compare an answer with the expected one."""
    both = (tolerances.float32, tolerances.float64)
    return _COMPARING % tuple(
        number for tolerance in both for number in (tolerance.relative, tolerance.absolute)
    )
