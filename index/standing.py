"""An article that arrives and its newest stored version in, out whether anything is new in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from index.editions import Edition, edition_of, is_outdated
from index.records import Article


class Standing(NamedTuple):
    """The newest version of an article: what it holds, and which edition it is."""

    digest: str
    edition: Edition


def is_known(
    article: Article, digest: str, *, standing: Standing | None, is_kept: Callable[[], bool]
) -> bool:
    """Whether nothing is new in an article, nor that it is the newest edition.

    `is_kept` says whether any version has this digest; it is asked where an old one arrives.
    """
    if standing is None:
        return False
    edition, there = edition_of(article), standing.edition
    if is_outdated(edition, by=there):
        return is_kept()
    is_same = edition.number in (None, there.number) and edition.revised in (None, there.revised)
    return standing.digest == digest and is_same
