"""How much room checks leave between honest and wrong work."""

from __future__ import annotations

from grader.proof.trials.margins import Margin, describe_near_misses


def test_near_misses_are_named_with_a_tolerance_in_the_gap() -> None:
    close = Margin(check="a::sum", tolerance=1e-5, noise=0.5, wrong=5e5)
    (said,) = describe_near_misses([close])
    assert "honest work uses 0.5 of the tolerance 1e-05" in said and "rtol = atol = 5e-03" in said
    (hopeless,) = describe_near_misses(
        [Margin(check="a::sum", tolerance=1e-5, noise=0.5, wrong=2.0)]
    )
    assert "no tolerance parts them well" in hopeless
    assert (
        list(describe_near_misses([Margin(check="a::sum", tolerance=1e-5, noise=1e-3, wrong=1e4)]))
        == []
    )
