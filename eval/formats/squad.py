"""SQuAD 1.1 and 2.0 (Rajpurkar et al. 2016, 2018): each question asked of its own paragraph.

One JSON object `{"data": [{"paragraphs": [{"context", "qas": [{"id", "question", "answers":
[{"text", "answer_start"}], "is_impossible"?}]}]}]}`; a question is unanswerable when it has no
answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from eval.cases import Case, Problem
from eval.formats.rows import Exact, Malformed, Text, messages, place


@dataclass(frozen=True)
class AnswerRow:
    """An accepted answer; `answer_start` counts characters of the context."""

    text: Exact
    answer_start: int


@dataclass(frozen=True)
class QuestionRow:
    """One question on a paragraph."""

    id: Text
    question: Text
    answers: tuple[AnswerRow, ...] = ()
    is_impossible: bool = False


@dataclass(frozen=True)
class ParagraphRow:
    """A paragraph and its questions."""

    context: Exact
    qas: tuple[QuestionRow, ...]


@dataclass(frozen=True)
class ArticleRow:
    """Some paragraphs."""

    paragraphs: tuple[ParagraphRow, ...]


@dataclass(frozen=True)
class SquadFile:
    """The whole file."""

    data: tuple[ArticleRow, ...]


def recognises(record: Mapping[str, object]) -> bool:
    """Whether a JSON object is of this format."""
    return isinstance(record.get("data"), list)


def read(path: Path) -> Iterator[Case | Problem]:
    """The cases of a file, and what is wrong with it; a file that does not parse has no cases."""
    try:
        content = TypeAdapter(SquadFile).validate_json(path.read_bytes(), strict=True)
    except ValidationError as error:
        for message in messages(error):
            yield Problem(place=path.name, message=message)
        return
    for i, article in enumerate(content.data):
        for j, paragraph in enumerate(article.paragraphs):
            for k, row in enumerate(paragraph.qas):
                where = place(("data", i, "paragraphs", j, "qas", k))
                try:
                    yield to_case(row, where, context=paragraph.context)
                except Malformed as error:
                    yield Problem(place=where, message=str(error))


def to_case(row: QuestionRow, where: str, *, context: str) -> Case:
    """The case that a question states. Raises Malformed when an answer is not where it says."""
    if row.is_impossible and row.answers:
        raise Malformed("answers are given although is_impossible is true")
    for answer in row.answers:
        end = answer.answer_start + len(answer.text)
        if answer.answer_start < 0 or context[answer.answer_start : end] != answer.text:
            raise Malformed(f"{answer.text!r} does not stand at answer_start {answer.answer_start}")
    return Case(
        id=row.id,
        question=row.question,
        place=where,
        answerable=bool(row.answers),
        answers=tuple(dict.fromkeys(answer.text for answer in row.answers)),
        passage=context,
    )
