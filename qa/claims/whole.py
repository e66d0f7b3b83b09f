"""A short answer as the reader marked it in, the same with the words that it cuts off out.

The reader marks "1940" where the sentence says "19 September 1940", and "135" of "at least 135":
that is less than the article says, or more.
"""

from __future__ import annotations

import re

from index.records import Span
from qa.claims.agreement import APPROXIMATE
from qa.claims.when import resolve
from qa.spans import dates
from qa.types import Evidence
from qa.understand import Understood

EXACT = len("2024-05-09")
NOT_A_BOUND = {"only", "just", "total", "a total of"}
"""They say what to think of a figure, not that it is not exact."""
TAIL = re.compile(r"-[^\W\d_]+")
"""What a hyphen joins to a word: the "language" of "Punjabi-language"."""


def whole_answer(question: Understood, evidence: Evidence, answer: Span) -> Span:
    """The stretch of the article that the answer is part of; offsets into the article."""
    base, text = evidence.span.start, evidence.text
    inside = Span(answer.start - base, answer.end - base)
    if question.kind == "when":
        inside = _fuller_date(text, inside, evidence)
    inside = _with_approximation(text, inside)
    tail = TAIL.match(text, inside.end)
    if tail is not None and text[inside.end - 1].isalpha():
        inside = inside._replace(end=tail.end())
    return Span(base + inside.start, base + inside.end)


def _fuller_date(text: str, answer: Span, evidence: Evidence) -> Span:
    """The day of which the answer is only the year or the month, where the sentence tells one."""
    published = evidence.article.published
    words = text[answer.start : answer.end]
    if [words[start:end] for start, end in dates(words)] != [words]:
        return answer
    told = resolve(words, published)
    if not re.match(r"\d{4}", told) or len(told) == EXACT:
        return answer
    days = {
        when: span
        for span in dates(text)
        if len(when := resolve(text[span.start : span.end], published)) == EXACT
        and when.startswith(told)
    }
    return next(iter(days.values())) if len(days) == 1 else answer


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
