"""Help of a command: in English as click writes it, in Chinese in columns."""

from __future__ import annotations

from collections.abc import Callable

import click
import click.shell_completion

from grader.cli.screen.helping import SpokenHelp
from grader.feedback.columns import width
from grader.language import Language, speak


def written(write: Callable[[SpokenHelp], object], language: Language = Language.ZH) -> list[str]:
    formatter = SpokenHelp(width=30)
    with speak(language):
        write(formatter)
    return formatter.getvalue().split("\n")


def test_english_is_written_as_click_writes_it() -> None:
    def write(formatter: click.HelpFormatter) -> None:
        formatter.write_usage("grade check", "[OPTIONS]")
        with formatter.section("Options"):
            formatter.write_dl([("--json", "Print one object.\b"), ("-v", "x " * 40)])
        formatter.write_text("A sentence. " * 9)

    plain = click.HelpFormatter(width=30)
    write(plain)
    assert "\n".join(written(write, Language.EN)) == plain.getvalue()


def test_a_list_in_chinese_stands_in_two_columns() -> None:
    rows = [("--json", "打印一个对象而没有别的东西"), ("很长的名字", "说明"), ("-v", "")]
    lines = written(lambda formatter: formatter.write_dl(rows))
    assert lines == [
        "--json      打印一个对象而没有",
        "            别的东西",
        "很长的名字  说明",
        "-v",
        "",
    ]


def test_a_name_that_is_too_long_for_its_column_has_a_line_of_its_own() -> None:
    lines = written(lambda formatter: formatter.write_dl([("--" + "x" * 9, "说明")], col_max=6))
    assert lines == ["--xxxxxxxxx", "        说明", ""]


def test_a_paragraph_in_chinese_is_wrapped_at_its_width() -> None:
    lines = written(lambda formatter: formatter.write_text("检查" * 40 + "\n\n第二段"))
    assert max(map(width, lines)) <= 30 and "第二段" in lines
    assert "".join(lines).replace("第二段", "") == "检查" * 40
