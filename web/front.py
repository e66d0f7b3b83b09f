"""The front page: what is in the library, and questions that it answers, told over HTTP.

The questions are made from the newest articles by rule and then asked: only those that are answered
are offered. That is done once after each change of the library, beside what readers ask.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain, zip_longest
from typing import Any

from fastapi import APIRouter

from index.catalogue import Entry
from index.records import Article
from qa.attribution.voices import voices
from qa.engine import Engine
from qa.followups.suggestions import find_subject
from qa.types import Answer, Question
from web.failures import log_failure
from web.references import format_article_address

EXAMPLES = 4
NEWEST = 6
"""Headlines."""
SHARED = 4
"""Stories that several publishers tell."""
LOOKED_THROUGH = 12
"""So many of the newest articles questions are made from."""
SAID = "What did"
LONGEST_EXAMPLE = 90
"""Characters, which a phone shows in two lines."""

Json = dict[str, Any]

_log = logging.getLogger(__name__)


def create_front_router(front: Front) -> APIRouter:
    """The route of what the front page shows."""
    router = APIRouter()

    @router.get("/api/front")
    def shown() -> Json:
        """What is in the library; "ready" tells whether "examples" are all that there will be."""
        return front.shown()

    return router


class Front:
    """What the front page shows of a library. Safe to use from several threads.

    `examples` are questions to offer; where they are None, they are made from the articles.
    """

    def __init__(self, engine: Engine, *, examples: Sequence[str] | None) -> None:
        self._engine = engine
        self._given = examples
        self._lock = threading.Lock()
        self._of: object = None
        self._contents: Json = {}
        self._examples: tuple[str, ...] = ()
        self._ready = False

    def shown(self) -> Json:
        """The contents of the library, and the examples as far as they are known."""
        change = self._engine.library.last_change()
        with self._lock:
            if self._of != change:
                self._of, self._contents = change, self._read()
                self._begin(change)
            return {**self._contents, "examples": list(self._examples), "ready": self._ready}

    def _read(self) -> Json:
        catalogue = self._engine.library.catalogue
        days = catalogue.days()
        newest = catalogue.page(limit=NEWEST)
        return {
            "articles": newest.total,
            "publishers": [
                {"name": one.name, "articles": one.articles} for one in catalogue.publishers()
            ],
            "first": days and days[0].isoformat(),
            "last": days and days[1].isoformat(),
            "newest": [_headline(entry) for entry in newest.entries],
            "shared": [
                {**_headline(one.entry), "publishers": list(one.publishers)}
                for one in catalogue.shared(limit=SHARED)
            ],
        }

    def _begin(self, change: object) -> None:
        """Sees to the examples; the lock is held."""
        if self._given is not None or not self._contents["articles"]:
            self._examples, self._ready = tuple(self._given or ()), True
            return
        self._examples, self._ready = (), False
        threading.Thread(target=self._find, args=(change,), name="front page", daemon=True).start()

    def _find(self, change: object) -> None:
        try:
            for question in _answered(self._engine, _questions(self._engine)):
                with self._lock:
                    if self._of != change:
                        return
                    self._examples = (*self._examples, question)
        except Exception as error:
            log_failure(_log, "no questions could be made for the front page", error)
        with self._lock:
            self._ready = self._ready or self._of == change


def _headline(entry: Entry) -> Json:
    return {
        "title": entry.title,
        "beginning": entry.beginning,
        "publisher": entry.publisher,
        "published": entry.published and entry.published.isoformat(),
        "address": format_article_address(entry.id, entry.version),
    }


def _questions(engine: Engine) -> Iterator[str]:
    """Questions that the newest articles may answer: first one of each, then another of each."""
    articles = engine.library.latest(limit=LOOKED_THROUGH)
    # What is asked of them takes turns, so that no four alike come first.
    made = [
        chain(_told(article), _said(article))
        if place % 2
        else chain(_said(article), _told(article))
        for place, article in enumerate(articles)
    ]
    return filter(None, chain.from_iterable(zip_longest(*made)))


def _told(article: Article) -> Iterator[str]:
    """What its headline is about."""
    subject = find_subject(article.title or "", [article])
    if subject is not None:
        yield f"Tell me more about {subject}"


def _said(article: Article) -> Iterator[str]:
    """What was said by those who speak in it by their whole names."""
    voice = voices(article.text)
    speakers: dict[str, None] = {}
    for sentence in voice.mentions.sentences:
        speaker = voice.of(sentence, None).speaker
        if speaker is not None and speaker in voice.mentions.full_names:
            speakers[speaker] = None
    for speaker in speakers:
        if len(speaker.split()) > 1:
            yield f"{SAID} {speaker} say?"


def _is_theirs(question: str, answer: Answer) -> bool:
    """Whether an answer to what somebody said holds the words of nobody else."""
    if not question.startswith(SAID):
        return True
    return all(claim.speaker and claim.speaker in question for claim in answer.claims)


def _answered(engine: Engine, questions: Iterable[str]) -> Iterator[str]:
    """The first of the questions that have a plain answer; nothing is sent to a language model."""
    tried: set[str] = set()
    found = 0
    for text in questions:
        if text in tried or len(text) > LONGEST_EXAMPLE:
            continue
        tried.add(text)
        question = Question(text=text, asked=date.today(), quotes_only=True)
        answer = engine.ask(question)
        if answer.status == "answered" and _is_theirs(text, answer):
            found += 1
            yield text
        if found == EXAMPLES:
            return
