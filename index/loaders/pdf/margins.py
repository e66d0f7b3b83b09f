"""The runs of all pages in; the same without running heads, feet and page numbers out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from index.dates import parse_date
from index.loaders.pdf.pages import Page, Run
from index.loaders.pdf.rows import rows_of

_OUTERMOST = 3
"""So many rows at the top of a page, and at its foot, may be a running head or foot."""

_PAGES_AROUND = 4
"""Where the same is looked for: a head may stand on every second page only."""

_MOST_PARTS = 20
"""Of one row: what has more is no running head."""

_MARGIN = 0.15
"""Of the height of a page: how far from its edge these stand at most."""

_APART = 0.9
"""Of the size of most letters: the white that is at least between them and the page's own words."""

_LARGEST = 1.15
_MOST_WORDS = 14
_NUMBER = re.compile(
    r"(?:page\s+)?[-–—\s]*[A-Z]?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?[-–—\s]*$", re.IGNORECASE
)
_NUMBER_AT_END = re.compile(
    r"^(?:page\s+)?[A-Z]?\d{1,4}\b\W+|\W+(?:page\s+)?[A-Z]?\d{1,4}$", re.IGNORECASE
)
_ADDRESS = re.compile(r"\b(?:www\.|https?://)\S+", re.IGNORECASE)
_PARTS = re.compile(r"\s*[|·•]\s*|\s{2,}|\t")


def without_margins(pages: Sequence[Page], *, body: float) -> list[list[Run]]:
    """The runs of each page that are its own. `body` is the size in which most letters are.

    A run is none of them where the same stands at the same height of another page, save for its
    numbers, or where it stands apart at the edge of the page and looks like a page number, a date
    or an address of the web with what is printed beside it.
    """
    outer = [list(_outermost(page)) for page in pages]
    places: dict[tuple[str, bool, int], list[float]] = defaultdict(list)
    for number, rows in enumerate(outer):
        for row, at_top in rows:
            for run in row:
                places[_without_numbers(run.text), at_top, number].append(run.base)
    kept = []
    for number, page in enumerate(pages):
        taken_out = {id(run) for run in _of_the_edges(page, body)}
        for row, at_top in outer[number]:
            again = [
                run
                for run in row
                if any(
                    abs(base - run.base) <= run.size / 2
                    for other in range(number - _PAGES_AROUND, number + _PAGES_AROUND + 1)
                    if other != number
                    for base in places.get((_without_numbers(run.text), at_top, other), ())
                )
            ]
            # A word of the page's own may stand by chance where the same one does on another page.
            if 2 * _letters(again) >= _letters(row):
                taken_out |= set(map(id, again))
        kept.append([run for run in page.runs if id(run) not in taken_out])
    return kept


def _letters(runs: Sequence[Run]) -> int:
    return sum(len(run.text) for run in runs)


def _without_numbers(text: str) -> str:
    return re.sub(r"\d+|\b[ivxl]+$", "#", text.lower()).strip()


def _outermost(page: Page) -> Iterator[tuple[list[Run], bool]]:
    """The outermost rows at the top (True) and at the foot, as far as they are near the edge."""
    rows = [row for row in rows_of(page.runs) if len(row) <= _MOST_PARTS]
    yield from ((row, True) for row in rows[:_OUTERMOST] if row[0].base < _MARGIN * page.height)
    foot = (1 - _MARGIN) * page.height
    yield from ((row, False) for row in rows[-_OUTERMOST:] if row[0].base > foot)


def _of_the_edges(page: Page, body: float) -> Iterator[Run]:
    """The runs of the first and the last row, where it is a head or a foot by itself."""
    rows = rows_of(page.runs)
    if len(rows) < 2:
        return
    edges = [
        (rows[0], _white(rows[0], rows[1]), rows[0][0].base),
        (rows[-1], _white(rows[-2], rows[-1]), page.height - rows[-1][0].base),
    ]
    for row, white, to_edge in edges:
        at_edge = white >= _APART * body and to_edge < _MARGIN * page.height
        if at_edge and _looks_like_one(row, body):
            yield from row


def _white(above: Sequence[Run], below: Sequence[Run]) -> float:
    return min(run.top for run in below) - max(run.bottom for run in above)


def _looks_like_one(row: Sequence[Run], body: float) -> bool:
    words = " ".join(run.text for run in row)
    if len(words.split()) > _MOST_WORDS or max(run.size for run in row) > _LARGEST * body:
        return False
    parts = [part for run in row for part in _PARTS.split(run.text) if part]
    if any(map(_NUMBER.match, parts)):
        return True
    is_sentence = words.rstrip().endswith((".", "!", "?")) or words[:1].islower()
    return not is_sentence and (
        _NUMBER_AT_END.search(words) is not None
        or _ADDRESS.search(words) is not None
        or any(parse_date(part.strip(" ,")) is not None for part in parts)
    )
