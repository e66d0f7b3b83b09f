"""A short answer as the reader marked it in, the same with the words that it cuts off out.

The reader marks "1940" where the sentence says "19 September 1940", "135" of "at least 135" and
"Yosemite" of "Yosemite National Park": that is less than the article says, or more.
"""

from __future__ import annotations

import re

from index.records import Span
from qa.attribution.titles import HONORIFIC, PLACE_OF_OFFICE, ROLE
from qa.claims.agreement import APPROXIMATE, NUMBER, NUMBER_WORD, OF_ALL, is_date
from qa.days.reading import Reckoning, read
from qa.days.setting import Setting
from qa.days.telling import days_told
from qa.spans import CAPITALISED, MONTH, WEEKDAY, dates, names
from qa.types import Evidence
from qa.understand import Understood

NOT_A_BOUND = {"only", "just", "total", "a total of"}
"""They say what to think of a figure, not that it is not exact."""
UNIT = re.compile(
    r"[ -](?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|miles?"
    r"|kilomet(?:er|re)s?|met(?:er|re)s?|feet|foot|inch(?:es)?|acres?|hectares?|pounds?|tons?|tonnes?|kilograms?"
    r"|km|kg|degrees?|dollars|euros?|cents?|per ?cent|percentage points?|times|mph)\b|%"
)
COUNT = rf"(?:{NUMBER_WORD}|\d+(?:\.\d+)?)"
TIME_UNIT = r"(?:hours?|minutes?|seconds?|years?|months?|weeks?|days?)"
QUANTITY = re.compile(
    rf"\b{COUNT} (?:in|out of) (?:every )?{COUNT}\b"
    rf"|\b{COUNT}{OF_ALL.pattern}{COUNT}\b"
    rf"|\b(?:{COUNT} {TIME_UNIT}(?:,| and|, and)? )+{COUNT} {TIME_UNIT}\b",
    re.IGNORECASE,
)
"""A share in words, some of a number of things, and a duration in several units."""
LEADS_IN = re.compile(r"(?:(?!(?:and|of|for|the)\b)[\w.-]+ )+")
GOES_ON = re.compile(
    rf"(?: (?!(?:and|of|for|the|{ROLE}|{HONORIFIC}|{WEEKDAY})(?![\w-]))[\w.-]*\w)+"
)
"""The rest of a name: no person, with title, of whom the answer is the country."""
TAIL = re.compile(r"-[^\W\d_]+")
"""What a hyphen joins to a word: the "language" of "Punjabi-language"."""
OF_A_KIND = re.compile(rf"\b[Aa]n? (?:[a-z\d-]+ ){{0,6}}(?P<kind>(?:{CAPITALISED} ){{1,3}})$")
"""What stands before the "football" of "an American football", the "poet" of "a British poet"."""
LABEL = re.compile(
    r"\b(?:categor(?:y|ies)|phase|level|stage|grade|class|type|tier|chapter|article|section|number)"
    r" $",
    re.IGNORECASE,
)
PART_OF = re.compile(
    rf"\b(?:early|late|mid|the (?:beginning|middle|end) of)[ -]{MONTH}(?:,? \d{{4}})?$"
)
"""A part of a month."""
FARTHEST = 80
"""Characters from an answer to the other mark of the quotation of which it holds one."""
LIFE = re.compile(r"\((?P<born>[^()–—−]+?) ?[–—−-] ?(?P<died>[^()–—−]+)\)")
BORN, DIED = re.compile(r"\b(?:born|birth(?:day|date)?)\b"), re.compile(r"\b(?:dies?|died|death)\b")


def whole_answer(question: Understood, evidence: Evidence, answer: Span) -> Span:
    """The stretch of the article that the answer is part of; offsets into the article."""
    base, text = evidence.span.start, evidence.text
    inside = Span(answer.start - base, answer.end - base)
    if question.kind == "when":
        inside = _fuller_date(text, _of_a_life(question, text, inside), evidence)
    inside = _whole_date(text, inside)
    if question.kind == "who":
        inside = _with_name(text, inside)
    inside = _whole_quantity(text, _with_label(text, inside))
    inside = _with_unit(text, _whole_name(text, _with_approximation(text, inside)))
    inside = _whole_quotation(text, _with_kind(text, inside))
    tail = TAIL.match(text, inside.end)
    if tail is not None and text[inside.end - 1].isalpha():
        inside = inside._replace(end=tail.end())
    return Span(base + inside.start, base + inside.end)


def _whole_quotation(text: str, answer: Span) -> Span:
    """With the other mark of a quotation where one is inside, or without one that has none near."""
    inside = text[answer.start : answer.end]
    opens = closes = '"'
    if inside.count('"') % 2:
        closed = text.count('"', 0, answer.start) % 2 == 1
    else:
        opens, closes = "“”"
        if inside.count(opens) == inside.count(closes):
            return answer
        closed = inside.count(opens) < inside.count(closes)
    if closed:
        other = text.rfind(opens, max(0, answer.start - FARTHEST), answer.start)
        if other >= 0:
            return answer._replace(start=other)
        return answer._replace(end=answer.end - inside.endswith(closes))
    other = text.find(closes, answer.end, answer.end + FARTHEST)
    if other >= 0:
        return answer._replace(end=other + 1)
    return answer._replace(start=answer.start + inside.startswith(opens))


def _whole_name(text: str, answer: Span) -> Span:
    """The name that the answer is part of, as far as it is one ("California Gov. …" is two)."""
    for start, end in names(text):
        if not start <= answer.start < answer.end <= end:
            continue
        before, after = text[start : answer.start], text[answer.end : end]
        two_words = " " in text[answer.start : answer.end]
        if LEADS_IN.fullmatch(before) and not (
            two_words and PLACE_OF_OFFICE.search(text, 0, start)
        ):
            answer = answer._replace(start=start)
        if GOES_ON.fullmatch(after):
            answer = answer._replace(end=end)
    return answer


def _with_name(text: str, answer: Span) -> Span:
    """The description that the answer is, with the name behind it: "the rock band The Reeds"."""
    if text[answer.start : answer.end].split()[-1].islower():
        for name in names(text):
            if name.start == answer.end + 1 and text[answer.end] == " ":
                return answer._replace(end=name.end)
    return answer


def _with_label(text: str, answer: Span) -> Span:
    """With the "category" of which an answer is only the number."""
    label = LABEL.search(text, 0, answer.start)
    if label is None or not text[answer.start : answer.end].isdigit():
        return answer
    return answer._replace(start=label.start())


def _with_unit(text: str, answer: Span) -> Span:
    """With the unit of which an answer is only the number."""
    unit = UNIT.match(text, answer.end)
    if unit is None or NUMBER.fullmatch(text[answer.start : answer.end]) is None:
        return answer
    return answer._replace(end=unit.end())


def _whole_quantity(text: str, answer: Span) -> Span:
    """The share or duration of which an answer is a part: "four in ten", "1 hour 59 minutes"."""
    for found in QUANTITY.finditer(text):
        start, end = found.span()
        if start <= answer.start < end or start < answer.end <= end:
            return Span(min(answer.start, start), max(answer.end, end))
    return answer


def _with_kind(text: str, answer: Span) -> Span:
    """With the "American" before "football" that makes it another sport."""
    kind = OF_A_KIND.search(text, 0, answer.start)
    if kind is None or not text[answer.start].islower():
        return answer
    return answer._replace(start=kind.start("kind"))


def _whole_date(text: str, answer: Span) -> Span:
    """The date of which the answer is a part: "20 April" of "20 April 2018"."""
    if not is_date(text[answer.start : answer.end]):
        return answer
    whole = (day for day in dates(text) if day.start <= answer.start < answer.end <= day.end)
    return next(whole, answer)


def _of_a_life(question: Understood, text: str, answer: Span) -> Span:
    """Of "(26 December 1844 – 26 July 1926)" the day of birth or of death, as it is asked for."""
    born, died = (asked.search(question.text) is not None for asked in (BORN, DIED))
    for life in LIFE.finditer(text) if born != died else ():
        begin, end = life.span("born" if born else "died")
        days = [day for day in dates(text) if begin <= day.start < day.end <= end]
        if days and life.start() <= answer.start < answer.end <= life.end():
            return days[0]
    return answer


def _fuller_date(text: str, answer: Span, evidence: Evidence) -> Span:
    """The day of which the answer is only the year or the month, where its clause tells one.

    "Early March" is as exact as its clause is: a day of March beside it is another.
    """
    part = PART_OF.search(text, 0, answer.end)
    if part is not None:
        return Span(min(part.start(), answer.start), answer.end)
    setting = Setting.of(evidence.article, evidence.span.start)
    words = text[answer.start : answer.end]
    short = read(words, Reckoning(published=setting.published))
    told = days_told(text, setting)
    own = {one.verb for one in told if one.meets(answer)}
    fuller = {
        str(one.when): one for one in told if one.when.within(short) and not short.within(one.when)
    }
    longest = [one for when, one in fuller.items() if len(when) == max(map(len, fuller))]
    if len(longest) != 1 or own not in ({longest[0].verb}, set()):
        return answer
    return longest[0].span


def _with_approximation(text: str, answer: Span) -> Span:
    """With the "about" or "at least" before a figure."""
    if not re.match(r"[\W\d]|[a-z]", text[answer.start : answer.start + 1]) or not re.search(
        r"\d", text[answer.start : answer.end]
    ):
        return answer
    for match in APPROXIMATE.finditer(text, max(0, answer.start - 20), answer.start):
        if match.end() + 1 == answer.start and match.group().casefold() not in NOT_A_BOUND:
            return answer._replace(start=match.start())
    return answer
