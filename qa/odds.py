"""Probabilities and log-odds: where what speaks for an answer is added up."""

from __future__ import annotations

import math

LEAST = 1e-9
"""No probability is taken for 0 or 1, whose log-odds are infinite."""


def log_odds(probability: float) -> float:
    """log(p / (1 - p)), finite also for 0 and 1."""
    bounded = min(max(probability, LEAST), 1 - LEAST)
    return math.log(bounded / (1 - bounded))


def probability_of(odds: float) -> float:
    """The probability of these log-odds: the logistic function. Never overflows."""
    return 0.5 * (1 + math.tanh(odds / 2))
