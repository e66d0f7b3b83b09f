"""A date as a source writes it in; the day out, or None where it does not name one day for sure."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from dateutil import easter, parser

_ISO = re.compile(r"(\d{4})([-/.]?)(\d{2})\2(\d{2})(?!\d)")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_LONGEST = 100
_STAMP = re.compile(r"(?:\d{9,10}|\d{12,13})(?:\.\d*)?")
"""Seconds from 1973 to 2286, or as many milliseconds."""
_MILLISECONDS = 1e11
_DEFAULTS = (datetime(2000, 1, 1), datetime(2001, 2, 2))


def parse_date(text: str) -> date | None:
    """The day that `text` names, in the time zone it was written in.

    ISO 8601, RFC 2822 and the like of "January 4, 2019" are read. A date that leaves out the day,
    the month or the century, or could be read with day and month exchanged, is None: every
    reading of it has to agree.
    """
    readings = possible_dates(text)
    return readings[0] if len(readings) == 1 else None


def possible_dates(text: str) -> tuple[date, ...]:
    """The days that `text` may name, the earliest first; none where it names no day.

    Two where day and month may be exchanged, as in 12/11/2026.
    """
    text = text.strip()
    if iso := _ISO.match(text):
        day = _day(int(iso[1]), int(iso[3]), int(iso[4]))
        return (day,) if day else ()
    if len(text) > _LONGEST or not _YEAR.search(text):
        return ()
    found: set[date] = set()
    for day_first in (False, True):
        # What is left out is not known: the text names no day.
        whole = {_read(text, default=default, day_first=day_first) for default in _DEFAULTS}
        read = whole.pop() if len(whole) == 1 else None
        if read is None:
            return ()
        found.add(read)
    return tuple(sorted(found))


def parse_stamp(value: object) -> date | None:
    """The day, in UTC, of seconds or milliseconds since 1970, as a number or in digits."""
    time = _since_1970(value)
    return time and time.date()


def parse_time(value: object) -> datetime | None:
    """The time, in UTC, that a machine wrote: ISO 8601, RFC 2822, or seconds since 1970.

    One without a zone counts as UTC; what is neither is None.
    """
    if time := _since_1970(value):
        return time
    text = str(value).strip()
    if len(text) > _LONGEST:
        return None
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        try:
            read = parsedate_to_datetime(text)
        except (ValueError, IndexError, TypeError, OverflowError):
            return None
    try:
        return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _since_1970(value: object) -> datetime | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if not _STAMP.fullmatch(str(value).strip()):
        return None
    seconds = float(value)
    seconds /= 1000 if seconds >= _MILLISECONDS else 1
    return datetime.fromtimestamp(seconds, UTC)


def easter_sunday(year: int) -> date:
    """Easter Sunday of a year, as the Western churches reckon it. Raises ValueError after 4099."""
    return easter.easter(year)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _read(text: str, *, default: datetime, day_first: bool) -> date | None:
    try:
        return parser.parse(text, default=default, dayfirst=day_first, ignoretz=True).date()
    except (ValueError, OverflowError):
        return None
