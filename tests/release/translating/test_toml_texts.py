"""Titles and sentences of a TOML file are translated where they stand."""

from __future__ import annotations

import tomllib
from textwrap import dedent

from grader.release.translating.toml_texts import toml_texts, translate_toml

RUBRIC = dedent(
    """\
    # Mark what is understood,
    # not what is long.

    [[criteria]]
    id = "why"  # a comment of the staff
    question = "a"
    title = "Why \\"so\\""
    points = 1
    look_for = '''
    A reason.
    Or two.'''

    [[rules]]
    rule = { forbid = "torch", say = "NumPy only." }
    """
)


def test_texts_are_found_with_their_lines() -> None:
    found = [(each.line, each.text) for each in toml_texts("r.toml", RUBRIC, comments=True)]
    assert found == [
        (1, "Mark what is understood,\nnot what is long."),
        (7, 'Why "so"'),
        (9, "A reason.\nOr two."),
        (14, "NumPy only."),
    ]


def test_comments_count_only_where_people_read_the_file() -> None:
    assert [each.text for each in toml_texts("a.toml", "# Staff.\ntitle = 'One'\n")] == ["One"]


def test_what_is_said_means_the_same_file_but_for_its_texts() -> None:
    words = {
        'Why "so"': '为什么"这样"\\n',
        "A reason.\nOr two.": "一个理由。\n或两个。",
        "NumPy only.": "只用 NumPy。",
        "Mark what is understood,\nnot what is long.": "看理解，\n不看长短。",
    }
    said = translate_toml(RUBRIC, lambda text: words.get(text, text))
    before, after = tomllib.loads(RUBRIC), tomllib.loads(said)
    assert after["criteria"] == [
        {
            **before["criteria"][0],
            "title": '为什么"这样"\\n',
            "look_for": "一个理由。\n或两个。",
        }
    ]
    assert after["rules"] == [{"rule": {"forbid": "torch", "say": "只用 NumPy。"}}]
    assert said.startswith("# 看理解，\n# 不看长短。\n")
    assert 'id = "why"  # a comment of the staff' in said


def test_without_translations_nothing_changes() -> None:
    assert translate_toml(RUBRIC, str) == RUBRIC
