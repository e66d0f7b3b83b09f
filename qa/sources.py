"""A question in; the publishers of the library and the days that it names out, and what is left.

A question often says where and when a thing was reported: "according to The Courier", "on 5 March
2024". That is about the article, not in it, so it is taken out of the words to search for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from index.dates import parse_date
from index.records import Span
from qa.spans import dates

ACCORDING = re.compile(r",? ?\b(?:according to|as (?:told|reported) by) (?:the )?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """The publishers in the library's spelling, in order; the days; the text without publishers."""

    publishers: tuple[str, ...]
    days: tuple[date, ...]
    rest: str


def find_sources(text: str, publishers: Sequence[str]) -> Sources:
    """What a question names of these publishers, and the days, each once."""
    places = sorted(_places(text, publishers), key=lambda place: place[0].start)
    named = dict.fromkeys(publisher for _, publisher in places)
    rest = list(text)
    for (start, end), _ in places:
        rest[start:end] = " " * (end - start)
    days = dict.fromkeys(day for a, b in dates(text) if (day := parse_date(text[a:b])))
    return Sources(publishers=tuple(named), days=tuple(days), rest="".join(rest))


def teller(text: str, publishers: Sequence[str]) -> tuple[str, str] | None:
    """The one publisher whose telling alone is asked for, and the text without saying so.

    "How many died, according to The Courier?" None where no one publisher is named in that way.
    """
    named = find_sources(text, publishers).publishers
    if len(named) != 1:
        return None
    for start, end in _found(text, named[0]):
        before = ACCORDING.search(text, 0, start)
        if before is not None:
            rest = f"{text[: before.start()]} {text[end:].lstrip(' ,')}".strip()
            return named[0], re.sub(r"\s+(?=[?.!,])", "", rest)
    return None


def _places(text: str, publishers: Sequence[str]) -> Iterator[tuple[Span, str]]:
    """Where publishers are named; of two that overlap ("The Age", "The Age Online") the longer."""
    taken: list[Span] = []
    for publisher in sorted(publishers, key=lambda name: (-len(name), name)):
        for start, end in _found(text, publisher):
            if all(end <= other.start or start >= other.end for other in taken):
                taken.append(Span(start, end))
                yield taken[-1], publisher


def _found(text: str, publisher: str) -> list[Span]:
    words = re.findall(r"\w+", publisher)
    if not words:
        return []
    # "Time" or "The Age" may be common words: a name of one word counts only as it is written.
    content = [word for word in words if word.casefold() != "the"]
    flags = re.IGNORECASE if len(content) > 1 else re.NOFLAG
    pattern = r"\b" + r"\W+".join(map(re.escape, words)) + r"\b"
    return [Span(*match.span()) for match in re.finditer(pattern, text, flags)]
