"""Question and candidates in, an answer out: the `Answerer` protocol and `Extractive`.

`Extractive` shows sentences of the articles and nothing else: every claim is a citation's exact
words. It says "not found" when no sentence is likely enough to answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from qa.answering.apart import answered_apart
from qa.answering.features import NEAR, Features
from qa.answering.judge import Judged, judge
from qa.answering.office import LIKELY, asks_for_holder, successor
from qa.answering.outlets import told_to
from qa.answering.premise import denial
from qa.answering.rivals import contradicting, updates
from qa.answering.unread import UNREAD, unread
from qa.claims.asked import as_asked, in_scope_first, said_on, words_of_speaker
from qa.claims.compose import cite, compose, with_note
from qa.claims.make import make_claims
from qa.claims.rivals import compete, in_order, of_the_victims
from qa.claims.whole import whole_answer
from qa.kinds.sentences import share_held, subject_stems
from qa.odds import log_odds
from qa.reader import Reader
from qa.spans import stems_of_names
from qa.support import by_support, same_answer
from qa.types import Answer, Candidate, Evidence
from qa.understand import Understood
from qa.words import stem, stems

NOT_FOUND = "Not found in these articles."
OTHERWISE = "The articles say otherwise."
SOMEBODY_ELSE = "The articles do not say this of {asserted}; they say it of {other}."
OF_WORDS = 2.0
"""Log-odds that a claim to be the first gains by holding all words of the question."""
WORDS_SHARED = 3
"""So many words two claims of one article share that are of the same thing."""
ASKS_WHO = {"who", "yes_no", "said"}
"""Kinds of question that take nothing for granted of whom they name, or are answered by it."""


class Answerer(Protocol):
    """Makes an answer of what retrieval found."""

    def answer(self, question: Understood, candidates: Sequence[Candidate]) -> Answer:
        """An answer whose every claim cites exact words of the candidates' articles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """How likely evidence must be; chosen on development questions (see qa/README.md).

    `answer`: the best sentence, or the question is not answered. `rival`: that a second answer
    contradicts the first; `undated`: the same of a text without a day, which is no later news.
    `beside`: a further sentence that completes the answer, as a share of the best one's
    probability. Of claims to be the first: `first` is how likely the best must be, `other_first`
    what share of that another needs, `subject` how much of the question's words its article must
    hold, as a share of what the best one's holds (another subject's "first" is no rival), `named`
    the same where the article holds all names of the question, `same` the same for the sentence
    beside the one that holds most of them.
    """

    answer: float = 0.36
    rival: float = 0.5
    undated: float = 0.2
    beside: float = 0.7
    first: float = 0.3
    other_first: float = 0.3
    subject: float = 0.9
    named: float = 0.6
    same: float = 0.5


class Extractive:
    """Answers with sentences of the articles."""

    most_claims = 5
    most_beside = 2
    nearest_passages = 3

    def __init__(self, reader: Reader, *, thresholds: Thresholds) -> None:
        self._reader = reader
        self._thresholds = thresholds

    def answer(self, question: Understood, candidates: Sequence[Candidate]) -> Answer:
        """See `Answerer.answer`."""
        return answered_apart(
            question,
            self._reader.read(question, candidates),
            partial(self._answered, question, candidates),
            least=self._thresholds.first if question.superlatives else self._thresholds.answer,
        )

    def _answered(
        self, question: Understood, candidates: Sequence[Candidate], read: Sequence[Evidence]
    ) -> Answer:
        """The answer that what was read gives."""
        evidence = self.evidence(question, candidates, read)
        if question.superlatives:
            return self._firsts(question, candidates, evidence)
        judged = _now(question, judge(question, evidence), successor(question, candidates))
        told = (
            _to_whom(question, candidates)
            or self._otherwise(question, judged, evidence)
            or self._spoken(question, candidates, judged)
        )
        if told is not None:
            return told
        if not judged or judged[0].evidence.score < self._thresholds.answer:
            confidence = judged[0].evidence.score if judged else 0.0
            return self.not_found(question, candidates, confidence)
        best = judged[0].evidence
        if not (compete(question) and best.answer):
            beside = [
                other.evidence
                for other in judged[1:]
                if other.evidence.score
                >= max(self._thresholds.beside * best.score, self._thresholds.answer)
            ]
            claims = make_claims(question, [best, *beside[: self.most_beside]])
            return compose(question, claims, best.score)
        judged = [replace(one, evidence=_whole(question, one.evidence)) for one in judged]
        best = judged[0].evidence
        moved = updates(question, judged)
        if moved:
            latest, *before = moved
            return compose(question, [latest], best.score, earlier=before)
        agreeing = [one.evidence for one in judged[1:] if same_answer(best, one.evidence)]
        rivals = contradicting(
            question, judged, least=self._thresholds.rival, undated=self._thresholds.undated
        )
        claims = make_claims(
            question, [best, *agreeing, *rivals], read=[o.evidence for o in judged]
        )
        claims = [claim for claim in claims if claim.short_answer] or claims[:1]
        return compose(question, in_order(claims)[: self.most_claims], best.score)

    def evidence(
        self,
        question: Understood,
        candidates: Sequence[Candidate],
        read: Sequence[Evidence],
    ) -> list[Evidence]:
        """The sentences that may answer, as they are judged: those `read` of what is asked about.

        With them those that were not read and state what is asked.
        """
        evidence = as_asked(question, read)
        if question.superlatives or not compete(question):
            return evidence
        evidence += unread(question, candidates, evidence)
        return by_support(question.text, of_the_victims(question, evidence))

    def _otherwise(
        self, question: Understood, judged: Sequence[Judged], evidence: Sequence[Evidence]
    ) -> Answer | None:
        """What the articles say instead of what a question takes for granted; None where nothing.

        The best sentence is looked at, and where it does not state what is asked the others too,
        those that cannot answer last: that nobody was hurt is no number.
        """
        if question.kind in ASKS_WHO:
            return None
        found_first = [one.evidence for one in judged]
        answered = bool(judged) and judged[0].evidence.score >= self._thresholds.answer
        best = judged[0].features if answered else None
        if best is not None and not (
            # What is a reason of something else says nothing of the deed.
            best.verb_missing_near or (question.kind == "why" and best.verb < NEAR)
        ):
            found_first, evidence = found_first[:1], ()
        known = {(found.article.id, found.span) for found in found_first}
        rest = [found for found in evidence if (found.article.id, found.span) not in known]
        named = stems_of_names(question.text)
        for found in (*found_first, *rest):
            denied = denial(question.text, found.text)
            if denied is None or (share_held(named, found.article) < 1 and denied.how == "denied"):
                continue
            words = found.text[denied.words.start : denied.words.end]
            claims = make_claims(question, [replace(found, answer=None)])
            answer = compose(
                question, [replace(claim, otherwise=words) for claim in claims], found.score
            )
            note = SOMEBODY_ELSE.format(asserted=denied.asserted, other=words)
            note = note if denied.how == "somebody_else" else OTHERWISE
            return with_note(answer, note)
        return None

    def _spoken(
        self, question: Understood, candidates: Sequence[Candidate], judged: Sequence[Judged]
    ) -> Answer | None:
        """What the person asked about says on it, where the best sentence is not; else None.

        Whatever somebody said answers what they said, if nothing more is asked.
        """
        spoken = words_of_speaker(question, candidates)
        known = {(one.evidence.article.id, one.evidence.span): one.evidence for one in judged}
        keys = [(found.article.id, found.span) for found in spoken]
        if judged and next(iter(known)) in keys:
            likely = judged[0].evidence.score >= self._thresholds.answer
            spoken = [] if likely or said_on(question) else spoken
        if not spoken:
            return None
        claims = make_claims(
            question, [known.get(key, found) for key, found in zip(keys, spoken, strict=True)]
        )
        return compose(
            question, claims, max(known[key].score if key in known else UNREAD for key in keys)
        )

    def _firsts(
        self, question: Understood, candidates: Sequence[Candidate], evidence: list[Evidence]
    ) -> Answer:
        """The claims to be the first: each keeps its scope, so they stand side by side."""
        asked = _words_beside(question)
        evidence = sorted(
            evidence,
            key=lambda found: -(log_odds(found.score) + OF_WORDS * _share(asked, found.text)),
        )
        confidence = evidence[0].score if evidence else 0.0
        if confidence < self._thresholds.first:
            return self.not_found(question, candidates, confidence)
        strong = _strong(evidence, self._thresholds.other_first)
        chosen = self._of_the_same(question, self._on_the_subject(question, strong))
        claims = in_scope_first(question, make_claims(question, chosen))
        # "Won for the first time" names nobody who was first.
        first = {stem(word) for word in question.superlatives}
        claims = [one for one in claims if not first & stems(one.short_answer or "")] or claims[:1]
        if question.kind == "who":
            claims = [one for one in claims if one.short_answer]
        if not claims:
            return self.not_found(question, candidates, confidence)
        return compose(question, claims[: self.most_claims], confidence)

    def _on_the_subject(self, question: Understood, evidence: list[Evidence]) -> list[Evidence]:
        """The evidence of the same subject as the first.

        Its article holds about as many of the question's words, or fewer and all of its names: what
        is told of a namesake, or by another paper, is told in other words. What confirms the first
        answer is of its subject too.
        """
        articles = {found.article.id: found.article for found in evidence}
        subject = _words_beside(question)
        named = stems_of_names(question.text)
        held = {key: share_held(subject, article) for key, article in articles.items()}
        best = evidence[0]
        most = held[best.article.id]

        def on_the_subject(found: Evidence) -> bool:
            words = held[found.article.id]
            if words >= self._thresholds.subject * most or same_answer(best, found):
                return True
            all_names = bool(named) and share_held(named, found.article) == 1
            return all_names and words >= self._thresholds.named * most

        return [found for found in evidence if on_the_subject(found)]

    def _of_the_same(self, question: Understood, evidence: list[Evidence]) -> list[Evidence]:
        """The first, and what holds about as many of the question's words as any other sentence.

        Or, in the same article, as many of the first one's: of "the first to defy Lee and call for
        a new bridge" the rival is who was first to demand one. "The first private company to send
        astronauts" is no rival of the first person to walk.
        """
        asked = _words_beside(question)
        best = evidence[0]
        claimed = subject_stems(best.text) - set(map(stem, question.superlatives))
        held = [len(asked & stems(found.text)) for found in evidence]
        needed = self._thresholds.same * max(held)
        return [
            found
            for place, found in enumerate(evidence)
            if place == 0
            or held[place] >= max(needed, 1)
            or (
                found.article.id == best.article.id
                and len(claimed & stems(found.text)) >= WORDS_SHARED
            )
        ]

    def not_found(
        self, question: Understood, candidates: Sequence[Candidate], confidence: float
    ) -> Answer:
        """The honest answer where nothing answers: the nearest passages."""
        nearest = tuple(
            cite(
                Evidence(
                    article=candidate.article,
                    span=candidate.passage.sentences[0]._replace(end=candidate.passage.end),
                    score=0.0,
                ),
                number,
            )
            for number, candidate in enumerate(candidates[: self.nearest_passages], start=1)
        )
        return Answer(
            question=question.text,
            standalone=question.text,
            status="not_found",
            text=NOT_FOUND,
            short_answers=(),
            confidence=confidence,
            claims=(),
            citations=(),
            nearest=nearest,
        )


def _whole(question: Understood, found: Evidence) -> Evidence:
    """The evidence with its whole answer: "Halden Echo" where the reader marked "Halden"."""
    if found.answer is None:
        return found
    return replace(found, answer=whole_answer(question, found, found.answer))


def _now(question: Understood, judged: list[Judged], new: Evidence | None) -> list[Judged]:
    """Of who holds an office what the latest article tells: it names the holder, or a successor."""
    if not asks_for_holder(question):
        return judged
    if new is not None:
        judged = [*judged, Judged(evidence=new, features=Features(), preference=0.0)]
    likely = [one for one in judged if one.evidence.score >= LIKELY]
    days = [one.evidence.article.published for one in likely]
    latest = max((day for day in days if day), default=None)
    if latest is None:
        return judged
    return [one for one, day in zip(likely, days, strict=True) if day == latest]


def _to_whom(question: Understood, candidates: Sequence[Candidate]) -> Answer | None:
    """The outlets to which the person asked about spoke, where that is asked; else None.

    Its confidence is the share of the question's words that stands in the article.
    """
    outlets = told_to(question, candidates)
    if not outlets:
        return None
    held = share_held(subject_stems(question.text), outlets[0].article)
    return compose(question, make_claims(question, outlets), held)


def _strong(evidence: Sequence[Evidence], share: float) -> list[Evidence]:
    """The evidence, best first, that has at least this share of the best one's probability."""
    least = share * evidence[0].score
    return [found for found in evidence if found.score >= least]


def _share(asked: frozenset[str], text: str) -> float:
    return len(asked & stems(text)) / max(1, len(asked))


def _words_beside(question: Understood) -> frozenset[str]:
    """The stems of a question's words but for superlatives: whatever claims one holds it."""
    return subject_stems(question.text) - set(map(stem, question.superlatives))
