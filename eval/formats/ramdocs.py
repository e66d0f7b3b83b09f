"""RAMDocs (Wang et al. 2025): ambiguous questions, each with documents of its own that disagree.

JSONL rows `question, documents: [{text, type, answer}], gold_answers, wrong_answers`; the type
is correct, misinfo or noise. A right reply has every gold answer and no wrong one. Rows have no
ids: a case is named by its line, and its documents become articles of that publisher.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from eval.cases import Case, Evidence, GoldClaim, Problem
from eval.formats.rows import Exact, Malformed, Text, own_documents, read_rows
from index.records import Article


@dataclass(frozen=True)
class DocumentRow:
    """One of the documents, and what it supports."""

    text: Exact
    type: Text


@dataclass(frozen=True)
class AmbiguousRow:
    """One line."""

    question: Text
    documents: tuple[DocumentRow, ...]
    gold_answers: tuple[Text, ...]
    wrong_answers: tuple[Text, ...] = ()


def recognises(record: Mapping[str, object]) -> bool:
    """Whether a first line is of this format."""
    return {"question", "documents", "gold_answers"} <= record.keys()


def read(path: Path) -> Iterator[Case | Problem]:
    """The cases of a file, and what is wrong with it."""
    return read_rows(path, AmbiguousRow, to_case)


def articles(path: Path) -> Iterator[Article]:
    """The documents of every well-formed line."""
    for made in read_rows(path, AmbiguousRow, to_articles):
        if not isinstance(made, Problem):
            yield from made


def to_case(row: AmbiguousRow, line: int) -> Case:
    """The case that a row states. Raises Malformed when it has no gold answer."""
    if not row.gold_answers:
        raise Malformed("gold_answers: at least one is needed")
    name = case_name(line)
    return Case(
        id=name,
        question=row.question,
        place=f"line {line}",
        answers=row.gold_answers,
        evidence=tuple(
            Evidence(article_id=article.id)
            for article, document in zip(to_articles(row, line), row.documents, strict=True)
            if document.type == "correct"
        ),
        claims=tuple(GoldClaim(short_answer=answer) for answer in row.gold_answers),
        wrong_answers=row.wrong_answers,
        publishers=(name,),
    )


def to_articles(row: AmbiguousRow, line: int) -> tuple[Article, ...]:
    """The documents of a row, in order."""
    return own_documents(case_name(line), (document.text for document in row.documents))


def case_name(line: int) -> str:
    """The name of the case on a line, which is also the publisher of its documents."""
    return f"ramdocs-{line:04d}"
