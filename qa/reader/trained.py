"""The trained reader: marks the stretches that answer a question, and says how sure it is.

Each passage is read together with the question and its article's headline; of every sentence the
best span is kept. A span's margin is its logit above that of "no answer here" (Devlin et al. 2019);
a logistic function of the margin, fitted on development questions, turns it into a probability
(Platt 1999).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from textwrap import shorten

import numpy as np
from numpy.typing import NDArray

from index.records import Span
from qa.odds import probability_of
from qa.reader.model import Reading, SpanGraph, SpanModel
from qa.spans import dates
from qa.types import Candidate, Evidence
from qa.understand import Understood
from qa.understanding.forms import CHOICE
from qa.words import content_words, stems

WEIGHTS = Path(__file__).parent / "weights" / "reader.safetensors"
SPANS_TRIED = 3
"""Of a sentence, while they only repeat the question."""
LONGEST_HEADING = 8
"""Words."""
LONGEST_HEADLINE = 200
"""Characters. Of a longer one so many are read."""
LONGEST_ANSWER = 30
"""Tokens. Longer spans are rarely a short answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Turns a margin into a probability: 1 / (1 + exp(-(slope * margin + shift)))."""

    slope: float
    shift: float

    def probability(self, margin: float) -> float:
        """Between 0 and 1; never overflows."""
        return probability_of(self.slope * margin + self.shift)


CALIBRATION = Calibration(slope=0.161, shift=-0.67)


class TrainedReader:
    """Reads candidates with the network, the first of them, up to so many `words` in all.

    The network is the bundled one unless another is given.
    """

    def __init__(
        self,
        *,
        words: int,
        calibration: Calibration = CALIBRATION,
        model: SpanModel | None = None,
    ) -> None:
        self._words = words
        self._calibration = calibration
        self._model = SpanGraph() if model is None else model

    def read(self, question: Understood, candidates: Sequence[Candidate]) -> list[Evidence]:
        """See `Reader.read`. Raises ModelUnavailable when the weights are damaged."""
        if question.superlatives:
            candidates = list(_claiming(question.superlatives, candidates))
        asked = frozenset(word.stem for word in content_words(question.text))
        chosen = list(_within(self._words, (_trimmed(asked, found) for found in candidates)))
        texts = [f"{_headline(found)}{found.passage.text}" for found in chosen]
        readings = self._model.read(question.text, texts)
        echoes = stems(question.text) if _asks_for_what_is_new(question) else frozenset()
        evidence = [
            self._evidence(chosen[reading.passage], sentence, answer, margin)
            for reading in readings
            for sentence, answer, margin in _best_spans(chosen[reading.passage], reading, echoes)
        ]
        best: dict[tuple[str, Span], Evidence] = {}
        for found in sorted(evidence, key=lambda found: -found.score):
            if claims_superlative(found.text, question.superlatives) and tells(found.text):
                best.setdefault((found.article.id, found.span), found)
        return list(best.values())

    def _evidence(
        self, candidate: Candidate, sentence: Span, answer: Span, margin: float
    ) -> Evidence:
        return Evidence(
            article=candidate.article,
            span=sentence,
            score=self._calibration.probability(margin),
            answer=answer,
            retrieved=candidate.score,
        )


def _claiming(superlatives: Sequence[str], candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """Of each candidate the sentences that use a superlative, each with the one before it.

    So little of a passage is quickly read, and a whole article's claims can be looked at.
    """
    for candidate in candidates:
        passage, text = candidate.passage, candidate.article.text
        for place, (start, end) in enumerate(passage.sentences):
            if claims_superlative(text[start:end], superlatives):
                yield _shortened(candidate, passage.sentences[max(0, place - 1) : place + 1])


def _trimmed(asked: frozenset[str], candidate: Candidate) -> Candidate:
    """A candidate without the sentences at its ends that are far from the question's words.

    Reading takes time by the word. A sentence is far when neither it nor one beside it holds a
    word of the question; where all are, nothing is left out.
    """
    sentences, text = candidate.passage.sentences, candidate.article.text
    near = [place for place, (a, b) in enumerate(sentences) if asked & stems(text[a:b])]
    if not near:
        return candidate
    return _shortened(candidate, sentences[max(0, near[0] - 1) : near[-1] + 2])


def _within(words: int, candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """The first candidates, while they have no more words than that together; one at least."""
    for place, candidate in enumerate(candidates):
        words -= len(candidate.passage.text.split()) + len(_headline(candidate).split())
        if words < 0 and place:
            return
        yield candidate


def _headline(candidate: Candidate) -> str:
    """What is read before a passage: it says what the article is about, as the passage may not."""
    headline = shorten(candidate.article.title or "", LONGEST_HEADLINE, placeholder="")
    return f"{headline}. " if headline else ""


def _shortened(candidate: Candidate, sentences: tuple[Span, ...]) -> Candidate:
    """The candidate with only these neighbouring sentences of its passage."""
    start, end = sentences[0].start, sentences[-1].end
    text = candidate.article.text[start:end]
    passage = replace(candidate.passage, start=start, end=end, text=text, sentences=sentences)
    return replace(candidate, passage=passage)


def _asks_for_what_is_new(question: Understood) -> bool:
    """Whether the answer cannot be a word of the question, as it can of "is it A or B?"."""
    return question.form == "fact" and CHOICE.search(question.text) is None


def _best_spans(
    candidate: Candidate, reading: Reading, echoes: frozenset[str]
) -> Iterator[tuple[Span, Span, float]]:
    """For every sentence that the window shows: sentence, answer and margin.

    Both spans are offsets into the article. An answer that has no stem but `echoes` is none: the
    next best of its sentence is taken. One that the headline gives too, on which the network has
    spent part of its logits, has the mean of both margins where that is greater.
    """
    headline = _headline(candidate)
    shown = f"{headline}{candidate.passage.text}"
    base = candidate.passage.start - len(headline)
    headed = _best_span(shown, Span(0, len(headline)), reading, echoes)
    for sentence in candidate.passage.sentences:
        inside = Span(sentence.start - base, sentence.end - base)
        found = _best_span(shown, inside, reading, echoes)
        if found is None:
            continue
        (start, end), margin = found
        if headed is not None and _one_in_the_other(shown, found[0], headed[0]):
            margin = max(margin, (margin + headed[1]) / 2)
        yield sentence, Span(start + base, end + base), margin


def _best_span(
    shown: str, sentence: Span, reading: Reading, echoes: frozenset[str]
) -> tuple[Span, float] | None:
    """The best answer in a sentence of what was read, and its margin; None where there is none."""
    inside = np.flatnonzero(
        reading.passage_tokens
        & (reading.offsets[:, 0] >= sentence.start)
        & (reading.offsets[:, 1] <= sentence.end)
    )
    if not len(inside):
        return None
    offsets = reading.offsets[inside]
    starts, ends = reading.start[inside], reading.end[inside]
    opened = _brackets_open(shown, sentence, offsets)
    for _ in range(SPANS_TRIED):
        first, last, score = _best_pair(starts, ends, opened)
        answer = _whole_words(shown, int(offsets[first, 0]), int(offsets[last, 1]))
        said = stems(shown[answer.start : answer.end])
        if np.isfinite(score) and not (said and said <= echoes):
            return answer, score - float(reading.start[0] + reading.end[0])
        starts[first : last + 1] = ends[first : last + 1] = -np.inf
    return None


def _one_in_the_other(shown: str, one: Span, other: Span) -> bool:
    """Whether two stretches are of the same words, or one of some of the other's."""
    first, second = (stems(shown[start:end]) for start, end in (one, other))
    return bool(first and second) and (first <= second or second <= first)


def _best_pair(
    start: NDArray[np.float32], end: NDArray[np.float32], opened: NDArray[np.int64]
) -> tuple[int, int, float]:
    """The first and last token of the best span, and its logit: start plus end.

    `opened`, of shape (tokens, 2), says how many brackets are open before and behind each token: a
    span that holds one end of a pair is two pieces of the sentence.
    """
    scores = start[:, np.newaxis] + end[np.newaxis, :]
    length = len(start)
    allowed = np.triu(np.tril(np.ones((length, length), dtype=bool), LONGEST_ANSWER - 1))
    allowed &= opened[:, :1] == opened[:, 1]
    scores = np.where(allowed, scores, -np.inf)
    first, last = np.unravel_index(int(scores.argmax()), scores.shape)
    return int(first), int(last), float(scores[first, last])


def _brackets_open(text: str, sentence: Span, offsets: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many round brackets of a sentence are open before and behind each token."""
    steps = [(mark == "(") - (mark == ")") for mark in text[sentence.start : sentence.end]]
    return np.cumsum([0, *steps])[offsets - sentence.start]


def _whole_words(text: str, start: int, end: int) -> Span:
    """The span grown to the ends of the words that it cuts."""
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return Span(start, end)


def claims_superlative(text: str, superlatives: Sequence[str]) -> bool:
    """Whether a text uses one of the superlatives; True where none is asked for."""
    if not superlatives:
        return True
    pattern = "|".join(re.escape(word) for word in superlatives)
    return re.search(rf"\b(?:{pattern})\b", text, re.IGNORECASE) is not None


def tells(text: str) -> bool:
    """Whether a sentence says something: a heading does not, nor does a question."""
    return not is_heading(text) and not text.rstrip("\"'”’ ").endswith("?")


def is_heading(text: str) -> bool:
    """Whether a "sentence" is a heading or a date line: it says nothing of its own."""
    if len(text.split()) > LONGEST_HEADING:
        return False
    return text[-1:].isalnum() or _only_dates(text)


def _only_dates(text: str) -> bool:
    for start, end in reversed(dates(text)):
        text = text[:start] + text[end:]
    return re.search(r"[^\W\d_]", text) is None
