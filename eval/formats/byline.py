"""Byline's own question sets: JSONL, one question a line; `eval/README.md` states the fields."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from eval.cases import Case, Evidence, GoldClaim, Nobody, Problem
from eval.formats.rows import Exact, Malformed, Text, read_rows
from qa.types import Turn

FALSE_PREMISE = "false_premise"


@dataclass(frozen=True)
class EvidenceRow:
    """Where a right answer stands; without a quote the whole article counts."""

    article_id: Text
    quote: Exact | None = None


@dataclass(frozen=True)
class ClaimRow:
    """One of the answers that belong side by side."""

    short_answer: Text
    scope: Text | None = None
    speaker: Text | Nobody | None = None
    outlet: Text | Nobody | None = None
    when: Text | Nobody | None = None
    names: tuple[Text, ...] | None = None


@dataclass(frozen=True)
class TurnRow:
    """An earlier question of the conversation."""

    question: Text
    answer: str


@dataclass(frozen=True)
class BylineRow:
    """One line."""

    id: Text
    question: Text
    answers: tuple[Text, ...] = ()
    evidence: tuple[EvidenceRow, ...] = ()
    kind: Text | None = None
    date: datetime.date | None = None
    history: tuple[TurnRow, ...] = ()
    standalone: Text | None = None
    answerable: bool = True
    claims: tuple[ClaimRow, ...] = ()
    must_correct: tuple[Text, ...] = ()


def recognises(record: Mapping[str, object]) -> bool:
    """Whether a first line is of this format: any row with a question is."""
    return "question" in record


def read(path: Path) -> Iterator[Case | Problem]:
    """The cases of a file, and what is wrong with it."""
    return read_rows(path, BylineRow, to_case)


def to_case(row: BylineRow, line: int) -> Case:
    """The case that a row states. Raises Malformed where its fields contradict one another."""
    if row.answerable and not (row.answers or row.evidence or row.claims):
        raise Malformed(
            "nothing says what a right answer is: give answers, claims or evidence,"
            ' or "answerable": false'
        )
    if not row.answerable and (row.answers or row.claims):
        raise Malformed('answers are given although "answerable" is false')
    if row.standalone and not row.history:
        raise Malformed('"standalone" is given although no "history" is: ask it as it stands')
    return Case(
        id=row.id,
        question=row.question,
        place=f"line {line}",
        answerable=row.answerable,
        answers=row.answers,
        evidence=tuple(
            Evidence(article_id=piece.article_id, quote=piece.quote) for piece in row.evidence
        ),
        complete=bool(row.answers or row.claims),
        corrections=row.must_correct,
        false_premise=bool(row.must_correct) or row.kind == FALSE_PREMISE,
        claims=tuple(
            GoldClaim(
                short_answer=claim.short_answer,
                scope=claim.scope,
                speaker=claim.speaker,
                outlet=claim.outlet,
                when=claim.when,
                names=claim.names,
            )
            for claim in row.claims
        ),
        kind=row.kind,
        asked=row.date,
        history=tuple(Turn(question=turn.question, answer=turn.answer) for turn in row.history),
        standalone=row.standalone,
    )
