"""A sentence that a model wrote in, why it can stand by itself for nothing out.

This needs no article: what breaks off, asks, leaves open whom it speaks of or names a day that
never was is not shown, whatever it cites.
"""

from __future__ import annotations

import re
from datetime import date

from qa.language.clauses import clauses
from qa.language.reading import parsed

STATES_NOTHING = "it states nothing"
NO_SENTENCE = "it is no whole sentence"
NOBODY_NAMED = "who or what “{}” is, it does not say"
NO_SUCH_DAY = "{day} was no {weekday}"

_OPENS_WITHOUT_NAME = re.compile(
    r"[\"“‘(]?(?:(?:and|but|so|also|then|however|meanwhile|later|in addition|additionally),? )?"
    r"(he|she|they|it|his|her|their|its|this|these|those|that)\b(?! (?:is|was) \w+ (?:that|to)\b)",
    re.IGNORECASE,
)
_HANGING = frozenset({"ADP", "AUX", "CCONJ", "DET", "PART", "SCONJ"})
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
_DAY = re.compile(
    rf"\b(?P<weekday>{'|'.join(_WEEKDAYS)}),? (?:the )?"
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{'|'.join(_MONTHS)})"
    rf"|(?P<Month>{'|'.join(_MONTHS)}) (?P<Day>\d{{1,2}})(?:st|nd|rd|th)?),? (?P<year>\d{{4}})\b"
)


def unsound(sentence: str) -> str | None:
    """What is wrong with a sentence whatever the articles say, in words; None where nothing is."""
    if sentence.rstrip("\"”’' ").endswith("?"):
        return STATES_NOTHING
    opening = _OPENS_WITHOUT_NAME.match(sentence)
    if opening is not None:
        return NOBODY_NAMED.format(opening[1])
    return _no_such_day(sentence) or _unfinished(sentence)


def _no_such_day(sentence: str) -> str | None:
    """A day under the name of another day of the week."""
    for told in _DAY.finditer(sentence):
        month = _MONTHS.index(told["month"] or told["Month"]) + 1
        weekday = told["weekday"]
        words = told[0].removeprefix(weekday).strip(", ")
        try:
            day = date(int(told["year"]), month, int(told["day"] or told["Day"]))
        except ValueError:
            return NO_SUCH_DAY.format(day=words, weekday="day")
        if _WEEKDAYS[day.weekday()] != weekday:
            return NO_SUCH_DAY.format(day=words, weekday=weekday)
    return None


def _unfinished(sentence: str) -> str | None:
    """A heading, a part of a sentence, or one that breaks off."""
    parse = parsed(sentence)
    words = [token for token in parse.tokens if token.pos not in {"PUNCT", "SPACE"}]
    # "A dummy, nicknamed": what it is called was cut off, as quotation marks in JSON may be.
    hanging = bool(words) and (words[-1].pos in _HANGING or words[-1].dep == "acl")
    breaks_off = hanging and not sentence.endswith((".", "!"))
    whole = any(
        clause.how == "main" and clause.tense != "none" and (clause.subject or clause.undergoer)
        for clause in clauses(parse)
    )
    return NO_SENTENCE if breaks_off or not whole else None
