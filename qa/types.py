"""What goes into the engine and what comes out of it: a question, evidence, an answer.

The rule that everything follows: a `Claim` rests on `Citation`s, and of each citation
`article.text[start:end] == quote` holds, word for word.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from index.records import Article, Passage, Span
from qa.understanding.forms import Form

Status = Literal["answered", "rival_claims", "not_found"]
Verdict = Literal["supported", "contradicted", "unsupported"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """An earlier question of the same conversation and the answer it got.

    `short_answers` are those of the answer, empty where they are not known.
    """

    question: str
    answer: str
    short_answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question and what restricts it.

    `since` and `until` are inclusive; `publishers` empty means all. `asked` is the day on which
    the question is asked, against which "last week" is read; None means unknown. `passage`, when
    given, is the only text the answer may come from; the library is then not searched. `without`
    are words of the text that are not to be read as a date, a publisher or another word.
    `quotes_only` asks for the articles' own words alone, where a language model would write too.
    `articles` are the ids of those that the answer may come from, empty means all.
    """

    text: str
    history: tuple[Turn, ...] = ()
    publishers: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    asked: date | None = None
    passage: str | None = None
    without: tuple[str, ...] = ()
    quotes_only: bool = False
    articles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """How the wording of a question was read, so that a misreading can be seen and taken back.

    `words` are those read as a date, None where none were; `since` and `until` the days of
    publication that they stand for, each None where that side is open. `restricts` tells that
    articles of other days were left out. `publishers` are those that the wording names. `mended`
    are words that were typed, each with the word of the library that it was read as.
    """

    kind: Form
    since: date | None = None
    until: date | None = None
    words: str | None = None
    restricts: bool = False
    publishers: tuple[str, ...] = ()
    mended: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A passage that retrieval found and the article it stands in; a higher `score` is better."""

    passage: Passage
    article: Article
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A sentence that may answer the question: `article.text[span.start:span.end]`.

    `score` is the probability that it does, from 0 to 1. `answer` is the stretch of the article
    inside `span` that answers in short, None where none was found. `retrieved` is the score that
    retrieval gave the passage.
    """

    article: Article
    span: Span
    score: float
    answer: Span | None = None
    retrieved: float = 0.0

    @property
    def text(self) -> str:
        """The exact words."""
        return self.article.text[self.span.start : self.span.end]

    def answered(self, inside: Span) -> Evidence:
        """The same with a stretch of its sentence for its answer; offsets into the sentence."""
        start = self.span.start
        return replace(self, answer=Span(start + inside.start, start + inside.end))

    @property
    def short_answer(self) -> str | None:
        """The exact words of the short answer."""
        return self.article.text[self.answer.start : self.answer.end] if self.answer else None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlsoIn:
    """A copy of an article that prints the same words, and who published it."""

    article_id: str
    publisher: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """The exact words that a claim rests on. `number` is the [n] of the answer, from 1.

    `also_in` are the copies of the article that print these words too. `correction` is what the
    article says of its own correction or retraction, None where it tells of none.
    """

    number: int
    article_id: str
    version: int
    title: str | None
    publisher: str | None
    published: date | None
    url: str | None
    quote: str
    start: int
    end: int
    also_in: tuple[AlsoIn, ...] = ()
    correction: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One answer to the question, kept apart from its rivals.

    `text` stands word for word in the cited article. `scope` is what the claim is limited to, in
    the source's words ("first Labour MP"). `speaker` said it, to `outlet`; both None where the
    article itself says it. `when` is the date of it, in ISO 8601 where that is known, else the
    words for it. `citations` are numbers. `explained` is not a quotation: the text with the name
    that a pronoun stands for in brackets, None where it needs none or it is not sure. `otherwise`
    are the words of the text that deny what a question takes for granted, None where none do.
    """

    text: str
    short_answer: str | None
    scope: str | None
    speaker: str | None
    outlet: str | None
    when: str | None
    citations: tuple[int, ...]
    explained: str | None = None
    otherwise: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A sentence that a language model wrote, held against the words that it cites.

    `verdict` is "supported" where they say so, and only then is it shown as an answer; `reason`
    says in words why it is not. `citations` are numbers: of what it rests on, or, where it is
    contradicted, of what says otherwise.
    """

    text: str
    citations: tuple[int, ...]
    verdict: Verdict
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """An article of which so many sentences were sent to another machine."""

    article_id: str
    title: str | None
    publisher: str | None
    published: date | None
    sentences: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """What a language model wrote beside the quotations, as far as it has come.

    `by` is the model's name, `host` the machine and port that it was asked at. `note` is a line of
    ours on what was left out or went wrong. `finished` says that no more will come, `failed` that
    its server gave no whole answer, which it may do another time. `sent` are the ids of the
    articles of which sentences, `sentences_sent` in number, left this machine: none where the model
    runs here.
    """

    by: str
    host: str
    sentences: tuple[Statement, ...] = ()
    note: str | None = None
    finished: bool = False
    failed: bool = False
    sent: tuple[Sent, ...] = ()

    @property
    def shown(self) -> tuple[Statement, ...]:
        """The sentences that the articles say too."""
        return tuple(one for one in self.sentences if one.verdict == "supported")

    @property
    def left_out(self) -> tuple[Statement, ...]:
        """The others."""
        return tuple(one for one in self.sentences if one.verdict != "supported")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the engine says. `text` carries [1] markers that number the `citations`.

    `note` is a sentence of ours on how the claims differ, such as how a toll rose from day to day;
    `earlier` are the claims that the one shown has replaced, the latest first.
    `confidence` is between 0 and 1. `nearest` holds the nearest passages when nothing was found.
    `timings` are milliseconds by stage. `understood` says how the question was read. `writing` is
    what a language model wrote of it, None where none was asked.
    """

    question: str
    standalone: str
    status: Status
    text: str
    short_answers: tuple[str, ...]
    confidence: float
    claims: tuple[Claim, ...]
    citations: tuple[Citation, ...]
    nearest: tuple[Citation, ...]
    timings: Mapping[str, float] = field(default_factory=dict)
    note: str | None = None
    earlier: tuple[Claim, ...] = ()
    understood: Understanding | None = None
    writing: Writing | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An answer in the articles' own words, and the passages that it was read from."""

    answer: Answer
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """One passage that retrieval returns; `rank` from 1, `start` and `end` in its article.

    `also_in` are the copies of the article that print these words too.
    """

    rank: int
    score: float
    article_id: str
    start: int
    end: int
    text: str
    also_in: tuple[AlsoIn, ...] = ()
