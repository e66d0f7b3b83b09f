"""The runs of a page in; its lines in the order in which they are read, each in its column, out.

A page is cut along the white that runs through it (the recursive X-Y cut of Nagy and Seth, 1984):
above a headline, along gutters, and where columns of one kind end and others begin. What it is
drawn in first is of no matter.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median
from typing import NamedTuple

from index.loaders.pdf.pages import Run
from index.loaders.pdf.rows import joined, rows_of

DEEPEST = 12
"""Cuts within cuts. The busiest page of a newspaper needs some six."""

HEADING = 1.25
"""Times the size of most letters: what is larger is a heading."""

_GUTTERS = ((0.55, 6), (0.9, 3), (2.0, 2), (10.0, 1))
"""How wide the white between columns is at least, in sizes of the letters, beside so many rows. In
a few rows the spaces between words may lie above one another by chance."""

_FEW = 2
"""Rows: where so few are enough, all must go on behind the white."""

_MOST_GUTTERS = 40
"""The widest of a part of a page: no page has as many columns."""

_NEAR_GUTTER = 2.0
SENTENCE_END = (".", "”", "»", '"', "’")
"""What a headline does not end with; it may be a question."""

_LINE = 1.6
_WHITE_ABOVE = 0.7
_LITTLE = 0.5
_ALIGNED = 0.8
_MOST_CELL_WORDS = 2
_MOST_TOLD_WORDS = 5
_FEWEST_ROWS = 2
_FEWEST_WORDS = 4
_FEWEST_LINES = 3
_FULL = 0.85
"""Of the width of a column: what half the lines of a text fill at least, and few lists do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What lines stand in: its two sides, how many columns stand beside it, itself included."""

    left: float
    right: float
    beside: int


class Line(NamedTuple):
    """One line in its column; of a table a row, with its cells parted by tabs."""

    run: Run
    column: Column
    is_row: bool = False


def lines_of(runs: Sequence[Run], *, body: float) -> list[Line]:
    """The lines of a page in reading order. `body` is the size in which most letters are."""
    if not runs or not body:
        return []
    return _region(runs, _column(runs, beside=1), body, DEEPEST)


def _column(runs: Iterable[Run], *, beside: int) -> Column:
    runs = list(runs)
    return Column(
        left=min(run.left for run in runs), right=max(run.right for run in runs), beside=beside
    )


def _region(runs: Sequence[Run], column: Column, body: float, deepest: int) -> list[Line]:
    if not deepest:
        return [Line(run, column) for run in runs]  # what is not told apart is not run together
    for cut in (_above_headings, _along_gutters, _where_columns_change):
        parts = cut(runs, column, body)
        if parts is not None:
            return [line for part in parts for line in part.lines(deepest - 1, body)]
    return [Line(joined(row), column) for row in rows_of(runs)]


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a page: to be cut further, or a table, with what lies between its columns."""

    runs: Sequence[Run]
    column: Column
    table: Sequence[float] | None = None

    def lines(self, deepest: int, body: float) -> list[Line]:
        if self.table is None:
            return _region(self.runs, self.column, body, deepest)
        rows = [(joined(row), _cells(row, self.table)) for row in rows_of(self.runs)]
        return [
            Line(row._replace(text="\t".join(cell.text for cell in cells)), self.column, True)
            for row, cells in rows
        ]


def _cells(row: Sequence[Run], middles: Sequence[float]) -> list[Run]:
    """The cells of a row of a table, which ends of cells lie between."""
    cells: list[list[Run]] = [[] for _ in range(len(middles) + 1)]
    for run in row:
        cells[bisect_left(middles, run.left)].append(run)
    return [joined(cell) for cell in cells if cell]


# Above headings


def _above_headings(runs: Sequence[Run], column: Column, body: float) -> list[_Part] | None:
    """Parts that each begin with a heading, where white runs over the whole width above it."""
    parts: list[list[Run]] = [[]]
    by_base = sorted(runs, key=lambda run: run.base)
    after_heading = True
    bottom = 0.0
    for band in _bands(runs):
        first = min(band, key=lambda run: run.left)
        is_heading = first.size >= HEADING * body and not _is_drawn_out(first, by_base)
        top = min(run.top for run in band)
        white = max(_WHITE_ABOVE * body, 0.4 * first.size)
        if is_heading and not after_heading and top - bottom >= white:
            parts.append([])
        parts[-1].extend(band)
        after_heading = is_heading
        bottom = max(run.bottom for run in band)
    return [_Part(part, column) for part in parts] if len(parts) > 1 else None


def _is_drawn_out(first: Run, by_base: Sequence[Run]) -> bool:
    """Whether large letters are no headline but a sentence of the text, set in them to be seen."""
    last = first
    for run in by_base[bisect_right(by_base, first.base, key=lambda run: run.base) :]:
        if run.base - last.base > _LINE * first.size:
            break
        beside = run.left < last.right and last.left < run.right
        if run.base > last.base and beside and abs(run.size - first.size) < 0.1 * first.size:
            last = run
    return last.text.endswith(SENTENCE_END)


def _bands(runs: Iterable[Run]) -> list[list[Run]]:
    """The runs between which no white runs over the whole width, from above."""
    bands: list[list[Run]] = []
    bottom = float("-inf")
    for run in sorted(runs, key=lambda run: run.top):
        if not bands or run.top >= bottom:
            bands.append([])
        bands[-1].append(run)
        bottom = max(bottom, run.bottom)
    return bands


# Along gutters


class _White(NamedTuple):
    """White from one height of the page, or side, to another."""

    start: float
    end: float

    @property
    def width(self) -> float:
        return self.end - self.start


def _along_gutters(runs: Sequence[Run], column: Column, body: float) -> list[_Part] | None:
    """The columns, where gutters run through from top to bottom; or the one table that they are."""
    gutters = _gutters(runs, body)
    if not gutters:
        return None
    middles = [(gutter.start + gutter.end) / 2 for gutter in gutters]
    columns: list[list[Run]] = [[] for _ in range(len(middles) + 1)]
    for run in runs:
        columns[bisect_left(middles, run.left)].append(run)
    beside = max(len(columns), column.beside)
    prose = [_is_prose(part) for part in columns]
    if not any(prose) and median(run.size for run in runs) < HEADING * body and _is_table(columns):
        return _table_and_around(runs, middles, column)
    if any(prose):  # what stands between two columns of text may be a table
        columns = [
            [run for _, part in group for run in part]
            for _, group in groupby(
                enumerate(columns), lambda each: each[0] if prose[each[0]] else -1
            )
        ]
    return [_Part(part, _column(part, beside=beside)) for part in columns]


def _gutters(runs: Sequence[Run], body: float) -> list[_White]:
    whites = sorted(_inner(_free(runs)), key=lambda white: white.width)[-_MOST_GUTTERS:]
    if not whites:
        return []
    rows = rows_of(runs)
    size = min(body, median(run.size for run in runs))
    return sorted(white for white in whites if _parts_columns(white, rows, size))


def _free(runs: Iterable[Run]) -> list[_White]:
    """Where, from side to side, nothing of the runs stands: the two sides of the page included."""
    free = []
    end = float("-inf")
    for run in sorted(runs, key=lambda run: run.left):
        if run.left > end:
            free.append(_White(end, run.left))
        end = max(end, run.right)
    return [*free, _White(end, float("inf"))]


def _inner(whites: Iterable[_White]) -> list[_White]:
    return [white for white in whites if white.start > float("-inf") and white.end < float("inf")]


def _parts_columns(white: _White, rows: Sequence[Sequence[Run]], size: float) -> bool:
    """Whether enough rows end at the white, or go on behind it. `size` is that of the letters."""
    wide = [fewest for width, fewest in _GUTTERS if white.width >= width * size]
    if not wide:
        return False
    across = ending = 0
    for row in rows:
        before = [run for run in row if run.right <= white.start]
        if before and len(before) < len(row):
            across += 1
        elif before and white.start - before[-1].right < _NEAR_GUTTER * size:
            ending += 1
    most = max(across + ending, _beside(white, rows))
    return any((most if fewest > _FEW else across) >= fewest for fewest in wide)


def _beside(white: _White, rows: Sequence[Sequence[Run]]) -> int:
    """How many rows stand on both sides of the white at one height, though on other base lines."""
    before = [row[0].base for row in rows if row[0].right <= white.start]
    behind = [row[-1].base for row in rows if row[-1].right > white.start]
    if not before or not behind:
        return 0
    top, bottom = max(before[0], behind[0]), min(before[-1], behind[-1])
    return min(sum(top <= base <= bottom for base in side) for side in (before, behind))


def _is_table(columns: Sequence[Sequence[Run]]) -> bool:
    """Whether rows go through all columns, with few words in each of their cells."""
    first, *others = ([joined(row) for row in rows_of(column)] for column in columns)
    heads = sorted(run.base for run in first)
    cells = [run for column in others for run in column]
    aligned = sum(
        bisect_left(heads, run.base - 0.3 * run.size)
        < bisect_right(heads, run.base + 0.3 * run.size)
        for run in cells
    )
    if aligned < max(_FEWEST_ROWS, _ALIGNED * len(cells)):
        return False
    words = median(len(run.text.split()) for run in cells)
    of_numbers = any(2 * sum(map(_is_number, column)) > len(column) for column in others)
    # "Monday" and "open until six": each row has all its cells, and begins with a word or two.
    of_heads = (
        len(first) >= _FEWEST_LINES
        and words <= _MOST_TOLD_WORDS
        and median(len(run.text.split()) for run in first) <= _MOST_CELL_WORDS
        and all(len(column) == len(first) for column in others)
    )
    return words <= _MOST_CELL_WORDS or of_numbers or of_heads


def _is_prose(column: Sequence[Run]) -> bool:
    """Whether this is a column of text, set to a width, whose lines go on in small letters."""
    lines = [joined(row) for row in rows_of(column)]
    if len(lines) < _FEWEST_LINES or median(len(run.text.split()) for run in lines) < _FEWEST_WORDS:
        return False
    left, right = min(run.left for run in lines), max(run.right for run in lines)
    full = sum(run.right - left >= _FULL * (right - left) for run in lines)
    small = sum(run.text[:1].islower() for run in lines)
    return 2 * full >= len(lines) and 2 * small >= len(lines)


def _is_number(run: Run) -> bool:
    marks = sum(letter.isdigit() for letter in run.text)
    return marks > 0 and 2 * marks >= len(run.text.replace(" ", ""))


def _table_and_around(runs: Sequence[Run], middles: Sequence[float], column: Column) -> list[_Part]:
    """The table without the lines above and below it that have but one cell: they are others'."""
    rows = rows_of(runs)
    full = [number for number, row in enumerate(rows) if len(_cells(row, middles)) > 1]
    first, last = (full[0], full[-1] + 1) if full else (0, len(rows))
    around = [rows[:first], rows[first:last], rows[last:]]
    return [
        _Part([run for row in part for run in row], column, middles if part is around[1] else None)
        for part in around
        if part
    ]


# Where columns change


def _where_columns_change(runs: Sequence[Run], column: Column, body: float) -> list[_Part] | None:
    """Parts one above the other, such that through those of several columns gutters run."""
    groups: list[list[list[Run]]] = []
    free: list[_White] = []
    for band in _bands(runs):
        of_band = _free(band)
        common = _common(free, of_band)
        if groups and _agree(free, of_band, common, body):
            groups[-1].append(band)
            free = common
        else:
            groups.append([band])
            free = of_band
    for upper, lower in pairwise(groups):
        if len(upper) > 1 and _begins_column(upper[-1], lower, body):
            lower.insert(0, upper.pop())
    merged: list[_Part] = []
    plain = False
    for bands in groups:
        group = [run for band in bands for run in band]
        has_columns = bool(_gutters(group, body))
        if merged and plain and not has_columns:
            merged[-1] = _Part([*merged[-1].runs, *group], column)
        else:
            merged.append(_Part(group, column))
        plain = not has_columns
    return merged if len(merged) > 1 else None


def _begins_column(band: Sequence[Run], below: Sequence[Sequence[Run]], body: float) -> bool:
    """Whether a line is the first of one of the columns below, which begins a little higher."""
    white = min(run.top for run in below[0]) - max(run.bottom for run in band)
    if white >= _LITTLE * body or max(run.size for run in band) >= HEADING * body:
        return False
    gutters = _gutters([run for each in below for run in each], body)
    return bool(gutters) and not any(
        run.left < gutter.end and gutter.start < run.right for run in band for gutter in gutters
    )


def _agree(
    group: Sequence[_White], band: Sequence[_White], common: Sequence[_White], body: float
) -> bool:
    """Whether what is wide between the words of a group is so in the next band, too.

    Of a group without anything wide, whether all that is wide in the band is free in it.
    """
    narrowest = _GUTTERS[0][0] * body
    kept = [white for white in common if white.width >= narrowest]

    def are_kept(whites: Iterable[_White]) -> list[bool]:
        wide = (white for white in _inner(whites) if white.width >= narrowest)
        return [any(w.start <= each.start and each.end <= w.end for each in kept) for w in wide]

    of_group = are_kept(group)
    return any(of_group) if of_group else all(are_kept(band))


def _common(first: Sequence[_White], second: Sequence[_White]) -> list[_White]:
    found = []
    here = there = 0
    while here < len(first) and there < len(second):
        start = max(first[here].start, second[there].start)
        end = min(first[here].end, second[there].end)
        if start < end:
            found.append(_White(start, end))
        if first[here].end < second[there].end:
            here += 1
        else:
            there += 1
    return found
