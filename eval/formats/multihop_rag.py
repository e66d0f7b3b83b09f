"""MultiHop-RAG (Tang & Yang 2024): questions over several articles, with evidence sentences.

JSONL rows `id, question, answer, type, evidence: [{article_id, fact}]`; a `null_query` has no
answer in the articles.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from eval.cases import Case, Evidence, Problem
from eval.formats.rows import Exact, Malformed, Text, read_rows

UNANSWERABLE = "null_query"


@dataclass(frozen=True)
class FactRow:
    """A gold sentence and the article it stands in."""

    article_id: Text
    fact: Exact


@dataclass(frozen=True)
class MultiHopRow:
    """One line."""

    id: Text
    question: Text
    answer: Text
    type: Text
    evidence: tuple[FactRow, ...]


def recognises(record: Mapping[str, object]) -> bool:
    """Whether a first line is of this format."""
    return {"question", "answer", "type", "evidence"} <= record.keys()


def read(path: Path) -> Iterator[Case | Problem]:
    """The cases of a file, and what is wrong with it."""
    return read_rows(path, MultiHopRow, to_case)


def to_case(row: MultiHopRow, line: int) -> Case:
    """The case that a row states. Raises Malformed when an answerable one has no evidence."""
    answerable = row.type != UNANSWERABLE
    if answerable and not row.evidence:
        raise Malformed(f"no evidence although the type is {row.type}")
    return Case(
        id=row.id,
        question=row.question,
        place=f"line {line}",
        answerable=answerable,
        answers=(row.answer,) if answerable else (),
        evidence=tuple(
            Evidence(article_id=fact.article_id, quote=fact.fact) for fact in row.evidence
        ),
        kind=row.type.removesuffix("_query"),
    )
