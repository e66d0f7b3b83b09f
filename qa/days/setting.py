"""An article in, what its words for days are reckoned from: its day, and which way it writes them.

Its day is that of publication, or that of a date line which stands where the text begins; when it
was fetched says nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlsplit

from index.records import Article
from qa.days.reading import Reckoning, read
from qa.language.english import AMERICAN, BRITISH
from qa.spans import FULL_DATE, MONTH

DATELINE = re.compile(
    rf"\s*(?:[A-ZÀ-Þ][\w .,’'-]{{1,40}}?,? )?(?P<day>{FULL_DATE})(?: \([^)\n]*\))? ?(?:[-–—:]|\n|$)"
)
EARLIER = timedelta(days=3)
"""How much before its publication an article may have been written."""
SLASHED = re.compile(r"\b(\d{1,2})/(\d{1,2})/\d{4}\b")
DAY_FIRST = re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{MONTH}\b")
MONTH_FIRST = re.compile(rf"\b{MONTH} \d{{1,2}}\b(?!\d)")
MONTH_FIRST_ENDINGS = ("us", "gov", "mil", "ph")
UNTOLD_ENDINGS = ("com", "org", "net", "info", "news", "tv", "io", "ca")
"""Addresses that say nothing of a country, or of one that writes both ways."""


@dataclass(frozen=True)
class Setting:
    """What words at a place of an article are read against; `article` is None where unknown."""

    published: date | None
    article: Article | None = None
    at: int = 0

    @classmethod
    def of(cls, article: Article, at: int) -> Setting:
        """The setting of a sentence that begins at an offset of an article."""
        return cls(_written(article), article, at)


def month_first(article: Article) -> bool | None:
    """Whether 03/04/2024 is in March; None where nothing tells it, or things differ.

    An article's other days tell it, else the country of its address, else how it spells.
    """
    text = article.text
    words = set(re.findall(r"[a-z]+|[£$]", text.casefold()))
    for told in (
        {int(second) > 12 for first, second in SLASHED.findall(text) if _sure(first, second)},
        _of_country(article.url),
        {True for _ in MONTH_FIRST.finditer(DAY_FIRST.sub("", text))}
        | {False for _ in DAY_FIRST.finditer(text)},
        {True for _ in words & AMERICAN} | {False for _ in words & BRITISH},
    ):
        if told:
            return told.pop() if len(told) == 1 else None
    return None


def _sure(first: str, second: str) -> bool:
    return (int(first) > 12) != (int(second) > 12)


def _of_country(url: str | None) -> set[bool]:
    """Which way the country of an address writes its days, where the address tells one."""
    ending = (urlsplit(url or "").hostname or "").rpartition(".")[2]
    if ending in MONTH_FIRST_ENDINGS:
        return {True}
    return {False} if ending and ending not in UNTOLD_ENDINGS else set()


def _written(article: Article) -> date | None:
    """The day of the date line, where it fits that of publication; else that of publication."""
    line = DATELINE.match(article.text)
    if line is None:
        return article.published
    told = read(line["day"], Reckoning(published=article.published)).day
    if told is None or article.published is None:
        return told
    near = timedelta(0) <= article.published - told <= EARLIER
    return told if near else article.published
