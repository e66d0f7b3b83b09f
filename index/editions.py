"""Two versions of one article in, out which of them is the newer by what their source says.

Agencies number their versions and say when each was made; they arrive in any order, and the same
again. What is withdrawn stays so until a version comes that is known to be newer.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from index.records import Article, Status

_STRENGTH: dict[Status, int] = {"usable": 0, "withheld": 1, "withdrawn": 2}


class Edition(NamedTuple):
    """What tells two versions of one article apart in time: see `Article`."""

    number: int | None
    revised: datetime | None
    status: Status


def edition_of(article: Article) -> Edition:
    """The edition that an article is."""
    return Edition(article.edition, article.revised, article.status)


def is_outdated(arriving: Edition, *, by: Edition) -> bool:
    """Whether a version that arrives is older than the one that is there.

    Where nothing tells, the last to arrive is the newer, as long as it is as strong: a story that
    was killed is not brought back by an old copy.
    """
    told = _older(arriving, by)
    return _STRENGTH[arriving.status] < _STRENGTH[by.status] if told is None else told


def are_told_apart(one: Edition, other: Edition) -> bool:
    """Whether two texts with one id are versions of one article, and not two articles."""
    return one.status != other.status or _older(one, other) is not None


def _older(one: Edition, other: Edition) -> bool | None:
    if one.number is not None and other.number is not None and one.number != other.number:
        return one.number < other.number
    if one.revised is not None and other.revised is not None and one.revised != other.revised:
        return one.revised < other.revised
    return None
