"""The runs of a page in; the same in rows, mended where printing took them apart, out."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice

from index.loaders.compounds import is_word_before
from index.loaders.markup import raised_words
from index.loaders.pdf.pages import Run

_SAME_BASE = 0.2
"""Of the size of the letters: as far may the bases of one row lie apart."""

_TOGETHER, _LARGE_TOGETHER = 0.45, 0.33
"""Of the size: words of a row that are nearer than this are no columns. In headlines, which are
seldom set to a width, the white between two columns may be little wider than a space."""

_HEADLINE = 1.5
"""Times the size of most letters."""

_SPACE = 0.12
"""Of the size: what is nearer than this is one word."""

_SHADOW = 0.25
"""Of the size: the same words as near as this are one, printed twice."""

_SMALL = 0.8
_RAISED = (0.2, 0.7)
_NEAR = 0.3
_MOST_ROWS_TRIED = 20
_MARK = re.compile(r"(?:\d{1,3}|[*†‡]{1,3}|st|nd|rd|th)[,;.]?$")
_INITIAL = re.compile(r"[\"'“‘„«]?[^\W\d_]$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_LARGE = 1.8


def rows_of(runs: Iterable[Run]) -> list[list[Run]]:
    """The runs that stand on one base line, in rows from above, each from the left."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (run.base, run.left)):
        first = rows[-1][0] if rows else None
        if first and run.base - first.base <= _SAME_BASE * min(first.size, run.size):
            rows[-1].append(run)
        else:
            rows.append([run])
    return [sorted(row, key=lambda run: run.left) for row in rows]


def joined(row: Sequence[Run]) -> Run:
    """The runs of a row as one, a space where there is room for one."""
    text = row[0].text
    end = row[0].right
    for run in row[1:]:
        apart = run.left - end > _SPACE * min(run.size, row[0].size)
        text += f" {run.text}" if apart else run.text
        end = max(end, run.right)
    largest = max(row, key=lambda run: len(run.text))
    bold = sum(len(run.text) for run in row if run.bold) > len(text) / 2
    return Run(text, row[0].left, end, largest.base, largest.size, bold)


def mended(runs: Iterable[Run]) -> list[Run]:
    """The runs with those of one line joined that are near, each word once, initials at their word.

    A raised mark of a footnote is left out; what else is raised stands behind its word.
    """
    kept = _with_initials(_once(run for run in runs if run.text.strip()))
    large = _HEADLINE * body_size([kept])
    rows = [_merged(row, large=large) for row in rows_of(kept)]
    return [run for row in _with_raised(rows) for run in row]


def body_size(pages: Iterable[Sequence[Run]]) -> float:
    """The size in which most letters are printed; 0 where there are none."""
    sizes: Counter[float] = Counter()
    for runs in pages:
        for run in runs:
            sizes[round(run.size * 2) / 2] += len(run.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _once(runs: Iterable[Run]) -> list[Run]:
    """Without what is printed twice, a hair apart, for a shadow or for want of bold letters."""
    kept: list[Run] = []
    places: dict[tuple[str, int, int], Run] = {}
    for run in runs:
        step = max(_SHADOW * run.size, 0.1)
        column, row = round(run.left / step), round(run.base / step)
        around = [(run.text, column + x, row + y) for x in (-1, 0, 1) for y in (-1, 0, 1)]
        if not any(place in places for place in around):
            kept.append(run)
            places[run.text, column, row] = run
    return kept


def _merged(row: Sequence[Run], *, large: float) -> list[Run]:
    merged = [[row[0]]]
    end = row[0].right
    for run in row[1:]:
        size = max(run.size, merged[-1][-1].size)
        if run.left - end < (_LARGE_TOGETHER if size >= large else _TOGETHER) * size:
            merged[-1].append(run)
        else:
            merged.append([run])
        end = max(end, run.right)
    return [joined(runs) for runs in merged]


def _with_raised(rows: list[list[Run]]) -> list[list[Run]]:
    bases = [row[0].base for row in rows]
    for mark in [run for row in rows for run in row if _MARK.match(run.text)]:
        low, high = (mark.base + share * mark.size / _SMALL for share in _RAISED)
        first, last = bisect_left(bases, low), bisect_right(bases, high)
        for row in islice(rows, first, min(last, first + _MOST_ROWS_TRIED)):
            at = bisect_right([run.left for run in row], mark.left) - 1
            if at >= 0 and _carries(row[at], mark):
                before, text = row[at], row[at].text
                cut = _cut_at(before, mark)
                raised = raised_words(mark.text, text[:cut])
                row[at] = before._replace(
                    text=text[:cut] + raised + text[cut:], right=max(before.right, mark.right)
                )
                source = next(each for each in rows if any(run is mark for run in each))
                source[:] = [run for run in source if run is not mark]
                break
    return [row for row in rows if row]


def _carries(run: Run, mark: Run) -> bool:
    return (
        mark.size < _SMALL * run.size
        and run.left < mark.left < run.right + _NEAR * run.size
        and _RAISED[0] * run.size < run.base - mark.base < _RAISED[1] * run.size
    )


def _cut_at(run: Run, mark: Run) -> int:
    """Where in the words of a run the mark stands: at the end of the word that is nearest."""
    if mark.left > run.right - _NEAR * run.size:
        return len(run.text)
    share = (mark.left - run.left) / (run.right - run.left) * len(run.text)
    ends = [match.start() for match in re.finditer(r"\s|$", run.text)]
    return min(ends, key=lambda end: abs(end - share))


def _with_initials(runs: list[Run]) -> list[Run]:
    """A large initial at the head of the first of the lines beside it."""
    beside: dict[int, Run] = {}
    initials = [run for run in runs if _INITIAL.match(run.text)]
    for initial in islice(initials, _MOST_ROWS_TRIED):
        lines = [
            run
            for run in runs
            if initial.size > _LARGE * run.size
            and 0 <= run.left - initial.right + 0.2 * run.size < 0.5 * initial.size
            and initial.top - 0.4 * run.size < run.base <= initial.base + 0.2 * run.size
        ]
        if lines:
            beside[id(initial)] = min(lines, key=lambda run: run.base)
    heads: dict[int, str] = {}
    for initial in initials:
        if id(initial) in beside:
            heads[id(beside[id(initial)])] = initial.text
    return [
        run._replace(text=_headed(heads[id(run)], run.text) if id(run) in heads else run.text)
        for run in runs
        if id(run) not in beside
    ]


def _headed(initial: str, text: str) -> str:
    """The words with their large initial before them."""
    following = _FIRST_WORD.match(text)
    apart = following is not None and is_word_before(initial, following[0])
    return f"{initial} {text}" if apart else initial + text
