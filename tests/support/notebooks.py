"""Notebooks as students hand them in."""

from __future__ import annotations

import json
from typing import Any


def code(text: str, task: str | None = None) -> dict[str, Any]:
    """A code cell; `task` is what a stub cell says in its metadata."""
    return cell("code", text, task) | {"outputs": [], "execution_count": None}


def markdown(text: str, task: str | None = None) -> dict[str, Any]:
    """A text cell."""
    return cell("markdown", text, task)


def cell(kind: str, text: str, task: str | None) -> dict[str, Any]:
    metadata = {"tensorgrade": {"task": task}} if task else {}
    return {"cell_type": kind, "metadata": metadata, "source": text.splitlines(keepends=True)}


def notebook(*cells: dict[str, Any]) -> bytes:
    """The file of a notebook with these cells."""
    return json.dumps(
        {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": list(cells)}
    ).encode()
