"""Text as it was read in; the text that is stored, and that every offset refers to, out.

What a reader sees stays exact: quotation marks, dashes, accents. What a reader does not see, and
what would keep equal words from being found equal, goes.
"""

from __future__ import annotations

import re
import unicodedata

_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f"  # control characters, line ends excepted
    "\xad\u200b\u2060\ufeff"  # soft hyphen, zero-width space, word joiner, byte order mark
    "\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069"  # text direction, which can hide what is said
    "\ud800-\udfff]"  # half of a surrogate pair, which no encoding can store
)
_JOINERS = re.compile("[\u200c\u200d]+")
_BLANK_LINES = re.compile(r"\n{3,}")


def clean(text: str) -> str:
    """The same text in normal form (NFC), its lines ended by a newline, without unseen characters.

    At most one blank line is left between paragraphs, and no white space at the end of a line or
    around the whole. Cleaning a clean text changes nothing.
    """
    text = _JOINERS.sub(_kept_joiners, _UNSEEN.sub("", text))
    text = unicodedata.normalize("NFC", text)
    text = "\n".join(line.rstrip() for line in text.splitlines())
    return _BLANK_LINES.sub("\n\n", text).strip()


def clean_line(text: str) -> str:
    """A headline or a name: cleaned, and on one line with single spaces."""
    return " ".join(clean(text).split())


def _kept_joiners(joiners: re.Match[str]) -> str:
    """Hindi, Persian and emoji need their joiners; next to ASCII a joiner does nothing."""
    text, (start, end) = joiners.string, joiners.span()
    neighbours = (text[start - 1 : start], text[end : end + 1])
    return "" if any(letter.isascii() for letter in neighbours) else joiners[0]
