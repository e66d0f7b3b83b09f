"""A question for the time of day and candidates in; the entry of a live report that tells it out.

Such an entry begins with its time ("16.05") on a line of its own, and its words are of that time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.records import Span
from qa.claims.make import FoundClaim, make_claims
from qa.kinds.sentences import subject_stems, told
from qa.types import Candidate
from qa.understand import Understood

_CLOCK = re.compile(r"\d{1,2}[.:]\d{2}(?:\s?[ap]\.?m\.?)?(?:\s[A-Z]{2,4})?(?=\n)")


def from_entries(question: Understood, candidates: Sequence[Candidate]) -> list[FoundClaim]:
    """The claim of the one entry whose sentence holds all words asked for; else none.

    It is quoted from its time to that sentence, and the time is the short answer.
    """
    if question.kind != "when":
        return []
    found = [
        (evidence, clock)
        for evidence in told(subject_stems(question.subject), candidates)
        if evidence.score >= 1 and (clock := _CLOCK.match(evidence.article.text))
    ]
    if len({evidence.article.id for evidence, _ in found}) != 1:
        return []
    evidence, clock = found[-1]
    quoted = replace(evidence, span=Span(0, evidence.span.end), answer=Span(*clock.span()))
    return make_claims(question, [quoted])
