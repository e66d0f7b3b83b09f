"""A file of questions in, a file with a line for each answer out.

Each line is written as soon as it is ready, so that an interruption keeps what was done.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from commands.terminal import INTERRUPTED, line, progress_bar, stop, to_json
from index.errors import UsageError
from qa.types import Question, Turn


@dataclass(frozen=True)
class TurnRow:
    """An earlier question of the conversation, and its answer where it got one."""

    question: str
    answer: str | None = None


@dataclass(frozen=True)
class QuestionRow:
    """One line of a question file; further fields may stand beside these and are passed over.

    `asked` is the day on which the question is asked; `date` is another name for it.
    """

    question: str
    id: str | int | None = None
    history: tuple[TurnRow, ...] | None = None
    publishers: tuple[str, ...] | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None
    asked: datetime.date | None = None
    date: datetime.date | None = None
    passage: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question with the id it came with, and the number of its line, from 1."""

    id: str | int | None
    question: Question
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unusable:
    """A line that holds no question to be asked, and why."""

    number: int
    reason: str


Respond = Callable[[Asked], dict[str, object]]
"""From a question to its output line. Raises UsageError for a question not to be asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """The file that the questions stand in, and the one that the responses go to."""

    source: Path
    out: Path


def files_of(
    question: str | None, source: Path | None, out: Path | None, *, option: str
) -> Files | None:
    """The files of a batch; None where one question is given in their stead.

    `option` names the one that gives `source`. Raises UsageError unless it is either the one
    question or both files.
    """
    if source is not None and out is not None and question is None:
        if out.exists() and source.exists() and out.samefile(source):
            raise UsageError(f"{out} holds the questions: name another file with --out")
        return Files(source=source, out=out)
    if question is None or source is not None or out is not None:
        raise UsageError(f"give either one question, or both {option} IN.jsonl and --out OUT.jsonl")
    return None


def read_questions(path: Path, *, defaults: Question) -> list[Asked | Unusable]:
    """The questions of a JSONL file in order, and the lines that hold none.

    A line without publishers, dates or a day of asking of its own takes those of `defaults`.
    Raises UsageError when the file cannot be read.
    """
    from eval.formats.rows import messages, numbered_lines

    rows = TypeAdapter(QuestionRow)
    found: list[Asked | Unusable] = []
    try:
        for number, content in numbered_lines(path):
            try:
                row = rows.validate_json(content, strict=True)
            except ValidationError as error:
                found.append(Unusable(number=number, reason="; ".join(messages(error))))
            else:
                found.append(Asked(id=row.id, question=_question(row, defaults), number=number))
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}") from error
    return found


def respond_to_all(
    questions: Sequence[Asked | Unusable], files: Files, *, respond: Respond
) -> None:
    """Writes the response to every question as a line of `files.out`.

    Questions that cannot be asked are named on stderr and get no line. Raises UsageError when
    the file cannot be written, and at the end when there were such questions.
    """
    written = 0
    try:
        with files.out.open("w", encoding="utf-8") as file, progress_bar() as progress:
            for item in progress.track(questions, description="Asking"):
                response = _response(item, respond)
                if isinstance(response, Unusable):
                    place = f"{files.source}:{response.number}"
                    progress.console.print(line(f"{place}: {response.reason}"))
                    continue
                file.write(to_json(response) + "\n")
                file.flush()
                written += 1
    except OSError as error:
        raise UsageError(f"{files.out} cannot be written: {error.strerror or error}") from error
    except KeyboardInterrupt:
        stop(f"interrupted: {files.out} holds {written} of {len(questions)}", code=INTERRUPTED)
    if written < len(questions):
        raise UsageError(
            f"{len(questions) - written} of {len(questions)} questions of {files.source} could "
            f"not be asked; {files.out} holds the others"
        )


def _response(item: Asked | Unusable, respond: Respond) -> dict[str, object] | Unusable:
    if isinstance(item, Unusable):
        return item
    try:
        return respond(item)
    except UsageError as error:
        return Unusable(number=item.number, reason=str(error))


def _question(row: QuestionRow, defaults: Question) -> Question:
    return replace(
        defaults,
        text=row.question,
        history=tuple(
            Turn(question=turn.question, answer=turn.answer or "") for turn in row.history or ()
        ),
        publishers=row.publishers or defaults.publishers,
        since=row.since or defaults.since,
        until=row.until or defaults.until,
        asked=row.asked or row.date or defaults.asked,
        passage=row.passage,
    )
