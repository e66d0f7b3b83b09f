"""Each measure against arithmetic, or against a public implementation where there is one."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import ndcg_score, roc_auc_score

from eval import metrics

# SQuAD


@pytest.mark.parametrize(
    ("text", "normalised"),
    [
        ("The  Eiffel Tower!", "eiffel tower"),
        ("a man, an owl", "man owl"),
        ("U.S.", "us"),
        ("anthem", "anthem"),
        ("“Full House”", "full house"),  # SQuAD's own script leaves typographic marks
        ("Burnham’s", "burnhams"),
        ("The", ""),
    ],
)
def test_normalisation_is_that_of_squad_whichever_way_marks_are_printed(text, normalised):
    assert metrics.normalise(text) == normalised


def test_exact_match():
    assert metrics.exact_match("the Denver Broncos.", ["Carolina", "Denver Broncos"]) == 1
    assert metrics.exact_match("Denver", ["Denver Broncos"]) == 0
    assert metrics.exact_match("anything", []) is None


def test_f1_is_the_best_over_the_accepted_answers():
    # Two of three words predicted are right, two of four gold words found: 2·(2/3)(2/4)/(2/3+2/4).
    assert metrics.f1("big red dog", ["big red barn door"]) == pytest.approx(4 / 7)
    assert metrics.f1("big red dog", ["cat", "big red dog"]) == 1
    # "no" occurs twice on one side only: one word in common, 2·1/(3+2).
    assert metrics.f1("no no never", ["no way"]) == pytest.approx(2 / 5)
    assert metrics.f1("", ["the"]) == 1
    assert metrics.f1("", ["dog"]) == 0
    assert metrics.f1("dog", []) is None


def test_an_answer_is_contained_as_whole_words():
    assert metrics.contains("Mayor Anna Lind of Velden", ["Anna Lind"])
    assert not metrics.contains("in Tirana", ["Iran"])
    assert not metrics.contains("anything", ["the"])


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("£4.1m a year", "4.1M"),
        ("1,300 kilometres", "1300"),
        ("a 131-year history", "131"),
        ("a 2–2 draw", "2-2"),
        ("Sefton’s manager", "Sefton"),
        ("the U.S. Senate", "US Senate"),
        ("Beto O'Rourke", "O’Rourke"),
    ],
)
def test_words_are_the_same_whatever_the_marks_between_them(text, answer):
    assert metrics.contains(text, [answer])


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("2.5", "25"),
        ("3-1", "31"),
        ("25", "2.5"),
        ("17th", "17"),
        ("2.5", "5"),
        ("1,2,3", "123"),
        ("4.1m", "41m"),
    ],
)
def test_a_number_is_no_other_number(text, answer):
    assert not metrics.contains(text, [answer])


def test_squads_own_measures_keep_its_rule():
    assert metrics.exact_match("2.5", ["25"]) == metrics.f1("3-1", ["31"]) == 1


# Retrieval


def published_hits_and_reciprocal_rank(retrieved, gold, k):
    """MultiHop-RAG's own procedure (Tang & Yang 2024), for one question."""
    stripped = [text.replace(" ", "").replace("\n", "") for text in retrieved]
    facts = [fact.replace(" ", "").replace("\n", "") for fact in gold]
    ranks = [
        rank
        for rank, text in enumerate(stripped[:k], start=1)
        if any(fact in text for fact in facts)
    ]
    return float(bool(ranks)), 1 / ranks[0] if ranks else 0.0


@given(
    st.lists(st.text(alphabet="ab \n", max_size=6), max_size=12),
    st.lists(st.text(alphabet="ab ", min_size=1, max_size=3), min_size=1, max_size=3),
    st.sampled_from([1, 4, 10]),
)
def test_hits_and_reciprocal_rank_are_those_of_multihop_rag(retrieved, gold, k):
    relevant = [any(metrics.holds(text, fact) for fact in gold) for text in retrieved]
    hits, reciprocal_rank = published_hits_and_reciprocal_rank(retrieved, gold, k)
    assert metrics.hits_at(relevant, k) == hits
    assert metrics.reciprocal_rank(relevant, k) == pytest.approx(reciprocal_rank)


def test_evidence_recall_counts_each_piece_once():
    found = [(0,), (), (0, 2), (1,)]
    assert metrics.evidence_recall(found, 4, 3) == 2 / 4
    assert metrics.evidence_recall(found, 4, 4) == 3 / 4
    assert metrics.evidence_recall([], 4, 4) == 0
    assert metrics.evidence_recall(found, 0, 4) is None


def test_article_measures_take_the_first_passage_of_an_article():
    ranking = ["x", "a", "x", "a", "b"]  # articles in order: x, a, b
    # a at rank 2 with grade 1, b at rank 3 with grade 2; best would be b first, a second.
    gained = 1 / math.log2(3) + 2 / math.log2(4)
    best = 2 / math.log2(2) + 1 / math.log2(3)
    assert metrics.article_ndcg(ranking, {"a": 1, "b": 2}, 10) == pytest.approx(gained / best)
    assert metrics.article_recall(ranking, {"a": 1, "b": 2}, 2) == 1 / 2
    assert metrics.article_recall([], {"a": 1}, 10) == 0
    assert metrics.article_ndcg(ranking, {}, 10) is None


@given(st.lists(st.integers(0, 3), min_size=2, max_size=8).filter(any))
def test_ndcg_agrees_with_scikit_learn(grades):
    names = [f"article{number}" for number in range(len(grades))]
    relevant = {name: grade for name, grade in zip(names, grades, strict=True) if grade}
    expected = ndcg_score([grades], [list(range(len(grades), 0, -1))], k=10)
    assert metrics.article_ndcg(names, relevant, 10) == pytest.approx(expected)


# Refusal

ANSWERED = np.array([True, True, False, False, False])
ANSWERABLE = np.array([True, False, False, True, False])


def test_refusal_precision_and_recall():
    assert metrics.refusal_precision(ANSWERED, ANSWERABLE) == pytest.approx(2 / 3)
    assert metrics.refusal_recall(ANSWERED, ANSWERABLE) == pytest.approx(2 / 3)
    everything = np.ones(5, dtype=bool)
    assert metrics.refusal_precision(everything, ANSWERABLE) is None
    assert metrics.refusal_recall(ANSWERED, everything) is None


def test_relative_success_divides_the_right_by_the_right_otherwise():
    right = np.array([True, False, True, False])
    otherwise = np.array([True, True, True, False])
    assert metrics.relative_success(right, otherwise) == pytest.approx(2 / 3)
    assert metrics.relative_success(otherwise, right) == 3 / 2
    assert metrics.relative_success(right, np.zeros(4, dtype=bool)) is None


def test_auroc_counts_pairs_and_half_of_ties():
    confidence = np.array([0.9, 0.4, 0.4, 0.1])
    answerable = np.array([True, True, False, False])
    # Pairs: .9>.4, .9>.1, .4=.4 counts a half, .4>.1.
    assert metrics.auroc(confidence, answerable) == 3.5 / 4
    assert metrics.auroc(confidence, np.ones(4, dtype=bool)) is None


@given(
    st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=2).filter(
        lambda rows: len({answerable for _, answerable in rows}) == 2
    )
)
def test_auroc_agrees_with_scikit_learn(rows):
    confidence = np.array([level / 5 for level, _ in rows])
    answerable = np.array([flag for _, flag in rows])
    assert metrics.auroc(confidence, answerable) == pytest.approx(
        roc_auc_score(answerable, confidence)
    )


def test_best_f1_worked_example():
    confidence = np.array([0.9, 0.8, 0.3])
    scores = np.array([1.0, 0.5, 0.0])
    answerable = np.array([True, True, False])
    answered = np.ones(3, dtype=bool)
    # Refusing below .8: (1 + .5 + 1) / 3; refusing none: (1 + .5 + 0) / 3; all: 1 / 3.
    best = metrics.best_f1(confidence, scores, answered, answerable)
    assert best == metrics.Threshold(f1=2.5 / 3, confidence=0.8)


@given(
    st.lists(
        st.tuples(st.integers(0, 4), st.integers(0, 4), st.booleans(), st.booleans()),
        min_size=1,
        max_size=12,
    )
)
def test_best_f1_is_the_best_over_all_thresholds(rows):
    confidence = np.array([level / 4 for level, *_ in rows])
    answered = np.array([given_one for *_, given_one, _ in rows])
    answerable = np.array([exists for *_, exists in rows])
    scores = np.array([score / 4 if row[3] else 0.0 for row in rows for score in [row[1]]])

    def at(threshold):
        kept = answered & (confidence >= threshold)
        return np.where(kept, scores, (~answerable).astype(float)).mean()

    best = metrics.best_f1(confidence, scores, answered, answerable)
    assert best.f1 == pytest.approx(max(at(level) for level in [*confidence, 2.0]))
    assert best.f1 == pytest.approx(at(2.0 if best.confidence is None else best.confidence))


# Confidence


def test_risk_coverage_curve_and_its_area():
    confidence = np.array([0.9, 0.8, 0.8, 0.5, 0.99])
    correct = np.array([True, False, True, False, False])
    answered = np.array([True, True, True, True, False])
    # Surest first: right; then at .8 two together, one wrong of three; then two of four. The
    # fifth question was refused, so coverage ends at 4/5.
    curve = metrics.risk_coverage(confidence, correct, answered)
    assert [(p.coverage, p.risk, p.confidence) for p in curve] == [
        (1 / 5, 0, 0.9),
        (3 / 5, 1 / 3, 0.8),
        (4 / 5, 2 / 4, 0.5),
    ]
    # Over the coverage reached: 1/4 of it at risk 0, 2/4 at 1/3, 1/4 at 1/2.
    assert metrics.risk_coverage_area(confidence, correct, answered) == pytest.approx(
        2 / 4 / 3 + 1 / 4 / 2
    )
    nothing = np.zeros(5, dtype=bool)
    assert metrics.risk_coverage_area(confidence, correct, nothing) is None
    assert metrics.risk_coverage(confidence, correct, nothing) == ()


def test_reliability_and_calibration_error():
    confidence = np.array([0.0, 0.1, 0.85, 0.9])
    correct = np.array([False, True, True, True])
    first, last = metrics.reliability(confidence, correct)
    assert (first.low, first.high, first.answers, first.accuracy) == (0, 0.1, 2, 0.5)
    assert (last.low, last.high, last.answers, last.accuracy) == (0.8, 0.9, 2, 1)
    # |.5 - .05| and |1 - .875|, two answers each.
    assert metrics.calibration_error((first, last)) == pytest.approx((0.45 + 0.125) / 2)
    assert metrics.calibration_error(()) is None


@given(st.lists(st.floats(0, 1), min_size=1))
def test_every_answer_falls_into_one_bin(levels):
    bins = metrics.reliability(np.array(levels), np.ones(len(levels), dtype=bool))
    assert sum(one.answers for one in bins) == len(levels)


def test_share():
    assert metrics.share([True, False, True, True]) == 3 / 4
    assert metrics.share([]) is None
