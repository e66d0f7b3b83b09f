"""The front page: what is in the library, and questions that it answers, told over HTTP.

The questions are made from the newest articles by rule and then asked: only those that are answered
are offered. That is done once after each change of the library, beside what readers ask.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from fastapi import APIRouter

from index.catalogue import Entry
from index.records import Article, Filters
from qa.attribution.voices import voices
from qa.engine import Engine
from qa.followups.suggestions import find_subject, story_of
from qa.types import Answer, Question
from web.alike import Alike, alike
from web.failures import log_failure
from web.references import format_article_address

EXAMPLES = 4
NEWEST = 6
"""Headlines."""
SHARED = 4
"""Stories that several publishers tell."""
LOOKED_THROUGH = 12
"""So many of the newest articles questions are made from."""
COMPARED = 40
"""So many of the newest articles are held beside each other."""
NAMES = 5
"""Names that articles share."""
BEGINNING = 120
"""Characters of an article without a headline."""
SAID = "What did"
WHO = "Who is"
LONGEST_EXAMPLE = 90
"""Characters, which a phone shows in two lines."""

Json = dict[str, Any]
Example = tuple[str, str]
"""What a question is about, and the question."""
Item = TypeVar("Item")

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
        self._alike: tuple[Json, ...] = ()
        self._ready = False

    def shown(self) -> Json:
        """The contents of the library, and the examples as far as they are known."""
        change = self._engine.library.last_change()
        with self._lock:
            if self._of != change:
                self._of, self._contents = change, self._read()
                self._begin(change)
            found = {"examples": list(self._examples), "alike": list(self._alike)}
            return {**self._contents, **found, "ready": self._ready}

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
        """Sees to what has to be found out; the lock is held."""
        self._examples, self._alike = tuple(self._given or ()), ()
        self._ready = not self._contents["articles"]
        if self._ready:
            return
        threading.Thread(target=self._find, args=(change,), name="front page", daemon=True).start()

    def _find(self, change: object) -> None:
        try:
            told = self._told_alike(change)
            if self._given is None:
                for question in _examples(self._engine, told):
                    with self._lock:
                        if self._of != change:
                            return
                        self._examples = (*self._examples, question)
            for _ in told:  # where no example was made of them
                pass
        except Exception as error:
            log_failure(_log, "the front page could not be made whole", error)
        with self._lock:
            self._ready = self._ready or self._of == change

    def _told_alike(self, change: object) -> Iterator[Alike]:
        """What several publishers have of the same names, shown as soon as it is found out."""
        library = self._engine.library
        if len(library.publishers()) < 2:
            return
        told = list(islice(alike(library.latest(limit=COMPARED)), SHARED))
        with self._lock:
            if self._of == change:
                self._alike = tuple(map(_together, told))
        yield from told


def _headline(entry: Entry) -> Json:
    return {
        "title": entry.title,
        "beginning": entry.beginning,
        "publisher": entry.publisher,
        "published": entry.published and entry.published.isoformat(),
        "address": format_article_address(entry.id, entry.version),
    }


def _together(told: Alike) -> Json:
    article = told.article
    return {
        "title": article.title,
        "beginning": article.text[:BEGINNING],
        "publishers": list(told.publishers),
        "published": article.published and article.published.isoformat(),
        "names": list(told.names[:NAMES]),
        "address": format_article_address(article.id, article.version),
    }


def _examples(engine: Engine, told: Iterable[Alike]) -> Iterator[str]:
    """Questions that the newest articles answer: one of each kind in turn, each of another thing.

    `told` are articles of several publishers.
    """
    articles = engine.library.latest(limit=LOOKED_THROUGH)
    kinds = (_said(articles), _story(engine, told, articles), _who(articles), _told(articles))
    used: set[str] = set()
    return islice(_in_turn([_answered(engine, kind, used) for kind in kinds]), EXAMPLES)


def _in_turn(several: Sequence[Iterator[Item]]) -> Iterator[Item]:
    """One of each, then another of each, none sooner than it is wanted."""
    while several:
        left = []
        for one in several:
            if (item := next(one, None)) is not None:
                yield item
                left.append(one)
        several = left


def _told(articles: Iterable[Article]) -> Iterator[Example]:
    """What the headlines are about."""
    for subject in _subjects(articles):
        yield subject, f"Tell me more about {subject}"


def _story(engine: Engine, told: Iterable[Alike], articles: Iterable[Article]) -> Iterator[Example]:
    """What two publishers say of the same, and how it went from day to day."""
    for group in told:
        one, other = group.publishers[:2]
        for name in sorted(group.names, key=len, reverse=True):  # a place alone is broad
            yield name, f"What do {one} and {other} say about {name}?"
    for subject in _subjects(articles):
        for question in story_of(subject, engine.library, Filters()):
            yield subject, question


def _subjects(articles: Iterable[Article]) -> Iterator[str]:
    found = (find_subject(article.title or "", [article]) for article in articles)
    return filter(None, found)


def _said(articles: Iterable[Article]) -> Iterator[Example]:
    """What was said by those who speak in them."""
    for speaker in _in_turn([_speakers(article) for article in articles]):
        yield speaker, f"{SAID} {speaker} say?"


def _who(articles: Iterable[Article]) -> Iterator[Example]:
    """Who those are who speak in them."""
    for speaker in _in_turn([_speakers(article) for article in articles]):
        yield speaker, f"{WHO} {speaker}?"


def _speakers(article: Article) -> Iterator[str]:
    """Those who speak in an article by their whole names."""
    voice = voices(article.text)
    speakers: dict[str, None] = {}
    for sentence in voice.mentions.sentences:
        speaker = voice.of(sentence, None).speaker
        if speaker is not None and speaker in voice.mentions.full_names:
            speakers[speaker] = None
    yield from (speaker for speaker in speakers if len(speaker.split()) > 1)


def _is_theirs(question: str, answer: Answer) -> bool:
    """Whether an answer to what somebody said, or who it is, is of nobody else."""
    if question.startswith(SAID):
        return all(claim.speaker and claim.speaker in question for claim in answer.claims)
    name = question.removeprefix(WHO).strip(" ?")
    return not question.startswith(WHO) or all(name in claim.text for claim in answer.claims)


def _answered(engine: Engine, examples: Iterable[Example], used: set[str]) -> Iterator[str]:
    """Those questions that have a plain answer, each of something that is not `used` by then.

    Nothing is sent to a language model.
    """
    for subject, text in examples:
        if subject in used or len(text) > LONGEST_EXAMPLE:
            continue
        answer = engine.ask(Question(text=text, asked=date.today(), quotes_only=True))
        if answer.status == "answered" and _is_theirs(text, answer):
            used.add(subject)
            yield text
