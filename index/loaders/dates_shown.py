"""A line in which a page shows a day in; the day of publication out, or None."""

from __future__ import annotations

import re
from datetime import date, timedelta

from index.dates import parse_date, parse_stamp

_FIRST_YEAR = 1600
"""Before it there were no newspapers; 0001-01-01 is what a program writes for "not known"."""

_PUBLISHED = re.compile(
    r"(?:first )?(?:published|posted|created|issued|date|publication date)"
    r"\s*(?:on\b|at\b)?\s*:?\s*",
    re.IGNORECASE,
)
CHANGED = re.compile(
    r"(?:last )?(?:updated|modified|edited|changed)\s*(?:on|at)?\s*:?", re.IGNORECASE
)
_PARTS = re.compile(r"\s*[|·•]\s*|[,;]?\s+(?=(?:last )?(?:updated|modified)\b)", re.IGNORECASE)
_TIME = re.compile(
    r"(?:\bat\s+)?\b\d{1,2}(?:[.:h]\d{2}){1,2}(?!\d)\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,5}\b)?",
    re.IGNORECASE,
)
_SOON_UPDATED = timedelta(days=14)


def day_of(text: str) -> date | None:
    """The day that a page writes so; None where it is none for sure, or before all newspapers."""
    day = parse_date(text) or parse_stamp(text)
    return day if day is not None and day.year >= _FIRST_YEAR else None


def day_in_line(line: str) -> date | None:
    """The day of publication in a line such as "Published: 18 June 2024, 07.00 BST | Updated: …".

    A day of figures that could be two is the one that lies just before the day of the update.
    """
    first, *others = _PARTS.split(line)
    said = _TIME.sub(" ", _PUBLISHED.sub("", first)).strip(" ,·-–—")
    if day := day_of(said):
        return day
    figures = re.fullmatch(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})", said)
    updates = [
        day
        for other in others
        if (day := day_of(_TIME.sub(" ", CHANGED.sub("", other)).strip(" ,")))
    ]
    if not figures or not updates:
        return None
    one, two, year = map(int, figures.groups())
    readings = {day_of(f"{year}-{m:02}-{d:02}") for m, d in ((one, two), (two, one))}
    near = [day for day in readings if day and timedelta(0) <= updates[0] - day <= _SOON_UPDATED]
    return near[0] if len(near) == 1 else None


def changed_day(line: str) -> date | None:
    """The day of a change in a line such as "Updated 19 June 2024"."""
    label = CHANGED.match(line)
    return day_of(_TIME.sub(" ", line[label.end() :]).strip(" ,")) if label else None
