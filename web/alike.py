"""Articles in, out those of several publishers that name the same few, as on one event they do.

Copies of one text are known to the store. Here the wordings differ: what two articles of nearly
the same day have in common are the names of those who were there. That they tell of one event is
not said, only which names they share.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from index.records import Article
from qa.followups.mentions import names
from web.markdown import one_line

OPENING = 1_500
"""Characters of an article that are read: who was there stands at the beginning."""
APART = timedelta(days=2)
LEAST_WORDS = 4
"""Words of names that two articles must share."""
LEAST_NAMES = 2
"""All of a group must have."""
SHARE = 0.5
"""Of the words of names of the one that has fewer, so many must stand in the other."""
COMMON = 0.1
"""A word that more of the articles name is no sign of one event, but where they are few."""
FEW = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """The earliest article, its publisher and those of the others, and names that all have."""

    article: Article
    publishers: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    article: Article
    names: tuple[str, ...]
    words: frozenset[str]


def alike(articles: Sequence[Article]) -> Iterator[Alike]:
    """The groups among the articles, the latest first; no article stands in two of them.

    Articles without a day or a publisher are left out, as are those that are copies alone.
    """
    told = [_named(one) for one in articles if one.published and one.publisher]
    counts = Counter(word for one in told for word in one.words)
    most = max(FEW, int(COMMON * len(told)))
    rare = frozenset(word for word, count in counts.items() if count <= most)
    left = sorted(told, key=lambda one: (str(one.article.published), one.article.id))
    found = []
    while left:
        first, *left = left
        group, left = _group(first, left, rare)
        found.append(_shared(group))
    yield from reversed([one for one in found if one is not None])


def _group(
    first: _Named, others: Sequence[_Named], rare: frozenset[str]
) -> tuple[list[_Named], list[_Named]]:
    """The first with all that go with it, or with one of those; and what is left."""
    group, left = [first], list(others)
    for member in group:  # which grows
        joined = [one for one in left if _goes_with(member, one, rare)]
        left = [one for one in left if one not in joined]
        group += joined
    return group, left


def _shared(group: Sequence[_Named]) -> Alike | None:
    """What a group has in common; None where that is little, or all is from one source."""
    publishers = dict.fromkeys(one.article.publisher or "" for one in group)
    shared = frozenset.intersection(*(one.words for one in group))
    named = tuple(name for name in group[0].names if _words(name) and _words(name) <= shared)
    one_source = len(publishers) < 2 or len({one.article.telling for one in group}) < 2
    if one_source or len(named) < LEAST_NAMES:
        return None
    return Alike(article=group[0].article, publishers=tuple(publishers), names=named)


def _named(article: Article) -> _Named:
    parts = (article.title or "", article.text[:OPENING])
    found = tuple(dict.fromkeys(one_line(name.name) for part in parts for name in names(part)))
    return _Named(article=article, names=found, words=frozenset().union(*map(_words, found)))


def _words(name: str) -> frozenset[str]:
    """The words of a name that are written as such."""
    return frozenset(word.casefold() for word in re.findall(r"\w+", name) if word[0].isupper())


def _goes_with(one: _Named, other: _Named, rare: frozenset[str]) -> bool:
    days = one.article.published, other.article.published
    if days[0] is None or days[1] is None or abs(days[1] - days[0]) > APART:
        return False
    shared = one.words & other.words & rare
    fewer = min(len(one.words), len(other.words))
    return len(shared) >= LEAST_WORDS and len(one.words & other.words) >= SHARE * fewer
