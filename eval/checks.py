"""A result and what it must reach in, what it fails at out: for builds that test quality."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eval.compare import Comparison
from eval.results import Result
from eval.scores import all_measures
from index.errors import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """What a measure must reach: at least `value`, or at most where lower is better."""

    measure: str
    value: float


def parse_floor(text: str, *, k: int) -> Floor:
    """Reads "correct=0.5". Raises UsageError when it is malformed or names no such measure."""
    name, equals, number = (part.strip() for part in text.partition("="))
    directed = [known.name for known in all_measures(k).values() if known.better != "neither"]
    try:
        value = float(number)
    except ValueError:
        value = float("nan")
    if not equals or value != value:  # noqa: PLR0124 - NaN is what differs from itself
        raise UsageError(f"--fail-under {text!r} is not understood: write it as correct=0.5")
    if name not in directed:
        raise UsageError(f"--fail-under: no measure {name!r}; there are {', '.join(directed)}")
    return Floor(measure=name, value=value)


def missed_floors(result: Result, floors: Sequence[Floor]) -> Iterator[str]:
    """A sentence for each floor that the result does not reach.

    A measure that applies to no question reaches nothing: a check that tests nothing must not
    pass.
    """
    measures = all_measures(result.manifest.k)
    for floor in floors:
        summary = result.measures.get(floor.measure)
        if summary is None:
            yield f"{floor.measure} applies to no question of this set"
        elif measures[floor.measure].better == "lower" and summary.value > floor.value:
            yield f"{floor.measure} is {summary.value:.4f}, above {floor.value:g}"
        elif measures[floor.measure].better == "higher" and summary.value < floor.value:
            yield f"{floor.measure} is {summary.value:.4f}, under {floor.value:g}"


def worsened(comparison: Comparison) -> Iterator[str]:
    """A sentence for each measure that is worse beyond chance."""
    for difference in comparison.differences:
        if difference.verdict == "worse":
            yield (
                f"{difference.measure} is worse: {difference.old:.4f} before,"
                f" {difference.new:.4f} now (p = {difference.p_value:.4f})"
            )
