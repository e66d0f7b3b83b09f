"""A question's wording in; the days that it speaks of out, as a window of publication.

"In October 2023", "as of 12 March", "last week" say which articles are meant. Only words that say
so for certain are read: a month or a day behind a preposition, a stretch told from the day of
asking. "May said", "the 2008 crash" and "the 7 October attack" are no dates of articles.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from qa.days.reading import Reckoning, read
from qa.spans import MONTH, NAMED_AFTER_A_DAY, WEEKDAY, dates
from qa.understanding.events import Event, find_event
from qa.words import FUNCTION_WORDS

NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}
DAY = (
    rf"(?:(?:{WEEKDAY},? )?(?:the )?\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{MONTH}(?:,? \d{{4}})?"
    rf"|(?:{WEEKDAY},? )?{MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b(?!\d)(?:,? \d{{4}})?"
    r"|\d{4}-\d{2}-\d{2})"
)
PERIOD = (
    rf"(?:{DAY}|(?:the (?:end|start|beginning) of )?{MONTH},? (?:of )?\d{{4}}|(?:19|20)\d{{2}})"
)
ABSOLUTE = re.compile(
    rf"\b(?P<between>between|from) (?P<first>{PERIOD}) (?:and|to|until|till|through) "
    rf"(?P<last>{PERIOD})\b"
    rf"|\b(?P<how>(?i:as of|as at|up to|by|until|till|before|prior to|after|since|following|from"
    rf"|in|during|throughout|within|in early|in late|in mid|on|of)) (?P<period>{PERIOD})\b"
    rf"(?P<onwards> (?:onwards?|on)\b)?"
    # Without a year: "by May" and "from June" may be people.
    rf"|\b(?P<inside>(?i:in|during|throughout)) (?P<month>{MONTH})\b",
)
RELATIVE = re.compile(
    r"\b(?P<near>yesterday|today)\b(?![’'])"
    r"|\b(?:(?:in|over|during|for|within) )?(?:the )?(?P<which>last|past|previous|this)"
    r" (?:(?P<number>\d{1,3}|"
    + "|".join(NUMBERS)
    + r") )?(?P<unit>day|week|month|year)s?\b(?![’'])"
    r"|\bsince (?P<since>yesterday|last (?:week|month|year)|(?:last )?" + WEEKDAY + r")\b(?![’'])"
    r"|\b(?:on |last )(?P<weekday>" + WEEKDAY + r")\b(?![’'])",
    re.IGNORECASE,
)
YEARS = 1900, 2099
NEWSPAPER = re.compile(rf"{NAMED_AFTER_A_DAY}$")
FIRST_TIME = re.compile(r"\b(?:time|day|week|month|one|since)\s*$", re.IGNORECASE)
"""Before "this year": "for the first time this year" counts, and dates nothing."""
UNTIL = {"as of", "as at", "up to", "by", "until", "till"}
BEFORE = {"before", "prior to"}
AFTER = {"after", "following"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Days of publication, inclusive, each None where that side is open.

    `words` are those of the question. `restricts` tells that articles of other days are left out;
    else those of these days are only preferred. `event` is what the words name in place of a day
    ("before the vote"); both days are None as long as it is not known when that was.
    """

    since: date | None
    until: date | None
    words: str
    restricts: bool
    event: Event | None = None


def find_window(text: str, *, asked: date | None, fact: bool) -> Window | None:
    """The window that a question speaks of; None where it speaks of none, or of several.

    `asked` is the day of asking, without which "last week" and "in May" fix nothing. For one
    `fact` a bare year only prefers: of what happened in 2019 later articles tell too.
    """
    found = list(_absolute(text, asked))
    # Told from a day near the ends of the calendar, a week or a year may lie outside of it.
    if not found and asked is not None and YEARS[0] <= asked.year <= YEARS[1]:
        found = list(_relative(text, asked))
    if len(found) == 1:
        since, until, words, exact = found[0]
        if _named_elsewhere(text, words):
            return None
        return Window(since=since, until=until, words=words, restricts=exact or not fact)
    if found:
        return None
    event = find_event(text)
    if event is None:
        return None
    return Window(since=None, until=None, words=event.words, restricts=False, event=event)


def _named_elsewhere(text: str, words: str) -> bool:
    """Whether a text names another month or day of a year: the window is not all that is meant."""
    rest = text.replace(words, " ")
    return any(
        re.search(rf"{MONTH}.*\d{{4}}", rest[start:end]) is not None for start, end in dates(rest)
    )


def without_window(text: str, window: Window | None) -> str:
    """The text without the words that the window is read from."""
    return text if window is None else " ".join(text.replace(window.words, " ").split())


Found = tuple[date | None, date | None, str, bool]
"""Since, until, the words, and whether they restrict also where one fact is asked for."""


def _absolute(text: str, asked: date | None) -> Iterator[Found]:
    for match in ABSOLUTE.finditer(text):
        if _modifies(text, match.end()):
            continue
        if match["between"]:
            first, last = _days(match["first"], asked), _days(match["last"], asked)
            if first and last and first[0] <= last[1]:
                yield first[0], last[1], match.group(), True
            continue
        period = match["period"] or match["month"]
        days = _days(period, asked)
        if days is None:
            continue
        how = (match["how"] or match["inside"]).casefold()
        year = re.fullmatch(r"\d{4}", period) is not None
        window = _side(how, days, onwards=match["onwards"] is not None)
        if window:
            one_day = window[0] == window[1]
            yield *window, match.group(), not year and not one_day


def _side(
    how: str, days: tuple[date, date], *, onwards: bool
) -> tuple[date | None, date | None] | None:
    """The window that a preposition makes of a period."""
    first, last = days
    third = (last - first) // 3
    sides: dict[str, tuple[date | None, date | None] | None] = {
        **dict.fromkeys(UNTIL, (None, last)),
        **dict.fromkeys(BEFORE, (None, first - timedelta(days=1))),
        **dict.fromkeys(AFTER, (last + timedelta(days=1), None)),
        "since": (first, None),
        "in early": (first, first + third),
        "in late": (last - third, last),
        # "The fire of 2019", "the election of May 2019" are names of things.
        "of": days if first == last else None,
    }
    # "The report from A on 7 October" is of that day, what is "from 7 October on" begins with it.
    return (first, None) if onwards else sides.get(how, days)


def _days(period: str, asked: date | None) -> tuple[date, date] | None:
    """The first and last day of a period; None where its year is not known.

    What is asked about has happened: "in May", asked in March, is last year's.
    """
    words = re.sub(r"\bthe (?:end|start|beginning) of | of(?= \d{4})", "", period)
    when = read(words, Reckoning(published=asked, side="past"))
    if when.since is None or when.until is None:
        return None
    return (when.since, when.until) if YEARS[0] <= when.since.year <= YEARS[1] else None


def _relative(text: str, asked: date) -> Iterator[Found]:
    for match in RELATIVE.finditer(text):
        if _modifies(text, match.end()) or FIRST_TIME.search(text[: match.start()]):
            continue
        if match["since"]:
            yield _since(match["since"].casefold(), asked), asked, match.group(), True
        elif match["near"]:
            # Of yesterday the papers tell today.
            back = 1 if match["near"].casefold() == "yesterday" else 0
            yield asked - timedelta(days=back), asked, match.group(), True
        elif match["weekday"] and NEWSPAPER.search(text, 0, match.end()) is None:
            day = _weekday(match["weekday"], asked)
            yield day, day, match.group(), False
        elif match["unit"]:
            span = _stretch(match, asked)
            yield *span, match.group(), match["unit"].casefold() != "year"


def _stretch(match: re.Match[str], asked: date) -> tuple[date, date]:
    which, unit = match["which"].casefold(), match["unit"].casefold()
    number = match["number"]
    if number or which == "past":
        count = NUMBERS.get((number or "one").casefold()) or int(number or 1)
        return asked - timedelta(days=count * _LENGTHS[unit]), asked
    monday = asked - timedelta(days=asked.weekday())
    if unit == "day":
        return asked - timedelta(days=1), asked
    if unit == "week":
        first = monday if which == "this" else monday - timedelta(days=7)
        return first, min(first + timedelta(days=6), asked)
    if unit == "month":
        months = 12 * asked.year + asked.month - (1 if which == "this" else 2)
        year, month = divmod(months, 12)
        last = date(year, month + 1, monthrange(year, month + 1)[1])
        return last.replace(day=1), min(last, asked)
    year = asked.year - (0 if which == "this" else 1)
    return date(year, 1, 1), min(date(year, 12, 31), asked)


_LENGTHS = {"day": 1, "week": 7, "month": 30, "year": 365}


def _since(words: str, asked: date) -> date:
    if words == "yesterday":
        return asked - timedelta(days=1)
    match = RELATIVE.search(words)
    if words.startswith("last") and match and match["unit"]:
        return _stretch(match, asked)[0]
    return _weekday(words.split()[-1], asked)


def _weekday(name: str, asked: date) -> date:
    """The last such day before the day of asking."""
    yesterday = asked - timedelta(days=1)
    return read(name, Reckoning(published=yesterday, side="past")).since or yesterday


def _modifies(text: str, end: int) -> bool:
    """Whether a date only tells which thing is meant: "in 2019 dollars", "after May elections".

    What follows it is then neither the end of a clause nor a function word.
    """
    following = re.match(r"([’']s?)? ?([^\W_][\w-]*)?", text[end:])
    if following is None or following[1]:
        return following is not None
    word = following[2]
    if not word or text[end : end + 1] != " ":
        return False
    # "In March for Life" is a name that goes on.
    if re.match(r" (?:for|of|on) [A-Z][a-z]", text[end:]) and not re.match(
        rf" (?:for|of|on) (?:{MONTH}|{WEEKDAY})\b", text[end:]
    ):
        return True
    return word.casefold() not in FUNCTION_WORDS
