"""RealTimeQA (Kasai et al. 2023): dated quiz questions on the news of the week.

JSONL rows `id, question, date, answers, choices, article_ids`. Questions are asked openly,
without their choices; the articles named are those in which the answer stands.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from eval.cases import Case, Evidence, Problem
from eval.formats.rows import Malformed, Text, read_rows


@dataclass(frozen=True)
class RealTimeRow:
    """One line."""

    id: Text
    question: Text
    date: datetime.date
    answers: tuple[Text, ...]
    article_ids: tuple[Text, ...]


def recognises(record: Mapping[str, object]) -> bool:
    """Whether a first line is of this format."""
    return {"question", "date", "answers", "article_ids"} <= record.keys()


def read(path: Path) -> Iterator[Case | Problem]:
    """The cases of a file, and what is wrong with it."""
    return read_rows(path, RealTimeRow, to_case)


def to_case(row: RealTimeRow, line: int) -> Case:
    """The case that a row states. Raises Malformed when it has no answer."""
    if not row.answers:
        raise Malformed("answers: at least one is needed")
    return Case(
        id=row.id,
        question=row.question,
        place=f"line {line}",
        answers=row.answers,
        evidence=tuple(Evidence(article_id=article_id) for article_id in row.article_ids),
        asked=row.date,
    )
