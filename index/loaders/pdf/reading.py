"""A PDF file on standard input; its runs of words with their places, page by page, out.

A program of its own, which `pages.py` starts: PDFium is native code and cannot be interrupted, so
that a file made to be endless, or to take all memory, must not be read where others wait. On
standard output is a line of JSON first for the file, {"pages": n, "title": s, "author": s}, then
one for each page, {"width", "height", "runs": [[text, left, right, base, size, bold], ...]}, in
points from the upper left corner. In place of either may stand {"refused": reason}.
"""

from __future__ import annotations

import ctypes
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from math import hypot, pi
from typing import NamedTuple

import pypdfium2.raw as pdfium

MOST_PAGES = 1_000
MOST_CHARACTERS = 200_000
"""On one page. A full page of a large newspaper has some 40,000."""

MOST_MEMORY = 2_000_000_000
"""Bytes of address space of this program."""

MOST_SECONDS = 180
"""Of the processor."""

_WIDE = 0.33
"""Of the size of the letters: where two of a line are as far apart, a run ends."""

_SPACE = 0.2
"""Of the size: as far apart are two words, also where PDFium sees one, drawn in parts."""

_RAISED = 0.15
_OTHER_SIZE = 1.12
_MEANT = {2: "-"}
"""What PDFium gives for a hyphen at which it takes a word to be broken."""

_BOLD_WEIGHT = 600
_REFUSED = {
    pdfium.FPDF_ERR_PASSWORD: "it is encrypted: save it without a password and add that",
    pdfium.FPDF_ERR_SECURITY: "it is encrypted in a way that is not read: save it without",
}


def main() -> None:
    """Reads, and writes what it finds. Its exit status is 0 also where a file is refused."""
    with suppress(ImportError, ValueError, OSError):  # not on Windows, nor above a lower limit
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    data = sys.stdin.buffer.read()
    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        why = _REFUSED.get(pdfium.FPDF_GetLastError(), "this is no PDF file, or a damaged one")
        _write({"refused": why})
        return
    pages = pdfium.FPDF_GetPageCount(document)
    if pages > MOST_PAGES:
        _write({"refused": f"it has more than {MOST_PAGES:,} pages: split it"})
        return
    said = {"title": _said(document, b"Title"), "author": _said(document, b"Author")}
    _write({"pages": pages, **said})
    for number in range(pages):
        page = pdfium.FPDF_LoadPage(document, number)
        _write(_Page(page).as_json() if page else {"width": 0, "height": 0, "runs": []})
        pdfium.FPDF_ClosePage(page)


def _write(value: dict[str, object]) -> None:
    sys.stdout.write(f"{json.dumps(value)}\n")
    sys.stdout.flush()


def _said(document: object, name: bytes) -> str:
    length = pdfium.FPDF_GetMetaText(document, name, None, 0)
    buffer = ctypes.create_string_buffer(length + 2)
    pdfium.FPDF_GetMetaText(document, name, buffer, length)
    return buffer.raw[: max(length - 2, 0)].decode("utf-16-le", errors="replace")


class _Letter(NamedTuple):
    """One letter: how many quarters it is turned, its box, where its base line begins, its size."""

    number: int
    text: str
    turn: int | None
    left: float
    bottom: float
    right: float
    top: float
    x: float
    y: float
    size: float


class _Page:
    """One page, turned so that most of its letters stand upright."""

    def __init__(self, page: object) -> None:
        self._text = pdfium.FPDFText_LoadPage(page)
        self._shown = _shown_part(page)

    def as_json(self) -> dict[str, object]:
        """See the module."""
        count = pdfium.FPDFText_CountChars(self._text)
        if count > MOST_CHARACTERS:
            return {"refused": f"a page of it has more than {MOST_CHARACTERS:,} characters"}
        letters = list(self._letters(count))
        counted = Counter(letter.turn for letter in letters if letter.turn is not None)
        upright = counted.most_common(1)[0][0] if counted else 0
        runs = list(self._runs(letters, upright))
        left, bottom, right, top = self._shown
        size = (right - left, top - bottom) if upright % 2 == 0 else (top - bottom, right - left)
        pdfium.FPDFText_ClosePage(self._text)
        return {"width": size[0], "height": size[1], "runs": runs}

    def _letters(self, count: int) -> Iterator[_Letter]:
        """The letters, also those that PDFium has made up for the white between others."""
        text, high, size = self._text, 0.0, 0.0
        x, y = ctypes.c_double(), ctypes.c_double()
        box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
        for number in range(count):
            code = pdfium.FPDFText_GetUnicode(text, number)
            letter = _MEANT.get(code) or (chr(code) if 0 < code < 0x110000 else "\ufffd")
            pdfium.FPDFText_GetLooseCharBox(text, number, box)
            pdfium.FPDFText_GetCharOrigin(text, number, x, y)
            turned = None
            if not letter.isspace() and not pdfium.FPDFText_IsGenerated(text, number):
                quarters = pdfium.FPDFText_GetCharAngle(text, number) / (pi / 2)
                turned = round(quarters) % 4 if abs(quarters - round(quarters)) < 0.05 else None
                if abs(box.top - box.bottom - high) > 0.01:  # or else in letters of the same size
                    high = box.top - box.bottom
                    pdfium.FPDFText_GetMatrix(text, number, matrix)
                    size = pdfium.FPDFText_GetFontSize(text, number) * hypot(matrix.c, matrix.d)
            yield _Letter(
                number, letter, turned, box.left, box.bottom, box.right, box.top, x.value, y.value,
                size,
            )  # fmt: skip

    def _runs(self, letters: Sequence[_Letter], upright: int) -> Iterator[list[object]]:
        words: list[str] = []
        space = False
        start = end = base = size = 0.0
        first = 0
        for letter in letters:
            if letter.text.isspace():
                space = space or letter.text == " "
                continue
            place = self._place(letter) if letter.turn == upright else None
            if place is None or letter.size <= 0:
                continue
            goes_on = (
                words
                and abs(place[2] - base) < _RAISED * size
                and size / _OTHER_SIZE < letter.size < size * _OTHER_SIZE
                and -_WIDE * size < place[0] - end < _WIDE * size
            )
            if words and not goes_on:
                yield self._run(words, start, end, base, size, first)
                words = []
            if not words:
                start, end, base = place[0], place[0], place[2]
                size, first = letter.size, letter.number
            elif space or place[0] - end > _SPACE * size:
                words.append(" ")
            words.append(letter.text)
            end, space = max(end, place[1]), False
        if words:
            yield self._run(words, start, end, base, size, first)

    def _run(  # noqa: PLR0913, PLR0917 - what a run consists of
        self, words: list[str], start: float, end: float, base: float, size: float, first: int
    ) -> list[object]:
        places = (round(place, 2) for place in (start, end, base, size))
        return ["".join(words), *places, self._is_bold(first)]

    def _place(self, letter: _Letter) -> tuple[float, float, float] | None:
        """Left, right and base line of a letter; None where it is not on the page."""
        left, bottom, right, top = self._shown
        if not (left <= (letter.left + letter.right) / 2 <= right and bottom <= letter.y <= top):
            return None
        if letter.turn == 0:
            return letter.left - left, letter.right - left, top - letter.y
        if letter.turn == 1:
            return top - letter.top, top - letter.bottom, right - letter.x
        if letter.turn == 2:
            return right - letter.right, right - letter.left, letter.y - bottom
        return letter.bottom - bottom, letter.top - bottom, letter.x - left

    def _is_bold(self, number: int) -> bool:
        name = ctypes.create_string_buffer(128)
        flags = ctypes.c_int()
        pdfium.FPDFText_GetFontInfo(self._text, number, name, len(name), flags)
        named = name.value.decode(errors="replace").lower()
        heavy = any(word in named for word in ("bold", "black", "heavy"))
        return heavy or pdfium.FPDFText_GetFontWeight(self._text, number) >= _BOLD_WEIGHT


def _shown_part(page: object) -> tuple[float, float, float, float]:
    """The part of a page that is left once it is cut: beside it stand the printer's notes."""
    sides = [ctypes.c_float() for _ in range(4)]
    for box in (
        pdfium.FPDFPage_GetTrimBox,
        pdfium.FPDFPage_GetCropBox,
        pdfium.FPDFPage_GetMediaBox,
    ):
        if box(page, *sides):
            left, bottom, right, top = (side.value for side in sides)
            if right > left and top > bottom:
                return left, bottom, right, top
    return 0.0, 0.0, pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)


if __name__ == "__main__":
    main()
