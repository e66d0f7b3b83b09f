"""Any text in, Markdown out that shows exactly that text: no markup, no link, no image, no HTML.

The conversation is shown as Markdown, and its sanitiser lets through forms, remote images and
links inside an SVG. So nothing of an article, a question or a model reaches it unescaped.
"""

from __future__ import annotations

import re

_SPECIAL = re.compile(
    r"""
      [&<>\[\]!*_`~#|\\@]              # HTML, links, images, emphasis, code, tables, e-mail
    | :(?=//)                          # an address would become a link of its own
    | (?<=www)\.                       # ... and so would this one
    | (?<![^\r\n])[ \t+=\-]            # line start: indented code, bullet, underlined heading
    | (?<![^\r\n])\d(?=\d{0,8}[.)])    # line start: numbered list
    """,
    re.VERBOSE | re.IGNORECASE,
)


def escape_markdown(text: str) -> str:
    """The text with every character that could be markup written as a character reference.

    Character references are used, not backslashes, because Markdown reads them as plain text
    everywhere: in a paragraph, a list, a quotation and the title of a link.
    `html.unescape` gives the text back, whatever it was.
    """
    return _SPECIAL.sub(lambda match: f"&#{ord(match[0])};", text)


def one_line(text: str) -> str:
    """The text with each run of white space as one space, for use inside a line of Markdown."""
    return " ".join(text.split())
