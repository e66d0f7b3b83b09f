"""A question for a number and candidates in; the line of a list of results that gives it out.

"Labour Party - 203 seats": of a list of such lines one answers where its label alone holds the
question's words for who it is, and headline and year hold all others.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.records import Span
from qa.claims.make import FoundClaim, make_claims
from qa.kinds.tabled import HOW_MUCH, PLAIN
from qa.types import Candidate, Evidence
from qa.understand import Understood
from qa.words import content_words, stem, stems

FEWEST = 3
"""Lines of a list of results."""
_LINE = re.compile(
    r"[^\w\n]{0,4}(?P<label>\w(?:(?!\. )[^\n\d]){0,60}?) ?[-–—:] ?"
    r"(?P<number>\d[\d.,]*%? (?P<noun>[a-z]+))\.?"
)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the list: its place in the article, its number's, and the stems of its words."""

    span: Span
    number: Span
    label: frozenset[str]
    noun: str


def from_results(question: Understood, candidates: Sequence[Candidate]) -> list[FoundClaim]:
    """The claims of the lines that give the number asked for, one a list; mostly none."""
    if not HOW_MUCH.search(question.text):
        return []
    asked = frozenset(word.stem for word in content_words(question.text)) - PLAIN
    found = []
    for article in {one.article.id: one.article for one in candidates}.values():
        year = article.published.year if article.published else ""
        headed = stems(f"{article.title or ''} {year}")
        found += [
            Evidence(article=article, span=line.span, score=1.0, answer=line.number)
            for line in filter(None, (_line(asked, lines) for lines in _lists(article.text)))
            if asked <= line.label | {line.noun} | headed
        ]
    return [claim for one in found for claim in make_claims(question, [one])]


def _line(asked: frozenset[str], lines: Sequence[_Line]) -> _Line | None:
    """The only line with a word asked for in its label that no other label has."""
    held = Counter(word for line in lines for word in line.label)
    found = [
        line
        for line in lines
        if line.noun in asked and any(held[word] == 1 for word in line.label & asked)
    ]
    return found[0] if len(found) == 1 else None


def _lists(text: str) -> Iterator[list[_Line]]:
    """The lists of a text: lines of this form that follow one another and count one thing."""
    found: list[_Line] = []
    for match in re.finditer(r"[^\n]+", text):
        line = _LINE.fullmatch(match[0].strip())
        if line is None or (found and stem(line["noun"]) != found[0].noun):
            if len(found) >= FEWEST:
                yield found
            found = []
        if line is not None:
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            found.append(
                _Line(
                    span=Span(start + line.start("label"), start + line.end()),
                    number=Span(start + line.start("number"), start + line.end("number")),
                    label=stems(line["label"]),
                    noun=stem(line["noun"]),
                )
            )
    if len(found) >= FEWEST:
        yield found
