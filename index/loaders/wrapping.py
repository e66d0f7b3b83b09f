"""A text whose lines were broken to fit a width in; the same with its paragraphs whole out.

Words that were broken at the end of a line are put together again. Whether the hyphen belongs to
the word, the other words of the text tell, and what is known of words.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from index.loaders.compounds import is_compound

_WIDEST = 100
"""Characters. Lines that are longer were not broken to fit a screen or a page."""

_FEWEST_BREAKS = 4
"""Line breaks that must look forced; fewer can be chance."""

_FEWEST_BROKEN = 2
"""Words broken at the end of a line that show that lines were set to a width, however ragged."""

_SHORT = 0.6
"""Of the widest line. A sentence that ends on a shorter line ends its paragraph."""

_BROKEN = re.compile(r"(?:[^\W\d_]-|[^\W_]¬)$")
_LAST = re.compile(r"[^\W\d_]+(?=[-¬]$)")
_FIRST = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_OVER_LINES = re.compile(r"[^\W\d_]+[-¬\xad]\n[^\W\d_]+")
_SENTENCE_END = re.compile(r"""[.!?:]["'”’)]*$""")


def unwrap(text: str) -> str:
    """Joins the lines of a paragraph by spaces where all were broken for want of room.

    That is so where the first word of a line would not have fitted on the line before it, given
    the widest line of the text; or, as in text that was recognised on a picture, where words are
    broken at the ends of lines. Without this, each line of an e-mailed story would end a sentence.
    """
    lines = text.split("\n")
    width = max(map(len, lines))
    if width > _WIDEST:
        return text
    vocabulary = vocabulary_of(text)
    paragraphs = text.split("\n\n")
    forced = sum(paragraph.count("\n") for paragraph in paragraphs if _is_forced(paragraph, width))
    broken = sum(_is_broken(line, following) for line, following in pairwise(lines))
    ragged = broken >= _FEWEST_BROKEN
    return "\n\n".join(
        _joined(paragraph, width=width, vocabulary=vocabulary)
        if ragged or (forced >= _FEWEST_BREAKS and _is_forced(paragraph, width))
        else paragraph
        for paragraph in paragraphs
    )


def whole_paragraph(paragraph: str) -> str:
    """A paragraph of which it is known that all its line ends are breaks, on one line."""
    return _joined(paragraph, width=0, vocabulary=vocabulary_of(paragraph))


def marked_breaks(text: str) -> str:
    """The text with a mark in the place of each soft hyphen at which a line was broken.

    For `unwrap`: a soft hyphen is nothing that a reader sees, and is lost once the text is cleaned.
    """
    return re.sub("\xad(?=[ \t]*\r?\n)", "¬", text)


class Vocabulary(NamedTuple):
    """The words of a text, in small letters, and the parts of those that have a hyphen."""

    words: frozenset[str]
    parts: frozenset[str]


def vocabulary_of(text: str) -> Vocabulary:
    """The words that a text has, without the parts of those that are broken at a line's end."""
    words = frozenset(_WORD.findall(_OVER_LINES.sub(" ", text.lower())))
    parts = {part for word in words if "-" in word for part in word.split("-")}
    return Vocabulary(words, frozenset(parts))


def _is_forced(paragraph: str, width: int) -> bool:
    return all(
        len(line) + 1 + len(following.partition(" ")[0]) > width
        for line, following in pairwise(paragraph.split("\n"))
    )


def _is_broken(line: str, following: str) -> bool:
    """Whether a word goes on, on the next line."""
    return _BROKEN.search(line) is not None and following[:1].islower()


def _joined(paragraph: str, *, width: int, vocabulary: Vocabulary) -> str:
    first, *lines = paragraph.split("\n")
    parts = [first]
    last = first
    for line in lines:
        if _is_broken(last, line):
            parts[-1] = without_hyphen(parts[-1], line, vocabulary)
        elif _ends(last, line, width):
            parts.append("\n")
        else:
            parts.append(" ")
        parts.append(line.strip() if parts[-1] == " " else line)
        last = line
    return "".join(parts)


def _ends(line: str, following: str, width: int) -> bool:
    """Whether a line is one of its own: a heading in capitals, or the end of a paragraph."""
    if line.isupper() or following.isupper():
        return True
    return len(line) < _SHORT * width and _SENTENCE_END.search(line) is not None


def without_hyphen(line: str, following: str, vocabulary: Vocabulary) -> str:
    """A line that ends in a part of a word, its hyphen taken off unless it belongs to the word."""
    last, first = _LAST.search(line), _FIRST.match(following)
    if line.endswith("¬") or last is None or first is None:
        return line[:-1]
    if last[0].isupper() and len(last[0]) > 1 and first[0].islower():
        return line  # "US-" and "built"
    before, after = last[0].lower(), first[0].lower()
    words, parts = vocabulary
    in_compound = line[: last.start()].endswith("-")  # "door-to-" and "door"
    if f"{before}-{after}" in words or is_compound(before, after, in_compound=in_compound):
        return line
    are_words = {before, after} <= words and f"{before}{after}" not in words
    # "Well-known", where others of the text are made of one of its parts, too.
    stands_alone = are_words and not {before, after}.isdisjoint(parts)
    return line if stands_alone else line[:-1]
