"""Question and candidates in, an answer out: the `Answerer` protocol and `Extractive`.

`Extractive` shows sentences of the articles and nothing else: every claim is a citation's exact
words. It says "not found" when no sentence is likely enough to answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from index.records import Article
from qa.claims import FoundClaim, make_claims
from qa.reader import Reader
from qa.types import Answer, Candidate, Citation, Claim, Evidence, Status
from qa.understand import Understood
from qa.words import content_words, stems

NOT_FOUND = "Not found in these articles."
NUMBER_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


class Answerer(Protocol):
    """Makes an answer of what retrieval found."""

    def answer(self, question: Understood, candidates: Sequence[Candidate]) -> Answer:
        """An answer whose every claim cites exact words of the candidates' articles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """How likely evidence must be; chosen on development questions (see qa/README.md).

    `answer`: the best sentence, or the question is not answered. `beside`: a further sentence, as
    a share of the best one's probability. `rival`: the same for rival superlative claims, which
    are worth showing even when they are weaker. `subject`: how much of the question's words a
    rival's article must hold, as a share of what the best one's holds; another subject's "first"
    is no rival.
    """

    answer: float = 0.3
    beside: float = 0.9
    rival: float = 0.4
    subject: float = 0.75


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
        evidence = self._reader.read(question, candidates)
        confidence = evidence[0].score if evidence else 0.0
        if not evidence or confidence < self._thresholds.answer:
            return self._not_found(question, candidates, confidence)
        claims = make_claims(question, self._chosen(question, evidence))[: self.most_claims]
        return compose(question, claims, confidence)

    def _chosen(self, question: Understood, evidence: list[Evidence]) -> list[Evidence]:
        best = evidence[0].score
        if question.superlatives:
            strong = [found for found in evidence if found.score >= self._thresholds.rival * best]
            articles = {found.article.id: found.article for found in strong}
            held = {key: _share_held(question, article) for key, article in articles.items()}
            needed = self._thresholds.subject * held[evidence[0].article.id]
            return [found for found in strong if held[found.article.id] >= needed]
        beside = [
            found
            for found in evidence[1 : 1 + self.most_beside]
            if found.score >= max(self._thresholds.beside * best, self._thresholds.answer)
        ]
        return [evidence[0], *beside]

    def _not_found(
        self, question: Understood, candidates: Sequence[Candidate], confidence: float
    ) -> Answer:
        nearest = tuple(
            _citation(
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


def _share_held(question: Understood, article: Article) -> float:
    """The share of the question's content words that stand in the article, 1 where it has none."""
    asked = {word.stem for word in content_words(question.text)}
    held = stems(f"{article.title or ''}\n{article.text}")
    return len(asked & held) / len(asked) if asked else 1.0


def compose(question: Understood, found: Sequence[FoundClaim], confidence: float) -> Answer:
    """Numbers the citations and writes the answer's text from the claims."""
    citations: list[Citation] = []
    claims: list[Claim] = []
    for claim in found:
        numbers = []
        for evidence in claim.evidence:
            citations.append(_citation(evidence, len(citations) + 1))
            numbers.append(len(citations))
        claims.append(
            Claim(
                text=claim.evidence[0].text,
                short_answer=claim.short_answer,
                scope=claim.scope,
                speaker=claim.speaker,
                outlet=claim.outlet,
                when=claim.when,
                citations=tuple(numbers),
                explained=claim.explained,
            )
        )
    rivals = bool(question.superlatives) and len(claims) > 1
    status: Status = "rival_claims" if rivals else "answered"
    shorts = dict.fromkeys(claim.short_answer for claim in claims if claim.short_answer)
    return Answer(
        question=question.text,
        standalone=question.text,
        status=status,
        text=_text(claims, rivals=rivals),
        short_answers=tuple(shorts),
        confidence=confidence,
        claims=tuple(claims),
        citations=tuple(citations),
        nearest=(),
    )


def _text(claims: Sequence[Claim], *, rivals: bool) -> str:
    lines = []
    for claim in claims:
        marks = "".join(f"[{number}]" for number in claim.citations)
        label = ", ".join(part for part in (claim.short_answer, claim.scope) if part)
        lead = f"{label}: " if rivals and label else ""
        lines.append(f"{lead}“{claim.text}” {marks}")
    if not rivals:
        return "\n\n".join(lines)
    count = NUMBER_WORDS[len(claims)] if len(claims) < len(NUMBER_WORDS) else str(len(claims))
    scopes = {(claim.scope or "").casefold() for claim in claims}
    differing = ", of different scope" if len(scopes) > 1 else ""
    opening = f"The articles make {count} such claims{differing}:"
    return "\n".join([opening, "", *(f"- {line}" for line in lines)])


def _citation(evidence: Evidence, number: int) -> Citation:
    article = evidence.article
    return Citation(
        number=number,
        article_id=article.id,
        version=article.version,
        title=article.title,
        publisher=article.publisher,
        published=article.published,
        url=article.url,
        quote=evidence.text,
        start=evidence.span.start,
        end=evidence.span.end,
    )
