"""Writing and judging checks: what a check file imports is here.

```python
from grader.checking import check

@check(points=3, title="A random series", needs="running_mean", hint="Divide by how many there were so far.")
def test_random_series(student, reference, rng, compare):
    ...
```
"""

from grader.checking.asserting import asserts
from grader.checking.declare import check
from grader.checking.placing import Leaf, place
from grader.checking.proxies import attribute, leaves, load, state, watching
from grader.model.values import Tensor

__all__ = ["Leaf", "Tensor", "asserts", "attribute", "check", "leaves", "load", "place", "state", "watching"]
