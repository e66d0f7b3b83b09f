"""A word in, its stem out: the one notion of "the same word" for storing, searching and reading.

Case, accents, strokes through letters, ligatures and curly apostrophes do not tell words apart: a
name is found as it is typed on any keyboard. Stems are those of Snowball's English (Porter 2). This
is the only file that imports PyStemmer.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import lru_cache

import Stemmer

PART = re.compile(r"[^\W_]+")
POSSESSIVE = re.compile(r"[’'](?:s\b|(?=\W|$))")

_STROKES = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ŀ": "l", "æ": "ae"}
    | {"’": "'", "œ": "oe", "þ": "th", "ſ": "s", "ŋ": "n", "ə": "e", "ɓ": "b", "ɗ": "d", "ƙ": "k"}
)
_stemmer = Stemmer.Stemmer("english")
_stemming = threading.Lock()
"""A stemmer must not be used by two threads at the same time."""


def folded(text: str) -> str:
    """The text without case, accents and strokes; letters of other scripts keep their marks."""
    text = text.casefold()
    if text.isascii():
        return text
    letters = ""
    # Case once more: what was a letter of mathematics is a capital now.
    for letter in unicodedata.normalize("NFKD", text).casefold().translate(_STROKES):
        if not (unicodedata.combining(letter) and letters[-1:].isascii()):
            letters += letter
    return unicodedata.normalize("NFC", letters)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of one word, folded and without a possessive ending."""
    with _stemming:
        return str(_stemmer.stemWord(POSSESSIVE.sub("", folded(word))))


def stemmed(text: str | None) -> str | None:
    """The text with each word in the place of which its stem stands, as the index holds it."""
    return None if text is None else PART.sub(_stem_of, text)


def _stem_of(match: re.Match[str]) -> str:
    return stem(match[0])
