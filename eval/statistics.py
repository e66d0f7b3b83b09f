"""How far a measured number may lie from the true one, and whether two runs differ.

The only importer of scipy. Everything is drawn from a fixed seed: the same numbers give the same
intervals.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

Rows = NDArray[np.intp]
Values = NDArray[np.float64]
Statistic = Callable[[Rows], Values]
"""Takes draws of cases, an array (draws, cases) of row numbers, and gives one number for each.

NaN stands for a draw to which the statistic does not apply.
"""

LEVEL = 0.95
SIGNIFICANT = 0.05
RESAMPLES = 1000
PERMUTATIONS = 2000
BLOCK = 250
"""Draws made at once: bounds the memory, which is this times the number of cases."""
SEED = 20240229


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """The 95% interval of a number."""

    low: float
    high: float


def bootstrap_interval(count: int, statistic: Statistic) -> Interval | None:
    """The percentile bootstrap interval (Efron 1979) of a statistic over `count` cases.

    Draws to which it does not apply are left out. None for fewer than two cases, or when it
    applies to no draw.
    """
    if count < 2:
        return None
    random = np.random.default_rng(SEED)
    drawn = np.concatenate(
        [statistic(random.integers(count, size=(BLOCK, count))) for _ in range(RESAMPLES // BLOCK)]
    )
    applies = drawn[~np.isnan(drawn)]
    if not len(applies):
        return None
    low, high = np.quantile(applies, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Interval(low=float(low), high=float(high))


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedChange:
    """A statistic of the same cases in two runs, and how sure it is that they differ.

    `interval` is of new less old; `p_value` is two-sided. None for fewer than two cases.
    """

    old: float
    new: float
    interval: Interval | None
    p_value: float | None


def paired_change(count: int, statistic: Statistic) -> PairedChange | None:
    """Compares two runs of `count` cases, of which rows 0 to count - 1 are the old one.

    Row i + count is the new run's answer to the case of row i. The interval is a paired bootstrap
    (Efron 1979), the p-value a paired permutation test (Fisher 1935). None when the statistic
    does not apply to one of the runs; a permutation to which it does not apply counts as
    extreme, which is cautious.
    """
    cases = np.arange(count)
    old, new = statistic(np.stack([cases, cases + count])).tolist()
    if np.isnan(old) or np.isnan(new):
        return None
    return PairedChange(
        old=old,
        new=new,
        interval=bootstrap_interval(count, lambda rows: statistic(rows + count) - statistic(rows)),
        p_value=permutation_p_value(count, statistic) if count > 1 else None,
    )


def permutation_p_value(count: int, statistic: Statistic) -> float:
    """The two-sided p-value of exchanging the runs case by case; exact for few cases."""

    def change(old: Rows, new: Rows, axis: int) -> Values:
        rows = np.atleast_2d(np.moveaxis(new, axis, -1)), np.atleast_2d(np.moveaxis(old, axis, -1))
        difference = statistic(rows[0]) - statistic(rows[1])
        return np.nan_to_num(difference, nan=np.inf).reshape(np.delete(new.shape, axis))

    cases = np.arange(count)
    test = stats.permutation_test(
        (cases, cases + count),
        change,
        permutation_type="samples",
        vectorized=True,
        n_resamples=PERMUTATIONS,
        batch=BLOCK,
        rng=np.random.default_rng(SEED),
    )
    return float(test.pvalue)


def adjusted(p_values: Sequence[float]) -> list[float]:
    """The p-values adjusted for being many (Benjamini & Hochberg 1995), in the same order."""
    return stats.false_discovery_control(p_values).tolist() if p_values else []


def mean_of(values: Values) -> Statistic:
    """The mean of the values at the rows of each draw."""
    return lambda rows: values[rows].mean(axis=1)
