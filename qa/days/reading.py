"""The words for a day in, the days that they mean out.

What they mean hangs on the day of their article, on whether past or future things are told, and
for "two days later" on the day told before. Where one of these is needed and not known, no day is
given: the words stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from index.dates import easter_sunday
from qa.days.when import When, day, month, year
from qa.spans import FEAST, MONTH, NUMBER_OF, UNIT, WEEKDAY

Side = Literal["past", "present", "planned", "future"]
"""What a clause tells: what is gone, what is to come, in the present what is to come soon or is so
always, and what was planned: it may be gone by now."""
TIME = re.compile(r"\d{1,2}(?:[:.]\d{2})? ?[ap]\.?m\.?", re.IGNORECASE)
"""A time of day: it tells no day."""
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()
NEAR = {"the day before yesterday": -2, "yesterday": -1, "last night": -1, "today": 0, "tonight": 0}
NEAR |= {"this morning": 0, "this afternoon": 0, "this evening": 0, "tomorrow": 1}
NEAR |= {"the day after tomorrow": 2}
SHIFT = {"last": -1, "past": -1, "previous": -1, "this": 0, "coming": 1, "next": 1, "following": 1}
SIDES: dict[str, Side | None] = {"last": "past", "past": "past", "this": None}
SIDES |= {"next": "future", "coming": "future"}
FEASTS = {"christmas": (12, 25), "christmas day": (12, 25), "christmas eve": (12, 24)}
FEASTS |= {"boxing day": (12, 26), "new year's eve": (12, 31), "new year's day": (1, 1)}
FEASTS |= {"valentine's day": (2, 14), "halloween": (10, 31)}
OF_EASTER = {"good friday": -2, "easter sunday": 0, "easter monday": 1}
EXACT_DAYS = 10
"""Days up to which "ten days ago" is meant exactly."""
SLACK = timedelta(days=3)
"""How much later than its day of publication an article may have been written: it was updated."""
FAR = timedelta(days=120)
"""Beyond which it is not sure, where the tense does not tell it, of which year "5 May" is."""
LONG_AGO = timedelta(days=270)
"""Beyond which a year would be told, so that "on 5 May" was written later: it was updated."""
SURE = 3
"""Days from "next Friday" or "last Friday" within which people differ on which one is meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoning:
    """What words for days are reckoned from; None is unknown.

    `published` is the day of the article, `side` whether its past or its future is told, counted
    from `start` where another day is told for the plan. `before` is the day told before, for "two
    days later". `month_first` tells how 03/04/2024 is to be read.
    """

    published: date | None
    side: Side | None = None
    start: date | None = None
    before: date | None = None
    month_first: bool | None = None


def read(words: str, reckoning: Reckoning) -> When:
    """The days that words mean."""
    plain = " ".join(words.casefold().replace("’", "'").split())
    for pattern, reader in READERS:
        match = pattern.fullmatch(plain)
        if match:
            try:
                found = reader(match, reckoning)
            except (ValueError, OverflowError):  # no such day: 30 February, the year before 1
                return When(words=words)
            return replace(found, words=words) if found else When(words=words)
    return When(words=words)


def resolve(words: str, published: date | None) -> str:
    """The same as ISO 8601, as exactly as the words say; the words where they fix no date.

    The tense is not known: "5 May" is the nearest, "Monday" the last.
    """
    nearest = read(words, Reckoning(published=published))
    last = read(words, Reckoning(published=published, side="past"))
    return str(nearest if nearest.since else last)


def _iso(match: re.Match[str], _: Reckoning) -> When:
    return day("", date.fromisoformat(match[0]))


def _numeric(match: re.Match[str], reckoning: Reckoning) -> When | None:
    """13/02/2024, and 03/04/2024 where it is known which stands first or the tense leaves one."""
    first, second, of_year = int(match[1]), int(match[3]), int(match[4])
    if first > 12 or match[2] == ".":
        return day("", date(of_year, second, first))
    if second > 12 or first == second:
        return day("", date(of_year, first, second))
    if reckoning.month_first is not None:
        numbers = (first, second) if reckoning.month_first else (second, first)
        return day("", date(of_year, *numbers))
    both = [date(of_year, second, first), date(of_year, first, second)]
    left = [one for one in both if reckoning.side and _on_side(one, reckoning)]
    return day("", left[0]) if len(left) == 1 else None


def _on_side(one: date, reckoning: Reckoning) -> bool:
    if reckoning.published is None:
        return True
    if reckoning.side == "past":
        return one <= reckoning.published + SLACK
    return one >= (reckoning.start or reckoning.published)


def _offset(match: re.Match[str], reckoning: Reckoning) -> When | None:
    """Of days before or after another: "two days after Christmas"."""
    base = read(match["base"], reckoning).day
    sign = 1 if match["way"] == "after" else -1
    return _moved(base, sign * _number(match["number"]), match["unit"])


def _later(match: re.Match[str], reckoning: Reckoning) -> When | None:
    sign = 1 if match["way"] == "later" else -1
    return _moved(reckoning.before, sign * _number(match["number"]), match["unit"])


def _moved(base: date | None, number: int, unit: str) -> When | None:
    """A day so many units on, as exactly as the unit says."""
    if base is None:
        return None
    if unit.startswith("year"):
        return year("", base.year + number)
    if unit.startswith("month"):
        return month("", base.year, base.month + number)
    days = {"d": 1, "w": 7, "f": 14}[unit[0]]
    return day("", base + timedelta(days=days * number))


def _ago(match: re.Match[str], reckoning: Reckoning) -> When | None:
    """Of "a week ago today"; of "two years ago" only where nothing near it is another year."""
    published, number, unit = reckoning.published, _number(match["number"]), match["unit"]
    if published is None:
        return None
    if unit.startswith(("week", "fortnight")) or match["from"]:
        base = _near_or_weekday(match["from"], replace(reckoning, side="past"))
        return _moved(base, -number, unit)
    whole = (
        unit.startswith("year") and 4 <= published.month <= 9,
        unit.startswith("month") and 6 <= published.day <= 25,
        unit.startswith("day"),
    )
    return _moved(published, -number, unit) if any(whole) and number <= EXACT_DAYS else None


def _ahead(match: re.Match[str], reckoning: Reckoning) -> When | None:
    """Of "a week on Monday", "two weeks from today"."""
    base = _near_or_weekday(match["from"], replace(reckoning, side="future"))
    return _moved(base, _number(match["number"]), match["unit"])


def _near_or_weekday(words: str | None, reckoning: Reckoning) -> date | None:
    return read("today" if words == "now" else words, reckoning).day if words else None


def _in_days(match: re.Match[str], reckoning: Reckoning) -> When | None:
    """Of "in two days", which is how long something took unless it is to come."""
    if reckoning.side in {None, "past"}:
        return None
    return _moved(reckoning.published, _number(match["number"]), "days")


def _near(match: re.Match[str], reckoning: Reckoning) -> When | None:
    return _moved(reckoning.published, NEAR[match[0]], "days")


def _beyond(match: re.Match[str], reckoning: Reckoning) -> When | None:
    """Of "the year before last"."""
    number = -2 if match["way"] == "before last" else 2
    return _period(match["unit"], number, reckoning.published)


def _beside(match: re.Match[str], reckoning: Reckoning) -> When | None:
    """Of "last month", "earlier this year"."""
    return _period(match["unit"], SHIFT[match["which"]], reckoning.published)


def _told_beside(match: re.Match[str], reckoning: Reckoning) -> When | None:
    """Of "the next day", "the previous Friday": beside the day told before."""
    base, shift = reckoning.before, SHIFT.get(match["which"], 0)
    if base is None or match["unit"] == "day":
        return _moved(base, shift, "days")
    if match["unit"] in {"week", "month", "year"}:
        return _period(match["unit"], shift, base)
    if shift < 0:
        return day("", base - timedelta(days=_back(match["unit"], base) or 7))
    return day("", _following(match["unit"], base)) if shift else None


def _period(unit: str, shift: int, base: date | None) -> When | None:
    """The week, month or year so many on from that of a day."""
    if base is None:
        return None
    if unit == "year":
        return year("", base.year + shift)
    if unit == "month":
        return month("", base.year, base.month + shift)
    monday = base - timedelta(days=base.weekday()) + timedelta(weeks=shift)
    return When(words="", since=monday, until=monday + timedelta(days=6))


def _weekday(match: re.Match[str], reckoning: Reckoning) -> When | None:
    which, published = match["which"], reckoning.published
    side = (SIDES[which] if which else None) or reckoning.side
    if published is None:
        return None
    back = _back(match["weekday"], published)
    ahead = -back % len(DAYS)
    if which in {"last", "next"}:
        return _next_or_last(which, back, published)
    if side == "past":
        return None if match["week"] else day("", published - timedelta(days=back))
    if side is None or (side == "planned" and reckoning.start is None and ahead > SURE):
        return None
    if reckoning.start is not None:
        return day("", _following(match["weekday"], reckoning.start))
    weeks = 1 if match["week"] else 0  # "Monday week"
    return day("", published + timedelta(days=ahead, weeks=weeks))


def _next_or_last(which: str, back: int, published: date) -> When | None:
    """Of "next Friday": said on a Wednesday it is this week's to some and next week's to others."""
    if which == "last":
        return day("", published - timedelta(days=back or 7)) if back >= SURE or not back else None
    ahead = 7 - back
    in_this_week = published.weekday() + ahead < len(DAYS)
    sure = ahead >= SURE and not in_this_week
    return day("", published + timedelta(days=ahead)) if sure else None


def _back(weekday: str, from_day: date) -> int:
    """How many days a weekday lies back: 0 on the day itself."""
    return (from_day.weekday() - DAYS.index(weekday[:3])) % 7


def _following(weekday: str, after: date) -> date:
    """The first such weekday after a day."""
    return after + timedelta(days=7 - _back(weekday, after))


def _explicit(match: re.Match[str], reckoning: Reckoning) -> When | None:
    """A date that names a month: of its year, else of the one that the tense tells."""
    number = MONTHS.index(match["month"][:3]) + 1
    of_day = re.search(r"\b(\d{1,2})(?:st|nd|rd|th)?\b(?!\d)", match[0])
    which = match["which"]
    if which:
        reckoning = replace(reckoning, side=SIDES.get(which))

    def of(of_year: int) -> When:
        if of_day is None:
            return month("", of_year, number)
        found = date(of_year, number, int(of_day[1]))
        if match["weekday"] and not match["year"] and _back(match["weekday"], found):
            raise ValueError(f"{found} is another day of the week")
        return day("", found)

    return of(int(match["year"])) if match["year"] else _of_some_year(of, reckoning)


def _feast(match: re.Match[str], reckoning: Reckoning) -> When | None:
    def of(of_year: int) -> When:
        if match["feast"] in OF_EASTER:
            return day("", easter_sunday(of_year) + timedelta(days=OF_EASTER[match["feast"]]))
        return day("", date(of_year, *FEASTS[match["feast"] or match["season"]]))

    return of(int(match["year"])) if match["year"] else _of_some_year(of, reckoning)


def _of_some_year(of: Callable[[int], When], reckoning: Reckoning) -> When | None:
    """What comes each year: the last or the next one by the tense, else the nearest if near."""
    published = reckoning.published
    if published is None:
        return None
    near = [one for n in (-1, 0, 1) if (one := _valid(of, published.year + n))]
    if reckoning.side == "past":
        gone = [one for one in near if one.since and one.since <= _latest(one, published)]
        last = gone[-1] if gone else None
        long_ago = last is not None and last.day and published - last.day > LONG_AGO
        return None if long_ago else last
    if reckoning.side == "future":
        coming = [one for one in near if one.until and one.until >= (reckoning.start or published)]
        return coming[0] if coming else None
    apart = {abs(one.since - published): one for one in near if one.since}
    return apart[min(apart)] if apart and min(apart) <= FAR else None


def _latest(one: When, published: date) -> date:
    return published + SLACK if one.day else published


def _valid(of: Callable[[int], When], number: int) -> When | None:
    """Of a leap day there is one in some years only."""
    try:
        return of(number)
    except ValueError:
        return None


def _year(match: re.Match[str], _: Reckoning) -> When:
    return year("", int(match["year"]))


def _number(words: str) -> int:
    if words in {"a", "an"}:
        return 1
    return NUMBERS.index(words) + 1 if words in NUMBERS else int(words)


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


_NUMBER, _UNIT = f"(?P<number>{NUMBER_OF})", f"(?P<unit>{UNIT})"
_FROM = rf"(?P<from>now|today|tomorrow|yesterday|{WEEKDAY})"
_YEAR = r"(?:,? (?P<year>\d{4}))?"
Reader = Callable[[re.Match[str], Reckoning], When | None]
READERS: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (_pattern(r"\d{4}-\d{2}-\d{2}"), _iso),
    (_pattern(r"(\d{1,2})([/.])(\d{1,2})[/.](\d{4})"), _numeric),
    (_pattern(rf"{_NUMBER} {_UNIT} (?P<way>after|before) (?P<base>.+)"), _offset),
    (_pattern(rf"{_NUMBER} {_UNIT} ago(?: (?:on )?{_FROM})?"), _ago),
    (_pattern(rf"{_NUMBER} {_UNIT} (?:from|on) {_FROM}"), _ahead),
    (_pattern(rf"{_NUMBER} {_UNIT} (?P<way>later|earlier)"), _later),
    (_pattern(rf"{_NUMBER} days(?:' time)?"), _in_days),
    (_pattern("|".join(NEAR)), _near),
    (_pattern(r"the (?P<unit>week|month|year) (?P<way>before last|after next)"), _beyond),
    (
        _pattern(r"(?:earlier |later )?(?P<which>last|this|next) (?P<unit>week|month|year)"),
        _beside,
    ),
    (
        _pattern(
            r"(?:the )?(?P<which>that|same|(?<=the )(?:next|following|previous))"
            rf" (?P<unit>day|week|month|year|{WEEKDAY})"
        ),
        _told_beside,
    ),
    (
        _pattern(
            rf"(?:(?P<which>last|next|this|coming|past) )?(?P<weekday>{WEEKDAY})"
            r"(?: (?:morning|afternoon|evening|night|(?P<week>week)))?"
        ),
        _weekday,
    ),
    (_pattern(rf"(?P<feast>{FEAST}){_YEAR}|(?P<season>Christmas)"), _feast),
    (
        _pattern(
            rf"(?:(?P<which>last|next|this) )?(?:(?P<weekday>{WEEKDAY}),? )?(?:early |mid-|late )?"
            rf"(?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)? (?:of )?)?(?P<month>{MONTH})"
            rf"(?: \d{{1,2}}(?:st|nd|rd|th)?\b(?!\d))?{_YEAR}"
        ),
        _explicit,
    ),
    (_pattern(r"(?:(?:Easter|Christmas) )?(?P<year>\d{4})"), _year),
)
"""Each form of words and what reads it; the first that fits counts."""
