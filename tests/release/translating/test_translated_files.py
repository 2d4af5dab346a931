"""Files of an assignment in one language: translated, or as they are where nothing is."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.courses import TINY, tiny, write

from grader.errors import BadFile
from grader.language import Language
from grader.release.translating.translated_files import TranslatedFiles, build_students_catalogues

ZH = Language.ZH
CATALOGUE = 'msgid "Twice"\nmsgstr "两倍"\n\nmsgid "Half"\nmsgstr ""\n'


@pytest.fixture
def source(tmp_path: Path) -> Path:
    write(tmp_path / "lang" / "zh" / "texts.po", CATALOGUE)
    write(tmp_path / "lang" / "zh" / "handout.md", "你好\n")
    for name in ("handout.md", "notes.md"):
        write(tmp_path / name, "Hello\n")
    return tmp_path


def test_in_its_own_language_everything_stays_as_it_is(source: Path) -> None:
    own = TranslatedFiles.of(source, None)
    assert own.prose_path("handout.md") == source / "handout.md"
    assert own.translate_settings('title = "Twice"') == 'title = "Twice"'
    assert own.with_language('id = "a"\nlang = "en"\n') == 'id = "a"\nlang = "en"\n'
    code = "# Twice\nx = 1\n"
    assert own.translate_code(source / "a.py", code) == code


def test_texts_are_translated_where_there_is_a_translation(source: Path) -> None:
    chinese = TranslatedFiles.of(source, ZH)
    assert (
        chinese.translate_code(source / "a.py", "# Twice\nx = 1  # Half\n")
        == "# 两倍\nx = 1  # Half\n"
    )
    assert (
        chinese.translate_settings('title = "Twice"\nsay = "Half"\n')
        == 'title = "两倍"\nsay = "Half"\n'
    )


def test_prose_has_a_file_of_its_own_where_one_was_written(source: Path) -> None:
    chinese = TranslatedFiles.of(source, ZH)
    assert chinese.prose_path("handout.md") == source / "lang" / "zh" / "handout.md"
    assert chinese.prose_path("notes.md") == source / "notes.md"
    write(source / "data.csv", "1")
    assert chinese.read_given(["handout.md", "data.csv"]) == {
        "handout.md": "你好\n".encode(),
        "data.csv": b"1",
    }


def test_settings_say_the_language_once(source: Path) -> None:
    settings = TranslatedFiles.of(source, ZH).with_language
    assert settings('id = "a"\nseed = 1\n') == 'id = "a"\nlang = "zh"\nseed = 1\n'
    assert settings('id = "a"\nlang = "en"\n') == 'id = "a"\nlang = "zh"\n'


def test_titles_are_translated_and_a_catalogue_that_is_missing_is_told(tmp_path: Path) -> None:
    translated = TranslatedFiles.of(TINY.solutions / "tiny", ZH).translate_titles(tiny())
    assert translated.title == "均值与缩放" and translated.tasks[0].id == "running_mean"
    with pytest.raises(BadFile, match="it cannot be read"):
        TranslatedFiles.of(tmp_path, ZH)


def test_students_get_one_catalogue_a_language() -> None:
    files = build_students_catalogues(TINY, tiny())
    assert list(files) == ["lang/zh.po"] and "均值与缩放".encode() in files["lang/zh.po"]
