"""Three small articles, questions about them, and files of them written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from index.records import Article

ARTICLES = (
    Article(
        id="bridge",
        title="Storm closes bridge",
        publisher="Harbour News",
        published=date(2021, 3, 4),
        text="The Harbour Bridge was closed on Thursday. Mayor Anna Lind said the storm had"
        " damaged two cables. Repairs will cost 40 million dollars, the city said.",
    ),
    Article(
        id="museum",
        title="Museum opens",
        publisher="City Post",
        published=date(2022, 5, 6),
        text="A museum of clocks opened in Velden on Friday. Its director, Tomas Berg, called it"
        " a dream. The building holds 300 clocks from nine countries.",
    ),
    Article(
        id="election",
        title="Council elected",
        publisher="City Post",
        published=date(2022, 9, 1),
        text="Maria Holm was the first woman elected to the council of Velden. Turnout was"
        " 61 percent. The Green List won seven seats.",
    ),
)

ROWS: tuple[dict[str, object], ...] = (
    {
        "id": "q1",
        "question": "Who said the storm had damaged two cables?",
        "answers": ["Anna Lind", "Mayor Anna Lind"],
        "evidence": [
            {
                "article_id": "bridge",
                "quote": "Mayor Anna Lind said the storm had damaged two cables.",
            }
        ],
        "kind": "who",
    },
    {
        "id": "q2",
        "question": "How many clocks does the museum in Velden hold?",
        "answers": ["300", "300 clocks"],
        "evidence": [{"article_id": "museum", "quote": "The building holds 300 clocks"}],
        "kind": "how_many",
        "date": "2022-05-07",
    },
    {
        "id": "q3",
        "question": "Who was the first woman elected to the council of Velden?",
        "answers": ["Maria Holm"],
        "claims": [{"short_answer": "Maria Holm", "scope": "first woman"}],
        "evidence": [{"article_id": "election", "quote": "Maria Holm was the first woman"}],
        "kind": "who",
    },
    {
        "id": "q4",
        "question": "Who designed the submarine of Lord Zweig?",
        "answers": [],
        "evidence": [],
        "answerable": False,
        "kind": "unanswerable",
    },
    {
        "id": "q5",
        "question": "And what was the turnout?",
        "history": [{"question": "Who was elected in Velden?", "answer": "Maria Holm"}],
        "standalone": "What was the turnout at the election in Velden?",
        "answers": ["61 percent"],
        "evidence": [{"article_id": "election", "quote": "Turnout was 61 percent."}],
        "kind": "follow_up",
    },
)


def write_lines(path: Path, rows: Iterable[Mapping[str, object] | str]) -> Path:
    """A file of rows, or of lines that are no JSON."""
    lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path
