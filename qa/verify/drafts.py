"""A draft in, each of its sentences held against the library out.

What a sentence may rest on is looked for first: passages by words and meaning, and of these the
sentences that share most with it. A pronoun is read as the draft itself tells whom it means.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.records import Article, Span
from index.split import sentences
from qa.attribution.genders import PRONOUNS
from qa.attribution.voices import Voices
from qa.language.clauses import clauses
from qa.language.reading import parsed
from qa.retrieve import Retriever
from qa.spans import names
from qa.types import Question
from qa.verify.checking import verify
from qa.verify.sentence import plain_words
from qa.verify.types import Cited, Verified
from qa.words import content_words, stem, stems

PASSAGES = 12
HELD_AGAINST = 12
"""Sentences of these passages that one of the draft is held against."""
LONGEST = 2_000
"""Characters of a sentence that are searched for."""
ANOTHER = "what the articles tell like it may be of something else"
_OPENING = re.compile(r"(?:He|She|His|Her)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A sentence of a draft: `draft[span.start:span.end]`, and what the library says of it.

    `read_as` is the sentence with the name in place of the pronoun that opens it, None where it
    was held against the library as it stands. `found` is None where it states nothing: it asks, or
    has no verb.
    """

    span: Span
    text: str
    read_as: str | None
    found: Verified | None


class DraftChecker:
    """Checks drafts against the library of a retriever."""

    def __init__(self, retriever: Retriever) -> None:
        self._retriever = retriever

    def check(self, draft: str) -> Iterator[Checked]:
        """The sentences of a draft, in order, as they are checked.

        Raises StoreUnavailable, ModelUnavailable.
        """
        voices = Voices(draft)
        for start, end in sentences(draft):
            span = Span(start, end)
            text = draft[start:end]
            if not states(text):
                yield Checked(span=span, text=text, read_as=None, found=None)
                continue
            read_as = _named(voices, span)
            found = self._held(read_as or text)
            yield Checked(span=span, text=text, read_as=read_as, found=found)

    def _held(self, text: str) -> Verified:
        asked = text[:LONGEST]
        candidates = self._retriever.retrieve(Question(text=asked), asked, limit=PASSAGES)
        cited = [
            Cited(article=candidate.article, span=span)
            for candidate in candidates
            for span in candidate.passage.sentences
        ]
        nearest = nearest_first(text, cited)[:HELD_AGAINST]
        found = verify(text, nearest)
        if found.verdict == "contradicted" and not _of_the_same(text, found):
            return Verified(text=text, verdict="unsupported", reason=ANOTHER, places=found.places)
        where = "the sentences found" if found.verdict == "unsupported" else "the articles"
        reason = re.sub("the cited (?:words|sentences)", where, found.reason)
        places = tuple(nearest[:1]) if found.verdict == "unsupported" else found.places
        return replace(found, reason=reason, places=places)


def states(text: str) -> bool:
    """Whether a sentence says that something is so: it has a verb and does not ask."""
    if text.rstrip(" \"”')").endswith("?"):
        return False
    return any(one.tense != "none" or one.subject is not None for one in clauses(parsed(text)))


def nearest_first(text: str, cited: Sequence[Cited]) -> list[Cited]:
    """The sentences by how much they share with a text, those that share most first.

    A word counts the more the fewer of the sentences have it.
    """
    own = {word.stem for word in content_words(text)}
    held = {one: stems(one.text) & own for one in dict.fromkeys(cited)}
    counts = Counter(word for words in held.values() for word in words)
    worth = {word: math.log(1 + len(held) / count) for word, count in counts.items()}
    return sorted(held, key=lambda one: -sum(worth[word] for word in held[one]))


def _of_the_same(text: str, found: Verified) -> bool:
    """Whether an article that says otherwise speaks of all else that a sentence names.

    Of a sentence that names nothing, all words have to stand in what says otherwise.
    """
    named = [text[start:end] for start, end in names(text)]
    words = {word for name in named for word in plain_words(name)}
    others = words - {word for name in found.wrong for word in plain_words(name)}
    if not words:
        own = {word.stem for word in content_words(text)}
        return any(own <= stems(one.text) for one in found.places)
    return any(
        all(stem(word) in stems(_plain(one.article)) for word in others) for one in found.places
    )


def _plain(article: Article) -> str:
    return " ".join(filter(None, (article.title, article.publisher, article.text)))


def _named(voices: Voices, span: Span) -> str | None:
    """A sentence with the name in place of the pronoun that opens it, where that is sure."""
    text = voices.text[span.start : span.end]
    opening = _OPENING.match(text)
    if opening is None or opening.group().casefold() not in PRONOUNS:
        return None
    place = Span(span.start, span.start + opening.end())
    name = voices.mentions.person_before(place.start, speaking=True)
    if name is None:
        return None
    owns = opening.group() == "His" or (opening.group() == "Her" and not _is_object(text))
    return f"{name}{'’s' if owns else ''}{text[opening.end() :]}"


def _is_object(text: str) -> bool:
    return parsed(text).tokens[0].dep in {"dobj", "pobj"}
