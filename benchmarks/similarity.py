"""`python -m benchmarks similarity`: who is alike among 1,000 submissions of a task."""

from __future__ import annotations

import os
import random
import re
import time
from pathlib import Path

import click

from grader.config import load_course_assignment
from grader.model import Course, SubmittedFile
from grader.runs.people.handed_in_code import read_given_documents
from grader.similarity.documents import Author, build_document
from grader.similarity.task_texts import task_texts
from grader.similarity.who_is_alike import task_similarity

ROOT = Path(__file__).resolve().parent.parent
MUST_SECONDS = 60
_LOCAL = re.compile(r"^    (\w+)(?:, \w+)* = ", re.MULTILINE)


@click.command()
@click.option("-n", "--number", default=1000, show_default=True, help="Submissions of the task.")
@click.option("--task", default="seq2seq", show_default=True)
def similarity(number: int, task: str) -> None:
    """Read, compare and match the passages of many submissions of a task of `rnn`.

    They are the stored wrong and honest files, each with other names, and half of them with other
    statements between: a class in which far more is alike than in a real one.
    """
    assignment = load_course_assignment(Course(folder=ROOT), "rnn")
    assert assignment.solutions is not None
    tasks = assignment.coding_tasks
    files = sorted((assignment.solutions / "wrong" / task).glob("*.py"))
    texts = [path.read_text(encoding="utf-8") for path in files]
    draw = random.Random(17)
    handed_in = [_handed_in(draw, texts, task, at) for at in range(number)]
    began = time.process_time()
    class_ = [
        build_document(Author(submission=f"s{at}", name=f"s{at}"), task_texts([file], tasks)[task])
        for at, file in enumerate(handed_in)
    ]
    read = time.process_time() - began
    told = task_similarity(task, class_, [], read_given_documents(assignment).get(task, []))
    whole = time.process_time() - began
    tokens = sum(len(each.code) for each in class_) // number
    click.echo(f"{number} submissions of {task}, {tokens} tokens each (mean)")
    click.echo(
        f"CPU time: read and hashed in {read:.1f} s, all in {whole:.1f} s; must be"
        f" {MUST_SECONDS} s on one core"
    )
    click.echo(f"{len(told.pairs):,} pairs alike; load {os.getloadavg()[0]:.1f}")


def _handed_in(draw: random.Random, texts: list[str], task: str, at: int) -> SubmittedFile:
    """Somebody's file: one of the texts, with other names and often other statements."""
    text = draw.choice(texts)
    for name in set(_LOCAL.findall(text)):
        text = re.sub(rf"\b{name}\b", f"{name}_{at}", text)
    if at % 2:
        lines = text.split("\n")
        for _ in range(len(lines) // 4):
            place = draw.randrange(len(lines))
            indent = re.match(r" *", lines[place])
            assert indent is not None
            lines.insert(place, f"{indent.group()}note({draw.randrange(9999)}, {draw.random()})")
        text = "\n".join(lines)
    return SubmittedFile(name=f"{task}.py", content=text.encode())
