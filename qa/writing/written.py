"""An engine whose answers a language model writes, each sentence held against what it cites.

The answer in the articles' own words comes first and is never waited for: whatever the model or
its server does, it stands. A sentence that the articles do not say is left out and counted.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from typing import Any

from index.library import Library
from qa.claims.compose import cite
from qa.closable import Closable
from qa.copies import also_in
from qa.engine import Engine, growing
from qa.types import (
    Answer,
    Citation,
    Evidence,
    Found,
    Question,
    SearchResult,
    Sent,
    Statement,
    Writing,
)
from qa.verify import Cited, Verified, verify
from qa.words import content_words, stems
from qa.writing.failures import SchemaRefused, TooLong, WritingFailed
from qa.writing.model import Model, Words
from qa.writing.parsing import Draft, Drafted, answer_schema
from qa.writing.prompt import Prompt, cited_by, make_prompt
from qa.writing.sound import unsound
from qa.writing.telling import UNNAMED

CONTEXT = 4096
"""Tokens that a model reads and writes at once, where neither its server nor a setting says it."""
ANSWER_TOKENS = 400
SHARE_OF_ANSWER = 0.25
"""Of a small context, so much is kept for the answer."""
SPARE_TOKENS = 48
"""For what a chat template adds."""
SMALLER = 0.6
TRIES = 4
NEAREST = 2
"""Sentences that one is held against which what it cites does not support."""

NOTHING_WRITTEN = "{model} wrote nothing that can be read as an answer."
NONE_HELD = "Nothing of what {model} wrote ({count}) could be tied to these articles."
LEFT_OUT = "Left out, as the articles do not say it: {count} of {all}."
CUT_OFF = "{model} reached its limit before it had finished."
OF_SOMETHING_ELSE = "it is of something else than what is asked"
UNCHECKED = "Something went wrong while the written answer was checked; it is not shown further."

_log = logging.getLogger(__name__)

Verify = Callable[..., Verified]


class Written(Engine):
    """Does what another engine does, and has a model write. Safe to use from several threads.

    `context` is how many tokens the model reads and writes at once; of this and of what its server
    says the lesser holds.
    """

    def __init__(
        self, engine: Engine, model: Model, *, context: int | None = None, verify: Verify = verify
    ) -> None:
        self.library = engine.library
        self.model = model
        self.quoting = engine
        self._context = context
        self._verify = verify
        # Parsing is done by one thread of its own: each that ever does it keeps memory for it.
        self._checking = ThreadPoolExecutor(1, thread_name_prefix="verifying")

    def over(self, engine: Engine) -> Written:
        """The same model, writing from what another engine finds."""
        return Written(engine, self.model, context=self._context, verify=self._verify)

    def ask(self, question: Question | str) -> Answer:
        """See `Engine.ask`. Waits until the model has written, or until its time is up."""
        *_, answer = self.stream(question)
        return answer

    def stream(self, question: Question | str) -> Iterator[Answer]:
        """See `Engine.stream`: the quotations, then with each sentence as it is verified.

        Closing it ends the work of the model's server too.
        """
        question = Question(text=question) if isinstance(question, str) else question
        if question.quotes_only:
            return self.quoting.stream(question)
        return _Stream(self, question)

    def found(self, question: Question | str) -> Found:
        """See `Engine.found`."""
        return self.quoting.found(question)

    def search(self, question: Question | str, *, k: int = 10) -> tuple[SearchResult, ...]:
        """See `Engine.search`."""
        return self.quoting.search(question, k=k)

    def begun(self, answer: Answer) -> Answer:
        """The answer, beside which the model has written nothing yet."""
        writing = Writing(by=self.model.name or UNNAMED, host=self.model.address.host)
        return replace(answer, writing=writing)

    def room(self, told: int | None) -> tuple[int, int]:
        """How many tokens a prompt and an answer may have, of a context that a server tells."""
        context = min(filter(None, (told, self._context)), default=CONTEXT)
        answer = min(ANSWER_TOKENS, int(SHARE_OF_ANSWER * context))
        return context - answer - SPARE_TOKENS, answer

    def prompt(self, question: Question, found: Found, tokens: int) -> Prompt:
        """What the model is asked. Raises TooLong where not even one sentence fits."""
        prompt = self._checking.submit(
            make_prompt, question, found.answer, found.candidates, tokens=tokens
        ).result()
        if not prompt.given:
            raise TooLong(host=self.model.address.host, context=None)
        return prompt

    def held(self, drafted: Drafted, given: Sequence[Cited], today: date | None) -> Verified:
        """A sentence, held against what it cites; where that is no support, what is nearest to it.

        Models mix up numbers: what is shown rests on the words that support it, whichever it named.
        """
        wrong = self._checking.submit(unsound, drafted.text).result()
        if wrong is not None:
            return Verified(text=drafted.text, verdict="unsupported", reason=wrong, places=())
        cited = cited_by(drafted, given)
        nearest = [one for one in _nearest(drafted.text, given) if one not in cited]
        held = self._checking.submit(self._verify, drafted.text, cited, today=today).result()
        if held.verdict == "unsupported" and nearest:
            again = self._checking.submit(self._verify, drafted.text, nearest, today=today).result()
            held = again if again.verdict == "supported" or not cited else held
        return held


def quoting(engine: Engine) -> Engine:
    """The engine, without the language model that it may have."""
    return engine.quoting if isinstance(engine, Written) else engine


class _Stream(Closable[Answer]):
    """One answer in the making; `_answer` is as far as it has come."""

    def __init__(self, engine: Written, question: Question) -> None:
        self._engine = engine
        self._question = question
        self._closed = threading.Event()
        self._words: Words | None = None
        self._began = time.perf_counter()
        self._answers = self._made()

    def __next__(self) -> Answer:
        return next(self._answers)

    def close(self) -> None:
        """See `Closable.close`."""
        self._closed.set()
        if self._words is not None:
            self._words.close()

    def _made(self) -> Iterator[Answer]:
        engine = self._engine
        engine.model.wake()  # it is asked what it can while the articles are read
        found = engine.found(self._question)
        if found.answer.status == "not_found":
            # What the articles do not answer is not for a model to answer.
            yield from growing(found.answer)
            return
        self._answer = engine.begun(found.answer)
        self._quotations = len(found.answer.citations)
        yield from growing(self._answer)
        try:
            yield from self._with_sentences(found)
        except WritingFailed as error:
            yield self._ended(str(error), failed=True)
        except Exception as error:
            # Whatever is wrong with what was written, the quotations are there and stand.
            _log.warning("what a model wrote could not be checked: %s", type(error).__name__)
            yield self._ended(UNCHECKED, failed=True)

    def _with_sentences(self, found: Found) -> Iterator[Answer]:
        """The same with each sentence; what a server does not take is asked in another way."""
        engine = self._engine
        chosen = engine.model.chosen()
        tokens, answer_tokens = engine.room(chosen.context)
        structured = True
        for tries_left in reversed(range(TRIES)):
            prompt = engine.prompt(self._question, found, tokens)
            yield self._changed(by=chosen.name, **self._sent(prompt))
            try:
                yield from self._drafted(prompt, answer_tokens, structured=structured)
            except SchemaRefused:
                if not structured:
                    raise
                structured = False
            except TooLong as error:
                if not tries_left:
                    raise
                room, answer_tokens = engine.room(error.context)
                tokens = room if room < tokens else int(SMALLER * tokens)
            else:
                return

    def _drafted(self, prompt: Prompt, answer_tokens: int, *, structured: bool) -> Iterator[Answer]:
        """The same with each sentence that the model writes; at last with a line on them all."""
        draft = Draft()
        words = self._closed_with_this(
            self._engine.model.words(
                prompt.messages(structured=structured),
                schema=answer_schema(len(prompt.given)) if structured else None,
                most_tokens=answer_tokens,
            )
        )
        for piece in words:
            yield from self._judged(draft.take(piece), prompt)
            if draft.is_enough:
                words.close()
        if not self._closed.is_set():
            yield from self._judged(draft.end(is_cut_off=words.ended == "length"), prompt)
            yield self._ended(_line_on(self._writing, words.ended), failed=False)

    def _judged(self, drafted: Iterable[Drafted], prompt: Prompt) -> Iterator[Answer]:
        engine = self._engine
        for one in drafted:
            if self._closed.is_set():
                return
            verified = self._on_the_subject(engine.held(one, prompt.given, self._question.asked))
            answer = _with_sentence(self._answer, verified, engine.library)
            first = answer.timings.get("first_sentence", self._milliseconds())
            self._answer = replace(answer, timings={**answer.timings, "first_sentence": first})
            yield self._answer

    def _on_the_subject(self, verified: Verified) -> Verified:
        """What is true and of something else is no answer: it shares no word with the question.

        What stands in an article that the quotations cite is of the same thing.
        """
        if verified.verdict != "supported":
            return verified
        quoted = {citation.article_id for citation in self._answer.citations[: self._quotations]}
        told = " ".join((verified.text, *(place.text for place in verified.places)))
        asked = {word.stem for word in content_words(self._answer.standalone)}
        if any(place.article.id in quoted for place in verified.places) or asked & stems(told):
            return verified
        return replace(verified, verdict="unsupported", reason=OF_SOMETHING_ELSE)

    def _closed_with_this(self, words: Words) -> Words:
        self._words = words
        if self._closed.is_set():
            words.close()
        return words

    def _sent(self, prompt: Prompt) -> dict[str, Any]:
        """What of the articles leaves this machine."""
        if self._engine.model.address.is_here:
            return {}
        articles = {one.article.id: one.article for one in prompt.given}
        counts = Counter(one.article.id for one in prompt.given)
        sent = (
            Sent(
                article_id=article.id,
                title=article.title,
                publisher=article.publisher,
                published=article.published,
                sentences=counts[article.id],
            )
            for article in articles.values()
        )
        return {"sent": tuple(sent)}

    def _ended(self, note: str | None, *, failed: bool) -> Answer:
        timings = {**self._answer.timings, "written": self._milliseconds()}
        self._answer = replace(self._answer, timings=timings)
        return self._changed(note=note, finished=True, failed=failed)

    def _milliseconds(self) -> float:
        """Since the question was asked."""
        return 1000 * (time.perf_counter() - self._began)

    @property
    def _writing(self) -> Writing:
        assert self._answer.writing is not None  # noqa: S101 - it has begun
        return self._answer.writing

    def _changed(self, **fields: Any) -> Answer:  # noqa: ANN401 - those of `Writing`
        self._answer = replace(self._answer, writing=replace(self._writing, **fields))
        return self._answer


def _line_on(writing: Writing, ended: str | None) -> str | None:
    """What is to be said of the sentences as a whole; None where all of them are shown."""
    lines = []
    if not writing.sentences:
        lines.append(NOTHING_WRITTEN.format(model=writing.by))
    elif not writing.shown:
        count = len(writing.sentences)
        sentences = "one sentence" if count == 1 else f"{count} sentences"
        lines.append(NONE_HELD.format(model=writing.by, count=sentences))
    elif writing.left_out:
        count = len(writing.left_out)
        lines.append(LEFT_OUT.format(count=count, all=len(writing.sentences)))
    if ended == "length":
        lines.append(CUT_OFF.format(model=writing.by))
    return " ".join(lines) or None


def _with_sentence(answer: Answer, verified: Verified, library: Library) -> Answer:
    """The answer with one more sentence; only what is shown adds to its citations."""
    citations = list(answer.citations)
    numbers = []
    for place in verified.places:
        number = _number_of(place, citations)
        if number is None and verified.verdict == "supported":
            number = len(citations) + 1
            evidence = Evidence(article=place.article, span=place.span, score=0.0)
            copies = also_in(library, place.article, place.text)
            citations.append(replace(cite(evidence, number), also_in=copies))
        if number is not None:
            numbers.append(number)
    statement = Statement(
        text=verified.text,
        citations=tuple(dict.fromkeys(numbers)),
        verdict=verified.verdict,
        reason=verified.reason,
    )
    assert answer.writing is not None  # noqa: S101 - it has begun
    writing = replace(answer.writing, sentences=(*answer.writing.sentences, statement))
    return replace(answer, citations=tuple(citations), writing=writing)


def _number_of(place: Cited, citations: Sequence[Citation]) -> int | None:
    """Under which number the words are cited already."""
    of = place.article.id, place.article.version, place.span.start, place.span.end
    return next(
        (
            one.number
            for one in citations
            if (one.article_id, one.version, one.start, one.end) == of
        ),
        None,
    )


def _nearest(text: str, given: Sequence[Cited]) -> list[Cited]:
    """The sentences that share most words with one."""
    asked = stems(text)
    shared = [(len(asked & stems(one.text)), one) for one in given]
    most = max((count for count, _ in shared), default=0)
    best = sorted(shared, key=lambda row: -row[0])[:NEAREST]
    return [one for count, one in best if count and 2 * count >= most]
