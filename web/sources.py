"""A citation in, the words that stand for its article and the link that opens it out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from textwrap import shorten

from index.corrections import correction_label
from qa.types import Citation
from web.markdown import escape_markdown, one_line
from web.references import format_reference, reference_of

COPIES_NAMED = 5
OPENING_CHARACTERS = 60
NAMELESS = "An article without a headline"


def source_label(citation: Citation) -> str:
    """Who published the cited article, when, and its headline, as far as they are known."""
    origin = ", ".join(filter(None, (citation.publisher, format_day(citation.published))))
    label = ": ".join(filter(None, (origin, citation.title)))
    return one_line(label) or NAMELESS


def headline(citation: Citation) -> str:
    """The headline of the cited article; where it has none, how the cited words begin."""
    opening = shorten(one_line(citation.quote), OPENING_CHARACTERS, placeholder=" …")
    return citation.title or f"No headline: “{opening}”"


def copies_line(cited: Sequence[Citation]) -> str | None:
    """Who else printed the words, with the number of articles where it is more than one."""
    shown = {citation.article_id for citation in cited}
    copies = dict.fromkeys(copy for citation in cited for copy in citation.also_in)
    counts = Counter(
        copy.publisher or "an article without a publisher"
        for copy in copies
        if copy.article_id not in shown
    )
    names = [name if number == 1 else f"{name} ({number})" for name, number in counts.items()]
    if not names:
        return None
    more = len(names) - COPIES_NAMED
    further = [f"{more} more"] if more > 0 else []
    return f"Also in: {', '.join([*names[:COPIES_NAMED], *further])}"


def correction_of(citation: Citation) -> tuple[str, str] | None:
    """What the article says of its correction or retraction: a label, and its own words."""
    if citation.correction is None:
        return None
    label = f"{correction_label(citation.correction)} [{citation.number}]:"
    return label, f"“{one_line(citation.correction)}”"


def format_day(day: date | None) -> str | None:
    """A date as a newspaper writes it: 5 January 2025."""
    return f"{day.day} {day:%B %Y}" if day else None


def chip(citation: Citation) -> str:
    """The number of a citation, as a link that opens its words."""
    title = inline(source_label(citation)).replace('"', "&quot;")
    return rf'[\[{citation.number}\]]({format_reference(reference_of(citation))} "{title}")'


def html_chip(citation: Citation) -> str:
    """The number of a citation as a link, within HTML."""
    title = inline(source_label(citation)).replace('"', "&quot;")
    address = format_reference(reference_of(citation))
    return f'<a href="{address}" title="{title}">&#91;{citation.number}&#93;</a>'


def inline(text: str) -> str:
    """Any text as one line of Markdown, or of HTML within it, that shows exactly that text."""
    return escape_markdown(one_line(text))
