"""A question on whom somebody told it and candidates in; the outlets that the articles name out.

"Which newspaper did Ann Lee talk to?" is answered by who says what to whom (`qa.attribution`), in
whatever words an article puts that: "Ms Lee told the Halden Echo".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.records import Span
from qa.answering.asked import asked_for
from qa.attribution.voices import voices
from qa.language.english import OUTLETS, SPEAKING
from qa.spans import stems_of_names
from qa.types import Candidate, Evidence
from qa.understand import Understood
from qa.words import stems


def told_to(question: Understood, candidates: Sequence[Candidate]) -> list[Evidence]:
    """The sentences that name an outlet to which the person asked about spoke, each outlet once.

    Empty where the question asks something else, or nothing is told.
    """
    asked = asked_for(question.text)
    names = stems_of_names(question.text)
    if asked.noun not in OUTLETS or asked.verb not in SPEAKING or not names:
        return []
    first: dict[str, Evidence] = {}
    for found in _naming(names, candidates):
        first.setdefault(found.short_answer or "", found)
    return list(first.values())


def _naming(names: frozenset[str], candidates: Sequence[Candidate]) -> Iterator[Evidence]:
    for candidate in candidates:
        article = candidate.article
        for span in candidate.passage.sentences:
            text = article.text[span.start : span.end]
            said = voices(article.text).of(span, None)
            if not (said.outlet and said.speaker and said.outlet in text):
                continue
            if names <= stems(said.speaker):
                place = text.index(said.outlet)
                evidence = Evidence(article=article, span=span, score=0.0)
                yield evidence.answered(Span(place, place + len(said.outlet)))
