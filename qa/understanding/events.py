"""A question's wording in; the event that it places its answer before or after out, by rule.

"What did she say before the vote?" names an event whose day an article may tell (`qa.events`). "She
spoke before the court", "who looked after the children" name none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Side = Literal["before", "after"]

PHRASE = r"(?:the|its|his|her|their) (?:[\w’'-]+ ){0,5}?[\w’'-]+"
EVENT = re.compile(
    rf"\b(?P<which>(?i:before|after|since|until|prior to|following)) (?P<event>{PHRASE})(?=\W*$)"
    rf"|^(?P<opening>(?i:before|after|since|until|prior to|following)) (?P<opened>{PHRASE}), "
)
IDIOM = re.compile(
    r"\b(?:look(?:s|ed|ing)?|named|go(?:es)?|going|went|tak(?:es?|ing)|took|ask(?:s|ed)?|or"
    r"|calls?|called|is|are|was|were|be|been|long|shortly|immediately|soon) $",
    re.IGNORECASE,
)
"""What makes another thing of the word behind it: "named after", "is following", "before or after".

"Shortly after" is of that day and the next, not of all that came later.
"""
BODY = re.compile(
    r"\b(?:courts?|judges?|jury|panel|tribunal|magistrates?|lawmakers|committee|commission|council"
    r"|parliament|senate|house|congress|assembly|board|bench|cameras?|public|media|crowd|nation"
    r"|world|president|queen|king|minister|people|(?:end|start|beginning|age|past|day|week|month"
    r"|year|weekend|morning|night|time|moment)(?: of .*)?)$",
    re.IGNORECASE,
)
"""Before whom somebody stands, and stretches of time, which are no events."""
UPTO = {"before", "prior to", "until"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An event as the question names it ("the vote"), and on which side of it the answer lies.

    `words` are all that say so ("before the vote"). `inclusive` tells whether its own day counts.
    """

    name: str
    words: str
    side: Side
    inclusive: bool


def find_event(text: str) -> Event | None:
    """The event that a question places its answer before or after; None where it names none."""
    match = EVENT.search(text)
    if match is None or IDIOM.search(text[: match.start()]):
        return None
    which = (match["which"] or match["opening"]).casefold()
    name = match["event"] or match["opened"]
    if BODY.search(name) or re.search(r"\d", name):
        return None
    return Event(
        name=name,
        words=match.group().rstrip(", "),
        side="before" if which in UPTO else "after",
        inclusive=which not in {"before", "prior to"},
    )
