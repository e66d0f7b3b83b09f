"""What the HTTP API takes: bodies with limits, and the `Question` that each stands for."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from qa.engine import LONGEST_QUESTION
from qa.types import Question, Turn

PASSAGE_CHARACTERS = 200_000
MOST_HITS = 100
NEWEST_VERSION = 2**63 - 1
"""The largest number that a store can hold."""


class _Body(BaseModel):
    """A name that is no field is refused, so that a misspelt filter cannot be passed over."""

    model_config = ConfigDict(extra="forbid")


class TurnBody(_Body):
    """An earlier question of the conversation and the answer it got."""

    question: str = Field(max_length=LONGEST_QUESTION)
    answer: str = Field(max_length=PASSAGE_CHARACTERS)


class AskBody(_Body):
    """The body of `POST /api/ask`. Dates are YYYY-MM-DD and inclusive.

    `asked` is the day on which the question is asked, today where it is left out. `quotes_only`
    asks for the articles' own words alone, where a language model would write too.
    """

    question: str = Field(max_length=LONGEST_QUESTION)
    id: str | None = Field(default=None, max_length=600)
    history: list[TurnBody] = Field(default_factory=list, max_length=50)
    publishers: list[str] = Field(default_factory=list, max_length=200)
    since: date | None = None
    until: date | None = None
    asked: date | None = None
    passage: str | None = Field(default=None, max_length=PASSAGE_CHARACTERS)
    quotes_only: bool = False

    def to_question(self) -> Question:
        """The question to ask."""
        return Question(
            text=self.question,
            history=tuple(Turn(question=t.question, answer=t.answer) for t in self.history),
            publishers=tuple(self.publishers),
            since=self.since,
            until=self.until,
            asked=self.asked or date.today(),
            passage=self.passage,
            quotes_only=self.quotes_only,
        )


class SearchBody(_Body):
    """The body of `POST /api/search`. `date` is the day on which the question is asked."""

    question: str = Field(max_length=LONGEST_QUESTION)
    id: str | None = Field(default=None, max_length=600)
    k: int = Field(default=10, ge=1, le=MOST_HITS)
    publishers: list[str] = Field(default_factory=list, max_length=200)
    since: date | None = None
    until: date | None = None
    asked: date | None = Field(default=None, alias="date")

    def to_question(self) -> Question:
        """The question to search for."""
        return Question(
            text=self.question,
            publishers=tuple(self.publishers),
            since=self.since,
            until=self.until,
            asked=self.asked,
        )


class CorrectionBody(_Body):
    """The body of `PATCH /api/articles/{id}`: what the article is. Empty where it is not known."""

    title: str = Field(max_length=1_000)
    publisher: str = Field(max_length=600)
    published: str = Field(max_length=100)
