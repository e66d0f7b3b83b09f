"""A sentence in, the names and dates in it out, found by rule.

The offsets are into the text given. A name is a run of capitalised words; whether it is a person or
a place is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.records import Span
from qa.words import FUNCTION_WORDS, stems

MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)"
)
WEEKDAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
NUMBER_OF = r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
UNIT = r"(?:day|week|fortnight|month|year)s?"
FEAST = (
    r"(?:Christmas (?:Day|Eve)|Boxing Day|New Year[’']s (?:Day|Eve)|Good Friday"
    r"|Easter (?:Sunday|Monday)|Valentine[’']s Day|Halloween)"
)
FULL_DATE = (
    rf"(?:{WEEKDAY},? )?(?:the )?\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{MONTH}(?:,? \d{{4}})?\b"
    rf"|(?:{WEEKDAY},? )?{MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b(?!\d)(?:,? \d{{4}})?"
)
DATE = re.compile(
    r"\b\d{4}-\d{2}-\d{2}\b|(?<![\d/.])\d{1,2}(?P<mark>[/.])\d{1,2}(?P=mark)\d{4}\b(?!/)"
    rf"|\b(?i:{NUMBER_OF} {UNIT} (?:after|before)) (?:{FULL_DATE}|{FEAST}|Christmas|{WEEKDAY})"
    rf"|\b(?i:{NUMBER_OF} {UNIT} ago)\b(?: (?:today|yesterday|(?:on )?{WEEKDAY}))?"
    rf"|\b(?i:{NUMBER_OF} {UNIT}) (?:from (?:now|today|tomorrow|{WEEKDAY})|on {WEEKDAY})\b"
    rf"|\b(?i:{NUMBER_OF} {UNIT} (?:later|earlier)|(?:that|the same) day)\b"
    rf"|(?<=\b[Ii]n ){NUMBER_OF} days\b(?:[’'] time)?"
    r"|\b(?i:the day (?:before yesterday|after tomorrow)"
    r"|the (?:week|month|year) (?:before last|after next)"
    rf"|the (?:next|following|previous) (?:day|week|month|year|{WEEKDAY})"
    r"|the (?:first|second|third|fourth|last) quarter)\b(?: of \d{4})?"
    rf"|{FULL_DATE}|{FEAST}(?:,? \d{{4}})?\b"
    rf"|(?:early |mid-|late )?{MONTH},? \d{{4}}\b"
    r"|\b(?:(?:Easter|Christmas) )?(?:1[5-9]|20)\d{2}s?\b"
    r"(?!-\w|,\d|/\d| (?:adults|people|dead|men|women|voters|deaths|cases|UTC|GMT|hours)\b)"
    rf"|\b(?i:(?:last|next|this|coming|past) )?{WEEKDAY}"
    r"(?: (?:morning|afternoon|evening|night|week))?\b"
    r"|\b(?i:yesterday|today|tomorrow|tonight|last night)\b"
    r"|\b(?i:last|next|this|earlier this|later this) (?:week|month|year|weekend|morning|afternoon"
    r"|evening|summer|winter|spring|autumn|fall)\b"
    rf"|\b(?:(?i:last|next|this)) {MONTH}\b"
    r"|\b(?:[Ii]n|[Ss]ince|by|until|[Dd]uring|of|early|late|mid)[ -]"
    rf"(?P<month>{MONTH})(?![\w-]|\.?,? \d)"
    r"|\b\d{1,2}(?:[:.]\d{2})? ?(?:[ap]\.?m\.?)(?!\w)"
)
NAMED_AFTER_A_DAY = r"\b(?:Mail|Independent|Scotland|Wales|Ireland) on Sunday\b"
"""Newspapers, whose day is no date."""
CAPITALISED = r"[A-ZÀ-ÖØ-ÞĀ-Ž](?:[^\W_]|['’.&-](?=[^\W_]))*"
PARTICLE = r"(?:of|de|da|del|della|di|du|van|von|der|den|bin|ibn|al|el|la|le|and the|of the|for)"
NAME = re.compile(
    rf"(?:The )?{NAMED_AFTER_A_DAY}"
    rf"|{CAPITALISED}(?:(?:\.? |\.(?=[A-Z]))(?:{PARTICLE} )?{CAPITALISED}|(?<=\b[A-Z])\.)*"
)
OPENERS = FUNCTION_WORDS | frozenset(
    """
    according across against along although amid among around behind beside besides beyond despite
    even except following given however inside instead like meanwhile moreover near nevertheless
    nonetheless onto outside per perhaps regarding since still therefore though throughout thus
    toward towards unless unlike upon via whatever whenever whereas wherever whether within without
    yet list name tell give show compare summarise summarize describe explain
    """.split()
)
"""Words that open a sentence and are no part of the name behind them."""
DAY_BEFORE = re.compile(rf"(?<=[Oo]n ){WEEKDAY} (?=[A-ZÀ-Þ])")
DAY_BEHIND = re.compile(rf"(?<=\w)(?<! on) {WEEKDAY}$")
NOT_NAMES = re.compile(
    rf"{MONTH}|{WEEKDAY}|I|I[’'](?:m|ve|d|ll)|[AP]M|Today|Yesterday|Tomorrow"
    rf"|(?:As )?(?:of|on|On|Of) {WEEKDAY}|(?:Earlier|Later|Last|Next) {WEEKDAY}",
    re.IGNORECASE,
)


def dates(text: str) -> list[Span]:
    """Dates and the words for them ("on Thursday" without the preposition, "last month")."""
    found = []
    newspapers = [match.span() for match in re.finditer(NAMED_AFTER_A_DAY, text)]
    for match in DATE.finditer(text):
        if any(start <= match.start() < end for start, end in newspapers):
            continue
        group = "month" if match.group("month") else 0
        found.append(Span(*match.span(group)))
    return found


def names(text: str) -> list[Span]:
    """Runs of capitalised words that look like names, in order."""
    return list(_names(text))


def stems_of_names(text: str) -> frozenset[str]:
    """The stems of all words of the names in a text."""
    return stems(" ".join(text[start:end] for start, end in names(text)))


def _names(text: str) -> Iterator[Span]:
    for match in NAME.finditer(text):
        start, end = match.span()
        first = re.match(r"[^\s]+", match.group())
        # A capital at the start of a sentence or a quotation proves nothing.
        opens = not text[:start].strip() or text[:start].rstrip()[-1] in '“"‘(:;.!?'
        if first and opens and first.group().casefold() in OPENERS:
            start += first.end()
            start += len(text[start:end]) - len(text[start:end].lstrip())
        if day := DAY_BEFORE.match(text, start, end):
            start = day.end()
        # American papers put the day behind the name: "Chairman Rosa Field Sunday explained".
        # "Bloody Sunday" is a name.
        if text.count(" ", start, end) > 1 and (day := DAY_BEHIND.search(text, start, end)):
            end = day.start()
        if start >= end or NOT_NAMES.fullmatch(text[start:end]):
            continue
        yield Span(start, end)
