"""The measures, as pure functions: what was asked for and what came back in, a number out.

All lie between 0 and 1. A measure that does not apply is None, never zero. Measures of one
question take its answer; measures of a run (`refusal_precision` onwards) take arrays with one
entry a question.
"""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import ir_measures
import numpy as np
from ir_measures import RR, R, nDCG
from numpy.typing import NDArray

Flags = NDArray[np.bool_]
Values = NDArray[np.float64]

ARTICLES = re.compile(r"\b(a|an|the)\b")
PUNCTUATION = str.maketrans("", "", string.punctuation + "“”„‘’‚«»‹›–—…")
"""ASCII punctuation, and the typographic marks that newspapers print in its place."""
WORD = re.compile(r"[^\W_]+(?:(?<=\d)\.(?=\d)[^\W_]+)*")
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
INITIALS = re.compile(r"\b([^\W\d_])\.(?=[^\W\d_]\b)")


# Words of answers


def normalise(text: str) -> str:
    """Lower case, without punctuation, the words a, an, the, and extra white space.

    SQuAD's normalisation (Rajpurkar et al. 2016), so that numbers compare with published ones, but
    for typographic marks: its script leaves them, and “Full House” would not be Full House.
    """
    return " ".join(ARTICLES.sub(" ", text.lower().translate(PUNCTUATION)).split())


def exact_match(prediction: str, answers: Iterable[str]) -> float | None:
    """1 when the prediction equals an accepted answer after normalisation, else 0.

    None when there is no accepted answer to compare with. (Rajpurkar et al. 2016.)
    """
    golds = [normalise(answer) for answer in answers]
    return float(normalise(prediction) in golds) if golds else None


def f1(prediction: str, answers: Iterable[str]) -> float | None:
    """The best word overlap with an accepted answer: harmonic mean of precision and recall.

    Words count as often as they occur. When a side is empty after normalisation it is 1 if both
    are, else 0. None when there is no accepted answer. (Rajpurkar et al. 2016, 2018.)
    """
    return max((word_f1(prediction, answer) for answer in answers), default=None)


def word_f1(prediction: str, answer: str) -> float:
    """The F1 of the words of two texts, after normalisation."""
    predicted, gold = normalise(prediction).split(), normalise(answer).split()
    if not predicted or not gold:
        return float(predicted == gold)
    common = (Counter(predicted) & Counter(gold)).total()
    return 2 * common / (len(predicted) + len(gold))


def words(text: str) -> str:
    """The words of a text, lower case, one blank between them, without a, an, the.

    Unlike `normalise` it keeps words and numbers apart that punctuation keeps apart, and takes a
    number for what it is: 2.5 is not 25, 3-1 not 31, 1,300 is 1300. U.S. is US.
    """
    plain = INITIALS.sub(r"\1", THOUSANDS.sub("", text.lower()))
    return " ".join(word for word in WORD.findall(plain) if not ARTICLES.fullmatch(word))


def contains(text: str, answers: Iterable[str]) -> bool:
    """Whether an accepted answer stands in the text as whole words.

    The "match" of open question answering (Mallen et al. 2023), but of `words`, so that "Iran"
    does not stand in "Tirana", nor "25" in "2.5".
    """
    held = f" {words(text)} "
    return any(f" {gold} " in held for gold in map(words, answers) if gold)


# Passages


def squeeze(text: str) -> str:
    """The text without any white space."""
    return "".join(text.split())


def holds(passage: str, quote: str) -> bool:
    """Whether the quote stands inside the passage, white space removed on both sides.

    How MultiHop-RAG (Tang & Yang 2024) decides that a passage has a piece of evidence.
    """
    return squeeze(quote) in squeeze(passage)


def hits_at(relevant: Sequence[bool], k: int) -> float:
    """1 when one of the first k passages is relevant, else 0: Hits@k of Tang & Yang (2024).

    `relevant` says for each retrieved passage, best first, whether evidence stands in it.
    """
    return float(any(relevant[:k]))


def reciprocal_rank(relevant: Sequence[bool], k: int) -> float:
    """1 / rank of the first relevant passage among the first k, ranks from 1; 0 without one.

    (Kantor & Voorhees 2000; MRR@k is its mean.)
    """
    if not any(relevant):
        return 0.0
    passages = [str(number) for number in range(len(relevant))]
    judgements = {
        passage: 1 for passage, is_relevant in zip(passages, relevant, strict=True) if is_relevant
    }
    return ranking_measure(RR @ k, judgements, ranked_run(passages))


def evidence_recall(found: Sequence[Iterable[int]], pieces: int, k: int) -> float | None:
    """The share of the pieces of evidence that stand in one of the first k passages.

    `found` gives for each passage, best first, the numbers of the pieces that stand in it. None
    without pieces.
    """
    return len(set().union(*found[:k])) / pieces if pieces else None


def article_recall(ranking: Sequence[str], grades: dict[str, int], k: int) -> float | None:
    """The share of the relevant articles among the first k different articles.

    `ranking` may name an article more than once (several passages); the first counts. `grades`
    are above zero. None without relevant articles. (R@k of ir-measures.)
    """
    return ranking_measure(R @ k, grades, ranked_run(ranking)) if grades else None


def article_ndcg(ranking: Sequence[str], grades: dict[str, int], k: int) -> float | None:
    """The nDCG of the first k different articles, with linear gains like BEIR and trec_eval.

    Arguments as for `article_recall`. (Järvelin & Kekäläinen 2002; nDCG@k of ir-measures.)
    """
    return ranking_measure(nDCG @ k, grades, ranked_run(ranking)) if grades else None


def ranked_run(ranking: Sequence[str]) -> dict[str, float]:
    """The different names in a ranking with scores that keep their order."""
    return {name: -float(rank) for rank, name in enumerate(dict.fromkeys(ranking))}


def ranking_measure(
    measure: ir_measures.Measure, judgements: dict[str, int], run: dict[str, float]
) -> float:
    """A measure of ir-measures for one question, of which something is judged relevant."""
    return float(ir_measures.calc_aggregate([measure], {"": judgements}, {"": run})[measure])


# A whole run: refusal


def refusal_precision(answered: Flags, answerable: Flags) -> float | None:
    """Of the questions refused, the share that has no answer. None when none was refused."""
    refused = ~answered
    return share(~answerable[refused])


def refusal_recall(answered: Flags, answerable: Flags) -> float | None:
    """Of the questions that have no answer, the share refused. None when all have one."""
    return share(~answered[~answerable])


def relative_success(right: Flags, right_otherwise: Flags) -> float | None:
    """Right answers for each right answer to the same questions put otherwise.

    1 where the one way of asking does as well as the other; None where the other has none right.
    """
    return float(right.sum() / right_otherwise.sum()) if right_otherwise.any() else None


def auroc(confidence: Values, answerable: Flags) -> float | None:
    """The chance that an answerable question has a higher confidence than an unanswerable one.

    Ties count a half: the area under the ROC curve as a Mann–Whitney statistic (Hanley & McNeil
    1982). None unless there are questions of both sorts.
    """
    positives, negatives = confidence[answerable], np.sort(confidence[~answerable])
    if not len(positives) or not len(negatives):
        return None
    below = np.searchsorted(negatives, positives, side="left")
    not_above = np.searchsorted(negatives, positives, side="right")
    return float((below + not_above).mean() / (2 * len(negatives)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """The best F1 that refusing below a confidence would give, and that confidence.

    The confidence is None when refusing every question is best.
    """

    f1: float
    confidence: float | None


def best_f1(
    confidence: Values, scores: Values, answered: Flags, answerable: Flags
) -> Threshold | None:
    """The best mean F1 over all thresholds: below the confidence every question is refused.

    `scores` are the F1 of the answers given; a refused question scores 1 when it is
    unanswerable, else 0. What the program refused by itself stays refused, so its own threshold
    should be low for this to say much. None without questions.
    (best_f1 of SQuAD 2.0, Rajpurkar et al. 2018.)
    """
    if not len(confidence):
        return None
    order = np.argsort(-confidence, kind="stable")
    refused_score = (~answerable).astype(float)
    gains = np.where(answered, scores - refused_score, 0.0)[order]
    # Entry n: the n most confident questions are answered, as far as the program did.
    totals = refused_score.sum() + np.concatenate([[0.0], np.cumsum(gains)])
    allowed = np.flatnonzero(np.append(True, last_of_ties(confidence[order])))
    best = int(allowed[np.argmax(totals[allowed])])
    return Threshold(
        f1=float(totals[best] / len(confidence)),
        confidence=float(confidence[order][best - 1]) if best else None,
    )


def last_of_ties(ordered: Values) -> Flags:
    """Which entries of an ordered array are the last of their value.

    Questions of equal confidence are answered or held back together.
    """
    return np.append(ordered[1:] != ordered[:-1], True)[: len(ordered)]


# A whole run: is confidence to be trusted


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvePoint:
    """What answering the most confident share of the questions would cost."""

    coverage: float
    risk: float
    confidence: float


def risk_coverage(confidence: Values, correct: Flags, answered: Flags) -> tuple[CurvePoint, ...]:
    """The risk–coverage curve (El-Yaniv & Wiener 2010), one point for each distinct confidence.

    Coverage is the share of all questions that is answered when every answer below a confidence
    is held back, risk the share of wrong ones among those. A question without an answer can be
    answered only wrongly; what the program refused is never covered, so the curve may end early.
    """
    coverage, risk, levels = risk_steps(confidence, correct, answered)
    return tuple(
        CurvePoint(coverage=float(c), risk=float(r), confidence=float(level))
        for c, r, level in zip(coverage, risk, levels, strict=True)
    )


def risk_coverage_area(confidence: Values, correct: Flags, answered: Flags) -> float | None:
    """The mean risk over the coverage reached; lower is better. None when nothing was answered.

    The AURC of Geifman et al. (2019), over the answers given: the curve is taken as steps, each
    point standing for the coverage since the one before.
    """
    coverage, risk, _ = risk_steps(confidence, correct, answered)
    return float(np.average(risk, weights=np.diff(coverage, prepend=0))) if len(risk) else None


def risk_steps(
    confidence: Values, correct: Flags, answered: Flags
) -> tuple[Values, Values, Values]:
    """Coverage, risk and confidence of each point of the risk–coverage curve, surest first."""
    order = np.argsort(-confidence[answered], kind="stable")
    levels = confidence[answered][order]
    last = np.flatnonzero(last_of_ties(levels))
    wrong_so_far = np.cumsum(~correct[answered][order])[last]
    return (last + 1) / len(confidence), wrong_so_far / (last + 1), levels[last]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """The answers whose confidence lies from `low` to `high`: how many, how sure, how right."""

    low: float
    high: float
    answers: int
    confidence: float
    accuracy: float


def reliability(confidence: Values, correct: Flags, *, bins: int = 10) -> tuple[Bin, ...]:
    """The reliability diagram (DeGroot & Fienberg 1983): bins of equal width, empty ones left out.

    Takes the questions that were answered. A bin includes its upper edge, the first also zero.
    """
    index = np.clip(np.ceil(confidence * bins).astype(int) - 1, 0, bins - 1)
    answers = np.bincount(index, minlength=bins)
    sure = np.bincount(index, weights=confidence, minlength=bins)
    right = np.bincount(index, weights=correct, minlength=bins)
    return tuple(
        Bin(
            low=number / bins,
            high=(number + 1) / bins,
            answers=int(answers[number]),
            confidence=float(sure[number] / answers[number]),
            accuracy=float(right[number] / answers[number]),
        )
        for number in np.flatnonzero(answers).tolist()
    )


def calibration_error(bins: Sequence[Bin]) -> float | None:
    """Expected calibration error (Guo et al. 2017): |accuracy - confidence|, weighted by count.

    None without answers.
    """
    if not bins:
        return None
    gaps = [abs(one.accuracy - one.confidence) for one in bins]
    return float(np.average(gaps, weights=[one.answers for one in bins]))


def share(flags: Sequence[bool] | Flags) -> float | None:
    """The share that is true; None of nothing."""
    return float(np.mean(flags)) if len(flags) else None
