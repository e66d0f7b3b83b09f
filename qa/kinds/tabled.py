"""A question for one cell of a table and candidates in; the row with that cell, and its heads, out.

"How many votes did Ann Lee win?" is answered by the row of Ann Lee under the head "Votes", and by
nothing else. The row is quoted as it stands; what its cells are stands in brackets beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.records import Article, Span
from qa.claims.make import FoundClaim, make_claims
from qa.types import Candidate, Evidence
from qa.understand import Understood
from qa.words import content_words, stems

HOW_MUCH = re.compile(
    r"how (?:many|much)|(?:what|which) (?:share|percentage|proportion)", re.IGNORECASE
)
_MARGIN = re.compile(r"\bby (?:how (?:many|much)|what)\b", re.IGNORECASE)
_SHARE = re.compile(r"\b(?:share|percentage|per ?cent)\b|%", re.IGNORECASE)
_SHARE_HEAD = re.compile(r"%|\b(?:share|pct|percentage|per ?cent)\b", re.IGNORECASE)
_NUMBER = re.compile(r"[-+−£$€]?\d[\d,.]*\s*%?(?:\s*(?:m|bn|k))?", re.IGNORECASE)
_MOST_COLUMNS = 20
PLAIN = stems(
    "have has had win won get got gain gained receive received poll polled take took score scored "
    "end ended finish finished obtain secure secured earn earned stand stood belong represent hold "
    "held number figure vote share percentage per cent percent many much"
)
"""Words that ask for no more than what stands in the table. To lose seats is another thing."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of a table: its place in the article, and that of each of its cells."""

    span: Span
    cells: tuple[Span, ...]

    def texts(self, article: Article) -> list[str]:
        return [article.text[cell.start : cell.end].strip() for cell in self.cells]


def from_tables(question: Understood, candidates: Sequence[Candidate]) -> list[FoundClaim]:
    """The claims that the cells which are asked for make; none where no table has one for sure.

    The row is the only one of its table with a cell whose words all stand in the question, the
    column the only one whose head does, and all other words of the question stand above them.
    """
    claims: list[FoundClaim] = []
    if _MARGIN.search(question.text):
        return []  # that is told by two cells
    for article in {found.article.id: found.article for found in candidates}.values():
        for heads, rows in _tables(article.text):
            found = _cell(question.text, article, heads, rows)
            if found is not None and _is_all(question.text, article, heads, found[0]):
                claims += _claims(question, article, heads, *found)
    return claims


def _is_all(question: str, article: Article, heads: _Row, row: _Row) -> bool:
    """Whether nothing is asked for beyond what row and heads, headline and caption say."""
    before = article.text[: heads.span.start].rstrip("\n").rpartition("\n")[2]
    year = str(article.published.year) if article.published else ""
    said = " ".join([*row.texts(article), *heads.texts(article), article.title or "", before, year])
    return {word.stem for word in content_words(question)} - PLAIN <= stems(said)


def _claims(
    question: Understood, article: Article, heads: _Row, row: _Row, column: int
) -> list[FoundClaim]:
    cell = row.cells[column]
    quoted = Evidence(article=article, span=row.span, score=1.0, answer=cell)
    beside = Evidence(article=article, span=heads.span, score=1.0)
    explained = "\t".join(
        f"{words} [{head}]"
        for words, head in zip(row.texts(article), heads.texts(article), strict=True)
    )
    return [
        replace(claim, evidence=(*claim.evidence, beside), explained=explained)
        for claim in make_claims(question, [quoted])
    ]


def _tables(text: str) -> Iterator[tuple[_Row, list[_Row]]]:
    """The tables of a text: the row of heads, and the rows below it that have as many cells."""
    table: list[_Row] = []
    for row in [*_rows(text), None]:
        follows = row and table and text[table[-1].span.end : row.span.start] == "\n"
        if row and follows and len(row.cells) == len(table[0].cells):
            table.append(row)
            continue
        if len(table) > 1 and not any(
            _NUMBER.fullmatch(text[head.start : head.end].strip()) for head in table[0].cells
        ):
            yield table[0], table[1:]
        table = [row] if row else []


def _rows(text: str) -> Iterator[_Row]:
    for line in re.finditer(r"[^\n]*\t[^\n]*", text):
        edges = [line.start(), *(tab.end() for tab in re.finditer(r"\t", line[0])), line.end()]
        starts = [edges[0], *(line.start() + end for end in edges[1:-1])]
        ends = [start - 1 for start in starts[1:]] + [line.end()]
        if len(starts) <= _MOST_COLUMNS:
            cells = tuple(Span(start, end) for start, end in zip(starts, ends, strict=True))
            yield _Row(Span(*line.span()), cells)


def _cell(
    question: str, article: Article, heads: _Row, rows: Sequence[_Row]
) -> tuple[_Row, int] | None:
    """The row and the column that a question asks for; None where it is not sure."""
    asked = stems(question)
    keys = [(row, column) for row in rows for column in _keys(article, row, asked)]
    if len({row.span for row, _ in keys}) != 1:
        return None
    row, key = keys[0]
    columns = [
        column
        for column in _columns(question, heads.texts(article))
        if column != key and row.texts(article)[column]
    ]
    if HOW_MUCH.search(question):
        columns = [c for c in columns if _NUMBER.fullmatch(row.texts(article)[c])]
    return (row, columns[0]) if len(columns) == 1 else None


def _keys(article: Article, row: _Row, asked: frozenset[str]) -> Iterator[int]:
    for column, words in enumerate(row.texts(article)):
        meant = {word.stem for word in content_words(words)}
        if meant and meant <= asked and not _NUMBER.fullmatch(words):
            yield column


def _columns(question: str, heads: Sequence[str]) -> list[int]:
    """The columns whose heads stand in the question; of a share those of shares alone."""
    if _SHARE.search(question):
        return [column for column, head in enumerate(heads) if _SHARE_HEAD.search(head)]
    asked = stems(question)
    meant = [{word.stem for word in content_words(head)} for head in heads]
    return [column for column, words in enumerate(meant) if words and words <= asked]
