"""Progress bars that show nothing: loops over them run as they would."""

from __future__ import annotations

import pytest

from grader.sandbox.inside.substitutes.progress_bars import Progress, tqdm_module


def test_a_loop_over_a_bar_is_the_loop(capsys: pytest.CaptureFixture[str]) -> None:
    module = tqdm_module("tqdm")
    assert list(module.tqdm([3, 1], desc="epochs")) == [3, 1] and len(module.tqdm([3, 1])) == 2
    assert list(module.trange(2, 5)) == [2, 3, 4]
    with module.tqdm(total=9, leave=False) as bar:
        bar.update(1)
        bar.set_postfix(loss=0.5)
    module.tqdm.write("said")
    assert capsys.readouterr().out == "said\n"


@pytest.mark.parametrize("name", ["tqdm", "tqdm.auto", "tqdm.notebook"])
def test_its_parts_have_the_same_names(name: str) -> None:
    module = tqdm_module(name)
    assert module.__name__ == name and module.tqdm_notebook is Progress
