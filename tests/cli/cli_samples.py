"""Three small articles, and JSONL files written and read."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from typer.testing import Result

Row = dict[str, Any]
Byline = Callable[..., Result]

ARTICLES: list[Row] = [
    {
        "id": "bridge-herald",
        "title": "Old bridge closes",
        "text": "The old bridge over the Wend closed on Monday. Engineer Mara Lind said that the "
        "bridge had carried 4,000 cars a day. The council will pay for the repairs.",
        "publisher": "Harbour Herald",
        "published": "2024-03-05",
        "url": "https://herald.example/bridge",
        "authors": ["Ida Moe"],
    },
    {
        "id": "ferry-post",
        "title": "Ferry returns",
        "text": "Tom Vance became the first mayor of Wendport to demand a new ferry. "
        "Lena Ruud became the first harbour master to demand a new ferry.",
        "publisher": "Coast Post",
        "published": "2024-04-01",
    },
    {"id": "undated", "text": "Rain fell on the hills all week."},
]


def write_lines(path: Path, rows: Sequence[Row]) -> Path:
    """A JSONL file."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def read_lines(path: Path) -> list[Row]:
    """The rows of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
