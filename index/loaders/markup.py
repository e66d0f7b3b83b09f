"""Markup in, a tree or a string of it; its text out: the one place where tags become words.

What a reader sees apart stands apart: paragraphs, list items and rows on lines, cells by tabs. What
a reader sees as one word is one. What is struck out or hidden is no word of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import unescape
from typing import Any, NamedTuple, Protocol

SPACES = re.compile(r"[\s\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")

_PARAGRAPHS = frozenset(
    """
    abstract address article aside block blockquote body center dd details dialog div dl dt
    fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hl1 hl2 hr legend main
    menu nav note ol p pre section summary table ul
    """.split()
)
_LINES = frozenset({"caption", "li", "option", "tr"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "hl1", "hl2", "title", "headline"})
_CELLS = frozenset({"td", "th"})
_NO_WORDS = frozenset(
    """
    audio button canvas embed head iframe img input map math media noscript object picture rp rt
    script select style svg template textarea video
    """.split()
)
_STRUCK_OUT = frozenset({"del", "s", "strike"})
_PLAIN = ("{http://www.w3.org/1999/xhtml}", "")
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)
_FOR_SCREEN_READERS = re.compile(
    r"(?:^|[\s_-])(?:sr-?only|visually-?hidden|screen-?reader|assistive-text|element-invisible)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_NOTE_MARK = re.compile(r"[\s\[\]()*†‡§¶,\d]+|\[?\w\]?(?<=\])")
_UNIT = re.compile(r"(?:^|[\s\d(/])(?:[kcdmµ]?m|ft|in|mi|yd|s)$|(?:^|[\s(×·x*])10$")
_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_LONGEST_CELL = 300
"""Characters; a longer cell holds a part of the page and is not one of a table."""

_SPACE, _CELL, _BREAK, _LINE, _PARAGRAPH = 1, 2, 3, 4, 5
_SEPARATORS = {_SPACE: " ", _CELL: "\t", _BREAK: "\n", _LINE: "\n", _PARAGRAPH: "\n\n"}
_SENTENCE_END = frozenset(".!?:;…\"'”’»)")


class Element(Protocol):
    """What lxml and ElementTree call an element; a comment has a tag that is no string."""

    tag: str
    text: str | None
    tail: str | None

    def get(self, key: str, /) -> str | None:
        """The value of an attribute."""

    def __iter__(self) -> Iterator[Element]:
        """The elements inside it, in order."""


def text_of(element: Element, *, wire: bool = False) -> str:
    """The text of an element; of a `wire` also with the paragraphs that only its lines show.

    Raises RecursionError where elements are nested by the thousand.
    """
    writer = _Writer(wire=wire)
    _write(element, writer, quotes=0)
    return writer.text()


class Segment(NamedTuple):
    """What stands on a line of its own: its words, the block it begins in, and what is before it.

    `before` is a blank line, a line end, or nothing where it is the first.
    """

    words: str
    block: Any  # an Element of the library that the tree is of
    before: str


def segments_of(element: Element) -> list[Segment]:
    """The text of an element in segments: `text_of` is these put together."""
    writer = _Writer(wire=False)
    _write(element, writer, quotes=0)
    return writer.segments()


def joined(segments: Iterable[Segment]) -> str:
    """The text of some segments."""
    return "".join(segment.before + segment.words for segment in segments).strip()


def text_of_html(markup: str) -> str:
    """The text of a piece of HTML in a string. Raises ValueError where it cannot be parsed."""
    from lxml.etree import ParserError
    from lxml.html import document_fromstring

    from index.loaders.spanning_cells import spread_cells

    try:
        tree = document_fromstring(f"<div>{markup}</div>")
        spread_cells(tree)
        return text_of(tree)
    except (ParserError, RecursionError) as error:
        raise ValueError(str(error)) from None


_TAGS = re.compile(
    r"</(?:p|div|span|a|b|i|u|em|strong|ul|ol|li|h[1-6]|table|tr|td|th|blockquote|figure|section|"
    r"article|sup|sub|time|q|pre|code)\s*>|<(?:br|p|hr|img)\b[^<>]*>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")


def plain(text: str) -> str:
    """The text of what may be HTML or may be text already; entities are read in either."""
    if "<" in text and _TAGS.search(text):
        return text_of_html(text)
    return unescape(text) if "&" in text and _ENTITY.search(text) else text


def name_of(element: Element) -> str:
    """Its name in lower case without the namespace; "" of a comment."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def is_shown(element: Element) -> bool:
    """Whether a reader sees it: it is neither hidden nor struck out, nor program code."""
    name = name_of(element)
    hidden = (
        element.get("hidden") is not None
        or _HIDDEN.search(element.get("style") or "")
        or _is_for_screen_readers(element.get("class") or "")
    )
    return bool(name) and name not in _NO_WORDS and name not in _STRUCK_OUT and not hidden


@lru_cache(maxsize=1000)
def _is_for_screen_readers(names: str) -> bool:
    return _FOR_SCREEN_READERS.search(names) is not None


def _write(element: Element, writer: _Writer, *, quotes: int) -> None:
    name = name_of(element)
    if name == "br":
        writer.break_line()
        return
    if not is_shown(element):
        if name in _NO_WORDS:
            writer.apart(_SPACE)
        return
    apart = _apart(element, name)
    writer.apart(apart)
    if apart == _CELL and not "".join(_strings(element)).strip():
        writer.empty_cell()
        return
    outer = writer.block
    if apart >= _LINE or outer is None:
        writer.block = element
    cell = apart == _CELL
    writer.in_cell += cell
    if name == "sup" and not len(list(element)):
        writer.words(raised_words(element.text or "", writer.last_words()))
    elif name == "sup" and _NOTE_MARK.fullmatch("".join(_strings(element)) or " "):
        pass  # a link to a note below
    else:
        _write_inside(element, name, writer, quotes=quotes)
    writer.in_cell -= cell
    writer.block = element if outer is None else outer
    writer.apart(apart)


def _write_inside(element: Element, name: str, writer: _Writer, *, quotes: int) -> None:
    marks = ("‘’" if quotes % 2 else "“”") if name == "q" else ("", "")
    preformatted = name == "pre"
    writer.words(marks[0])
    writer.words(element.text or "", preformatted=preformatted)
    before = None
    for child in element:
        if name in _HEADINGS and before is not None and not before.tail:
            writer.abut()
        _write(child, writer, quotes=quotes + (name == "q"))
        writer.words(child.tail or "", preformatted=preformatted)
        before = child
    writer.close(marks[1])


def _apart(element: Element, name: str) -> int:
    """How far what is inside stands from what is around it."""
    if name in _PARAGRAPHS:
        return _PARAGRAPH
    if name in _LINES:
        return _LINE
    if name in _CELLS:
        return _PARAGRAPH if _is_layout(element) else _CELL
    return 0


def _is_layout(cell: Element) -> bool:
    """Whether a cell only places a part of the page."""
    blocks = sum(name_of(child) in _PARAGRAPHS for child in cell)
    return blocks > 1 or sum(map(len, _strings(cell))) > _LONGEST_CELL


def _strings(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if is_shown(child):
            yield from _strings(child)
        yield child.tail or ""


def raised_words(text: str, before: str) -> str:
    """What a raised text says: a power stays raised, "st" stands at its number, a mark is none."""
    if _UNIT.search(before) and text.translate(_RAISED) != text:
        return text.translate(_RAISED)
    return "" if _NOTE_MARK.fullmatch(text) else text


class _Writer:
    """Puts words together, as far apart as they were told to be; never at the two ends."""

    def __init__(self, *, wire: bool) -> None:
        self._wire = wire
        self._parts: list[str] = []
        self._apart = 0
        self._empty = 0
        self._touching = -1
        self._begins: list[tuple[int, Element]] = []
        self.in_cell = 0
        self.block: Element | None = None

    def segments(self) -> list[Segment]:
        """What was written, in segments."""
        if not self._begins:
            return []
        edges = [begin for begin, _ in self._begins[1:]]
        pieces = [
            (self._parts[start:end], block)
            for (start, block), end in zip(self._begins, [*edges, len(self._parts)], strict=True)
        ]
        return [
            Segment("".join(parts[bool(number) :]), block, parts[0] if number else "")
            for number, (parts, block) in enumerate(pieces)
        ]

    def text(self) -> str:
        """What was written."""
        return "".join(self._parts)

    def last_words(self) -> str:
        """The end of what was written, if nothing stands between it and what follows."""
        return "" if self._apart else "".join(self._parts[-3:])

    def apart(self, level: int) -> None:
        """Keeps what follows at least so far from what was written."""
        if self.in_cell and level > _CELL:
            level = _SPACE
        self._apart = max(self._apart, level)

    def empty_cell(self) -> None:
        """Keeps the place of a cell without words between two that have some."""
        self._empty += self._apart == _CELL

    def break_line(self) -> None:
        """A `<br>`; two of them part paragraphs."""
        self.apart(_PARAGRAPH if self._apart >= _BREAK else _BREAK)

    def abut(self) -> None:
        """Two elements of a heading touch: what looks like two words is two."""
        self._touching = len(self._parts)

    def close(self, mark: str) -> None:
        """Writes a closing mark, which no space may precede."""
        if mark:
            self._apart = 0
            self._parts.append(mark)

    def words(self, text: str, *, preformatted: bool = False) -> None:
        """Writes text, its white space as a browser shows it, or as lines where they count."""
        if not text:
            return
        if preformatted or (self._wire and "\n" in text):
            self._lines(text, indented=not preformatted)
        else:
            self._run(text)

    def _lines(self, text: str, *, indented: bool) -> None:
        lines = text.split("\n")
        indents = [len(line) - len(line.lstrip()) for line in lines[1:] if line.strip()]
        # In XML that was only laid out nicely all lines are indented alike.
        telling = indented and bool(indents) and min(indents) < 2 <= max(indents)
        for number, line in enumerate(lines):
            if number and not line.strip() and number < len(lines) - 1:
                self.apart(_PARAGRAPH)
            elif number and indented:
                starts = telling and len(line) - len(line.lstrip()) >= 2
                self.apart(_PARAGRAPH if starts else _SPACE)
            elif number:
                self.apart(_LINE)
            self._run(line)

    def _run(self, text: str) -> None:
        words = SPACES.sub(" ", text)
        if words.startswith(" "):
            self.apart(_SPACE)
        if inside := words.strip(" "):
            self._separate(inside[0])
            self._parts.append(inside)
            if words.endswith(" "):
                self.apart(_SPACE)

    def _separate(self, following: str) -> None:
        before = self._parts[-1] if self._parts else ""
        if self._apart == _BREAK and following.islower() and before[-1:] not in _SENTENCE_END:
            self._apart = _SPACE  # the line was broken inside a sentence
        if not self._apart and self._touching == len(self._parts) and len(before) > 1:
            looks_new = following.isupper() or following.isdigit()
            self._apart = _SPACE if looks_new and not before[-1:].isspace() else 0
        if self.block is not None and (not before or self._apart >= _BREAK):
            self._begins.append((len(self._parts), self.block))
        if self._apart and before:
            empty = self._empty if self._apart == _CELL else 0
            self._parts.append(_SEPARATORS[self._apart] * (1 + empty))
        self._apart = self._empty = 0
