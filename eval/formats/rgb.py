"""RGB, facts (Chen et al. 2024): questions with documents, and the same with a planted answer.

JSONL rows `query, answer, fakeanswer, positive, positive_wrong, negative`: documents that hold the
answer, the same with the planted one in its place, and others near to the question. A right reply
shows both answers side by side. `answer` is a text, or lists of its wordings, of which the one that
the documents use is taken. Each row's documents become articles as in `ramdocs`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from eval import metrics
from eval.cases import Case, Evidence, GoldClaim, Problem
from eval.formats.rows import Exact, Text, own_documents, read_rows
from index.records import Article


@dataclass(frozen=True)
class PlantedRow:
    """One line."""

    query: Text
    answer: Text | tuple[Text | tuple[Text, ...], ...]
    fakeanswer: Text
    positive: tuple[Exact, ...]
    positive_wrong: tuple[Exact, ...]
    negative: tuple[Exact, ...] = ()

    @property
    def wordings(self) -> tuple[str, ...]:
        """The ways to state the true answer."""
        given = (self.answer,) if isinstance(self.answer, str) else self.answer
        return tuple(word for one in given for word in ((one,) if isinstance(one, str) else one))


def recognises(record: Mapping[str, object]) -> bool:
    """Whether a first line is of this format."""
    return {"query", "fakeanswer", "positive", "positive_wrong"} <= record.keys()


def read(path: Path) -> Iterator[Case | Problem]:
    """The cases of a file, and what is wrong with it."""
    return read_rows(path, PlantedRow, to_case)


def articles(path: Path) -> Iterator[Article]:
    """The documents of every well-formed line."""
    for made in read_rows(path, PlantedRow, to_articles):
        if not isinstance(made, Problem):
            yield from made


def to_case(row: PlantedRow, line: int) -> Case:
    """The case that a row states."""
    name = case_name(line)
    wordings = row.wordings
    told = next((word for word in wordings if _stands_in(word, row.positive)), wordings[0])
    return Case(
        id=name,
        question=row.query,
        place=f"line {line}",
        answers=(*wordings, row.fakeanswer),
        evidence=tuple(
            Evidence(article_id=article.id)
            for article in to_articles(row, line)[: len(row.positive) + len(row.positive_wrong)]
        ),
        claims=(GoldClaim(short_answer=told), GoldClaim(short_answer=row.fakeanswer)),
        publishers=(name,),
    )


def to_articles(row: PlantedRow, line: int) -> tuple[Article, ...]:
    """The documents of a row: true, planted, others."""
    return own_documents(case_name(line), (*row.positive, *row.positive_wrong, *row.negative))


def case_name(line: int) -> str:
    """The name of the case on a line, which is also the publisher of its documents."""
    return f"rgb-{line:04d}"


def _stands_in(words: str, documents: tuple[str, ...]) -> bool:
    return any(metrics.contains(document, [words]) for document in documents)
