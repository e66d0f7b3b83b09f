"""`Engine`: a question in, a cited answer out. What the page, the terminal and Python talk to."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from index.errors import BadQuestion
from index.library import Library
from index.records import Article, Passage
from index.split import passages as split_passages
from qa.answer import Answerer
from qa.claims.compose import with_note
from qa.copies import also_in
from qa.events import placed
from qa.followups.standalone import standalone
from qa.rank import sentence_scores
from qa.retrieve import Retriever, query_stems, within
from qa.sources import teller
from qa.spelling import Spelling
from qa.types import (
    Answer,
    Candidate,
    Citation,
    Found,
    Question,
    SearchResult,
    Understanding,
)
from qa.understand import WHOLE, Understood, understand
from qa.understanding.window import without_window
from qa.words import content_words

LONGEST_QUESTION = 2_000
"""Characters. A longer one is a pasted article, not a question."""
GIVEN_PASSAGE = "passage"
"""The article id in citations of a text that came with the question."""
PASSAGES_OF_A_SUBJECT = 40
"""So many are looked through for a timeline or an overview, by words alone, so it takes no time."""
ARTICLES_OF_A_LIBRARY = 7
"""Of so many the leads are shown where no subject is named."""
MOST_UNKNOWN = 4
"""Words that no article has; so many are told."""
OTHER_DAYS = "Nothing published “{words}” answers this; these articles are of other days."


class Engine:
    """Answers questions over one library. Safe to use from several threads."""

    def __init__(
        self, library: Library, retriever: Retriever, answerer: Answerer, *, passages_retrieved: int
    ) -> None:
        self.library = library
        self._retriever = retriever
        self._answerer = answerer
        self._passages_retrieved = passages_retrieved
        self._spelling = Spelling(library)

    def ask(self, question: Question | str) -> Answer:
        """Answers a question.

        Raises BadQuestion for an empty or far too long one, StoreUnavailable, ModelUnavailable.
        """
        return self.found(question).answer

    def found(self, question: Question | str) -> Found:
        """The answer to a question, and what it was read from. Raises what `ask` raises."""
        question = _checked(question)
        clock = _Clock()
        with clock.stage("understand"):
            understood, note = self._placed(question, self._understand(question))
        found = self._answered(question, understood, clock)
        answer = found.answer
        if answer.status == "not_found":
            answer = replace(answer, note=self._why_not(question, understood))
        elif note:
            answer = with_note(answer, note)
        answer = replace(
            answer,
            question=question.text,
            timings=clock.timings(),
            understood=_shown(understood),
        )
        return replace(found, answer=answer)

    def stream(self, question: Question | str) -> Iterator[Answer]:
        """Answers that grow: each holds more claims than the last; the final one equals `ask`'s.

        Raises what `ask` raises.
        """
        yield from growing(self.ask(question))

    def search(self, question: Question | str, *, k: int = 10) -> tuple[SearchResult, ...]:
        """The `k` passages that retrieval puts first. Raises what `ask` raises."""
        question = _checked(question)
        understood, _ = self._placed(question, self._understand(question))
        window = understood.window
        candidates: tuple[Candidate, ...] = ()
        if window is not None and window.restricts:
            candidates = self._retriever.retrieve(
                within(question, window), understood.subject, limit=k
            )
        candidates = candidates or self._retriever.retrieve(
            question, understood.subject, limit=k, window=window
        )
        return tuple(
            SearchResult(
                rank=rank,
                score=candidate.score,
                article_id=candidate.article.id,
                start=candidate.passage.start,
                end=candidate.passage.end,
                text=candidate.passage.text,
                also_in=also_in(self.library, candidate.article, candidate.passage.text),
            )
            for rank, candidate in enumerate(candidates, start=1)
        )

    def candidates(self, question: Question | str) -> tuple[Understood, tuple[Candidate, ...]]:
        """How a question is read, and the passages to read for it. Raises what `ask` raises."""
        question = _checked(question)
        understood, _ = self._placed(question, self._understand(question))
        return understood, self._candidates(question, understood)

    def _understand(self, question: Question) -> Understood:
        """How a question is read."""
        text = _standalone(question)
        publishers: tuple[str, ...] = ()
        mended: tuple[tuple[str, str], ...] = ()
        if question.passage is None:
            spelt = self._spelling.mended(text, without=question.without)
            text, mended = spelt.text, spelt.words
            publishers = self._retriever.sources(text, without=question.without).publishers
        understood = understand(
            text, asked=question.asked, publishers=publishers, without=question.without
        )
        understood = replace(understood, mended=mended)
        # What the user sets by hand holds, whatever the wording says.
        if question.since or question.until or question.passage is not None:
            understood = replace(understood, window=None)
        return understood

    def _why_not(self, question: Question, understood: Understood) -> str | None:
        """Which words of a question no article has; None where there are none such."""
        words = () if question.passage is not None else self._spelling.unknown(understood.text)
        quoted = ", ".join(f"“{word}”" for word in words[:MOST_UNKNOWN])
        return f"No article has the word{'s' * (len(words) > 1)} {quoted}." if words else None

    def _placed(self, question: Question, understood: Understood) -> tuple[Understood, str | None]:
        """The same with the days that an event named in it fixes, and a sentence that says so."""
        window = understood.window
        if window is None or window.event is None:
            return understood, None
        candidates = self._retriever.retrieve_articles(
            question, understood.text, limit=self._passages_retrieved
        )
        return placed(understood, window.event, candidates)

    def _answered(self, question: Question, understood: Understood, clock: _Clock) -> Found:
        """The answer, of the publisher alone whose telling is asked for."""
        told_by = teller(understood.text, understood.publishers)
        if told_by is None or understood.form in WHOLE or question.publishers:
            return self._of_days(question, understood, clock)
        publisher, text = told_by
        own = replace(question, text=text, history=(), publishers=(publisher,))
        found = self._of_days(own, self._understand(own), clock)
        return replace(found, answer=replace(found.answer, standalone=understood.text))

    def _of_days(self, question: Question, understood: Understood, clock: _Clock) -> Found:
        """The answer from the days that the wording restricts to; else from all, and it says so."""
        window, read = understood.window, _read_as(understood)
        if window is None or not window.restricts:
            return self._tried(question, understood, clock, read=read)
        found = self._tried(within(question, window), understood, clock, read=read)
        if found.answer.status != "not_found":
            return found
        anywhere = self._tried(
            question, understood, clock, read=replace(understood, text=understood.asking)
        )
        if anywhere.answer.status == "not_found":
            return anywhere
        note = OTHER_DAYS.format(words=window.words)
        return replace(anywhere, answer=with_note(anywhere.answer, note))

    def _tried(
        self, question: Question, understood: Understood, clock: _Clock, *, read: Understood
    ) -> Found:
        """The answer to the question as `read`, from what is retrieved for it as `understood`."""
        with clock.stage("retrieve"):
            candidates = self._candidates(question, understood)
        with clock.stage("answer"):
            answer = self._answerer.answer(read, candidates)
            articles = {found.article.id: found.article for found in candidates}
            answer = replace(
                answer,
                standalone=understood.text,
                citations=self._with_copies(answer.citations, articles),
                nearest=self._with_copies(answer.nearest, articles),
            )
        return Found(answer=answer, candidates=candidates)

    def _with_copies(
        self, citations: Sequence[Citation], articles: Mapping[str, Article]
    ) -> tuple[Citation, ...]:
        """The citations, each with the copies of its article that print its words too."""
        return tuple(
            replace(
                citation,
                also_in=also_in(self.library, articles[citation.article_id], citation.quote),
            )
            for citation in citations
        )

    def _candidates(self, question: Question, understood: Understood) -> tuple[Candidate, ...]:
        if question.passage is not None:
            return _nearest_first(understood.text, given_passage(question.passage))
        window = understood.window
        if understood.form in WHOLE and not content_words(understood.subject):
            return self._retriever.newest(question, articles=ARTICLES_OF_A_LIBRARY)
        if understood.form in WHOLE:
            return self._retriever.retrieve_articles(
                question, understood.subject, limit=PASSAGES_OF_A_SUBJECT, window=window
            )
        if understood.superlatives:
            # A rival claim may stand anywhere in an article on the subject, also where none of
            # the question's words do.
            return self._retriever.retrieve_articles(
                question, understood.text, limit=self._passages_retrieved, window=window
            )
        return self._retriever.retrieve(
            question, understood.text, limit=self._passages_retrieved, window=window
        )


def _nearest_first(text: str, candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Passages of one text, those first whose sentences hold most of a question."""
    scores = sentence_scores(query_stems(text), [found.passage for found in candidates])
    scored = [replace(found, score=scores[found.passage.id]) for found in candidates]
    return tuple(sorted(scored, key=lambda found: -found.score))


def _read_as(understood: Understood) -> Understood:
    """The question as it is read: without the words that retrieval has seen to, or cannot.

    An article tells of its own day, and rarely dates it: that none of its sentences has the date
    would be taken for no answer. The words of an event would draw the reader to the sentence that
    tells of the event itself.
    """
    window, text = understood.window, understood.asking
    if window is not None and (window.restricts or window.event):
        text = without_window(text, window)
    return replace(understood, text=text)


def growing(answer: Answer) -> Iterator[Answer]:
    """The answer with its first claim, with its first two, and so on to the whole."""
    for shown in range(1, len(answer.claims)):
        yield replace(answer, claims=answer.claims[:shown])
    yield answer


@dataclass(slots=True)
class _Clock:
    began: float = field(default_factory=time.perf_counter)
    stages: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        began = time.perf_counter()
        yield
        # A stage may run twice: within the days that are named, then beyond them.
        took = 1000 * (time.perf_counter() - began)
        self.stages[name] = self.stages.get(name, 0.0) + took

    def timings(self) -> dict[str, float]:
        return {**self.stages, "total": 1000 * (time.perf_counter() - self.began)}


def _shown(understood: Understood) -> Understanding:
    """How a question was read, for the reader."""
    window = understood.window
    if window is None:
        return Understanding(
            kind=understood.form, publishers=understood.publishers, mended=understood.mended
        )
    return Understanding(
        kind=understood.form,
        since=window.since,
        until=window.until,
        words=window.words,
        restricts=window.restricts,
        publishers=understood.publishers,
        mended=understood.mended,
    )


def _standalone(question: Question) -> str:
    return standalone(question.text, question.history, longest=LONGEST_QUESTION)


def _checked(question: Question | str) -> Question:
    question = Question(text=question) if isinstance(question, str) else question
    text = " ".join(question.text.split())
    if not text:
        raise BadQuestion("the question is empty: ask something about the articles")
    if len(text) > LONGEST_QUESTION:
        raise BadQuestion(
            f"the question has {len(text)} characters, at most {LONGEST_QUESTION} are read: "
            "ask something shorter"
        )
    if question.since and question.until and question.since > question.until:
        raise BadQuestion(
            f"no day lies between {question.since} and {question.until}: "
            "the first date must not be later than the last"
        )
    return replace(question, text=text)


def given_passage(text: str) -> tuple[Candidate, ...]:
    """A text that came with a question, as candidates that no search has ranked."""
    article = Article(id=GIVEN_PASSAGE, text=text)
    return tuple(
        Candidate(
            passage=Passage(
                id=number,
                article_id=article.id,
                start=sentences[0].start,
                end=sentences[-1].end,
                text=text[sentences[0].start : sentences[-1].end],
                sentences=sentences,
            ),
            article=article,
            score=0.0,
        )
        for number, sentences in enumerate(split_passages(text))
    )
