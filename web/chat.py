"""What happens in the conversation: a question asked, answered, stopped, changed, taken back.

Each step takes the conversation as the browser keeps it and returns it anew with the messages to
show, so that two browsers never see each other's questions. All that is remembered here are the
ids of questions that were taken back while they were being answered.
"""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
from collections import deque
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from pydantic import TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from eval.feedback import Judgement, keep
from index.errors import BadQuestion, BylineError
from qa.followups.suggestions import suggest
from qa.types import Answer, Question
from qa.understanding.shown import removable
from web.conversation import (
    Conversation,
    Exchange,
    Filters,
    Message,
    dump_conversation,
    load_conversation,
    messages,
    turns,
)
from web.days import read_first_day, read_last_day
from web.failures import log_failure
from web.remembered import Remembering
from web.sources import format_day
from web.streaming import latest

STOPPED = "Stopped before the answer was complete."
FAILED = "Something went wrong while answering. The question is kept: try it again."

View = tuple[object, list[Message]]
"""The conversation for the browser to keep, and the messages to show."""

_IDS = TypeAdapter(list[str])


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """What the address of the page asks for: a question, empty for none, and its filters."""

    question: str = ""
    filters: Filters = Filters()


_LINKED = TypeAdapter(Linked)
_REMEMBERED = 10_000
"""So many questions that were taken back are known; they matter for seconds."""

_log = logging.getLogger(__name__)


class Chat:
    """The steps of a conversation with one engine."""

    def __init__(self, engine: Remembering) -> None:
        self._engine = engine
        self._taken_back: deque[str] = deque(maxlen=_REMEMBERED)

    def restore(self, stored: object) -> View:
        """The conversation after a reload; an answer that was cut off by it counts as stopped.

        A conversation of an earlier day is not gone on with.
        """
        return _view(_of_today(_stopped(load_conversation(stored))))

    def reopen(self, kept: str) -> View:
        """A conversation that the browser keeps, as JSON; an empty one where it is none.

        Whoever opens one of an earlier day means to go on with it.
        """
        try:
            stored = json.loads(kept)
        except ValueError:
            stored = None
        conversation = _stopped(load_conversation(stored))
        last = (replace(exchange, reopened=_today()) for exchange in conversation[-1:])
        return _view((*conversation[:-1], *last))

    def linked(self, stored: object, address: str) -> tuple[View, Filters]:
        """The conversation with the question of the address that was opened, and its filters.

        `address` has the fields of `Linked` as JSON; what is none counts as empty. The question is
        not asked where it is the last one already, as after a reload.
        """
        conversation = _of_today(_stopped(load_conversation(stored)))
        try:
            linked = _LINKED.validate_json(address)
        except ValidationError:
            linked = Linked()
        question = linked.question.strip()
        if not question or (conversation and conversation[-1].question == question):
            return _view(conversation), linked.filters
        *earlier, asked = _asked(conversation, question)
        # What was asked here before is no part of what somebody else linked to.
        return _view((*earlier, replace(asked, as_typed=True))), linked.filters

    def stop(self, stored: object) -> View:
        """The conversation with what was answered so far."""
        return _view(_stopped(self._interrupted(stored)))

    def restart(self, stored: object) -> View:
        """An empty conversation."""
        self._interrupted(stored)
        return _view(())

    def begin(self, stored: object, question: str) -> View:
        """The conversation with a new question at its end, which is still to be answered.

        What was asked on an earlier day is no part of it: its topic would be read into this one.
        """
        conversation = _of_today(_stopped(self._interrupted(stored)))
        return _view(_asked(conversation, question))

    def edit(self, stored: object, position: int, question: str) -> View:
        """The question at a position (from 0) put differently; what came after it is dropped."""
        return _view(_asked(self._interrupted(stored)[:position], question))

    def retry(self, stored: object, position: int) -> View:
        """The question at a position (from 0) asked anew; what came after it is dropped."""
        return _view(_asked_again(self._interrupted(stored)[: position + 1], anew=True))

    def as_typed(self, stored: object) -> View:
        """The last question asked again, not as a follow-up but by itself."""
        conversation = self._interrupted(stored)
        last = (replace(exchange, as_typed=True) for exchange in conversation[-1:])
        return _view(_asked_again((*conversation[:-1], *last)))

    def without(self, stored: object, position: object) -> View:
        """The last question asked again without a date or publisher read in it.

        `position` is its place, from 0, among what can be taken away; any other changes nothing.
        """
        conversation = load_conversation(stored)
        last = conversation[-1] if conversation else None
        understood = last.answer.understood if last and last.answer else None
        parts = dict(enumerate(removable(understood))) if understood else {}
        taken = parts.get(int(str(position))) if str(position).isdecimal() else None
        if last is None or taken is None:
            return _view(conversation)
        changed = replace(last, without=(*last.without, taken[1]))
        return _view(_asked_again((*conversation[:-1], changed)))

    def undo(self, stored: object, position: int) -> tuple[str, object, list[Message]]:
        """The question at a position (from 0), to be put differently, and what came before it."""
        conversation = self._interrupted(stored)[: position + 1]
        question = conversation[-1].question if conversation else ""
        return (question, *_view(conversation[:-1]))

    def judge(self, stored: object, position: int, verdict: str) -> None:
        """Keeps what the reader says of the answer at a position (from 0).

        Raises OSError where it cannot be written.
        """
        conversation = load_conversation(stored)[: position + 1]
        if len(conversation) <= position:
            return
        *earlier, exchange = conversation
        if exchange.answer is None:
            return
        judgement = Judgement(
            id=exchange.id or secrets.token_hex(8),
            when=datetime.now(UTC),
            verdict=verdict,
            answer=exchange.answer,
            history=() if exchange.as_typed else turns(tuple(earlier)),
            only=exchange.only,
        )
        keep(self._engine.library.status().folder, judgement)

    async def answer(  # noqa: PLR0913 - each is a field of the page
        self,
        stored: object,
        publishers: Sequence[str],
        since: str,
        until: str,
        within: str = "",
        *,
        quotes_only: bool = False,
    ) -> AsyncIterator[View | None]:
        """The conversation while its last question is answered; a failure becomes a note in it.

        `within` are the ids of the articles to answer from, as JSON; empty for all. None stands for
        "as it is shown already": there is nothing to answer, or no longer.
        """
        conversation = load_conversation(stored)
        if not conversation or conversation[-1].finished:
            yield None
            return
        *earlier, exchange = conversation
        if earlier and earlier[-1].note == STOPPED:
            self._taken_back.append(earlier[-1].id)
        earlier = list(_of_today(tuple(earlier)))
        exchange = replace(exchange, day=_today())
        try:
            question = Question(
                text=exchange.question,
                publishers=tuple(publishers),
                since=read_first_day(since),
                until=read_last_day(until),
                articles=_ids(within),
                asked=date.today(),
                without=exchange.without,
                quotes_only=quotes_only,
            )
            filters = Filters(
                publishers=question.publishers,
                since=since.strip(),
                until=until.strip(),
                articles=question.articles,
            )
            exchange = replace(exchange, filters=filters, only=_only(question))
            if not exchange.as_typed:
                question = replace(
                    question, history=turns(_on_the_same(earlier, exchange, question))
                )
            async for answer in latest(self._engine.stream(question, anew=exchange.anew)):
                if exchange.id in self._taken_back:
                    break
                exchange = replace(exchange, answer=answer)
                yield _view((*earlier, exchange))
            # All of the answer is shown by now: what follows keeps nobody from reading.
            suggestions = await asyncio.to_thread(self._suggestions, question, exchange.answer)
            exchange = replace(exchange, suggestions=suggestions, finished=True)
        except BylineError as error:
            exchange = replace(exchange, note=str(error), finished=True)
        except Exception as error:
            # An exception that leaves an event hides the whole conversation behind "Error".
            log_failure(_log, "a question could not be answered", error)
            exchange = replace(exchange, note=FAILED, finished=True)
        yield None if exchange.id in self._taken_back else _view((*earlier, exchange))

    def _suggestions(self, question: Question, answer: Answer | None) -> tuple[str, ...]:
        """What may be asked next; a failure costs the suggestions, not the answer."""
        try:
            return () if answer is None else suggest(question, answer, self._engine.library)
        except Exception as error:
            log_failure(_log, "no question could be suggested", error)
            return ()

    def _interrupted(self, stored: object) -> Conversation:
        """The conversation, the answer that it still waits for being wanted no longer.

        The browser cancels that answer too, but cannot where it has not heard of it yet.
        """
        conversation = load_conversation(stored)
        if conversation and conversation[-1].id and not conversation[-1].finished:
            self._taken_back.append(conversation[-1].id)
        return conversation


def _view(conversation: Conversation) -> View:
    return dump_conversation(conversation), messages(conversation)


def _asked(conversation: Conversation, question: str) -> Conversation:
    asked = Exchange(question=question.strip(), id=secrets.token_hex(8), day=_today())
    return (*conversation, asked)


def _asked_again(conversation: Conversation, *, anew: bool = False) -> Conversation:
    if not conversation:
        return ()
    *earlier, last = conversation
    again = Exchange(
        question=last.question,
        as_typed=last.as_typed,
        without=last.without,
        anew=anew,
        id=secrets.token_hex(8),
        day=_today(),
    )
    return (*earlier, again)


def _today() -> str:
    return date.today().isoformat()


def _of_today(conversation: Conversation) -> Conversation:
    """The conversation if it was gone on with today, or opened for that; else an empty one."""
    if not conversation:
        return ()
    last = conversation[-1]
    return conversation if _today() in {last.day, last.reopened} else ()


def _stopped(conversation: Conversation) -> Conversation:
    """The conversation with nothing left to wait for."""
    if not conversation or conversation[-1].finished:
        return conversation
    last = conversation[-1]
    answer = last.answer
    if answer is not None and answer.writing is not None:
        answer = replace(answer, writing=replace(answer.writing, finished=True))
    return (*conversation[:-1], replace(last, answer=answer, note=STOPPED, finished=True))


def _on_the_same(
    earlier: Sequence[Exchange], exchange: Exchange, question: Question
) -> tuple[Exchange, ...]:
    """What was asked before of the chosen articles; all of it where none are chosen."""
    chosen = bool(question.articles)
    return tuple(one for one in earlier if not chosen or one.only == exchange.only)


def _only(question: Question) -> str | None:
    """The filters of a question in words; None where there are none."""
    count = len(question.articles)
    parts = (
        f"{count} chosen {'article' if count == 1 else 'articles'}" if count else None,
        ", ".join(question.publishers),
        f"since {format_day(question.since)}" if question.since else None,
        f"until {format_day(question.until)}" if question.until else None,
    )
    return ", ".join(filter(None, parts)) or None


def _ids(within: str) -> tuple[str, ...]:
    """The ids that a browser names as JSON. Raises BadQuestion for anything else."""
    try:
        return tuple(_IDS.validate_json(within)) if within else ()
    except ValidationError:
        raise BadQuestion("choose the articles to ask within anew, in the Library") from None
