"""A text in, its quotations out: what stands between quotation marks, also over paragraphs.

A paragraph that leaves a quotation open is continued by the next one that opens with a mark, as
newspapers print a long quotation; such a piece knows that it goes on from the one before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
MARK = re.compile(r"[“”\"]")
QUOTED = "·"
"""Stands for every quoted character in a masked text; no letter, no white space, no mark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """`text[start:end]` is quoted, without the marks.

    `continues` is True where it goes on from the quotation before it.
    """

    start: int
    end: int
    continues: bool


def quotations(text: str) -> tuple[Quotation, ...]:
    """Every quotation of a text, in order; a quotation inside another is part of it."""
    return tuple(_quotations(text))


def _quotations(text: str) -> Iterator[Quotation]:
    left_open = False
    for paragraph in PARAGRAPH.finditer(text):
        start: int | None = None
        continues = False
        for mark in MARK.finditer(text, paragraph.start(), paragraph.end()):
            if start is None and mark.group() != "”":
                start = mark.end()
                opens = not text[paragraph.start() : mark.start()].strip()
                continues = left_open and opens
            elif start is not None and mark.group() != "“":
                yield Quotation(start=start, end=mark.start(), continues=continues)
                start = None
        left_open = start is not None
        if start is not None:
            yield Quotation(start=start, end=paragraph.end(), continues=continues)


def masked(text: str, quoted: tuple[Quotation, ...]) -> str:
    """The text with what is quoted made unreadable, every offset as it was."""
    for quotation in quoted:
        hidden = re.sub(r"[^\n]", QUOTED, text[quotation.start : quotation.end])
        text = text[: quotation.start] + hidden + text[quotation.end :]
    return text
