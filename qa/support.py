"""Evidence in, the same in the order of what speaks for each answer out.

The reader judges one sentence at a time. What it cannot see is how well its passage fits the
question (Yang et al. 2019, BERTserini, add that score to the reader's) and whether other sentences
give the same answer (Clarke, Cormack & Lynam 2001; Wang et al. 2018). Both are added here, in
log-odds. `qa/README.md` has what that is worth, and on which questions the numbers were chosen.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.records import Span
from qa.claims.agreement import agree, is_date
from qa.days.setting import Setting
from qa.days.telling import Told, days_told
from qa.days.when import When
from qa.odds import log_odds, probability_of
from qa.types import Evidence
from qa.words import stems

A_POINT = 1.0
"""Log-odds that a sentence has more for each point of its passage's retrieval score."""
HEADLINE = 0.7
"""Log-odds of an answer whose words the headline of its article holds, beyond the question's."""
TEMPERATURE = 0.8
"""The lower, the less weak sentences add to a strong one."""
SAME_SOURCE = 0.3
"""What a further sentence of one publisher, or of a copy of the same text, counts for."""
MOST = 25
"""So many of the strongest sentences are compared; weaker ones would add next to nothing."""


@dataclass(slots=True)
class _Answer:
    """The sentences that give one answer, the strongest first, and what they are worth together."""

    given: list[Evidence]
    worth: float

    def add(self, found: Evidence) -> None:
        if all(found.text != other.text for other in self.given):
            heard = any(_one_source(found, other) for other in self.given)
            self.worth += (SAME_SOURCE if heard else 1.0) * _worth(found)
        self.given.append(found)


def by_support(question: str, evidence: Sequence[Evidence]) -> list[Evidence]:
    """Evidence, best first, each with the `score` that it comes to.

    The first sentence keeps its own, that of any other takes in how much better or worse retrieval
    found its passage; to the strongest of an answer the others that give it add.
    """
    if not evidence:
        return []
    asked = stems(question)
    first = max(evidence, key=lambda found: log_odds(found.score) + A_POINT * found.retrieved)
    strongest = sorted(
        (replace(found, score=_placed(found, first.retrieved, asked)) for found in evidence),
        key=lambda found: -found.score,
    )
    answers: list[_Answer] = []
    for found in strongest[:MOST]:
        same = next((answer for answer in answers if same_answer(answer.given[0], found)), None)
        if same is None:
            answers.append(_Answer([found], _worth(found)))
        else:
            same.add(found)
    for answer in answers:
        answer.given[0] = replace(
            answer.given[0], score=probability_of(TEMPERATURE * math.log(answer.worth))
        )
    weighed = [found for answer in answers for found in answer.given]
    return sorted(weighed + strongest[MOST:], key=lambda found: -found.score)


def same_answer(one: Evidence, other: Evidence) -> bool:
    """Whether two sentences give one short answer."""
    first, second = one.short_answer, other.short_answer
    if first is None or second is None:
        return False
    at_once = same_time(one, other)
    return (first == second or agree(first, second)) if at_once is None else at_once


def same_time(one: Evidence, other: Evidence) -> bool | None:
    """Whether two answers are one time, or a part of it: "Monday" and "last week".

    None where either means no days that are known.
    """
    times = time_of(one), time_of(other)
    if times[0] is None or times[1] is None:
        return None
    return times[0].within(times[1]) or times[1].within(times[0])


def time_of(found: Evidence) -> When | None:
    """The days that a short answer means; None where it is no time, or they are not known."""
    told = told_by(found) if is_date(found.short_answer or "") else None
    return told.when if told is not None and told.when.since else None


def told_by(found: Evidence) -> Told | None:
    """The first day that a short answer tells, with what it hangs on; None where it tells none."""
    start, answer = found.span.start, found.answer
    if answer is None:
        return None
    within = Span(answer.start - start, answer.end - start)
    told = days_told(found.text, Setting.of(found.article, start))
    return next((one for one in told if one.meets(within)), None)


def _one_source(one: Evidence, other: Evidence) -> bool:
    """Whether one publisher tells both, or they stand in copies of one text."""
    publishers = one.article.publisher, other.article.publisher
    same = publishers[0] is not None and publishers[0] == publishers[1]
    return same or one.article.telling == other.article.telling


def _placed(found: Evidence, retrieved: float, asked: frozenset[str]) -> float:
    """The probability beside a sentence whose passage has this retrieval score."""
    answer = stems(found.short_answer or "")
    headed = len((answer - asked) & stems(found.article.title or "")) / max(1, len(answer))
    return probability_of(
        log_odds(found.score) + A_POINT * (found.retrieved - retrieved) + HEADLINE * headed
    )


def _worth(found: Evidence) -> float:
    return math.exp(log_odds(found.score) / TEMPERATURE)
