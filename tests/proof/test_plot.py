"""The picture of an audit."""

from __future__ import annotations

from grader.proof.plot import draw_margins
from grader.proof.trials.margins import Margin


def test_the_picture_has_a_line_a_check() -> None:
    rooms = [
        Margin(check="a::<b>", tolerance=1e-5, noise=0.0, wrong=None),
        Margin(check="a::c", tolerance=1e-5, noise=1e-3, wrong=1e30),
    ]
    drawn = draw_margins("Noise & error", rooms)
    assert "a::&lt;b&gt;" in drawn and "Noise &amp; error" in drawn and drawn.count("<circle") == 2
