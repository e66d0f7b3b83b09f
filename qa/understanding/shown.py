"""How a question was understood in, the words that tell a reader so out."""

from __future__ import annotations

import re

from qa.types import Understanding
from qa.understanding.forms import FORM_NAMES

PREPOSITION = re.compile(r"^(?:in|on|during|throughout|within|of)(?: the)? ", re.IGNORECASE)


def kind_of(understood: Understanding) -> list[str]:
    """What the kind of question is called, as in ["timeline"]; nothing for the plain one.

    Most questions are for a short fact, and to say so of each would be noise.
    """
    return [] if understood.kind == "fact" else [FORM_NAMES[understood.kind]]


def removable(understood: Understanding) -> list[tuple[str, str]]:
    """What was read as a date, a publisher or another word: its label, and the words typed."""
    dates = [(_date(understood), understood.words)] if understood.words else []
    words = [(f"“{typed}” read as “{read}”", typed) for typed, read in understood.mended]
    return [*dates, *((publisher, publisher) for publisher in understood.publishers), *words]


def line_of(understood: Understanding) -> str:
    """All of it in a line: "timeline · October 2023 · BBC"; empty where there is nothing to say."""
    return " · ".join([*kind_of(understood), *(label for label, _ in removable(understood))])


def _date(understood: Understanding) -> str:
    """The words of a date; where they are told from the day of asking, the days beside them."""
    words = PREPOSITION.sub("", understood.words or "")
    since, until = understood.since, understood.until
    if re.search(r"\d{4}", words) or since is None or until is None:
        return words
    first, last = (f"{day.day} {day:%B %Y}" for day in (since, until))
    return f"{words} ({first})" if since == until else f"{words} ({first} to {last})"
