"""A day as a reader types it in, the day out, or an error that asks which one is meant."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime

from index.dates import possible_dates
from index.errors import BadQuestion
from web.sources import format_day

_MONTHS = ("%Y-%m", "%b %Y", "%m/%Y")
"""As a reader may write a month, its name cut to three letters, for `strptime`."""
_NAMED_MONTH = re.compile(r"([^\W\d_]{3,})\.?,?\s+(\d{4})")
_MONTH_NAMES = [name.casefold() for name in calendar.month_name if name]


class UnclearDay(BadQuestion):
    """What was typed names no day, or may name the one or the other: then `readings` are both."""

    def __init__(self, text: str, readings: tuple[date, ...]) -> None:
        either = " or ".join(filter(None, map(format_day, readings)))
        written = " or ".join(day.isoformat() for day in readings)
        super().__init__(
            f"{text!r} may be {either}: write it as {written}"
            if readings
            else f"{text!r} is not a date: write it as 2025-01-31, or leave the field empty"
        )
        self.readings = readings


def read_day(text: str) -> date | None:
    """The day; None for an empty text. Raises UnclearDay."""
    text = text.strip()
    readings = possible_dates(text)
    if text and len(readings) != 1:
        raise UnclearDay(text, readings)
    return readings[0] if readings else None


def read_first_day(text: str) -> date | None:
    """The first day that is meant, where a month or a year may be too; else as `read_day`."""
    period = _period(text.strip())
    return period[0] if period else read_day(text)


def read_last_day(text: str) -> date | None:
    """The last day that is meant, where a month or a year may be too; else as `read_day`."""
    period = _period(text.strip())
    return period[1] if period else read_day(text)


def _period(text: str) -> tuple[date, date] | None:
    """The first and the last day of a month or a year; None for what is neither."""
    if named := _NAMED_MONTH.fullmatch(text):
        is_month = any(name.startswith(named[1].casefold()) for name in _MONTH_NAMES)
        text = f"{named[1][:3]} {named[2]}" if is_month else text
    for written in _MONTHS:
        if (read := _read(text, written)) is not None:
            _, days = calendar.monthrange(read.year, read.month)
            return read, read.replace(day=days)
    year = _read(text, "%Y")
    return (year, year.replace(month=12, day=31)) if year else None


def _read(text: str, written: str) -> date | None:
    try:
        return datetime.strptime(text, written).date()
    except ValueError:
        return None
