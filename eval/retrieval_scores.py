"""How well the retrieved passages serve a question: which part of an outcome each measure takes."""

from __future__ import annotations

from functools import partial

from eval import metrics
from eval.cases import Case
from eval.measures import CaseMeasure
from eval.outcomes import Outcome


def retrieval_measures(k: int) -> tuple[CaseMeasure, ...]:
    """How well the first k passages serve the question."""
    return (
        *(
            CaseMeasure(
                name=f"hits@{cutoff}",
                group="retrieval",
                definition=f"evidence stands in {one_of_the_first(cutoff)}",
                score=partial(hits, cutoff=cutoff),
            )
            for cutoff in sorted({min(4, k), k})
        ),
        CaseMeasure(
            name=f"recall@{k}",
            group="retrieval",
            definition=f"share of the evidence that stands in the first {k} passages",
            score=partial(recall, cutoff=k),
        ),
        CaseMeasure(
            name=f"mrr@{k}",
            group="retrieval",
            definition="1 / rank of the first passage in which evidence stands",
            score=partial(reciprocal_rank, cutoff=k),
        ),
        CaseMeasure(
            name=f"article_recall@{k}",
            group="retrieval",
            definition="share of the gold articles among those retrieved",
            score=partial(article_recall, cutoff=k),
        ),
        CaseMeasure(
            name=f"ndcg@{k}",
            group="retrieval",
            definition="nDCG of the articles in the order retrieved",
            score=partial(article_ndcg, cutoff=k),
        ),
        *(
            CaseMeasure(
                name=f"answer_in_passage@{cutoff}",
                group="retrieval",
                definition=f"an accepted answer stands in {one_of_the_first(cutoff)}",
                score=partial(answer_in_passage, cutoff=cutoff),
            )
            for cutoff in sorted({1, min(5, k), k})
        ),
    )


def one_of_the_first(cutoff: int) -> str:
    """The words for a cutoff."""
    return "the first passage" if cutoff == 1 else f"one of the first {cutoff} passages"


def relevance(outcome: Outcome) -> list[bool]:
    """For each retrieved passage, whether evidence stands in it."""
    return [bool(retrieved.evidence) for retrieved in outcome.retrieved]


def hits(case: Case, outcome: Outcome, *, cutoff: int) -> float | None:
    """`metrics.hits_at`; None without evidence."""
    return metrics.hits_at(relevance(outcome), cutoff) if case.has_ranking else None


def recall(case: Case, outcome: Outcome, *, cutoff: int) -> float | None:
    """`metrics.evidence_recall`; None without evidence."""
    if not case.has_ranking:
        return None
    found = [retrieved.evidence for retrieved in outcome.retrieved]
    return metrics.evidence_recall(found, len(case.evidence), cutoff)


def reciprocal_rank(case: Case, outcome: Outcome, *, cutoff: int) -> float | None:
    """`metrics.reciprocal_rank`; None without evidence."""
    return metrics.reciprocal_rank(relevance(outcome), cutoff) if case.has_ranking else None


def article_recall(case: Case, outcome: Outcome, *, cutoff: int) -> float | None:
    """`metrics.article_recall`; None without evidence."""
    if not case.has_ranking:
        return None
    return metrics.article_recall(article_ranking(outcome), article_grades(case), cutoff)


def article_ndcg(case: Case, outcome: Outcome, *, cutoff: int) -> float | None:
    """`metrics.article_ndcg`; None without evidence."""
    if not case.has_ranking:
        return None
    return metrics.article_ndcg(article_ranking(outcome), article_grades(case), cutoff)


def article_ranking(outcome: Outcome) -> list[str]:
    """The article of each retrieved passage, in order."""
    return [retrieved.passage.article_id for retrieved in outcome.retrieved]


def article_grades(case: Case) -> dict[str, int]:
    """The relevant articles, each with the highest grade of its pieces."""
    grades: dict[str, int] = {}
    for piece in case.evidence:
        grades[piece.article_id] = max(piece.grade, grades.get(piece.article_id, 0))
    return grades


def answer_in_passage(case: Case, outcome: Outcome, *, cutoff: int) -> float | None:
    """1 when an accepted answer stands in one of the first passages, else 0.

    None without accepted answers, and for yes and no, which stand in nearly any passage.
    """
    verdicts = {"yes", "no"}
    if case.passage is not None or not {metrics.normalise(a) for a in case.answers} - verdicts:
        return None
    return metrics.hits_at([retrieved.has_answer for retrieved in outcome.retrieved], cutoff)
