"""A sentence's quotations in, those that do not stand word for word in a cited sentence out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa.verify.sentence import Sentence, Told

_LEFT_OUT = re.compile(r"\s*(?:\[[^\]]*\]|…|\.\.\.)\s*")


def unquoted(said: Sentence, cited: Sequence[Told]) -> Iterator[str]:
    """The quotations that no cited sentence holds; what is in brackets or left out may differ."""
    texts = [_plain(told.text) for told in cited]
    for span in said.quoted:
        words = said.text[slice(*span)]
        pieces = [_plain(piece) for piece in _LEFT_OUT.split(words) if re.search(r"\w", piece)]
        if not any(all(piece in text for piece in pieces) for text in texts):
            yield words


def _plain(text: str) -> str:
    """A text whose quotation marks, white space and last mark do not count."""
    plain = text.translate(str.maketrans("‘’“”", "''\"\""))
    return " ".join(plain.split()).strip(" .,;:!?\"'")
