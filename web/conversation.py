"""A conversation: what was asked and answered, as the page keeps it, and as the chat shows it.

The browser keeps the conversation as plain data. What comes back from it is checked field by
field and rendered anew, so that nothing stored there is ever trusted as markup.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NotRequired, TypedDict

from pydantic import TypeAdapter, ValidationError

from qa.types import Answer, Turn
from web.answers import render_answer
from web.markdown import escape_markdown

KEPT_EXCHANGES = 50
"""So many of the latest exchanges are kept: browsers hold a few megabytes for a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which articles a question is asked of; empty fields leave none out.

    The days are as the reader typed them; `articles` are ids.
    """

    publishers: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    articles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A question and the answer so far.

    `answer` is None until the first words came. `note` says in plain words why there is no more
    than that: stopped, or failed. `finished` is False while the answer may still grow. `as_typed`
    says that the question is not to be read as a follow-up, `without` which of its words are not
    to be read as a date or a publisher, `anew` that the answer is not to come from memory.
    `filters` are those that it was asked with, `only` says in words which articles they let
    through, None where there were none. `id`
    tells this asking of the question from any other. `suggestions` are questions that may follow.
    `day` is the day of asking, in ISO 8601, `reopened` the day on which the reader last came back
    to the conversation here, to go on with it.
    """

    question: str
    answer: Answer | None = None
    note: str | None = None
    finished: bool = False
    as_typed: bool = False
    without: tuple[str, ...] = ()
    anew: bool = False
    filters: Filters = Filters()
    only: str | None = None
    id: str = ""
    suggestions: tuple[str, ...] = ()
    day: str = ""
    reopened: str = ""


WAITING = "Reading the articles …"
"""Stands where the answer will be."""

Conversation = tuple[Exchange, ...]


class Option(TypedDict):
    """A question on a button, as plain text."""

    value: str


class Message(TypedDict):
    """One bubble of the chat; `content` is safe Markdown. The options stand below the last one."""

    role: str
    content: str
    options: NotRequired[list[Option]]


_CONVERSATION: TypeAdapter[Conversation] = TypeAdapter(Conversation)


def load_conversation(stored: object) -> Conversation:
    """The conversation that a browser kept; an empty one where what it kept is no such thing."""
    try:
        conversation = _CONVERSATION.validate_python(stored)
    except ValidationError:
        return ()
    return conversation[-KEPT_EXCHANGES:]


def dump_conversation(conversation: Conversation) -> object:
    """The conversation as JSON values, for the browser to keep."""
    return _CONVERSATION.dump_python(conversation[-KEPT_EXCHANGES:], mode="json")


def turns(conversation: Conversation) -> tuple[Turn, ...]:
    """The answered exchanges, as the history of the next question: as they were read."""
    return tuple(
        Turn(
            question=exchange.answer.standalone,
            answer=exchange.answer.text,
            short_answers=exchange.answer.short_answers,
        )
        for exchange in conversation
        if exchange.finished and exchange.answer is not None
    )


def messages(conversation: Conversation) -> list[Message]:
    """Two for each exchange: the question as it was typed, then the answer or why there is none."""
    return [
        message
        for position, exchange in enumerate(conversation, start=1)
        for message in (
            Message(role="user", content=escape_markdown(exchange.question)),
            Message(
                role="assistant",
                content=_render_reply(exchange, is_last=position == len(conversation)),
                options=[Option(value=question) for question in exchange.suggestions],
            ),
        )
    ]


def _render_reply(exchange: Exchange, *, is_last: bool) -> str:
    """Only the last question can be asked as typed: what came after another would be lost."""
    parts = []
    if exchange.answer is not None:
        can_retake = is_last and exchange.finished
        parts.append(render_answer(exchange.answer, can_retake=can_retake))
        if exchange.only is not None:
            parts.append(f"*Searched only: {escape_markdown(exchange.only)}.*")
    if exchange.note is not None:
        parts.append(f"*{escape_markdown(exchange.note)}*")
    return "\n\n".join(parts) or f"*{WAITING}*"
