"""A sentence's parse and a figure in it in, the figure that it has since become out.

Of "rose from 12 to 19" the figure is 19, whichever was marked; 12 only answers what it was before.
"""

from __future__ import annotations

import re

from index.records import Span
from qa.language.english import MOVING
from qa.language.parse import Parse
from qa.language.roles import with_particle

BEFORE = re.compile(
    r"\b(?:first|initial(?:ly)?|original(?:ly)?|before|previous(?:ly)?|earlier|begin\w*|start\w*)\b",
    re.IGNORECASE,
)
"""Words of a question for what a figure was before."""


def moved_to(question: str, parse: Parse, figure: Span) -> Span | None:
    """The number behind the "to" of a figure that stands behind its "from"; None of all others."""
    place = parse.head_of(figure)
    if place is None or BEFORE.search(question):
        return None
    for above in (place, *parse.ancestors(place)):
        if parse.tokens[above].dep != "pobj":
            continue
        by = parse.tokens[above].head
        verb = parse.tokens[by].head
        if parse.tokens[by].lemma != "from" or with_particle(parse, verb) not in MOVING:
            return None
        return next(
            (
                Span(parse.tokens[i].start, parse.tokens[i].end)
                for to in (*parse.children(verb, "prep"), *parse.children(by, "prep"))
                if parse.tokens[to].lemma == "to"
                for i in parse.subtree(to)
                if parse.tokens[i].tag == "CD"
            ),
            None,
        )
    return None
