"""A text in, its words and their stems out; what one word is, `index/words.py` says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from index.words import PART, POSSESSIVE, stem

__all__ = [
    "FUNCTION_WORDS",
    "PART",
    "POSSESSIVE",
    "WORD",
    "Word",
    "content_words",
    "stem",
    "stems",
    "stems_of_parts",
    "words",
]

WORD = re.compile(r"[^\W_]+(?:[.,][0-9]+)*(?:[’'-][^\W_]+)*")
SENTENCE = 1000
"""Characters. What is longer is an article."""
FUNCTION_WORDS = frozenset(
    """
    a about after again all also am an and any are as at be because been before being between both
    but by can could did do does doing during each for from had has have having he her here hers
    him his how i if in into is it its just may me might more most must my no nor not now of off on
    once only or other our out over own s same shall she should so some such t than that the their
    them then there these they this those through to too under until up upon very was we were what
    when where which while who whom whose why will with would you your
    """.split()
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it stands at `text[start:end]`, and its stem (Porter 2)."""

    start: int
    end: int
    stem: str


def words(text: str) -> list[Word]:
    """Every word of a text, in order, with its place."""
    return [
        Word(start=match.start(), end=match.end(), stem=stem(match.group()))
        for match in WORD.finditer(text)
    ]


def stems(text: str) -> frozenset[str]:
    """The stems of all words of a text; a hyphenated word counts whole and in parts."""
    return _stems_of_much(text) if len(text) > SENTENCE else _stems_of_little(text)


def _stems(text: str) -> frozenset[str]:
    found = frozenset(word.stem for word in words(text))
    return found | stems_of_parts(POSSESSIVE.sub("", text))


_stems_of_little = lru_cache(maxsize=8192)(_stems)
_stems_of_much = lru_cache(maxsize=64)(_stems)
"""One question asks for the stems of a sentence, and of an article, many times."""


def stems_of_parts(text: str) -> frozenset[str]:
    """The stems of all runs of letters and digits: quicker than `stems`, for much text."""
    return frozenset(map(stem, PART.findall(text.casefold())))


def content_words(text: str) -> list[Word]:
    """The words of a text that carry its subject: all but function words."""
    return [
        word for word in words(text) if text[word.start : word.end].casefold() not in FUNCTION_WORDS
    ]
