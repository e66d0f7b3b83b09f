"""A case, put to the engine: what came back, held against the gold evidence, and how long it took.

An `Outcome` keeps all that the measures need, so that they can be computed, and computed anew,
without the articles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from time import perf_counter

from eval.cases import Case
from eval.metrics import contains, holds, squeeze
from index.errors import UnknownArticle, UsageError
from index.records import Span
from qa.engine import Engine
from qa.types import Answer, Citation, Question, SearchResult
from qa.writing.written import Written


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrieved:
    """A retrieved passage. `evidence` numbers the pieces that stand in it, from 0."""

    passage: SearchResult
    evidence: tuple[int, ...]
    has_answer: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationVerdict:
    """A citation, checked: whether it is word for word, and which evidence it overlaps."""

    exact: bool
    evidence: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Milliseconds: of the answer, of the search, and of the answer's stages."""

    answer: float | None
    search: float | None
    stages: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came back for one case.

    `answer` is None when none was asked for, or when the question could not be asked: then
    `error` says why, and the case counts as refused. `citations` are the verdicts on the
    answer's citations, in order. `retrieved` is empty for a question on a given passage.
    `in_full` is the answer to the case's `standalone` question, None where it has none.
    `has_writer` says that a language model was there to write.
    """

    case_id: str
    answer: Answer | None
    citations: tuple[CitationVerdict, ...]
    retrieved: tuple[Retrieved, ...]
    error: str | None
    times: Times
    in_full: Answer | None = None
    has_writer: bool = False

    @property
    def answered(self) -> bool:
        """Whether the program gave an answer rather than refuse."""
        return self.answer is not None and self.answer.status != "not_found"

    @property
    def confidence(self) -> float:
        """The answer's confidence, 0 where there is none."""
        return self.answer.confidence if self.answer else 0.0

    @property
    def short_answers(self) -> tuple[str, ...]:
        """The short answers; a claim that has none counts with its words. Empty when refused."""
        if self.answer is None or not self.answered:
            return ()
        return self.answer.short_answers or tuple(claim.text for claim in self.answer.claims)

    @property
    def quotes(self) -> tuple[str, ...]:
        """The quoted words. Empty when refused."""
        if self.answer is None or not self.answered:
            return ()
        return tuple(one.quote for one in self.answer.citations if self._is_quoted(one))

    @property
    def quoted(self) -> tuple[CitationVerdict, ...]:
        """The verdicts on the citations of the quotations, without those of written sentences."""
        if self.answer is None or self.answer.writing is None:
            return self.citations
        pairs = zip(self.answer.citations, self.citations, strict=True)
        return tuple(verdict for citation, verdict in pairs if self._is_quoted(citation))

    def _is_quoted(self, citation: Citation) -> bool:
        """Whether a citation is of a quotation: those of a model's sentences come after them."""
        answer = self.answer
        if answer is None or answer.writing is None:
            return True
        claims = (*answer.claims, *answer.earlier)
        return any(citation.number in claim.citations for claim in claims)

    @property
    def words(self) -> tuple[str, ...]:
        """All that the answer says: its text and note, short answers and quotations."""
        if self.answer is None or not self.answered:
            return ()
        answer = self.answer
        return (answer.text, answer.note or "", *answer.short_answers, *self.quotes)

    @property
    def prediction(self) -> str:
        """The leading short answer, as SQuAD's measures take it: empty when refused."""
        return next(iter(self.short_answers), "")


def question_of(case: Case) -> Question:
    """The question as a case puts it."""
    return Question(
        text=case.question,
        history=case.history,
        publishers=case.publishers,
        asked=case.asked,
        passage=case.passage,
    )


def put(case: Case, engine: Engine, *, k: int) -> Outcome:
    """Asks and searches, as far as the case wants it, and checks what came back.

    A question that the engine will not take becomes an outcome with an `error`. Raises
    Unavailable errors.
    """
    question = question_of(case)
    has_writer = isinstance(engine, Written)
    # The answer first: a search before it would warm what the answer's time should include.
    try:
        began = perf_counter()
        answer = None if case.search_only else engine.ask(question)
        answered = perf_counter()
        found = () if case.passage is not None else engine.search(question, k=k)
        searched = perf_counter()
        in_full = (
            engine.ask(replace(question, text=case.standalone, history=(), quotes_only=True))
            if case.standalone and answer
            else None
        )
    except UsageError as error:
        return Outcome(
            case_id=case.id,
            answer=None,
            citations=(),
            retrieved=(),
            error=str(error),
            times=Times(answer=None, search=None, stages={}),
            has_writer=has_writer,
        )
    return Outcome(
        case_id=case.id,
        answer=replace(answer, timings={}) if answer else None,
        citations=tuple(judge_citation(citation, case, engine) for citation in answer.citations)
        if answer
        else (),
        retrieved=tuple(judge_passage(passage, case) for passage in found),
        error=None,
        times=Times(
            answer=1000 * (answered - began) if answer else None,
            search=1000 * (searched - answered) if case.passage is None else None,
            stages=answer.timings if answer else {},
        ),
        in_full=replace(in_full, timings={}) if in_full else None,
        has_writer=has_writer,
    )


def judge_passage(passage: SearchResult, case: Case) -> Retrieved:
    """Which evidence stands in a passage, and whether an accepted answer does.

    A quote counts wherever it stands, as in MultiHop-RAG: agencies' copy runs in many papers.
    """
    return Retrieved(
        passage=passage,
        evidence=tuple(
            number
            for number, piece in enumerate(case.evidence)
            if (
                passage.article_id == piece.article_id
                if piece.quote is None
                else holds(passage.text, piece.quote)
            )
        ),
        has_answer=contains(passage.text, case.answers),
    )


def judge_citation(citation: Citation, case: Case, engine: Engine) -> CitationVerdict:
    """Whether a citation is word for word what it cites, and which evidence it overlaps."""
    text = cited_text(citation, case, engine)
    return CitationVerdict(
        exact=text[citation.start : citation.end] == citation.quote != "",
        evidence=tuple(
            number
            for number, piece in enumerate(case.evidence)
            if piece.article_id == citation.article_id
            and (
                piece.quote is None
                or any(
                    citation.start < span.end and span.start < citation.end
                    for span in locate(text, piece.quote)
                )
            )
        ),
    )


def cited_text(citation: Citation, case: Case, engine: Engine) -> str:
    """The text that a citation points into: the given passage or the article; else empty."""
    if case.passage is not None:
        return case.passage
    try:
        return engine.library.article(citation.article_id, version=citation.version).text
    except UnknownArticle:
        return ""


def locate(text: str, quote: str) -> Iterator[Span]:
    """Where a quote stands in a text, whatever the white space in either."""
    pattern = r"\s*".join(map(re.escape, squeeze(quote)))
    return (Span(*match.span()) for match in re.finditer(pattern, text))
