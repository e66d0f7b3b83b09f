"""What a language model wrote of a case: how much of it stands, and whether it answers.

None of these applies to a run without one. What is shown first is judged: the written sentences,
or the quotations where none of them stands.
"""

from __future__ import annotations

from eval import metrics
from eval.answer_scores import correct
from eval.cases import Case
from eval.measures import CaseMeasure
from eval.outcomes import Outcome
from qa.types import Statement


def shown(outcome: Outcome) -> tuple[Statement, ...]:
    """The written sentences that are shown."""
    answer = outcome.answer
    return () if answer is None or answer.writing is None else answer.writing.shown


def written_correct(case: Case, outcome: Outcome) -> float | None:
    """1 when the written sentences hold the answer, and all of several claims; else 0.

    Where nothing is shown of them, and where nothing answers, as `correct` judges the quotations.
    """
    if not outcome.has_writer:
        return None
    if not shown(outcome) or not case.answerable or not case.accepted:
        return correct(case, outcome)
    text = " ".join(one.text for one in shown(outcome))
    if metrics.contains(text, case.wrong_answers):
        return 0.0
    if len(case.claims) > 1:
        told = [metrics.contains(text, [claim.short_answer]) for claim in case.claims]
        return float(all(told))
    return float(metrics.contains(text, case.accepted))


def written_nothing(_case: Case, outcome: Outcome) -> float | None:
    """1 when no written sentence is shown, else 0."""
    return float(not shown(outcome)) if outcome.has_writer else None


def sentences_left_out(_case: Case, outcome: Outcome) -> float | None:
    """The share of the written sentences that the articles do not say; None where none was."""
    answer = outcome.answer
    if answer is None or answer.writing is None:
        return None
    return metrics.share([one.verdict != "supported" for one in answer.writing.sentences])


def sentences_by_gold(case: Case, outcome: Outcome) -> float | None:
    """The share of the sentences shown that rest on gold evidence; None without either."""
    if not case.has_ranking or outcome.answer is None or not shown(outcome):
        return None
    rests = {
        citation.number
        for citation, verdict in zip(outcome.answer.citations, outcome.citations, strict=True)
        if verdict.evidence
    }
    return metrics.share([bool(rests & set(one.citations)) for one in shown(outcome)])


WRITTEN_MEASURES = (
    CaseMeasure(
        name="written_correct",
        group="written",
        definition="right answer in the written sentences shown, else as `correct`",
        score=written_correct,
    ),
    CaseMeasure(
        name="written_nothing",
        group="written",
        definition="share of the questions of which no written sentence is shown",
        better="neither",
        score=written_nothing,
    ),
    CaseMeasure(
        name="sentences_left_out",
        group="written",
        definition="share of the written sentences that the articles do not say",
        better="neither",
        score=sentences_left_out,
    ),
    CaseMeasure(
        name="sentences_by_gold",
        group="written",
        definition="share of the written sentences shown that rest on gold evidence",
        score=sentences_by_gold,
    ),
)
