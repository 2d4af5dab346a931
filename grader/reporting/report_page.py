"""The report of a class as one self-contained page: autoescaped, without scripts."""

from pathlib import Path

from grader.files.templates import page_environment
from grader.plots.bars import Bar, bars_svg, count_shares
from grader.plots.svg import Alternative

from .class_report import ClassReport, Spread
from .report_text import hardest_checks, odd_checks, percent

TEMPLATE = "report.html"
BARS = 10


def report_page(report: ClassReport, folders: list[Path]) -> str:
    """Return the page, made with the first `report.html` that lies in one of the folders."""
    environment = page_environment(folders)
    environment.filters["percent"] = percent
    spreads = [("all", report.spread), *((task.id, task.spread) for task in report.tasks)]
    return environment.get_template(TEMPLATE).render(
        report=report,
        shared=report.shared,
        alone=[each for each in report.clusters if len(each.people) == 1],
        comments={each.cluster: each for each in report.comments},
        known={each.key for each in report.clusters},
        hardest=hardest_checks(report.checks),
        odd=odd_checks(report.checks),
        drawings={
            name: histogram(name, spread, f"spread-{at}")
            for at, (name, spread) in enumerate(spreads)
            if spread is not None
        },
    )


def histogram(name: str, spread: Spread, key: str) -> str:
    """Return the drawing of how points lie, in tenths of what is possible."""
    numbers = count_shares(spread.shares, BARS)
    parts = [f"{100 * at // BARS} to {100 * (at + 1) // BARS} %" for at in range(BARS)]
    texts = [f"{part}: {number}" for part, number in zip(parts, numbers, strict=True)]
    alternative = Alternative(
        key=key,
        title=f"Points of {name}",
        description="; ".join(text for text, number in zip(texts, numbers, strict=True) if number),
    )
    bars = [Bar(number=number, told=text) for number, text in zip(numbers, texts, strict=True)]
    return bars_svg(bars, ("0 %", "100 %"), "share of the points", alternative)
