"""Articles and which of them are copies in, out the number that each group of copies shares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from index.duplicates import LIKENESS, Shingles

COMPARED = 10
"""Articles that one is compared with at most, those that share most of its sampled shingles."""

Pair = tuple[str, str]


def groups(
    numbers: Mapping[str, int], labels: Mapping[str, int | None], copies: Iterable[Pair]
) -> dict[str, int | None]:
    """The label of each article: the lowest number of its group, None where it has no copy.

    `numbers` are all articles that are looked at, `labels` those that groups have by now. A group
    is what copies lead to over copies.
    """
    leader = {article: article for article in numbers}

    def found(article: str) -> str:
        while leader[article] != article:
            article = leader[article]
        return article

    def join(one: str, other: str) -> None:
        leader[found(other)] = found(one)

    labelled: dict[int, str] = {}
    for article, label in labels.items():
        if label is not None:
            join(labelled.setdefault(label, article), article)
    for one, other in copies:
        join(one, other)
    members = Counter(map(found, numbers))
    lowest: dict[str, int] = {}
    for article, number in numbers.items():
        of = found(article)
        lowest[of] = min(number, lowest.get(of, number))
    # A group that is not looked at as a whole keeps its label: it is the lowest of all of it.
    for label, article in labelled.items():
        of = found(article)
        lowest[of] = min(label, lowest[of])
        members[of] += 1
    return {
        article: lowest[found(article)] if members[found(article)] > 1 else None
        for article in numbers
    }


def copies_among(texts: Mapping[str, Shingles], pairs: Iterable[Pair]) -> Iterator[Pair]:
    """Those of the pairs that are copies of one another."""
    for one, other in pairs:
        if one != other and LIKENESS.copies(texts[one], texts[other]):
            yield one, other


def alike(texts: Mapping[str, Shingles]) -> Iterator[Pair]:
    """The pairs that share sampled shingles, of each article the nearest."""
    holding: dict[int, list[str]] = {}
    for article, shingles in texts.items():
        shared: Counter[str] = Counter()
        for shingle in LIKENESS.sample(shingles):
            others = holding.setdefault(shingle, [])
            shared.update(others)
            others.append(article)
        for other, _ in shared.most_common(COMPARED):
            yield article, other


def all_pairs(articles: Sequence[str]) -> Iterator[Pair]:
    """Each article with each other."""
    return combinations(articles, 2)
