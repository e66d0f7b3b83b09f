"""The records of a question set: a case, its gold answers and evidence, what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from index.records import Article, Skipped
from qa.types import Turn

Nobody: TypeAlias = Literal[False]
"""What a set says where it knows that there is nothing to be told, unlike None."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a right answer rests on: `quote`, word for word in the article, or all of it (None).

    `grade` is how relevant it is, from 1; only sets with graded judgements go higher.
    """

    article_id: str
    quote: str | None = None
    grade: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldClaim:
    """One of several answers that stand side by side. What the set does not say is None.

    `speaker` and `outlet` are False where nobody says it but the article, and `when` where no
    time may be given. `names` are those that a pronoun of its sentence stands for, none where
    nothing in the sentence may be explained.
    """

    short_answer: str
    scope: str | None = None
    speaker: str | Nobody | None = None
    outlet: str | Nobody | None = None
    when: str | Nobody | None = None
    names: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One question of a set and what a right answer looks like.

    `place` is where it stands in the set, such as "line 3".
    `answers` are accepted short answers; empty for an unanswerable question and where the set
    has none. `claims` are answers that all belong in a complete reply, `wrong_answers` those
    that do not. Where `complete` is true, what the case does not accept is wrong beside what it
    does. `facts` are what a reply must tell, each in alternative wordings: in its short answers,
    or where `in_quotes` is true in its quotations too; None where the set judges by answers.
    `false_premise` says that the question takes for granted what is not so, and `corrections`
    are wordings of the truth that may be told instead.
    `asked` is the day of asking. `passage`, when given, is the only text the answer may come
    from; `publishers`, when given, the only publishers. `standalone` is the same question put so
    that it needs no `history`. Where `search_only` is true the set judges retrieval alone and no
    answer is asked for.
    """

    id: str
    question: str
    place: str
    answerable: bool = True
    answers: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    claims: tuple[GoldClaim, ...] = ()
    wrong_answers: tuple[str, ...] = ()
    complete: bool = False
    facts: tuple[tuple[str, ...], ...] | None = None
    in_quotes: bool = False
    corrections: tuple[str, ...] = ()
    false_premise: bool = False
    kind: str | None = None
    asked: date | None = None
    history: tuple[Turn, ...] = ()
    standalone: str | None = None
    publishers: tuple[str, ...] = ()
    passage: str | None = None
    search_only: bool = False

    @property
    def accepted(self) -> tuple[str, ...]:
        """The accepted short answers: those of the case, else those of its claims."""
        return self.answers or tuple(claim.short_answer for claim in self.claims)

    @property
    def has_ranking(self) -> bool:
        """Whether passages are retrieved for it and it is known which are relevant."""
        return self.passage is None and bool(self.evidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something wrong with a set: where ("line 3"), and what, in a sentence."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionSet:
    """A set as read. `sha256` is of its files, hexadecimal.

    `articles` gives, afresh at each call, the articles that come with the set; None when it is
    to be asked over a store that already holds them.
    """

    name: str
    format: str
    sha256: str
    cases: tuple[Case, ...]
    problems: tuple[Problem, ...] = ()
    articles: Callable[[], Iterator[Article | Skipped]] | None = None


def article_ids(cases: Iterable[Case]) -> list[str]:
    """The articles that the evidence of these cases names, each once, in order."""
    return list(dict.fromkeys(piece.article_id for case in cases for piece in case.evidence))
