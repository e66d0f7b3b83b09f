"""A text as treebanks write it in ("-LRB- born 1970 -RRB- , who did n't"), as people do out.

The escapes and spaces are those of the Penn Treebank, which FEVER's sentences are written in.
"""

from __future__ import annotations

import re

_ESCAPES = {
    "-LRB-": "(",
    "-RRB-": ")",
    "-LSB-": "[",
    "-RSB-": "]",
    "-LCB-": "{",
    "-RCB-": "}",
    "``": '"',
    "''": '"',
    " -- ": " – ",
    "\\/": "/",
}
_CLOSING = re.compile(r"\s+([,.;:!?%)\]}]|'(?:s|re|ve|ll|d|m)?(?!\w)|n't(?!\w))")
_OPENING = re.compile(r"([(\[{]|(?<!\w)[$£€#])\s+")
_QUOTED = re.compile(r'"\s*([^"]*?)\s*"')


def untokenised(text: str) -> str:
    """The text without escapes, and without the spaces before what closes and behind what opens.

    A text that is written as people do stays as it is.
    """
    for escape, written in _ESCAPES.items():
        text = text.replace(escape, written)
    text = _OPENING.sub(r"\1", _CLOSING.sub(r"\1", text))
    return _QUOTED.sub(r'"\1"', text)
