"""Pairs in, how well their verdicts are told out.

A pair that is "not supported" counts as told right under either verdict that is not "supported",
and has no part in the recall of one of them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import get_args

import numpy as np

from eval.statistics import Interval, bootstrap_interval, mean_of
from eval.verification.pairs import Pair
from qa.verify import Verdict, Verified, verify

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A pair and what the verification says of it; `seconds` is what that took."""

    pair: Pair
    found: Verified
    seconds: float

    @property
    def right(self) -> bool:
        """Whether it is supported and said to be, or is not and is not said to be."""
        return (self.pair.verdict == "supported") == (self.found.verdict == "supported")


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A share of some pairs, with its 95% bootstrap interval; `value` is None over none."""

    value: float | None
    count: int
    interval: Interval | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictScore:
    """How often a verdict is right where it is given, and given where it is right."""

    verdict: Verdict
    precision: Share
    recall: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class KindScore:
    """Of one kind of pair, the share told right: caught where planted, kept where faithful."""

    kind: str
    planted: bool
    right: Share


def judge_all(
    pairs: Sequence[Pair], *, progress: Callable[[int], None] | None = None
) -> list[Judged]:
    """The verdict on each pair, in order. Raises ModelUnavailable."""
    judged = []
    for number, pair in enumerate(pairs, start=1):
        began = time.perf_counter()
        found = verify(pair.sentence, pair.cited)
        judged.append(Judged(pair=pair, found=found, seconds=time.perf_counter() - began))
        if progress is not None:
            progress(number)
    return judged


def share(flags: Sequence[bool]) -> Share:
    """The share of what is true."""
    values = np.array(flags, dtype=np.float64)
    return Share(
        value=float(values.mean()) if len(values) else None,
        count=len(values),
        interval=bootstrap_interval(len(values), mean_of(values)),
    )


def caught(judged: Sequence[Judged]) -> Share:
    """Of the pairs that are not supported, the share that is not said to be."""
    return share([one.right for one in judged if one.pair.verdict != "supported"])


def lost(judged: Sequence[Judged]) -> Share:
    """Of the supported pairs, the share that is said not to be; lower is better."""
    return share([not one.right for one in judged if one.pair.verdict == "supported"])


def by_verdict(judged: Sequence[Judged]) -> Iterator[VerdictScore]:
    """Precision and recall of each verdict."""
    for verdict in VERDICTS:
        given = [one for one in judged if one.found.verdict == verdict]
        yield VerdictScore(
            verdict=verdict,
            precision=share([_fits(one.pair.verdict, verdict) for one in given]),
            recall=share(
                [one.found.verdict == verdict for one in judged if one.pair.verdict == verdict]
            ),
        )


def by_kind(judged: Sequence[Judged]) -> Iterator[KindScore]:
    """How well each kind of pair is told, in the order in which they come."""
    for kind in dict.fromkeys(one.pair.kind for one in judged if one.pair.kind):
        own = [one for one in judged if one.pair.kind == kind]
        yield KindScore(
            kind=kind,
            planted=any(one.pair.verdict != "supported" for one in own),
            right=share([one.right for one in own]),
        )


def _fits(gold: str, verdict: Verdict) -> bool:
    return gold == verdict or (gold == "not supported" and verdict != "supported")
