"""Ranked passages in, out the same with each text shown once, in the copy that suits the question.

Copies of a text differ: one is cut, one has a paragraph more. So it is by passage that a copy is
set aside, and only where the telling that is shown has its words too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from index.duplicates import share_held
from index.library import Library
from index.records import Article, Filters, Origin, Passage
from qa.sources import Sources
from qa.types import AlsoIn

SAME_WORDS = 0.7
"""The share of a passage's runs of words that another telling must have, or both are shown."""
SAME_PLACE = 0.3
"""The same for a single passage of it, whose edges need not be the same."""


class Copies:
    """The copies among the passages found for one question.

    Each publisher and each day that the question names keeps a telling of its own. Else the
    earliest that the filters let through is shown.
    """

    def __init__(
        self,
        library: Library,
        origins: Mapping[int, Origin],
        *,
        sources: Sources,
        filters: Filters,
    ) -> None:
        self._library = library
        self._origins = origins
        self._named = {name.casefold() for name in sources.publishers}
        self._days = sources.days
        self._filters = filters
        self._tellings: dict[int, list[Article]] = {}
        self._passages: dict[str, list[Passage]] = {}

    def told_once(
        self, ranked: Iterable[int], scores: Mapping[int, float], *, limit: int
    ) -> dict[int, float]:
        """The first `limit` passages of different words, in order, each with its score.

        A passage of a copy gives its place and score to that of the telling shown in its stead.
        """
        shown: dict[int, float] = {}
        for passage in ranked:
            if len(shown) >= limit:
                break
            shown.setdefault(self._instead_of(passage, scores), scores[passage])
        return shown

    def _instead_of(self, passage_id: int, scores: Mapping[int, float]) -> int:
        origin = self._origins[passage_id]
        if origin.story is None:
            return passage_id
        telling = self._shown(origin.story, origin)
        if telling is None or telling.id == origin.article_id:
            return passage_id
        passage = next(iter(self._library.passages([passage_id])), None)
        if passage is None or share_held(passage.text, telling.text) < SAME_WORDS:
            return passage_id
        same = [
            (scores.get(other.id, 0.0), share, other.id)
            for other in self._passages_of(telling)
            if (share := share_held(passage.text, other.text)) >= SAME_PLACE
        ]
        return max(same)[2] if same else passage_id

    def _shown(self, story: int, origin: Origin) -> Article | None:
        """The telling that is shown for one of this origin; None when none may be."""
        if story not in self._tellings:
            self._tellings[story] = self._library.told_by(story, filters=self._filters)
        tellings = self._tellings[story]
        asked_for = [article for article in tellings if self._name_of(article) is not None]
        own = [article for article in asked_for if self._name_of(article) == self._name_of(origin)]
        return next(iter([*own, *asked_for, *tellings]), None)

    def _name_of(self, source: Article | Origin) -> str | date | None:
        """By what the question names a source: its publisher, else its day, else nothing."""
        publisher = (source.publisher or "").casefold()
        if publisher in self._named:
            return publisher
        return source.published if source.published in self._days else None

    def _passages_of(self, article: Article) -> list[Passage]:
        if article.id not in self._passages:
            self._passages[article.id] = self._library.passages_of(article.id)
        return self._passages[article.id]


def copies_with(library: Library, article: Article, words: str) -> list[Article]:
    """The copies of an article that print these words of it too, the earliest first."""
    tellings = [] if article.story is None else library.told_by(article.story)
    return [other for other in tellings if other.id != article.id and _prints(other.text, words)]


def also_in(library: Library, article: Article, words: str) -> tuple[AlsoIn, ...]:
    """The same, by article id and publisher."""
    return tuple(
        AlsoIn(article_id=other.id, publisher=other.publisher)
        for other in copies_with(library, article, words)
    )


def _prints(text: str, words: str) -> bool:
    return words in text or share_held(words, text) >= SAME_WORDS
