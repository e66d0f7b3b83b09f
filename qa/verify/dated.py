"""Words for a day in a sentence and a deed of a cited one in, whether the deed was on that day out.

Days are compared as days: those of the sentence are read as its article would write them, but for
its "today" and "last week" where it is known on which day it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from index.records import Span
from qa.days.clause import find_when
from qa.days.reading import NEAR
from qa.days.setting import Setting
from qa.days.telling import Told as Day
from qa.days.telling import days_told
from qa.language.english import BOUNDS, ORDERING
from qa.spans import FULL_DATE
from qa.verify.closeness import CLAUSE, closeness
from qa.verify.problems import Problem
from qa.verify.sentence import Sentence, Told

_EXPLICIT = re.compile(FULL_DATE)
"""A day of a month, of whatever year."""
_INEXACT = re.compile(rf"\b(?:{'|'.join(BOUNDS)})\s*$", re.IGNORECASE)
_SIDES = (
    frozenset({"before", "until", "till", "by"}),
    frozenset({"after", "since", "following", "from"}),
)
"""Words before a day that is the last, or the first, of those that are told."""
_NOW = re.compile(rf"(?:{'|'.join(NEAR)})|(?:last|this|next|earlier this|later this) .+|.+ ago")
"""What means another day when it is written on another."""


@dataclass(frozen=True)
class Dated:
    """The days of one clause, held against a deed of a cited sentence; None is no deed."""

    said: Sentence
    told: Told
    deed: int | None

    def problems(self, span: Span) -> Iterator[Problem]:
        """Why the deed was not on the day for which words of the sentence stand."""
        yield from (replace(problem, day=span) for problem in self._problems(span))

    def agrees(self, span: Span) -> bool:
        """Whether the deed was on the day for which words of the sentence stand."""
        return next(self._problems(span), None) is None

    def _problems(self, span: Span) -> Iterator[Problem]:
        words = self.said.text[slice(*span)]
        day = self._days.get(span)
        if day is None or day.when.since is None:
            yield from self._by_words(words, told_as_day=day is not None)
            return
        fitting = [
            one
            for one in self.told.days
            if one.when.within(day.when)
            or (one.when.since is None and self._same_words(words, one.span))
        ]
        near = [one for one in fitting if self._is_of_deed(one)]
        if near and all(one.bounds != day.bounds for one in near):
            yield Problem(reason=f"“{words}” bounds what the cited words tell", weight=1.5)
        elif near and all(self._told_otherwise(span, one.span) for one in near):
            told = self.told.text[slice(*near[0].span)]
            yield Problem(reason=f"“{words}” is not told as the cited “{told}” is", weight=1.5)
        if near or (fitting and self.deed is None):
            return
        own = self._of_deed
        if fitting:
            reason = f"in the cited words “{words}” is the day of something else"
            yield Problem(reason=reason, weight=1.5)
        elif own is not None and not own.bounds:
            apart = not day.when.within(own.when) and not own.when.within(day.when)
            yield self._another(words, own, otherwise=own.when.since is not None and apart)
        else:
            yield Problem(reason=f"“{words}” is not told in the cited words", weight=2.0)

    def _told_otherwise(self, own: Span, other: Span) -> bool:
        """Whether words before a day bound it to the other side, or say that it is not exact."""
        before, behind = _before(self.said, own), _before(self.told, other)
        inexact = (
            _INEXACT.search(self.said.text[: own.start]),
            _INEXACT.search(self.told.text[: other.start]),
        )
        sides = [
            next((number for number, side in enumerate(_SIDES) if word in side), None)
            for word in (before, behind)
        ]
        turned = sides[0] != sides[1]
        return turned or (inexact[1] is not None and inexact[0] is None)

    def _by_words(self, words: str, *, told_as_day: bool) -> Iterator[Problem]:
        """As `_problems`, of words that are not known to mean a day, or to mean which."""
        same = [one for one in self.told.date_spans if self._same_words(words, one)]
        if same and all(_INEXACT.search(self.told.text[: one.start]) for one in same):
            if not _INEXACT.search(self.said.text):
                yield Problem(reason=f"the cited words do not say just “{words}”", weight=1.5)
            return
        if same:
            return
        own = self._of_deed if told_as_day else None
        if own is not None and _EXPLICIT.search(words):
            yield self._another(words, own, otherwise=own.when.day is not None)
        else:
            yield Problem(reason=f"“{words}” does not stand in the cited words", weight=2.0)

    def _another(self, words: str, own: Day, *, otherwise: bool) -> Problem:
        told = self.told.text[slice(*own.span)]
        reason = f"the cited words say “{told}” and not “{words}”"
        return Problem(reason=reason, otherwise=otherwise, weight=2.0)

    @cached_property
    def _setting(self) -> Setting:
        return Setting.of(self.told.cited.article, self.told.cited.span.start)

    @cached_property
    def _days(self) -> dict[Span, Day]:
        """The days of the sentence by their words."""
        days = {one.span: one for one in days_told(self.said.text, self._setting)}
        if self.said.today is not None:
            for one in days_told(self.said.text, Setting(self.said.today)):
                if is_told_from_today(self.said, one.span):
                    days[one.span] = one
        return days

    @property
    def _spot(self) -> Span | None:
        if self.deed is None:
            return None
        token = self.told.parse.tokens[self.deed]
        return Span(token.start, token.end)

    def _is_of_deed(self, day: Day) -> bool:
        """Whether a day of the cited sentence is that of the deed."""
        if self.deed is None:
            return True
        head = self.told.parse.head_of(day.span)
        if _is_behind_another(self.told, self.deed, day.span):
            return False
        if head is not None and closeness(self.told, head, self.deed) >= CLAUSE:
            return True
        return self._when == str(day.when)

    @cached_property
    def _when(self) -> str | None:
        return find_when(self.told.text, self._spot, self._setting, hidden=self.told.quoted)

    @property
    def _of_deed(self) -> Day | None:
        """The day that the cited sentence gives to the deed."""
        if self.deed is None:
            return None
        return next((one for one in self.told.days if self._when == str(one.when)), None)

    def _same_words(self, words: str, span: Span) -> bool:
        return self.told.text[slice(*span)].casefold() == words.casefold()


def is_told_from_today(said: Sentence, span: Span) -> bool:
    """Whether words mean another day when they are written on another: "yesterday"."""
    return _NOW.fullmatch(said.text[slice(*span)].casefold()) is not None


def _before(sentence: Sentence, span: Span) -> str | None:
    """The word before a day: "until" of "until Sunday"."""
    words = sentence.text[: span.start].split()
    return words[-1].casefold() if words else None


def _is_behind_another(told: Told, deed: int, span: Span) -> bool:
    """Whether a day may be that of what a deed is only told to have come before or after.

    "He left a day before the vote on 3 May": the parser may give the day to either.
    """
    tokens = told.parse.tokens
    first = told.parse.inside(span)[0]
    between = range(deed + 1, first - 1)
    marks = [
        i
        for i in between
        if (tokens[i].lemma in ORDERING and tokens[i].dep in {"prep", "mark"})
        or tokens[i].lemma == "eve"
    ]
    if not marks or any(tokens[i].text == "," for i in between):
        return False
    return any(tokens[i].pos in {"NOUN", "PROPN"} for i in range(marks[-1] + 1, first))
