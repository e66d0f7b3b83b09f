"""Ranked passages in, out the same with each text shown once, in the copy that suits the question.

Copies of a text differ: one is cut, one has a paragraph more. So it is by passage that a copy is
set aside, and only where the telling that is shown has its words too, with the same names, days
and figures: a copy that tells of fifteen dead where another tells of twelve is a rival.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from difflib import SequenceMatcher

from index.duplicates import share_held
from index.library import Library
from index.records import Article, Filters, Origin, Passage
from qa.claims.agreement import NUMBER, figure
from qa.sources import Sources
from qa.spans import dates, names
from qa.types import AlsoIn

SAME_WORDS = 0.7
"""The share of a passage's runs of words that another telling must have, or both are shown."""
SAME_PLACE = 0.3
"""The same for a single passage of it, whose edges need not be the same."""
WORD = re.compile(r"\w+")
LONGEST_CHANGE = 8
"""Words. What differs for longer was written anew, and changes no fact of what it stands for."""


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
        """The passage with these words of the first telling that prints them."""
        origin = self._origins[passage_id]
        if origin.story is None:
            return passage_id
        passage = next(iter(self._library.passages([passage_id])), None)
        if passage is None:
            return passage_id
        for telling in self._in_order(origin.story, origin):
            if telling.id == origin.article_id:
                break
            if not _prints(telling.text, passage.text):
                continue
            same = [
                (scores.get(other.id, 0.0), share, other.id)
                for other in self._passages_of(telling)
                if (share := share_held(passage.text, other.text)) >= SAME_PLACE
            ]
            return max(same)[2] if same else passage_id
        return passage_id

    def _in_order(self, story: int, origin: Origin) -> list[Article]:
        """The tellings that may be shown for one of this origin, which is among them."""
        if story not in self._tellings:
            self._tellings[story] = self._library.told_by(story, filters=self._filters)
        tellings, name = self._tellings[story], self._name_of(origin)
        if name is not None:
            return [article for article in tellings if self._name_of(article) == name]
        return sorted(tellings, key=lambda article: self._name_of(article) is None)

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
    """Whether a copy has these words, or most of them without another fact in their midst."""
    if words in text:
        return True
    return share_held(words, text) >= SAME_WORDS and not tells_otherwise(text, words)


def tells_otherwise(text: str, words: str) -> bool:
    """Whether a text has another name, day or number where these words have one.

    Both are aligned by word (Ratcliff & Metzener 1988, `difflib`). "Mr Lee" for "Ann Lee" leaves
    something out, as does "Monday" for "Monday, 6 May"; "15 dead" for "12 dead" is another fact.
    """
    own, others = _forms(words), _forms(text)
    facts = _facts(words), _facts(text)
    aligned = SequenceMatcher(None, own, others, autojunk=False)
    for change, start, end, first, last in aligned.get_opcodes():
        if change != "replace":
            continue
        # What stands before and behind the place of these words in the text is none of theirs.
        if start == 0:
            first = max(first, last - end)
        if end == len(own):
            last = min(last, first + end - start)
        if max(end - start, last - first) > LONGEST_CHANGE:
            continue
        told = {own[place] for place in range(start, end) if facts[0][place]}
        instead = {others[place] for place in range(first, last) if facts[1][place]}
        if told - instead and instead - told:
            return True
    return False


def _forms(text: str) -> list[str | float]:
    """The words of a text without regard to case; a number by its value."""
    words = WORD.findall(text)
    return [number.value if (number := figure(word)) else word.casefold() for word in words]


def _facts(text: str) -> list[bool]:
    """Of each word of a text whether it is of a name, a day or a number."""
    told = bytearray(len(text))
    for start, end in (*names(text), *dates(text), *map(re.Match.span, NUMBER.finditer(text))):
        told[start:end] = b"\1" * (end - start)
    return [bool(told[word.start()]) for word in WORD.finditer(text)]
