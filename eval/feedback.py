"""What readers said of answers, kept beside the store; and a question set made of it.

One line of JSON for each judgement, appended in one write. Nothing of it leaves the machine.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from qa.types import Answer, Turn

FILE_NAME = "feedback.jsonl"
RIGHT, WRONG = "Like", "Dislike"
SHOULD_BE_NOT_FOUND = "Should be “not found”"
REASONS = (
    "Wrong answer",
    "An answer is missing",
    "Other words should be cited",
    SHOULD_BE_NOT_FOUND,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a reader said of one answer: `verdict` is RIGHT, WRONG or one of REASONS.

    `id` is that of the asking: the last judgement of it holds. `only` says which articles the
    filters let through, None where there were none.
    """

    id: str
    when: datetime
    verdict: str
    answer: Answer
    history: tuple[Turn, ...] = ()
    only: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """The lines of a question set, and how many judgements say nothing that a set could."""

    lines: tuple[str, ...]
    left_out: int


_JUDGEMENT: TypeAdapter[Judgement] = TypeAdapter(Judgement)


def keep(folder: Path, judgement: Judgement) -> None:
    """Writes a judgement down, on the disk before this returns. Raises OSError."""
    line = _JUDGEMENT.dump_json(judgement) + b"\n"
    file = os.open(folder / FILE_NAME, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(file, line)
        os.fsync(file)
    finally:
        os.close(file)


def judgements(folder: Path) -> list[Judgement]:
    """The judgements that hold, in the order in which they were first made."""
    try:
        lines = (folder / FILE_NAME).read_bytes().splitlines()
    except FileNotFoundError:
        return []
    kept: dict[str, Judgement] = {}
    for line in lines:
        try:
            judgement = _JUDGEMENT.validate_json(line)
        except ValidationError:
            continue  # the last write of a machine that lost its power
        kept[judgement.id] = judgement
    return list(kept.values())


def export(kept: Iterable[Judgement]) -> Export:
    """The judgements as a Byline question set.

    Only those that say what a right answer is become cases: an answer that was right, and a
    question that should have had none. With filters the case would be another question.
    """
    cases = [_case(judgement) for judgement in kept]
    lines = [json.dumps(case, ensure_ascii=False) for case in cases if case is not None]
    return Export(lines=tuple(lines), left_out=len(cases) - len(lines))


def _case(judgement: Judgement) -> dict[str, object] | None:
    answer = judgement.answer
    if judgement.only is not None:
        return None
    case: dict[str, object] = {"id": judgement.id, "question": answer.question}
    if judgement.history:
        case["history"] = [{"question": t.question, "answer": t.answer} for t in judgement.history]
    found = answer.status != "not_found"
    if judgement.verdict == SHOULD_BE_NOT_FOUND or (judgement.verdict == RIGHT and not found):
        return case | {"answerable": False, "kind": "feedback"}
    if judgement.verdict != RIGHT:
        return None
    return case | {
        "answers": list(answer.short_answers),
        "evidence": [{"article_id": c.article_id, "quote": c.quote} for c in answer.citations],
        "kind": "feedback",
    }
