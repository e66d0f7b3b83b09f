"""A BEIR folder (Thakur et al. 2021): articles, queries, and which are relevant to which.

`corpus.jsonl` (`_id, title, text`), `queries.jsonl` (`_id, text`) and `qrels/test.tsv` (else the
first file there): tab-separated query-id, corpus-id, score, under a heading line. The queries
that have a judgement are asked; retrieval alone is judged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from eval.cases import Case, Evidence, Problem
from eval.formats.rows import Text, numbered_lines, read_rows
from index.records import Article, Skipped

CORPUS, QUERIES, JUDGEMENTS = "corpus.jsonl", "queries.jsonl", "qrels"

Id = Annotated[Text, Field(alias="_id")]


@dataclass(frozen=True)
class CorpusRow:
    """An article."""

    id: Id
    text: str
    title: str = ""


@dataclass(frozen=True)
class QueryRow:
    """A question."""

    id: Id
    text: Text


def recognises(folder: Path) -> bool:
    """Whether a folder is of this format."""
    return (folder / CORPUS).is_file() and (folder / QUERIES).is_file()


def files(folder: Path) -> tuple[Path, Path, Path]:
    """The corpus, the queries and the judgements. Raises FileNotFoundError without judgements."""
    judgements = folder / JUDGEMENTS / "test.tsv"
    if not judgements.is_file():
        judgements = next(iter(sorted((folder / JUDGEMENTS).glob("*.tsv"))), judgements)
    return folder / CORPUS, folder / QUERIES, judgements


def read(folder: Path) -> Iterator[Case | Problem]:
    """The judged queries, and what is wrong with the queries and the judgements."""
    _, queries, judgements = files(folder)
    evidence: dict[str, list[Evidence]] = defaultdict(list)
    for judged in read_judgements(judgements):
        if isinstance(judged, Problem):
            yield judged
        else:
            query_id, piece = judged
            evidence[query_id].append(piece)
    for made in read_rows(queries, QueryRow, lambda row, line: (row, line)):
        if isinstance(made, Problem):
            yield Problem(place=f"{QUERIES} {made.place}", message=made.message)
            continue
        query, line = made
        if pieces := evidence.pop(query.id, None):
            yield Case(
                id=query.id,
                question=query.text,
                place=f"{QUERIES} line {line}",
                evidence=tuple(pieces),
                search_only=True,
            )
    for query_id in evidence:
        yield Problem(place=judgements.name, message=f"no query has the id {query_id!r}")


def articles(folder: Path) -> Iterator[Article | Skipped]:
    """The corpus; a line that is not well formed is skipped, with the reason."""
    for made in read_rows(folder / CORPUS, CorpusRow, to_article):
        if isinstance(made, Problem):
            yield Skipped(source=f"{folder / CORPUS}, {made.place}", reason=made.message)
        else:
            yield made


def to_article(row: CorpusRow, _line: int) -> Article:
    """The article of a corpus row; some corpora have headlines without a text."""
    return Article(id=row.id, title=row.title or None, text=row.text or row.title)


def read_judgements(path: Path) -> Iterator[tuple[str, Evidence] | Problem]:
    """The query id and the relevant article of each line that grades one above zero."""
    for number, line in numbered_lines(path):
        match line.decode(errors="replace").split("\t"):
            case ["query-id", "corpus-id", "score"] if number == 1:
                continue
            case [query_id, article_id, grade] if grade.lstrip("-").isdecimal():
                if int(grade) > 0:
                    yield query_id, Evidence(article_id=article_id, grade=int(grade))
            case _:
                yield Problem(
                    place=f"{path.name} line {number}",
                    message="three fields, tab-separated, are needed: query-id, corpus-id, score",
                )
