"""One question of an Otter notebook while it is read, and what becomes of it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from msgspec import field

from grader.importing.cells import Code, Import, ImportedQuestion, Test
from grader.nouns import mutable, replace

from .marks import answer_text
from .worth import NONE, points_of, resolve_points

_USED = ("name", "points", "manual", "all_or_nothing")


@mutable
class OtterTest:
    """A test and the points that it names; None stands for one that cannot be carried over."""

    test: Test | None
    points: Decimal | None


@mutable
class OtterQuestion:
    """A question: its settings, and what stands between its beginning and its end."""

    path: Path
    name: str
    asked: Any
    manual: bool
    all_or_nothing: bool
    prompt: list[str] = field(default_factory=list)
    answers: list[Code] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)  # the answers' own, with Otter's marks
    tests: list[OtterTest] = field(default_factory=list)
    written: str | None = None

    @staticmethod
    def from_settings(
        path: Path, at: int, settings: dict[str, Any], notebook: Import
    ) -> OtterQuestion:
        """Return the question that settings begin; settings that mean nothing here are told."""
        name = str(settings.get("name") or f"question_{at}")
        for key in settings:
            if key not in _USED:
                notebook.lose(f"{path.name} cell {at}", f"{key} of {name}")
        return OtterQuestion(
            path,
            name,
            settings.get("points"),
            manual=settings.get("manual") is True,
            all_or_nothing=settings.get("all_or_nothing") is True,
        )

    def to_imported(self, notebook: Import) -> ImportedQuestion:
        """Return the question as it is imported; what is lost of it is told."""
        if self.manual:
            return self._to_written(notebook)
        if self.written is not None and self.answers:
            notebook.lose(
                self.path.name,
                f"the Markdown inside of the solution of {self.name}, which has code",
            )
        question = ImportedQuestion(
            self.name,
            prompt=self.prompt,
            answers=self.answers,
            written=None if self.answers else self.written,
        )
        self._share_points(question, notebook)
        return question

    def _to_written(self, notebook: Import) -> ImportedQuestion:
        for each in self.tests:
            if each.test is not None:
                notebook.lose(
                    each.test.code.place,
                    f"{self.name} is marked by a person, so this test is left out",
                )
        return ImportedQuestion(
            self.name,
            prompt=self.prompt,
            written=self.written or "\n".join(map(answer_text, self.texts)),
            points=points_of(self.path, self.asked, self.name) or Decimal(1),
        )

    def _share_points(self, question: ImportedQuestion, notebook: Import) -> None:
        """Give each test its points, those too that cannot be carried over: they are missed."""
        shares = self._shares(notebook)
        question.points = sum(shares, Decimal(0))
        if not self.tests and self.asked is not None:
            question.points = self._total_points(notebook) or Decimal(0)
        question.tests = [
            replace(each.test, points=points)
            for each, points in zip(self.tests, shares, strict=True)
            if each.test is not None
        ]
        if self.all_or_nothing and len(question.tests) > 1:
            question.tests = [_join_tests(self.name, question.tests)]

    def _shares(self, notebook: Import) -> list[Decimal]:
        own_points = [NONE if each.points is None else each.points for each in self.tests]
        if isinstance(self.asked, list) and len(self.asked) == len(own_points):
            listed_points = [points_of(self.path, item, self.name) for item in self.asked]
            return [points or Decimal(0) for points in listed_points]
        return resolve_points(self._total_points(notebook), own_points)

    def _total_points(self, notebook: Import) -> Decimal | None:
        """Return the points that the question names; None where it names none, or none that fit."""
        if isinstance(self.asked, int | float | str):
            return points_of(self.path, self.asked, self.name)
        if isinstance(self.asked, dict) and "each" in self.asked:
            each = points_of(self.path, self.asked["each"], self.name)
            return None if each is None else each * len(self.tests)
        if self.asked is not None:
            notebook.lose(
                self.path.name,
                f"points of {self.name}, {self.asked!r}; each test got an equal share of 1",
            )
            return Decimal(1)
        return None


def _join_tests(name: str, tests: list[Test]) -> Test:
    """Return all tests as one, which passes when each does."""
    first = tests[0]
    return replace(
        first,
        name=name,
        code=first.code.with_text("\n".join(test.code.source.text for test in tests)),
        visible="\n".join(test.visible for test in tests if test.visible),
        points=sum((test.points for test in tests), Decimal(0)),
    )
