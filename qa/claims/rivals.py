"""Evidence in, what may stand beside the best of it out; and claims in, how they differ out.

Rivals answer the same question differently. A second answer is one only when it is of the same
kind: a count beside a count of the same things, a day beside a day, a name beside a name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from qa.claims.agreement import comparable, day, figure, victims
from qa.claims.make import FoundClaim
from qa.spans import dates, names
from qa.types import Evidence
from qa.understand import Understood
from qa.understanding.forms import ASKS_FOR_SEVERAL

COMPLEMENTARY = {"said", "why", "yes_no"}
"""Kinds of question whose several answers complete one another rather than compete."""
LONGEST_RIVAL = 12
"""Words. A longer stretch is a passage that was not understood, not an answer to compare."""
SAME_STRENGTH = 0.05
"""Probabilities that differ by less do not decide which claim comes first."""


def compete(question: Understood) -> bool:
    """Whether two different answers to a question contradict each other."""
    if question.superlatives:
        return True
    return (
        question.form == "fact"
        and question.kind not in COMPLEMENTARY
        and not ASKS_FOR_SEVERAL.search(question.text)
    )


def of_one_kind(question: Understood, best: str, other: str) -> bool:
    """Whether a second short answer answers the same question as the first could."""
    if len(other.split()) > LONGEST_RIVAL:
        return False
    days = bool(dates(best)) and not _counts(best), bool(dates(other)) and not _counts(other)
    figures = figure(best), figure(other)
    if question.kind == "when" or all(days):
        return days[1]
    if question.kind in {"how_many", "share"} or (figures[0] and not days[0]):
        return (
            figures[1] is not None
            and not days[1]
            and (figures[0] is None or comparable(figures[0], figures[1]))
        )
    if question.kind == "where":
        return any(name.start <= len("in the ") for name in names(other)) and not days[1]
    if question.kind == "who":
        return bool(names(other)) and not days[1]
    return not any(days) and figures[1] is None


def of_the_victims(question: Understood, evidence: Sequence[Evidence]) -> list[Evidence]:
    """Those that speak of the dead or the injured, where a number of them is asked for.

    "165 more cases" is no number of the dead. All of them, where none speaks of these.
    """
    asked = victims(question.text)
    if question.kind != "how_many" or not asked:
        return list(evidence)
    return [found for found in evidence if asked <= victims(found.text)] or list(evidence)


def _counts(text: str) -> bool:
    """Whether a text is a number of something, though a day stands beside it."""
    number = figure(text)
    return number is not None and bool(number.counts) and day(text) is None


def in_order(claims: Sequence[FoundClaim]) -> list[FoundClaim]:
    """Claims by the strength of their evidence, of equal strength the latest first.

    A claim is as strong as its strongest sentence, to which `qa.support` adds what others say.
    """
    latest = sorted(claims, key=lambda claim: dated(claim) or date.min, reverse=True)
    return sorted(latest, key=_strength, reverse=True)


def _strength(claim: FoundClaim) -> int:
    return round(max(found.score for found in claim.evidence) / SAME_STRENGTH)


def dated(claim: FoundClaim) -> date | None:
    """The day of a claim: the one it states, else the latest on which an article gave it.

    None where it is of a month or year before that: "in 2018" is not news of 2020.
    """
    if claim.when and re.fullmatch(r"\d{4}-\d\d-\d\d", claim.when):
        return date.fromisoformat(claim.when)
    published = [found.article.published for found in claim.evidence if found.article.published]
    latest = max(published, default=None)
    if latest and claim.when and re.fullmatch(r"\d{4}(?:-\d\d)?", claim.when):
        return latest if latest.isoformat().startswith(claim.when) else None
    return latest
