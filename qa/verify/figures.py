"""A sentence in, its numbers out; and whether a number as it was written fits one that is told.

"About 40" fits 39, "more than 30" as well; "39" does not fit "at least 39", nor "forty" 39. Numbers
in dates are none, nor are those in names.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.records import Span
from qa.claims.agreement import NUMBER, PARTS, PERCENT, figure
from qa.language.english import BOUNDS, MULTITUDES

NEAR = 0.1
"""How much, of itself, a number may miss that is only said to be about right."""
FAR = 1.5
"""So many times what "more than" bounds is no longer told by it."""
MULTITUDE = 20.0
"""So many dozens, hundreds or thousands are no longer told as such."""
EXACTLY = 1e-6
_BOUND = re.compile(
    rf"\b({'|'.join(sorted(BOUNDS, key=len, reverse=True))})\s*[$£€¥]?$", re.IGNORECASE
)
_ONE = re.compile(r"(?<=\s)an? $", re.IGNORECASE)
"""Of "about a hundred" the article, which is not read as part of the number."""
_BEHIND = re.compile(r"^\s*(?:or (?P<more>more)|or (?P<less>fewer|less))\b", re.IGNORECASE)
_MONEY = re.compile(r"([$£€¥])\s*$")
_MONEY_BEHIND = re.compile(r"^[ -]?(euro|dollar|pound|yen|rouble|ruble|rupee)s?\b", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]+")
_POINTS = re.compile(r"[ -]?(?:percentage|per ?cent|%)[ -]points?\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s*[$£€¥]?$", re.IGNORECASE)
_AND = re.compile(rf"\bbetween\s+[$£€¥]?(?:{NUMBER.pattern})\s+and\s*[$£€¥]?$", re.IGNORECASE)
_PLAIN = r"\d+(?:,\d{3})*(?:\.\d+)?(?: (?:million|billion))?"
_RANGE = re.compile(
    rf"(?P<one>{_PLAIN})\s?(?:-|–|to)\s?[$£€¥]?(?P<other>{_PLAIN})(?!\d|-\d)\b", re.IGNORECASE
)
_SIGNS = {"euro": "€", "dollar": "$", "pound": "£", "yen": "¥"}
_PART = re.compile(
    r"\b(?:(?:an?|one|two|three|four|five|six|seven|eight|nine)[ -])?"
    rf"(?:{'|'.join(PARTS)})s?\b(?!-\w)"
    r"(?: (?:of )?an? (?:hundred|thousand|million|billion|dozen)\b)?"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|\d) (?:in|out of) (?:every )?"
    r"(?:two|three|four|five|six|seven|eight|nine|ten|\d+)\b",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"\b(?:the|its|their|his|her|a) $", re.IGNORECASE)
_MANY = re.compile(rf"\b(?:{'|'.join(MULTITUDES)})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number of a sentence: where it stands, its value, how exact it is, what it is of.

    `bound` is a value of `BOUNDS` or "", `whole` the number with the words for it. `unit` is "%",
    "points" of percentage, a sign of money, the letters that are written in one with it or "". A
    share in words is any from `least` to `most`, in percent; so is a multitude ("dozens").
    """

    span: Span
    whole: Span
    value: float
    least: float
    most: float
    bound: str
    unit: str


def quantities(text: str, hidden: Sequence[Span] = ()) -> tuple[Quantity, ...]:
    """The numbers of a sentence, in order, but for those in what is `hidden`."""
    found: list[Quantity] = []
    for one in (*_parts(text), *_numbers(text), *_multitudes(text)):
        apart = all(
            one.span.end <= other.start or other.end <= one.span.start
            for other in (*hidden, *(known.span for known in found))
        )
        if apart:
            found.append(one)
    return tuple(sorted(found, key=lambda one: one.span))


def _numbers(text: str) -> Iterator[Quantity]:
    for match in NUMBER.finditer(text):
        start, end = match.span()
        number = figure(match.group())
        letters = _LETTERS.match(text[end:])
        ordinal = letters is not None and letters[0] in {"st", "nd", "rd", "th"}
        in_word = text[max(0, start - 1) : start].isalpha()
        if number is None or (in_word and not ordinal) or text[start - 1 : start] == "#":
            continue
        money = _MONEY.search(text[:start])
        behind = _MONEY_BEHIND.match(text[end:])
        unit = letters[0].casefold() if letters is not None and not ordinal else ""
        if _POINTS.match(text[end:]):
            unit = "points"
        elif PERCENT.match(text[end:].lstrip(" -")):
            unit = "%"
        elif money:
            unit = money[1]
        elif behind:
            unit = _SIGNS.get(behind[1].casefold(), behind[1].casefold())
        yield Quantity(
            span=Span(start, end),
            value=number.value,
            least=number.value,
            most=number.value,
            whole=_whole(text, start, end),
            bound=_bound(text, start, end),
            unit=unit,
        )


def _parts(text: str) -> Iterator[Quantity]:
    for match in _PART.finditer(text):
        words = match.group().casefold()
        single = " " not in words and "-" not in words
        if single and (words.rstrip("s") != "half" or _ORDINAL.search(text[: match.start()])):
            continue  # "the third", "a quarter-final"
        share = figure(words)
        if share is None or not ("%" in share.counts or share.value > 1):
            continue
        yield Quantity(
            span=Span(*match.span()),
            value=share.value,
            least=share.least,
            most=share.most,
            whole=_whole(text, *match.span()),
            bound=_bound(text, *match.span()),
            unit="%" if "%" in share.counts else "",
        )


def _multitudes(text: str) -> Iterator[Quantity]:
    for match in _MANY.finditer(text):
        size = MULTITUDES[match.group().casefold()]
        yield Quantity(
            span=Span(*match.span()),
            value=size,
            least=2 * size,
            most=MULTITUDE * size,
            whole=Span(*match.span()),
            bound="many",
            unit="",
        )


def _bound(text: str, start: int, end: int) -> str:
    before, behind = _BOUND.search(_ONE.sub("", text[:start])), _BEHIND.match(text[end:])
    if before:
        return BOUNDS[before[1].casefold()]
    if behind:
        return "least" if behind["more"] else "most"
    if _BETWEEN.search(text[:start]) or _is_range(text, _RANGE.match(text, start)):
        return "least"
    to = re.search(rf"{_PLAIN}\s?(?:-|–|to)\s?[$£€¥]?$", text[:start], re.IGNORECASE)
    ranges = to is not None and _is_range(text, _RANGE.match(text, to.start()))
    return "most" if _AND.search(text[:start]) or ranges else ""


def _is_range(text: str, found: re.Match[str] | None) -> bool:
    """Whether two numbers are the least and the most: "20 to 30 minutes", not "from 20 to 30"."""
    if found is None or re.search(
        r"\b(?:from|by)\s*[$£€¥]?$", text[: found.start()], re.IGNORECASE
    ):
        return False
    one, other = figure(found["one"]), figure(found["other"])
    return one is not None and other is not None and one.value < other.value


def _whole(text: str, start: int, end: int) -> Span:
    """A number with the words that say how exact it is."""
    before, behind = _BOUND.search(_ONE.sub("", text[:start])), _BEHIND.match(text[end:])
    return Span(before.start() if before else start, end + (behind.end() if behind else 0))


def denies(said: Quantity, told: Quantity) -> bool:
    """Whether two numbers cannot both be so: "at least ten" does not deny twenty."""
    one, other = _range(said), _range(told)
    return said.unit == told.unit and (one[1] < other[0] or other[1] < one[0])


def _range(number: Quantity) -> tuple[float, float]:
    """What a number may be that is told so."""
    match number.bound:
        case "least" | "little_more":
            return number.least, math.inf
        case "most" | "nearly":
            return 0.0, number.most
        case "about":
            return (1 - NEAR) * number.least, (1 + NEAR) * number.most
        case "many":
            return number.value, math.inf
        case _:
            return number.least, number.most


def fits(said: Quantity, told: Quantity) -> bool:
    """Whether a number as it was written is true of one that is told."""
    if said.unit != told.unit:
        return False
    if said.bound == "many" or (said.unit == "%" and said.least != said.most):
        if not said.bound and told.bound not in {"", "about"}:
            return False
        within = said.least - EXACTLY <= told.value <= said.most + EXACTLY
        return within or _meets(said.value, told.value)
    if not said.bound:
        return not told.bound and _meets(said.value, told.value)
    if _meets(said.value, told.value):
        return _as_bounded(said.bound, told.bound)
    return _is_near(said, told) and _bounded(said.bound, said.value, told.value)


def _is_near(said: Quantity, told: Quantity) -> bool:
    """Whether a rounder number may stand for one that is told, exact or not."""
    if _digits(said.value) > _digits(told.value):
        return False
    if not told.bound:
        return True
    close = abs(told.value - said.value) <= NEAR * told.value
    return close and (told.bound == "about" or said.bound in {told.bound, "about"})


def _as_bounded(said: str, told: str) -> bool:
    """Whether a bound before the same number says no more than the one that is told."""
    if said == told or (told == "nearly" and said in {"about", "most"}):
        return True
    return (said == "about" and not told) or (told == "little_more" and said in {"least", "about"})


def _bounded(bound: str, said: float, told: float) -> bool:
    match bound:
        case "about":
            return abs(told - said) <= NEAR * told
        case "nearly":
            return (1 - NEAR) * said <= told < said
        case "little_more":
            return said < told <= (1 + NEAR) * said
        case "least":
            return said < told < FAR * said
        case _:
            return said / FAR < told < said


def _digits(value: float) -> int:
    """The digits of a number without its trailing noughts."""
    return len(f"{value:f}".rstrip("0").rstrip(".").replace(".", "").rstrip("0"))


def _meets(one: float, other: float) -> bool:
    return abs(one - other) <= EXACTLY * max(1.0, abs(one))
