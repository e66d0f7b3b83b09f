"""A checked draft in, Markdown out: each sentence, its verdict, and the articles' exact words.

All text of the draft and of articles is escaped; the only markup is what this file adds.
"""

from __future__ import annotations

from collections.abc import Sequence

from qa.claims.compose import cite
from qa.types import Evidence
from qa.verify.drafts import Checked
from qa.verify.record import counts
from qa.verify.types import Cited
from web.check_report import HEADINGS, LABELS
from web.markdown import escape_markdown, one_line
from web.sources import chip, source_label

NOTHING = "There is no sentence to check."
TOLD = "{supported} supported · {contradicted} contradicted · {unsupported} not in the library"
GOING_ON = "{done} of {all} sentences …"


def checked_text(checked: Sequence[Checked], *, sentences: int) -> str:
    """What was checked of a draft so far; `sentences` is how many it has."""
    if not sentences:
        return NOTHING
    done = len(checked) == sentences
    head = (
        TOLD.format(**counts(checked))
        if done
        else GOING_ON.format(done=len(checked), all=sentences)
    )
    number, parts = 1, [f"**{head}**"]
    for one in checked:
        places = one.found.places if one.found else ()
        parts.append(_sentence(one, first_number=number))
        number += len(places)
    return "\n\n".join(parts)


def _sentence(one: Checked, *, first_number: int) -> str:
    text = escape_markdown(one_line(one.text))
    if one.found is None:
        return f"*Not checked, as it states nothing:* {text}"
    found = one.found
    struck = f"~~{text}~~" if found.verdict == "contradicted" else text
    lines = [f"**{LABELS[found.verdict]}:** {struck}"]
    if one.read_as:
        lines.append(f"*Read as: {escape_markdown(one_line(one.read_as))}*")
    if found.reason:
        reason = one_line(found.reason)
        lines.append(f"{escape_markdown(reason[:1].upper() + reason[1:])}.")
    if found.places and found.verdict != "supported":
        lines.append(f"*{HEADINGS[found.verdict]}:*")
    lines += [_place(place, number) for number, place in enumerate(found.places, first_number)]
    return "\n\n".join(lines)


def _place(place: Cited, number: int) -> str:
    citation = cite(Evidence(article=place.article, span=place.span, score=0.0), number)
    quote = escape_markdown(one_line(place.text))
    source = escape_markdown(source_label(citation))
    return f"> “{quote}” {chip(citation)}\n>\n> {source}"
