"""Paragraphs of articles in; PDF pages out, drawn as layout programs draw, with what they say.

Such programs differ in the order in which they draw (frame by frame, line by line across all
columns, headlines last), in what they draw at once (a line, a word, a letter), and in how they set
spaces (as letters, widened, or as nothing but a distance). A page here is made in one of these
ways, drawn by chance from a seed.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from itertools import cycle, islice

from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 595.0, 842.0
TOP, FOOT, SIDE = 770.0, 70.0, 45.0
"""Points, from the lower left corner, as PDF counts them."""

PAPER = "The Harwick Courier"
SERIF, HEAVY, SLANTED, WITH_LIGATURES = "Times-Roman", "Helvetica-Bold", "Times-Italic", "Vera"
MANNERS = ("lines", "words", "letters", "kerned", "spaceless")
ORDERS = ("frames", "rows", "headlines last", "frames shuffled")


@dataclass(frozen=True, slots=True)
class Placed:
    """Words on one line, each with where it begins; `frame` numbers what they are drawn with."""

    words: tuple[tuple[float, str], ...]
    base: float
    font: str
    size: float
    frame: int


@dataclass(slots=True)
class Made:
    """A file, and what is said in it: each sequence of words that a reader reads in one go."""

    data: bytes
    pages: int
    manner: str
    sequences: list[list[str]]
    furniture: list[str]


class _Broken(str):
    """The first part of a word at the end of a line, as printed; and what of it is the word's."""

    begun: str

    def __new__(cls, printed: str, begun: str) -> _Broken:
        part = super().__new__(cls, printed)
        part.begun = begun
        return part


@dataclass(slots=True)
class _Sheet:
    placed: list[list[Placed]] = field(default_factory=lambda: [[]])
    frame: int = 0


@dataclass(slots=True)
class _Column:
    left: float
    right: float
    top: float
    foot: float


def make(paragraphs: Sequence[str], *, seed: int) -> Made:
    """A file of one or two pages with the words of `paragraphs`, all else drawn by chance."""
    return _Maker(paragraphs, random.Random(seed)).made()


def many_pages(paragraphs: Sequence[str], *, pages: int) -> bytes:
    """A file of so many pages in three columns; the paragraphs are repeated as often as needed."""
    words = cycle(word for paragraph in paragraphs for word in _printable(paragraph).split())
    written = BytesIO()
    canvas = Canvas(written, pagesize=(WIDTH, HEIGHT), invariant=1)
    for number in range(pages):
        canvas.setFont(SERIF, 9.0)
        canvas.drawString(SIDE, TOP + 30, f"{PAPER}, page {number + 1}")
        for left in (45.0, 217.0, 389.0):
            lines = islice(_broken(list(islice(words, 400)), 160.0, SERIF, 9.0, 0.0), 62)
            for row, line in enumerate(lines):
                canvas.drawString(left, TOP - 11.0 * row, " ".join(line))
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def tiny_boxes(count: int) -> bytes:
    """A file of one page with so many single letters, each in a place of its own."""
    written = BytesIO()
    canvas = Canvas(written, pagesize=(WIDTH, HEIGHT), invariant=1)
    canvas.setFont(SERIF, 1.0)
    across = 200
    for number in range(count):
        row, column = divmod(number, across)
        canvas.drawString(2.9 * column, HEIGHT - 4.1 * (row + 1), "1")
    canvas.save()
    return written.getvalue()


class _Maker:
    def __init__(self, paragraphs: Sequence[str], chance: random.Random) -> None:
        registerFont(TTFont(WITH_LIGATURES, "Vera.ttf"))
        self._chance = chance
        self._paragraphs = [_printable(paragraph) for paragraph in paragraphs]
        self._sheet = _Sheet()
        self._sequences: list[list[str]] = []
        self._manner = chance.choice(MANNERS)
        self._order = chance.choice(ORDERS)
        self._font = WITH_LIGATURES if self._manner == "words" else SERIF
        self._size = chance.choice((8.5, 9.0, 10.0)) if self._font == SERIF else 7.5
        self._leading = self._size * chance.choice((1.12, 1.2, 1.3))
        self._gutter = chance.choice((8.0, 10.0, 12.0, 16.0, 22.0))
        self._justified = chance.random() < 0.6
        self._hyphens = chance.random() < 0.7
        self._hyphen = chance.choice("--\xad")
        self._indent = chance.choice((0.0, self._size))
        self._between = 0.0 if self._indent else self._leading * chance.choice((0.5, 1.0))
        self._columns = chance.choice((2, 2, 3, 3, 4, 5))

    def made(self) -> Made:
        """The file."""
        template = self._chance.choice((self._one_story, self._stacked, self._beside))
        template()
        furniture = self._furniture()
        return Made(
            data=self._drawn(),
            pages=len(self._sheet.placed),
            manner=f"{self._columns} columns, {self._order}, {self._manner}",
            sequences=self._sequences,
            furniture=furniture,
        )

    # Pages

    def _one_story(self) -> None:
        """One story over two pages, with a picture's caption, a table and small headings."""
        top = self._headline(SIDE, WIDTH - SIDE, TOP, size=self._chance.choice((24.0, 30.0, 36.0)))
        first = self._in_columns(SIDE, WIDTH - SIDE, top, FOOT)
        self._picture(first)
        second = self._in_columns(SIDE, WIDTH - SIDE, TOP, FOOT)
        self._table(second)
        self._flow(first, self._take(2000), asides=True, following=second)

    def _stacked(self) -> None:
        """Two stories, one above the other."""
        middle = (TOP + FOOT) / 2 + self._chance.uniform(-60, 60)
        for top, foot in ((TOP, middle + 18), (middle, FOOT)):
            below = self._headline(SIDE, WIDTH - SIDE, top, size=self._chance.choice((20.0, 26.0)))
            self._columns = self._chance.choice((2, 3, 4))
            columns = self._in_columns(SIDE, WIDTH - SIDE, below, foot)
            self._flow(columns, self._take(140))

    def _beside(self) -> None:
        """Two stories side by side, each under its headline."""
        self._columns = 4
        columns = self._in_columns(SIDE, WIDTH - SIDE, TOP, FOOT)
        parts = self._chance.choice((1, 2, 3))
        for part in (columns[:parts], columns[parts:]):
            left, right = part[0].left, part[-1].right
            top = self._headline(left, right, TOP, size=17.0 if len(part) == 1 else 24.0)
            for column in part:
                column.top = top
            self._flow(part, self._take(220 if len(part) > 1 else 120))

    def _in_columns(self, left: float, right: float, top: float, foot: float) -> list[_Column]:
        width = (right - left - (self._columns - 1) * self._gutter) / self._columns
        starts = [left + number * (width + self._gutter) for number in range(self._columns)]
        lower = self._chance.choice((0.0, 0.0, 3.0))  # not all set their lines at one height
        return [
            _Column(start, start + width, top - lower * (number % 2), foot)
            for number, start in enumerate(starts)
        ]

    def _take(self, words: int) -> list[str]:
        """Whole paragraphs of some so many words."""
        taken: list[str] = []
        while self._paragraphs and sum(len(each.split()) for each in taken) < words:
            taken.append(self._paragraphs.pop(0))
        return taken

    # What stands on them

    def _headline(self, left: float, right: float, top: float, *, size: float) -> float:
        """A headline and a byline; returns where the columns below begin."""
        words = self._paragraphs[0].split()[: self._chance.randint(5, 9)]
        words = [word.strip('.,;:?!"') or "of" for word in words]
        self._sheet.frame += 1
        base = top - size
        for line in _broken(words, right - left, HEAVY, size, indent=0.0):
            self._put(line, left, right, base, HEAVY, size, justified=False)
            base -= size * 1.1
        self._sequences.append(words)
        byline = ["By", self._chance.choice(("Ann", "Tom")), self._chance.choice(("Reed", "Osei"))]
        base -= 4
        self._sheet.frame += 1
        self._put(byline, left, right, base, HEAVY, self._size, justified=False)
        self._sequences.append(byline)
        return base - 1.6 * self._leading

    def _picture(self, columns: Sequence[_Column]) -> None:
        """An empty space over one column or two, with a caption under it."""
        across = columns[-self._chance.choice((1, 2)) :]
        height = self._chance.uniform(90, 160)
        words = self._take(1)[0].split()[:14]
        words[-1] = words[-1].rstrip(",;:.") + "."
        size = self._size - 1.5
        top = min(column.top for column in across)
        base = top - height - size
        self._sheet.frame += 1
        for line in _broken(words, across[-1].right - across[0].left, SLANTED, size, indent=0.0):
            self._put(line, across[0].left, across[-1].right, base, SLANTED, size, justified=False)
            base -= size * 1.15
        self._sequences.append(words)
        for column in across:
            column.top = base - self._leading

    def _table(self, columns: Sequence[_Column]) -> None:
        """A table of results at the foot of the last column, on the second page."""
        column = columns[-1]
        if column.right - column.left < 12 * self._size:
            return
        rows = [["Ward", "Votes", "Share"]]
        for name in ("Harwick", "Sund", "Esker", "Norwood"):
            votes = self._chance.randint(1000, 9999)
            rows.append([name, f"{votes:,}", f"{votes / 150:.1f}"])
        self._sheet.placed.append([])  # the second page
        self._sheet.frame += 1
        base = column.foot + self._leading * len(rows)
        column.foot = base + 1.5 * self._leading
        width = (column.right - column.left) / 3
        for row in rows:
            cells = tuple((column.left + width * n, cell) for n, cell in enumerate(row))
            for cell in cells:
                self._place((cell,), base, self._font, self._size)
            base -= self._leading
        self._sequences.append([cell for row in rows for cell in row])

    def _flow(
        self,
        columns: Sequence[_Column],
        paragraphs: Sequence[str],
        *,
        asides: bool = False,
        following: Sequence[_Column] = (),
    ) -> None:
        """The paragraphs as they run through the columns, as far as they fit."""
        room = iter([*((column, 0) for column in columns), *((column, 1) for column in following)])
        column, page = next(room)
        base = column.top
        self._sheet.frame += 1
        said: list[str] = []
        for number, paragraph in enumerate(paragraphs):
            words = paragraph.split()
            lines: list[list[str]] = self._lines(words, column)
            if asides and base - 12 * self._leading > column.foot:
                base = self._aside(number, words, column, base, page)
            for index, line in enumerate(lines):
                if base < column.foot:
                    found = next(room, None)
                    if found is None:
                        self._sequences.append(_spoken(said))
                        return
                    column, page = found
                    base = column.top
                    self._sheet.frame += 1
                left = column.left + (self._indent if index == 0 else 0.0)
                last = index == len(lines) - 1
                justified = self._justified and not last
                self._put(
                    line,
                    left,
                    column.right,
                    base,
                    self._font,
                    self._size,
                    justified=justified,
                    page=page,
                )
                said += line
                base -= self._leading
            base -= self._between
        self._sequences.append(_spoken(said))

    def _aside(
        self, number: int, words: Sequence[str], column: _Column, base: float, page: int
    ) -> float:
        """What stands between two paragraphs of a column, if any; returns where text goes on.

        It is a small heading, words drawn out in large letters, or a picture with its caption.
        """
        kinds = {3: (HEAVY, 1.0, 3), 5: (SLANTED, 1.7, 9), 6: (SLANTED, 0.85, 12)}
        if number % 7 not in kinds:
            return base
        font, times, most = kinds[number % 7]
        size = times * self._size
        said = [word.strip('.,;:?!"') or "of" for word in words[:most]]
        width = column.right - column.left
        while font == HEAVY and stringWidth(" ".join(said), font, size) > width:
            said.pop()
        if font == SLANTED:
            said[-1] += "."
        base -= (4 if times < 1 else 1) * self._leading
        self._sheet.frame += 1
        for line in _broken(said, width, font, size, 0.0):
            self._put(line, column.left, column.right, base, font, size, page=page)
            base -= 1.15 * size
        self._sequences.append(said)
        self._sheet.frame += 1
        return base - (0.0 if font == HEAVY else self._leading)

    def _lines(self, words: Sequence[str], column: _Column) -> list[list[str]]:
        width = column.right - column.left
        hyphens = self._chance if self._hyphens else None
        lines = list(_broken(words, width, self._font, self._size, self._indent, hyphens))
        if self._hyphen != "-" and self._font == SERIF:
            for line in lines:
                if isinstance(line[-1], _Broken) and line[-1] != line[-1].begun:
                    line[-1] = _Broken(line[-1].begun + self._hyphen, line[-1].begun)
        return lines

    def _furniture(self) -> list[str]:
        """Running heads and page numbers, on each page."""
        number = self._chance.randint(2, 60)
        said: list[str] = []
        for page in range(len(self._sheet.placed)):
            self._sheet.frame += 1
            base = TOP + 30
            heads = [PAPER, "Tuesday 18 June 2024", str(number + page)]
            places = [SIDE, WIDTH / 2 - 40, WIDTH - SIDE - 12]
            for left, head in zip(places, heads, strict=True):
                self._put(head.split(), left, WIDTH, base, SERIF, 8.0, page=page)
                said += head.split()
            self._put([str(number + page)], WIDTH / 2, WIDTH, 34, SERIF, 8.0, page=page)
        return said

    # Drawing

    def _put(  # noqa: PLR0913, PLR0917 - what a line needs to be set
        self,
        words: Sequence[str],
        left: float,
        right: float,
        base: float,
        font: str,
        size: float,
        *,
        justified: bool = False,
        page: int = 0,
    ) -> None:
        space = stringWidth(" ", font, size)
        bare = sum(stringWidth(word, font, size) for word in words)
        if justified and len(words) > 1:
            space = (right - left - bare) / (len(words) - 1)
        placed = []
        for word in words:
            placed.append((left, word))
            left += stringWidth(word, font, size) + space
        self._place(tuple(placed), base, font, size, page=page)

    def _place(
        self,
        words: tuple[tuple[float, str], ...],
        base: float,
        font: str,
        size: float,
        *,
        page: int | None = None,
    ) -> None:
        sheets = self._sheet.placed
        while page is not None and page >= len(sheets):
            sheets.append([])
        line = Placed(words, base, font, size, self._sheet.frame)
        sheets[len(sheets) - 1 if page is None else page].append(line)

    def _drawn(self) -> bytes:
        written = BytesIO()
        canvas = Canvas(written, pagesize=(WIDTH, HEIGHT), invariant=1)
        canvas.setTitle(self._chance.choice(("Untitled-1.indd", "Microsoft Word - page.docx")))
        draw = {
            "lines": _draw_line,
            "words": _draw_words,
            "letters": _draw_letters,
            "kerned": _draw_kerned,
            "spaceless": _draw_spaceless,
        }[self._manner]
        for lines in self._sheet.placed:
            for line in self._ordered(lines):
                draw(canvas, line)
            canvas.showPage()
        canvas.save()
        return written.getvalue()

    def _ordered(self, lines: Sequence[Placed]) -> list[Placed]:
        keys: dict[str, Callable[[Placed], tuple[float, float]]] = {
            "frames": lambda line: (line.frame, 0),
            "rows": lambda line: (-line.base, line.words[0][0]),
            "headlines last": lambda line: (line.size, line.frame),
        }
        if self._order != "frames shuffled":
            return sorted(lines, key=keys[self._order])
        frames = {line.frame: self._chance.random() for line in lines}
        return sorted(lines, key=lambda line: frames[line.frame])


def _printable(paragraph: str) -> str:
    """What the letters at hand can show of a paragraph."""
    return paragraph.encode("cp1252", errors="ignore").decode("cp1252")


def _broken(  # noqa: PLR0913, PLR0917 - what breaking lines depends on
    words: Sequence[str],
    width: float,
    font: str,
    size: float,
    indent: float,
    hyphens: random.Random | None = None,
) -> Iterator[list[str]]:
    """The words in lines of at most this width, long ones broken where there is chance for it."""
    space = stringWidth(" ", font, size)
    line: list[str] = []
    room = width - indent
    waiting = list(reversed(words))
    while waiting:
        word = waiting.pop()
        needed = stringWidth(word, font, size)
        if needed <= room:
            line.append(word)
            room -= needed + space
            continue
        if hyphens and word.isalpha() and word.islower() and len(word) > 6:
            at = hyphens.randint(3, len(word) - 3)
            if stringWidth(f"{word[:at]}-", font, size) <= room:
                line.append(_Broken(f"{word[:at]}-", word[:at]))
                word = word[at:]
        elif (at := word.find("-") + 1) and stringWidth(word[:at], font, size) <= room:
            line.append(_Broken(word[:at], word[:at]))
            word = word[at:]
        if line:
            yield line
        elif needed > width:
            yield [word]
            line, room = [], width
            continue
        waiting.append(word)
        line, room = [], width
    if line:
        yield line


def _spoken(printed: Sequence[str]) -> list[str]:
    """The words that are printed, those that are broken at a line's end whole again."""
    words: list[str] = []
    before = ""
    for part in printed:
        if isinstance(part, _Broken):
            before += part.begun
        else:
            words.append(before + part)
            before = ""
    return words


def _draw_line(canvas: Canvas, line: Placed) -> None:
    text = canvas.beginText()
    text.setFont(line.font, line.size)
    text.setTextOrigin(line.words[0][0], line.base)
    text.setWordSpace(_widened(line))
    text.textOut(" ".join(word for _, word in line.words))
    canvas.drawText(text)


def _widened(line: Placed) -> float:
    """By how much the spaces of a line are wider than those of its letters."""
    if len(line.words) < 2:
        return 0.0
    (first, word), (second, _) = line.words[:2]
    return float(second - first - stringWidth(f"{word} ", line.font, line.size))


def _draw_words(canvas: Canvas, line: Placed) -> None:
    canvas.setFont(line.font, line.size)
    for left, word in line.words:
        shown = word.replace("fi", "ﬁ").replace("fl", "ﬂ") if line.font == WITH_LIGATURES else word
        canvas.drawString(left, line.base, shown)


def _draw_letters(canvas: Canvas, line: Placed) -> None:
    canvas.setFont(line.font, line.size)
    for left, word in line.words:
        for number, letter in enumerate(word):
            canvas.drawString(
                left + stringWidth(word[:number], line.font, line.size), line.base, letter
            )


def _draw_kerned(canvas: Canvas, line: Placed) -> None:
    """All in one operator, letters moved a little, spaces as letters, widened by a distance."""
    wide = round(-1000 * _widened(line) / line.size)
    _draw_array(canvas, line, between=f" ) {wide} (")


def _draw_spaceless(canvas: Canvas, line: Placed) -> None:
    """All in one operator, with a distance in place of each space, as TeX does."""
    space = stringWidth(" ", line.font, line.size) + _widened(line)
    _draw_array(canvas, line, between=f") {round(-1000 * space / line.size)} (")


def _draw_array(canvas: Canvas, line: Placed, *, between: str) -> None:
    text = canvas.beginText()
    text.setFont(line.font, line.size)
    text.setTextOrigin(line.words[0][0], line.base)
    shown = between.join(
        ") 12 (".join(_escaped(part) for part in (word[:2], word[2:]) if part)
        for _, word in line.words
    )
    text._code.append(f"[({shown})] TJ")
    canvas.drawText(text)


def _escaped(text: str) -> str:
    return "".join(f"\\{code:03o}" for code in text.encode("cp1252"))
