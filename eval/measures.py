"""The records of what is measured: a measure of one case or of a whole run, and what it takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal, TypeAlias

import numpy as np

from eval.cases import Case
from eval.metrics import Flags, Values
from eval.outcomes import Outcome
from eval.statistics import Rows, Statistic

Better = Literal["higher", "lower", "neither"]
Scores: TypeAlias = Mapping[str, float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What a number is called and means. `definition` is a short phrase, shown in reports."""

    name: str
    group: str
    definition: str
    better: Better = "higher"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMeasure(Measure):
    """A measure of one case; that of a run is the mean over the cases it applies to."""

    score: Callable[[Case, Outcome], float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgements:
    """Cases whose answer can be judged, as arrays with one entry a case.

    `f1` is of the answer given, 0 where none was, NaN where the set judges by facts; `confidence`
    lies between 0 and 1.
    `correct_in_full` says whether the same question was answered right when it was asked so that
    it needs no conversation; it counts only where `asked_in_full`.
    """

    answerable: Flags
    answered: Flags
    correct: Flags
    confidence: Values
    f1: Values
    asked_in_full: Flags
    correct_in_full: Flags

    def __len__(self) -> int:
        return len(self.answerable)

    def take(self, rows: Rows) -> Judgements:
        """The entries at these indices, which may repeat."""
        chosen: dict[str, Any] = {
            field.name: getattr(self, field.name)[rows] for field in fields(self)
        }
        return Judgements(**chosen)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunMeasure(Measure):
    """A measure that only a whole run has; `cases` counts those that it is about."""

    score: Callable[[Judgements], float | None]
    cases: Callable[[Judgements], int] = len

    def over(self, judged: Judgements) -> Statistic:
        """The measure of runs that had the judgements at the rows of each draw."""

        def scores(rows: Rows) -> Values:
            drawn = (self.score(judged.take(draw)) for draw in rows)
            return np.array([np.nan if score is None else score for score in drawn])

        return scores
