"""An article's names in, who of its persons is a "he" and who a "she" out, where that is sure.

The article itself tells it: by titles, and by pronouns in sentences that name nobody else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from itertools import zip_longest
from typing import Literal

from index.records import Span
from qa.attribution.names import Names
from qa.attribution.titles import FEMALE, MALE

Gender = Literal["he", "she"]
PRONOUNS: dict[str, Gender] = {
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
}
PRONOUN = re.compile(rf"\b(?:{'|'.join(PRONOUNS)})\b", re.IGNORECASE)
ENOUGH = 2
"""Sentences that must show a person's gender, where no title does."""
APART = 4
"""So many times more of them than of those that show the other."""


class Genders:
    """The genders of the persons of one text."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def of(self, name: str) -> Gender | None:
        """Whether the text calls a person "he" or "she"; None where that is not sure."""
        titled = {title for title in ("he", "she") if self._has_title(name, title)}
        if len(titled) == 1:
            return "he" if "he" in titled else "she"
        votes = self._votes.get(name, Counter())
        for one, other in (("he", "she"), ("she", "he")):
            if votes[one] >= ENOUGH and votes[one] >= APART * votes[other]:
                return "he" if one == "he" else "she"
        return None

    def _has_title(self, name: str, gender: str) -> bool:
        """Whether a man's or a woman's title stands before a name, and not that of a namesake."""
        *given, last = name.split()
        namesakes = [other for other in self._names.full_names if other.split()[-1] == last]
        title = MALE if gender == "he" else FEMALE
        pattern = rf"\b{title},?\.? (?P<given>(?:[A-ZÀ-Þ][\w.-]* ){{0,3}}){re.escape(last)}\b"
        called = [match["given"].split() for match in re.finditer(pattern, self._names.text)]
        return any(set(own) <= set(given) and (own or len(namesakes) <= 1) for own in called)

    @cached_property
    def _votes(self) -> dict[str, Counter[str]]:
        """How many sentences that name one person only have "he" or "she" behind the name."""
        votes: dict[str, Counter[str]] = {}
        sentences = self._names.sentences
        for sentence, behind in zip_longest(sentences, sentences[1:]):
            persons = self._names.persons_in(*sentence)
            said = list(self._pronouns(*sentence))
            if persons and said and said[0].start < persons[0].start:
                continue
            named = {self._names.name(span) for span in persons}
            if len(named) != 1:
                continue
            if behind and (opening := PRONOUN.match(self._names.plain, behind.start, behind.end)):
                said.append(Span(*opening.span()))
            genders = {PRONOUNS[self._names.text[a:b].casefold()] for a, b in said}
            if len(genders) == 1:
                votes.setdefault(named.pop(), Counter())[genders.pop()] += 1
        return votes

    def _pronouns(self, start: int, end: int) -> Iterator[Span]:
        for match in PRONOUN.finditer(self._names.plain, start, end):
            yield Span(*match.span())

    def said(self, start: int, end: int) -> set[Gender]:
        """Whether a stretch says "he", "she" or both, outside its quotations."""
        return {PRONOUNS[self._names.text[a:b].casefold()] for a, b in self._pronouns(start, end)}
