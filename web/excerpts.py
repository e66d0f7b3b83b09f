"""A text and the words that were searched for in, a stretch of it with them marked out."""

from __future__ import annotations

import re
from bisect import bisect_left

from index.catalogue import SHORTEST_BEGINNING
from index.words import folded, stem

CHARACTERS = 180
_WORD = re.compile(r"\w+")

Part = tuple[str, bool]
"""Some words, and whether they were searched for."""


def excerpt(text: str, searched: str) -> list[Part]:
    """The stretch with most of the words; empty where the text holds none of them."""
    wanted = {part: (folded(part), stem(part)) for part in _WORD.findall(searched)}
    hits = [
        (match.start(), match.end(), part)
        for match in _WORD.finditer(text)
        if (part := _part_of(match[0], wanted)) is not None
    ]
    if not hits:
        return []
    starts = [start for start, _, _ in hits]

    def held(number: int) -> int:
        end = bisect_left(starts, starts[number] + CHARACTERS * 2 // 3)
        return len({part for _, _, part in hits[number:end]})

    best = max(range(len(hits)), key=lambda number: (held(number), -number))
    start = max(0, text.rfind(" ", 0, max(0, starts[best] - CHARACTERS // 3)))
    end = min(len(text), start + CHARACTERS)
    end = text.find(" ", end) if " " in text[end:] else len(text)
    return _parts(text, start, end, [(a, b) for a, b, _ in hits if start <= a and b <= end])


def _part_of(word: str, wanted: dict[str, tuple[str, str]]) -> str | None:
    """Which of the words searched for this one begins with, or is a form of."""
    plain = folded(word)
    for part, (whole, root) in wanted.items():
        begins = len(part) >= SHORTEST_BEGINNING and plain.startswith((whole, root))
        if begins or plain == whole or (plain[:1] == root[:1] and stem(word) == root):
            return part
    return None


def _parts(text: str, start: int, end: int, marked: list[tuple[int, int]]) -> list[Part]:
    parts: list[Part] = [("… ", False)] if start else []
    place = start
    for first, last in marked:
        parts += [(text[place:first], False), (text[first:last], True)]
        place = last
    parts.append((text[place:end] + (" …" if end < len(text) else ""), False))
    return [part for part in parts if part[0]]
