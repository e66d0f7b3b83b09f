"""Question and candidates in, an answer out, in the form that the question asks for.

All that is shown is the articles' own words. What finds nothing says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from qa.answer import Extractive
from qa.answering.apart import answered_apart
from qa.claims.compose import compose, with_note
from qa.claims.make import FoundClaim
from qa.kinds.byline import by_record
from qa.kinds.comparison import compared, silent
from qa.kinds.entry import from_entries
from qa.kinds.identity import identified
from qa.kinds.listing import listed
from qa.kinds.order import ordered
from qa.kinds.overview import leads, overview
from qa.kinds.sentences import share_held, stems_of_article, subject_stems
from qa.kinds.sides import two_sides, untold
from qa.kinds.tabled import from_tables
from qa.kinds.tallied import from_results
from qa.kinds.timeline import timeline
from qa.kinds.yes_no import for_and_against, verdict
from qa.reader import Reader
from qa.types import Answer, Candidate, Evidence
from qa.understand import Understood, understand
from qa.understanding.asking import is_keywords
from qa.understanding.forms import newest_first
from qa.understanding.ordering import two_events
from qa.words import stems


class ByForm:
    """Answers each form of question in its way, one fact by `facts`."""

    def __init__(self, facts: Extractive, reader: Reader, *, least: float) -> None:
        """`least` is how probable the best sentence must be, or the question is not answered."""
        self._facts = facts
        self._reader = reader
        self._least = least

    def answer(self, question: Understood, candidates: Sequence[Candidate]) -> Answer:
        """See `Answerer.answer`."""
        match question.form:
            case "byline":
                told = by_record(question, candidates)
                return told or self._facts.not_found(question, candidates, 0.0)
            case "timeline" | "overview" | "identity" | "order":
                claims = _told(question, candidates)
                another = question.form == "order" or newest_first(question.text)
                if claims or not another:
                    return self._shown(question, candidates, claims)
                # "What happened to the inquiry?", of articles without a day; "Who called for it
                # first, Lee or Marks?", of articles that claim it for both.
                candidates = _of_either(question, candidates)
                question = _as_a_fact(question)
            case "comparison":
                return self._compared(question, candidates)
            case "yes_no" | "list" if not question.superlatives:
                return self._read(question, candidates)
        return self._fact(question, candidates)

    def _fact(self, question: Understood, candidates: Sequence[Candidate]) -> Answer:
        tabled: list[FoundClaim] = []
        if not question.superlatives:
            tabled = from_tables(question, candidates) or from_results(question, candidates)
        if tabled:
            return self._shown(question, candidates, tabled)
        answer = self._facts.answer(question, candidates)
        if answer.status != "not_found":
            return answer
        timed = from_entries(question, candidates)
        if not timed and is_keywords(question.subject):
            question = replace(question, form="overview", kind="what", superlatives=())
            timed = overview(question, candidates)
        return self._shown(question, candidates, timed) if timed else answer

    def _compared(self, question: Understood, candidates: Sequence[Candidate]) -> Answer:
        if len(question.publishers) > 1:
            claims = compared(question, candidates)
            return _noted(self._shown(question, candidates, claims), silent(question, claims))
        claims = two_sides(question, candidates)
        return _noted(self._shown(question, candidates, claims), untold(question, claims))

    def _read(self, question: Understood, candidates: Sequence[Candidate]) -> Answer:
        return answered_apart(
            question,
            self._reader.read(question, candidates),
            partial(self._answered, question, candidates),
            least=self._least,
        )

    def _answered(
        self, question: Understood, candidates: Sequence[Candidate], evidence: Sequence[Evidence]
    ) -> Answer:
        confidence = evidence[0].score if evidence else 0.0
        if question.form == "list":
            claims = listed(question, evidence, candidates, least=self._least)
            if claims:
                return compose(question, claims, confidence)
        if not evidence or confidence < self._least:
            return self._facts.not_found(question, candidates, confidence)
        claims = for_and_against(question, evidence, candidates)
        return _noted(compose(question, claims, confidence), verdict(question, claims))

    def _shown(
        self, question: Understood, candidates: Sequence[Candidate], claims: list[FoundClaim]
    ) -> Answer:
        """The answer of these claims. Its confidence is the share of the subject in its article."""
        if not claims:
            return self._facts.not_found(question, candidates, 0.0)
        subject = subject_stems(question.subject)
        held = max(share_held(subject, claim.evidence[0].article) for claim in claims)
        # Several sentences complete one another here, also of what was the first or the last.
        return compose(replace(question, superlatives=()), claims, held)


def _told(question: Understood, candidates: Sequence[Candidate]) -> list[FoundClaim]:
    if question.form == "timeline":
        return timeline(question, candidates)
    if question.form == "identity":
        return identified(question, candidates)
    if question.form == "order":
        return ordered(question, candidates)
    several = len({found.article.telling for found in candidates}) > 1
    if several and not subject_stems(question.subject):
        return leads(question, candidates)
    return overview(question, candidates)


def _as_a_fact(question: Understood) -> Understood:
    """The question, or the same without the things to choose from, as one that asks for a fact."""
    order = two_events(question.text)
    if order is None or order.open is None:
        return replace(question, form="fact")
    return replace(understand(order.open), window=question.window, publishers=question.publishers)


def _of_either(question: Understood, candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """The candidates from articles that name one of two to choose from; all where none does."""
    order = two_events(question.text)
    called = [stems(name) for name in (order and order.called) or ()]
    return [
        one for one in candidates if any(name <= stems_of_article(one.article) for name in called)
    ] or candidates


def _noted(answer: Answer, note: str | None) -> Answer:
    """The answer with a sentence of ours before it, where there is one and something is shown."""
    return answer if note is None or answer.status == "not_found" else with_note(answer, note)
