"""A question on the order of two events in, the words for either out.

"Did Ann Lee resign before or after the vote?", "Which came first, the strike or the fire?".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

OPENER = r"(?:is|are|was|were|did|does|do|has|have|had|will)"
BOTH_WAYS = re.compile(
    rf"^{OPENER}\s+(?P<one>.+?),?\s+(?:before or after|after or before)\s+(?P<other>.+)$",
    re.IGNORECASE,
)
ONE_WAY = re.compile(
    rf"^{OPENER}\s+(?P<one>.+?),?\s+(?P<way>before|after)\s+(?P<other>.+?),?"
    r"\s+or\s+(?!(?P=way)\b)(?:before|after)(?:\s+(?:it|that|this|then|them|wards?))?$",
    re.IGNORECASE,
)
NAME = r"(?:(?:the|a|an) )?(?-i:[A-Z])\S*(?: (?:of |the )*(?-i:[A-Z])\S*)*"
CAME_FIRST = re.compile(
    r"^(?:what|which|who)\s+(?:one\s+)?(?P<shared>.*?)\s*\b(?P<which>first|earlier|last|later)\b"
    r"(?P<more>[^,:]*)[,:]\s+(?P<one>.+?),?\s+or\s+(?P<other>.+)$"
    rf"|^{OPENER}\s+(?P<name>{NAME})\s+or\s+(?P<beside>{NAME})\s+(?P<did>.+?)\s+"
    r"(?P<when>first|earlier|last|later)$",
    re.IGNORECASE,
)
EITHER_WHO = re.compile(
    r"^(?:is|was|were)\s+it\s+(?P<one>.+?)\s+or\s+(?P<other>.+?)\s+(?:who|that|which)\s+"
    r"(?P<shared>.*?)\b(?P<which>first|earlier|last|later)\b(?P<more>.*)$",
    re.IGNORECASE,
)
"""Of "was it Ann Lee or Tom Park who resigned first" the names are told by the words around."""
HAPPENED = re.compile(
    r"(?:was it that|came|comes|happened|occurred|was|took place|of (?:these|the two|them)"
    r"(?: came| happened)?)?",
    re.IGNORECASE,
)
"""What "which came first" says of neither event."""


@dataclass(frozen=True, slots=True)
class TwoEvents:
    """Two events in the words of a question, and what either is called where one is asked for.

    `called` are those of "the High Court or the Supreme Court", `later` tells that the later of
    them is asked for, and `open` is the same question without them; all are empty where the
    question is whether it was before or after.
    """

    events: tuple[str, str]
    called: tuple[str, str] | None = None
    later: bool = False
    open: str | None = None


def two_events(text: str) -> TwoEvents | None:
    """The two events whose order is asked for; None where it is not.

    Of "Which court ruled first, the High Court or the Supreme Court?" the predicate is of both.
    """
    text = text.strip().rstrip("?!. ")
    found = BOTH_WAYS.match(text) or ONE_WAY.match(text)
    if found is not None:
        return TwoEvents((found["one"], found["other"]))
    if found := EITHER_WHO.match(text):
        did = f"{found['shared']}{found['which']}{found['more']}"
        shared = f"{found['shared']}{found['more']}".strip()
        called = found["one"], found["other"]
        return TwoEvents(
            (f"{called[0]} {shared}", f"{called[1]} {shared}"),
            called,
            found["which"].casefold() in {"last", "later"},
            f"Who {did}?",
        )
    found = CAME_FIRST.match(text)
    if found is None:
        return None
    if found["name"]:
        called, shared, which = (found["name"], found["beside"]), found["did"], found["when"]
        question = f"Who was the {which} to {shared}?"
    else:
        called, which = (found["one"], found["other"]), found["which"]
        question = f"{text[: found.end('more')].rstrip()}?"
        shared = f"{found['shared']}{found['more']}"
        shared = "" if HAPPENED.fullmatch(found["shared"]) else shared
    return TwoEvents(
        (f"{called[0]} {shared}".strip(), f"{called[1]} {shared}".strip()),
        called,
        which.casefold() in {"last", "later"},
        question if shared else None,
    )
