"""The lines of all pages, in reading order, in; their paragraphs out, each whole.

A paragraph goes on over columns and pages. What stands in its way, a caption or a table, follows
behind it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.loaders.pdf.columns import HEADING, Line
from index.loaders.wrapping import Vocabulary, vocabulary_of, without_hyphen

_OTHER_SIZE = 1.08
"""Times the size of the letters: what differs more is set in other letters."""

_WHITE = 1.4
"""Times the usual distance of two lines: where they are further apart, a paragraph begins."""

_INDENT = (0.6, 4.0)
"""In sizes of the letters: how far a first line stands in, at least and at most."""

_SLACK = 0.5
"""In sizes of the letters: room on a line that a word may leave unused."""

_SHORT = 0.6
"""Of the width of a column."""

_FURTHEST = 80
"""Lines between two parts of one paragraph."""

_LONGEST_CAPTION = 6
"""Lines."""

_END = re.compile(r"""[.!?:…]["'”’»)\]]*$""")
_HYPHEN = re.compile(r"[^\s–—-][-\u2010\xad]$")
_CUT_WORD = re.compile(r"(?:^|\s)\W*[^\W\d_A-Z][^\s-]{2,}[-\u2010\xad]$")
"""A word in small letters. "Director-" and "al-" may go on with a capital."""

_SUSPENDED = re.compile(r"(?:and|or|to|und|oder)\s+\w+-")
_KEPT = re.compile(r"(?:[^\s][–—]|\d-|\W-)$")
"""A dash without a space before it, and a hyphen that no word is broken at: they stay."""
_JUMP = re.compile(
    r"\W*(?:(?:story\s+)?continue[sd]|cont[’'.]?d?\.?|turn|see|more|from|please\s+turn)\b"
    r"(?:\s+\S+){0,5}\s+(?:page\s+)?[A-Z]?\d{1,3}\W*$",
    re.IGNORECASE,
)
_OF_A_PAGE = re.compile(r"\bpage\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph on one line, or a table, a row on a line; how its first line is set.

    `ends_open` says of a text that it breaks off, and `beside` how many columns it stands among.
    """

    text: str
    size: float
    bold: bool
    beside: int
    page: int
    is_table: bool
    ends_open: bool


def paragraphs_of(pages: Iterable[Sequence[Line]], *, body: float) -> list[Paragraph]:
    """The paragraphs of all pages. `body` is the size in which most letters are."""
    lines = [
        _Placed(line, page)
        for page, lines in enumerate(pages)
        for line in lines
        if not _leads_to_other_page(line)
    ]
    words = vocabulary_of("\n".join(line.text for line in lines))
    return _Builder(lines, body=body, words=words).paragraphs()


def _leads_to_other_page(line: Line) -> bool:
    return _JUMP.match(line.run.text) is not None and _OF_A_PAGE.search(line.run.text) is not None


@dataclass(frozen=True, slots=True, eq=False)
class _Placed:
    """A line and its page."""

    line: Line
    page: int

    @property
    def text(self) -> str:
        return self.line.run.text

    @property
    def size(self) -> float:
        return self.line.run.size

    def is_beside(self, other: _Placed) -> bool:
        """Whether the other stands in the same column of the same page."""
        return self.page == other.page and self.line.column is other.line.column

    def room(self) -> float:
        """What is left of the column behind it."""
        return self.line.column.right - self.line.run.right

    def first_word(self) -> float:
        """How wide its first word is, nearly: as wide as the letters of the line are on average."""
        run = self.line.run
        return (run.right - run.left) * len(self.text.partition(" ")[0]) / len(self.text)


class _Builder:
    def __init__(self, lines: Sequence[_Placed], *, body: float, words: Vocabulary) -> None:
        self._lines = lines
        self._body = body
        self._words = words
        self._pitch = _pitch(lines)

    def paragraphs(self) -> list[Paragraph]:
        """All, in order."""
        taken: set[int] = set()
        return [
            self._paragraph(number, taken)
            for number in range(len(self._lines))
            if number not in taken
        ]

    def _paragraph(self, number: int, taken: set[int]) -> Paragraph:
        """The paragraph that begins with this line; the lines of it are `taken`."""
        first = last = self._lines[number]
        parts = [first.text]
        taken.add(number)
        while (found := self._next(number, taken)) is not None:
            number = found
            last = self._lines[number]
            taken.add(number)
            parts[-1:] = self._joint(parts[-1], last)
            parts.append(last.text)
        return Paragraph(
            text="".join(parts),
            size=first.size,
            bold=first.line.run.bold,
            beside=first.line.column.beside,
            page=first.page,
            is_table=first.line.is_row,
            ends_open=not first.line.is_row and _is_open(last) and not self._is_heading(last),
        )

    def _next(self, number: int, taken: set[int]) -> int | None:
        """The line that goes on with this one; None at the end of a paragraph."""
        last, following = self._lines[number], number + 1
        if following >= len(self._lines):
            return None
        if following not in taken and self._goes_on(last, self._lines[following]):
            return following
        if last.line.is_row or self._is_heading(last) or not _is_open(last):
            return None
        return self._resuming(number, taken)

    def _resuming(self, number: int, taken: set[int]) -> int | None:
        """The line that goes on behind what stands in the way; None where none does.

        In the way stand a table, what is set in other letters, and one short block of the same: the
        caption of a picture.
        """
        last, caption = self._lines[number], range(0)
        for later in range(number + 1, min(number + _FURTHEST, len(self._lines))):
            line = self._lines[later]
            if self._is_heading(line) and line.page == last.page:
                return None
            if later in taken or later in caption or not _alike(last, line) or line.line.is_row:
                continue
            if line.text[:1].islower():
                return None if last.is_beside(line) and _is_short(last) else later
            if caption or _is_short(last):
                return None
            caption = self._block(later)
            if len(caption) > _LONGEST_CAPTION:
                return None
        return None

    def _block(self, number: int) -> range:
        """The lines from this one on that stand close below one another."""
        end = number + 1
        while end < len(self._lines):
            last, line = self._lines[end - 1], self._lines[end]
            if not (last.is_beside(line) and _alike(last, line) and self._is_close(last, line)):
                break
            end += 1
        return range(number, end)

    def _goes_on(self, last: _Placed, line: _Placed) -> bool:
        """Whether the paragraph of a line goes on with the one that follows in reading order."""
        if last.line.is_row or line.line.is_row:
            return last.line.is_row and line.line.is_row and last.is_beside(line)
        if not _alike(last, line):
            return False
        if not last.is_beside(line):
            cut_word = _CUT_WORD.search(last.text) is not None
            small = line.text[:1].islower()
            return _is_open(last) and (small or not (cut_word or _has_room(last, line)))
        if self._is_heading(last):
            return self._is_close(last, line)
        return self._goes_on_below(last, line)

    def _goes_on_below(self, last: _Placed, line: _Placed) -> bool:
        """The same for text in one column."""
        small, full = line.text[:1].islower(), not _has_room(last, line)
        if not self._is_close(last, line):
            return _is_open(last) and small and line.line.run.base > last.line.run.base
        if _is_open(last):
            return small or full or not _is_short(last)
        return full and not _is_indented(last, line)

    def _is_heading(self, line: _Placed) -> bool:
        return line.size >= HEADING * self._body

    def _is_close(self, last: _Placed, line: _Placed) -> bool:
        down = line.line.run.base - last.line.run.base
        size = round(last.size)
        return 0 < down <= _WHITE * self._pitch.get(size, 1.2 * last.size)

    def _joint(self, last: str, following: _Placed) -> list[str]:
        """What stands in the place of the last line, and between it and the next one."""
        line = following.text
        if following.line.is_row:
            return [last, "\n"]
        if last.endswith("\xad"):
            return [last[:-1]]
        last = re.sub("\u2010$", "-", last)
        if _KEPT.search(last):
            return [last]
        if not _HYPHEN.search(last) or (line[:1].islower() and _SUSPENDED.match(line)):
            return [last, " "]
        return [without_hyphen(last, line, self._words) if line[:1].islower() else last]


def _has_room(last: _Placed, line: _Placed) -> bool:
    """Whether the next word would have fitted on the line: it was ended on purpose."""
    return last.room() > line.first_word() + _SLACK * last.size


def _is_short(line: _Placed) -> bool:
    """Whether a line is far from full, as those of a list and small headings are."""
    run, column = line.line.run, line.line.column
    return run.right - column.left < _SHORT * (column.right - column.left)


def _is_indented(last: _Placed, line: _Placed) -> bool:
    least, most = _INDENT
    return least * line.size < line.line.run.left - last.line.run.left < most * line.size


def _is_open(line: _Placed) -> bool:
    """Whether a line ends in the middle of a sentence."""
    return _END.search(line.text) is None


def _alike(first: _Placed, second: _Placed) -> bool:
    larger, smaller = max(first.size, second.size), min(first.size, second.size)
    return larger <= _OTHER_SIZE * smaller and first.line.run.bold == second.line.run.bold


def _pitch(lines: Sequence[_Placed]) -> dict[int, float]:
    """For each size of letters, in whole points, how far apart two lines are most often."""
    seen: dict[int, Counter[float]] = {}
    for line, following in pairwise(lines):
        down = following.line.run.base - line.line.run.base
        if line.is_beside(following) and _alike(line, following) and 0 < down < 3 * line.size:
            seen.setdefault(round(line.size), Counter())[round(down * 2) / 2] += 1
    return {size: counted.most_common(1)[0][0] for size, counted in seen.items()}
