"""The tree of a page in; its tables with a cell for each row and column, as readers see them, out.

A cell that spans several rows is said of each of them, and heads of two rows are one line of heads:
"Votes" above "2020" and "2024" is "Votes 2020" and "Votes 2024".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from itertools import product, takewhile

from lxml.html import HtmlElement, fragment_fromstring

MOST_CELLS = 10_000
"""Of a table, once all are spread: a larger one is left as it is."""

_DIGITS = re.compile(r"\d{1,4}")

Grid = dict[tuple[int, int], HtmlElement]


def spread_cells(page: HtmlElement) -> None:
    """Spreads the cells of all tables of a page that span rows or columns. The tree is changed."""
    for table in page.xpath("//table[(.//@rowspan or .//@colspan) and not(.//table)]"):
        rows = table.xpath(".//tr")
        grid = _grid(rows)
        if grid:
            _spread(rows, grid)


def _grid(rows: Sequence[HtmlElement]) -> Grid:
    """Which cell covers which row and column; empty where there are too many."""
    grid: Grid = {}
    for number, row in enumerate(rows):
        column = 0
        for cell in row.xpath("./td | ./th"):
            while (number, column) in grid:
                column += 1
            wide = _span(cell, "colspan")
            below = rows[number : number + _span(cell, "rowspan")]
            # None goes beyond the part of its table, the head or the body.
            high = sum(other.getparent() is row.getparent() for other in below)
            if len(grid) + wide * high > MOST_CELLS:
                return {}
            for down, along in product(range(high), range(wide)):
                grid[number + down, column + along] = cell
            column += wide
    return grid


def _span(cell: HtmlElement, name: str) -> int:
    digits = _DIGITS.match((cell.get(name) or "").strip())
    return max(int(digits[0]), 1) if digits else 1


def _spread(rows: Sequence[HtmlElement], grid: Grid) -> None:
    width = 1 + max(column for _, column in grid)
    lines = [[grid.get((number, column)) for column in range(width)] for number in range(len(rows))]
    told = [
        number
        for number, line in enumerate(lines)
        if len({id(c) for c in line if c is not None}) > 1
    ]
    heads = list(takewhile(lambda number: _is_heads(lines[number]), told))
    for number in told:
        if number in heads[:-1]:
            rows[number].getparent().remove(rows[number])
            continue
        above = heads if number in heads else [number]
        cells = []
        for column in range(width):
            over = [cell for line in above if (cell := lines[line][column]) is not None]
            again = (
                number not in heads
                and column
                and lines[number][column - 1] is lines[number][column]
            )
            cells.append(_cell([] if again else over))
        rows[number][:] = cells


def _is_heads(line: Sequence[HtmlElement | None]) -> bool:
    return all(cell is None or cell.tag == "th" for cell in line)


def _cell(over: Sequence[HtmlElement]) -> HtmlElement:
    """One cell with the words of those that stand above one another, each once."""
    different = list(dict.fromkeys(over))
    if len(different) == 1:
        cell = deepcopy(different[0])
        cell.tail = None
        return cell
    cell = fragment_fromstring("<th></th>") if different else fragment_fromstring("<td></td>")
    cell.text = " ".join(" ".join(each.text_content().split()) for each in different)
    return cell
