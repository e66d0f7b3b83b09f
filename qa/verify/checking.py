"""A sentence and the words that it cites in, whether these say so out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from qa.claims.agreement import NUMBER, figure
from qa.verify.types import Cited, Verified
from qa.words import content_words, stems


def verify(sentence: str, cited: Sequence[Cited], *, today: date | None = None) -> Verified:
    """Whether the cited sentences say what a sentence says.

    `today` is the day on which the sentence is written, from which its "yesterday" is told; None
    means that of the article. Raises ModelUnavailable where the parser cannot be used.
    """
    held = frozenset[str]().union(*(stems(one.text) for one in cited))
    figures = {figure(match[0]) for one in cited for match in NUMBER.finditer(one.text)}
    missing = [
        sentence[word.start : word.end]
        for word in content_words(sentence)
        if word.stem not in held and figure(sentence[word.start : word.end]) not in figures
    ]
    if missing or not cited:
        told = f"“{missing[0]}” does not stand there" if missing else "no words are cited"
        return Verified(text=sentence, verdict="unsupported", reason=told, places=())
    return Verified(text=sentence, verdict="supported", reason="", places=tuple(cited))
