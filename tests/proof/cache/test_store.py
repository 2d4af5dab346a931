"""The cache of proofs: kept by key, typed, whole."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from support.commands import grade_here as grade
from support.proofs import course

from grader.errors import BadFile
from grader.model import Outcome
from grader.proof.cache.kept import CheckEnd, CheckLuck, Earned, Fate, current_values
from grader.proof.cache.store import Slot, Store

KEPT = [
    (dict[str, CheckEnd], {"a::x": CheckEnd("k", Outcome.FAILED, 1.5)}),
    (dict[str, CheckLuck], {"a::x": CheckLuck("k", failed=("one", "two"), noise=0.5)}),
    (Fate, Fate("k", "a::x", 3.0)),
    (Earned, Earned(Decimal("1.50"), ("why",))),
    (Earned, Earned(None, ())),
    (bool, True),
    (str, "a sentence"),
]


def test_a_broken_store_is_one_sentence(tmp_path: Path) -> None:
    assignment = course(tmp_path)
    (tmp_path / "solutions" / "demo" / "proof.json").write_text("{", encoding="utf-8")
    done = grade("verify", "demo", at=tmp_path)
    assert done.returncode == 2 and "delete it and run `grade verify` again" in done.stderr
    assert assignment.id == "demo" and "Traceback" not in done.stderr


@pytest.mark.parametrize(("kind", "value"), KEPT)
def test_what_is_kept_comes_back_as_it_was_and_under_its_key_only(
    tmp_path: Path, kind: type[object], value: object
) -> None:
    store = Store(tmp_path / "proof.json")
    store.put(Slot("name", "key"), value)
    store.save()
    again = Store(tmp_path / "proof.json")
    assert again.get(Slot("name", "key"), kind) == value
    assert again.get(Slot("name", "other"), kind) is None
    assert again.get(Slot("no name", "key"), kind) is None
    assert again.get(Slot("name", "key"), list[int]) is None


def test_only_what_is_not_known_is_worked_out_and_kept(tmp_path: Path) -> None:
    store = Store(tmp_path / "proof.json")
    asked: list[list[str]] = []

    def work(items: list[str], kept: dict[str, int]) -> Iterator[tuple[str, int]]:
        asked.append(items)
        return ((item, len(item)) for item in items if item != "held")

    slots = {name: Slot(f"n {name}", "key") for name in ("a", "bb", "held")}
    first = store.complete(slots, int, work)
    again = store.complete(slots, int, work)
    stricter = store.complete(slots, int, work, holds=lambda value: value > 1)
    assert first.values == again.values == stricter.values == {"a": 1, "bb": 2}
    assert (first.known, again.known, stricter.known) == (0, 2, 1)
    assert asked == [["a", "bb", "held"], ["held"], ["a", "held"]]


def test_what_is_no_more_is_forgotten_and_the_rest_stays(tmp_path: Path) -> None:
    store = Store(tmp_path / "proof.json")
    for name in ("wrong a/x", "wrong a/y", "wrong b/x"):
        store.put(Slot(name, "key"), name)
    store.forget("wrong a/", [Slot("wrong a/y", "key")])
    assert store.values("wrong ", str) == ["wrong a/y", "wrong b/x"]


def test_a_file_of_another_format_is_proved_anew_and_a_folder_in_its_place_is_told(
    tmp_path: Path,
) -> None:
    (tmp_path / "proof.json").write_text('{"format": 1, "entries": {}}')
    assert Store(tmp_path / "proof.json").values("", str) == []
    (tmp_path / "folder").mkdir()
    with pytest.raises(BadFile, match="cannot be read"):
        Store(tmp_path / "folder")
    with pytest.raises(BadFile, match="cannot be kept"):
        Store(tmp_path / "not there" / "proof.json").save()


def test_values_of_a_changed_check_are_not_current() -> None:
    ends = {name: CheckEnd(f"key of {name}", Outcome.PASSED, 0.0) for name in ("x", "y")}
    assert current_values(ends, {"x": "key of x", "y": "another"}) == {"x": ends["x"]}
