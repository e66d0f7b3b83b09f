"""Messages in, the words of a language model out, piece by piece: the only importer of `openai`.

Any server that speaks OpenAI's chat completions will do. It is always asked to stream: a request
that is dropped then ends its work, where one without streaming would run on.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import PurePath
from queue import SimpleQueue
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from qa.closable import Closable
from qa.writing.address import Address
from qa.writing.failures import (
    BROKEN_OFF,
    NO_MODEL,
    NOTHING_READABLE,
    SEVERAL_MODELS,
    TOO_SLOW,
    OptionRefused,
    WritingFailed,
    failure_of,
)

if TYPE_CHECKING:
    import httpx2
    from openai import AsyncOpenAI

Message = Mapping[str, str]
Result = TypeVar("Result")

SENT_HEADERS = frozenset(
    {
        *("accept", "accept-encoding", "authorization", "connection", "content-length"),
        *("content-type", "host", "transfer-encoding", "user-agent"),
    }
)
"""The client would send more: of this machine, and what variables of the environment hold that are
meant for OpenAI's own servers."""

OPTIONS: Mapping[str, float] = MappingProxyType(
    {"temperature": 0, "seed": 0, "frequency_penalty": 0.2}
)
"""The likeliest words, the same each time as far as a server can; small models repeat themselves.
Some hosted models take none of these, nor `max_tokens`."""

CONTEXT_FIELDS = ("max_model_len", "loaded_context_length", "context_length", "context_window")
"""Under which names servers tell a model's context, beside llama.cpp's `meta.n_ctx`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLimits:
    """Seconds: to be connected, and to list what is offered.

    Then those until the first word of an answer, from one to the next, and for all of them.
    """

    connect: float = 5.0
    listed: float = 10.0
    first: float = 90.0
    between: float = 20.0
    whole: float = 180.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A model that a server offers; `context` is how many tokens it reads, None if not told."""

    id: str
    context: int | None

    @property
    def name(self) -> str:
        """What it is called, where its id is the path of a file."""
        return model_name(self.id)


def model_name(model_id: str) -> str:
    """A model's id as a reader is told of it: of the path of a file its name alone."""
    if not model_id.endswith(".gguf"):
        return model_id
    return PurePath(model_id.replace("\\", "/")).stem


class Model:
    """One model of one server. Safe to use from several threads.

    `model` is its id, None for the only one that the server offers. `options` go with each request.
    Nothing is sent before it is first asked.
    """

    def __init__(
        self,
        address: Address,
        *,
        model: str | None = None,
        key: str | None = None,
        limits: TimeLimits = TimeLimits(),
        options: Mapping[str, float] = OPTIONS,
    ) -> None:
        self.address = address
        self._options = options
        self._model = model
        self._key = key
        self._limits = limits
        self._refused: set[str] = set()
        self._lock = threading.RLock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._client: AsyncOpenAI | None = None
        self._chosen: Future[Offered] | None = None

    @property
    def name(self) -> str | None:
        """What the model is called; None where only its server could tell."""
        known = self._chosen
        if known is not None and known.done() and known.exception() is None:
            return known.result().name
        return self._model and model_name(self._model)

    def offered(self) -> tuple[Offered, ...]:
        """The models that the server says it has. Raises WritingFailed."""
        return self._run(self._offered()).result()

    def chosen(self) -> Offered:
        """The model that is asked; the server is asked for it once. Raises WritingFailed."""
        return self.wake().result()

    def wake(self) -> Future[Offered]:
        """The same, to be waited for: it takes its time beside other work."""
        with self._lock:
            known = self._chosen
            failed = known is not None and known.done() and known.exception() is not None
            if known is None or failed:
                self._chosen = known = self._run(self._choose())
        return known

    def words(
        self, messages: Sequence[Message], *, schema: Mapping[str, Any] | None, most_tokens: int
    ) -> Words:
        """What the model answers, as it comes; closing it ends the server's work.

        `schema` is a JSON schema that the answer is to follow, None for free text.
        """
        return Words(self, messages, schema=schema, most_tokens=most_tokens)

    def _run(self, work: Coroutine[Any, Any, Result]) -> Future[Result]:
        """Has the loop of this model's own thread do it."""
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                threading.Thread(
                    target=self._loop.run_forever, name="language model", daemon=True
                ).start()
            return asyncio.run_coroutine_threadsafe(work, self._loop)

    def _connected(self) -> AsyncOpenAI:
        """The client; it belongs to the loop's thread, which imports it too."""
        if self._client is None:
            import httpx2
            import openai

            seconds = self._limits
            self._client = openai.AsyncOpenAI(
                base_url=self.address.url,
                api_key=self._key or "none",
                # The limits on answers are kept here, where they hold over all pieces of one.
                timeout=httpx2.Timeout(seconds.whole, connect=seconds.connect),
                default_headers={"User-Agent": "byline"},
                http_client=openai.DefaultAsyncHttpxClient(
                    # A proxy named in the environment would get what is for this machine alone,
                    # and a redirect would lead the articles elsewhere than the user said.
                    trust_env=not self.address.is_here,
                    follow_redirects=False,
                    event_hooks={"request": [_drop_headers]},
                ),
            )
        return self._client

    async def _offered(self) -> tuple[Offered, ...]:
        client = self._connected().with_options(max_retries=0)
        try:
            async with asyncio.timeout(self._limits.listed):
                listed = await client.models.list()
        except TimeoutError as error:
            raise WritingFailed(TOO_SLOW, host=self.address.host) from error
        except Exception as error:
            raise failure_of(error, host=self.address.host, model=self._model) from error
        rows = listed.data if isinstance(getattr(listed, "data", None), list) else None
        if rows is None:
            raise WritingFailed(NOTHING_READABLE, host=self.address.host)
        return tuple(Offered(id=row.id, context=_context(row.model_dump())) for row in rows)

    async def _choose(self) -> Offered:
        try:
            offered = await self._offered()
        except WritingFailed:
            # A gateway need not list its models: one that is named is asked all the same.
            if self._model is None:
                raise
            return Offered(id=self._model, context=None)
        if self._model is not None:
            known = (one for one in offered if self._model in {one.id, one.name})
            return next(known, Offered(id=self._model, context=None))
        if not offered:
            raise WritingFailed(NO_MODEL, host=self.address.host)
        if len(offered) > 1:
            names = ", ".join(one.name for one in offered[:5])
            raise WritingFailed(SEVERAL_MODELS, host=self.address.host, names=names)
        return offered[0]

    async def _answer(
        self,
        messages: Sequence[Message],
        schema: Mapping[str, Any] | None,
        most_tokens: int,
        made: SimpleQueue[str | None],
    ) -> str:
        """Puts the pieces of an answer into the queue; returns why it ended ("stop", "length")."""
        chosen = await asyncio.wrap_future(self.wake())
        options: dict[str, Any] = {"max_tokens": most_tokens, **self._options}
        asked: dict[str, Any] = {"model": chosen.id, "messages": list(messages), "stream": True}
        if schema is not None:
            named = {"name": "answer", "strict": True, "schema": dict(schema)}
            asked["response_format"] = {"type": "json_schema", "json_schema": named}
        while True:
            taken = {name: value for name, value in options.items() if name not in self._refused}
            if "max_tokens" in self._refused:
                taken["max_completion_tokens"] = most_tokens
            try:
                return await self._streamed(asked | taken, chosen, made)
            except OptionRefused as error:
                if error.option in self._refused:
                    raise
                self._refused.add(error.option)

    async def _streamed(
        self, asked: Mapping[str, Any], chosen: Offered, made: SimpleQueue[str | None]
    ) -> str:
        """The same of one request."""
        host, limits, client = self.address.host, self._limits, self._connected()
        loop = asyncio.get_running_loop()
        ended: str | None = None
        try:
            async with (
                asyncio.timeout(limits.whole),
                asyncio.timeout(limits.first) as patience,
                await client.chat.completions.create(**asked) as stream,
            ):
                async for chunk in stream:
                    # The last chunk may hold no choices, the first no words.
                    for choice in chunk.choices or ():
                        ended = choice.finish_reason or ended
                        told = choice.delta.content if choice.delta else None
                        if told or _reasons(choice.delta):
                            patience.reschedule(loop.time() + limits.between)
                        if told:
                            made.put(told)
                kind = stream.response.headers.get("content-type", "")
        except TimeoutError as error:
            raise WritingFailed(TOO_SLOW, host=host) from error
        except Exception as error:
            raise failure_of(error, host=host, model=chosen.name) from error
        if ended is None:
            # A web page answered with status 200 is, to the client, a stream without a word.
            streamed = kind.startswith("text/event-stream")
            raise WritingFailed(BROKEN_OFF if streamed else NOTHING_READABLE, host=host)
        return ended


class Words(Closable[str]):
    """The pieces of one answer. `ended` says why there are no more, once there are none.

    Raises WritingFailed where the server fails, after what had come until then.
    """

    def __init__(
        self,
        model: Model,
        messages: Sequence[Message],
        *,
        schema: Mapping[str, Any] | None,
        most_tokens: int,
    ) -> None:
        self._made: SimpleQueue[str | None] = SimpleQueue()
        self._work = model._run(model._answer(messages, schema, most_tokens, self._made))
        self._work.add_done_callback(lambda _: self._made.put(None))
        self.ended: str | None = None

    def __next__(self) -> str:
        piece = self._made.get()
        if piece is not None:
            return piece
        self._made.put(None)  # for whoever asks once more
        if not self._work.cancelled():
            self.ended = self._work.result()
        raise StopIteration

    def close(self) -> None:
        """Drops the connection, by which the server learns that nobody waits any more."""
        self._work.cancel()


async def _drop_headers(request: httpx2.Request) -> None:
    for name in list(request.headers):
        if name.lower() not in SENT_HEADERS:
            del request.headers[name]


def _reasons(delta: object) -> bool:
    """Whether the model is thinking aloud, which is a sign of life and shown to nobody."""
    return any(getattr(delta, name, None) for name in ("reasoning_content", "reasoning"))


def _context(row: Mapping[str, Any]) -> int | None:
    meta = row.get("meta")
    told = [meta.get("n_ctx")] if isinstance(meta, dict) else []
    told += [row.get(name) for name in CONTEXT_FIELDS]
    return next((size for size in told if isinstance(size, int) and size > 0), None)
