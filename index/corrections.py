"""The text of an article in, out what it says of its own correction or retraction.

Papers say so in a line of its own, at the top or the bottom, in a few set phrases. The words are
the publisher's, quoted exactly; a story about somebody else's correction is not marked.
"""

from __future__ import annotations

import re

LONGEST = 600
"""Characters. What is longer is a story, not a note on one."""

_PIECE = r"(?:article|story|report|piece|column|page|version|post|item|headline|text)"
_DONE = r"(?:amended|corrected|updated to correct|revised to correct|edited to correct|clarified)"
_WITHDRAWN = r"(?:retracted|withdrawn|taken down)"
_NOTE = re.compile(
    # A label and a colon or dash, with a day or "and clarifications" between them.
    r"(?:editor[’']?s?[’']? note[:\s–—-]+)?"
    r"(?:this is an? |an? )?"
    r"(?:correction|corrections and clarifications|clarification|retraction|erratum)s?"
    r"(?:\s*\([^)\n]{1,40}\)|,? [^:\n.]{1,40})?\s*(?::|[–—]| - )"
    # "This article was amended on 5 March", "An earlier version of this story misstated"
    rf"|[^.\n]{{0,40}}\b(?:this|the above|our) {_PIECE}(?:[’']s \w+)? (?:was|were|is|"
    rf"has|have)(?: since| later| now)?(?: been)? (?:{_DONE}|{_WITHDRAWN})\b"
    rf"|[^.\n]{{0,40}}\b(?:an?|the) (?:earlier|previous|original|first) version of this {_PIECE} "
    r"[^.\n]{0,120}?\b(?:misstated|misspelled|misspelt|misidentified|misquoted|said|stated|gave|"
    r"incorrectly|wrongly|mistakenly|erroneously|inaccurately|contained|included|described|named)\b"
    rf"|[^.\n]{{0,40}}\bwe have (?:retracted|withdrawn|corrected) this {_PIECE}\b",
    re.IGNORECASE,
)
_RETRACTION = re.compile(
    rf"^retraction|\b(?:this|the above|our) {_PIECE} (?:was|were|is|has|have)"
    rf"(?: since| later| now)?(?: been)? {_WITHDRAWN}\b"
    rf"|\bwe have (?:retracted|withdrawn) this {_PIECE}\b",
    re.IGNORECASE | re.MULTILINE,
)


def find_correction(text: str) -> str | None:
    """The lines in which an article tells of its correction or retraction, as they stand there.

    None where it tells of none. Of several notes each is a line.
    """
    # A list of notes at the end may begin with a bullet, a note in italics with a star.
    lines = (line.strip(" \t*_•·-–—[]()") for line in text.splitlines())
    notes = [line for line in lines if len(line) <= LONGEST and _NOTE.match(line)]
    return "\n".join(dict.fromkeys(notes)) or None


def correction_label(note: str) -> str:
    """What to call a note that `find_correction` found: "Retracted" where the whole article is."""
    return "Retracted" if _RETRACTION.search(note) else "Corrected"
