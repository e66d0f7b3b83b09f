"""Questions judged by facts: what an answer must say, and what it must not.

JSONL rows `id, question, kind, history, asked, answerable, must, must_not, must_correct, evidence,
look_in`. Each inner list of `must` is one fact, in alternative wordings; `look_in` says whether a
fact may stand in the quoted words or must stand in the short answers. A row that is not answerable
may have in `must_correct` the truth that a right answer can tell instead.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from eval.cases import Case, Evidence, Problem
from eval.formats.byline import EvidenceRow, TurnRow
from eval.formats.rows import Malformed, Text, read_rows
from qa.types import Turn

FALSE_PREMISE = "false-premise"


@dataclass(frozen=True)
class FactsRow:
    """One line."""

    id: Text
    question: Text
    answerable: bool
    must: tuple[tuple[Text, ...], ...]
    must_not: tuple[Text, ...]
    look_in: Literal["short_answers", "quotes"]
    must_correct: tuple[Text, ...] = ()
    evidence: tuple[EvidenceRow, ...] = ()
    kind: Text | None = None
    history: tuple[TurnRow, ...] = ()
    asked: datetime.date | None = None


def recognises(record: Mapping[str, object]) -> bool:
    """Whether a first line is of this format."""
    return {"question", "must", "must_not", "look_in"} <= record.keys()


def read(path: Path) -> Iterator[Case | Problem]:
    """The cases of a file, and what is wrong with it."""
    return read_rows(path, FactsRow, to_case)


def to_case(row: FactsRow, line: int) -> Case:
    """The case that a row states. Raises Malformed where its fields contradict one another."""
    if row.answerable != bool(row.must):
        raise Malformed('"must" says what an answer is: it is given where "answerable" is true')
    if not all(row.must):
        raise Malformed('a fact of "must" has no wording')
    if row.answerable and row.must_correct:
        raise Malformed('"must_correct" is for what is not answerable: put the truth in "must"')
    return Case(
        id=row.id,
        question=row.question,
        place=f"line {line}",
        answerable=row.answerable,
        facts=row.must,
        in_quotes=row.look_in == "quotes",
        wrong_answers=row.must_not,
        corrections=row.must_correct,
        false_premise=row.kind == FALSE_PREMISE,
        evidence=tuple(
            Evidence(article_id=piece.article_id, quote=piece.quote) for piece in row.evidence
        ),
        kind=row.kind,
        asked=row.asked,
        history=tuple(Turn(question=turn.question, answer=turn.answer) for turn in row.history),
    )
