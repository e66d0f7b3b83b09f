"""A text whose lines were broken to fit a width in; the same with its paragraphs whole out."""

from __future__ import annotations

from itertools import pairwise

_WIDEST = 100
"""Characters. Lines that are longer were not broken to fit a screen or a page."""

_FEWEST_BREAKS = 4
"""Line breaks that must look forced; fewer can be chance."""


def unwrap(text: str) -> str:
    """Joins the lines of a paragraph by spaces where all were broken for want of room.

    That is so where the first word of a line would not have fitted on the line before it, given
    the widest line of the text. Without this, each line of an e-mailed story would end a sentence.
    """
    width = max(map(len, text.split("\n")))
    paragraphs = text.split("\n\n")
    joined = [_joined(paragraph, width=width) for paragraph in paragraphs]
    forced = text.count("\n") - "\n\n".join(joined).count("\n")
    return "\n\n".join(joined) if width <= _WIDEST and forced >= _FEWEST_BREAKS else text


def _joined(paragraph: str, *, width: int) -> str:
    lines = paragraph.split("\n")
    room_ran_out = all(
        len(line) + 1 + len(following.partition(" ")[0]) > width
        for line, following in pairwise(lines)
    )
    return " ".join(lines) if room_ran_out else paragraph
