"""Ports of this machine in; which language models are offered there, and one of them tried, out."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date

from index.records import Article
from qa.engine import given_passage
from qa.types import Answer, Question
from qa.verify import Verified, verify
from qa.writing.address import Address, read_address
from qa.writing.failures import SchemaRefused, WritingFailed
from qa.writing.model import Model, Offered, TimeLimits
from qa.writing.parsing import Draft, Drafted, answer_schema
from qa.writing.prompt import Prompt, cited_by, make_prompt

USUAL_PORTS = {"Ollama": 11434, "LM Studio": 1234, "llama.cpp": 8080, "vLLM": 8000}
LOOKING = TimeLimits(connect=0.5, listed=2.0)
TRIED_QUESTION = "Who reopened the harbour?"
TRIED_ARTICLE = Article(
    id="trial",
    text="Mayor Ines Roe reopened the harbour of Port Ellery on 3 May 2024. It had been closed "
    "for two years after a storm.",
    publisher="The Gazette",
    published=date(2024, 5, 4),
)
TRIED_TOKENS = 1_200
TRIED_ANSWER = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A server that may be there: `usual` is whose port it is at, None where a user named it.

    `models` is empty where nothing answers; then `problem` says why.
    """

    usual: str | None
    address: Address
    models: tuple[Offered, ...] = ()
    problem: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What a model made of one question: seconds to the first words and in all.

    `structured` tells whether its server follows a JSON schema. `sentences` are what it wrote, held
    against the sentence that it was given.
    """

    model: str
    first: float
    seconds: float
    structured: bool
    sentences: tuple[Verified, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AtHand:
    """The servers that were looked at; what came of trying one, or why nothing did."""

    servers: tuple[Server, ...]
    trial: Trial | None = None
    problem: str | None = None


def usual_servers() -> tuple[Server, ...]:
    """The servers that may be at the usual ports of this machine's loopback."""
    return tuple(
        Server(usual=name, address=read_address(f"127.0.0.1:{port}"))
        for name, port in USUAL_PORTS.items()
    )


def look_at(servers: Sequence[Server], *, key: str | None = None) -> tuple[Server, ...]:
    """The same, asked what they offer, all at once. The key is for those that a user named."""
    with ThreadPoolExecutor(max(1, len(servers))) as pool:
        return tuple(pool.map(lambda one: _asked(one, key=key), servers))


def _asked(server: Server, *, key: str | None) -> Server:
    own_key = key if server.usual is None else None
    try:
        models = Model(server.address, key=own_key, limits=LOOKING).offered()
    except WritingFailed as error:
        return replace(server, problem=str(error))
    return replace(server, models=models)


def try_question(model: Model) -> Trial:
    """Has a model answer one question from one article made for it. Raises WritingFailed."""
    candidates = tuple(
        replace(found, article=TRIED_ARTICLE) for found in given_passage(TRIED_ARTICLE.text)
    )
    prompt = make_prompt(
        Question(text=TRIED_QUESTION), _unanswered(), candidates, tokens=TRIED_TOKENS
    )
    try:
        return _trial(model, prompt, structured=True)
    except SchemaRefused:
        return _trial(model, prompt, structured=False)


def _trial(model: Model, prompt: Prompt, *, structured: bool) -> Trial:
    chosen, draft, drafted = model.chosen(), Draft(), list[Drafted]()
    began = time.perf_counter()
    first: float | None = None
    words = model.words(
        prompt.messages(structured=structured),
        schema=answer_schema(len(prompt.given)) if structured else None,
        most_tokens=TRIED_ANSWER,
    )
    for piece in words:
        first = first or time.perf_counter() - began
        drafted += draft.take(piece)
        if draft.is_enough:
            words.close()
    drafted += draft.end(is_cut_off=words.ended == "length")
    seconds = time.perf_counter() - began
    return Trial(
        model=chosen.name,
        first=first or seconds,
        seconds=seconds,
        structured=structured,
        sentences=tuple(verify(one.text, cited_by(one, prompt.given)) for one in drafted),
    )


def _unanswered() -> Answer:
    return Answer(
        question=TRIED_QUESTION,
        standalone=TRIED_QUESTION,
        status="answered",
        text="",
        short_answers=(),
        confidence=0.0,
        claims=(),
        citations=(),
        nearest=(),
    )
