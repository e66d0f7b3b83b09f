"""Numbers in, SVG plots for the report out. Colours are left to the page, by CSS class."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from markupsafe import Markup

from eval.metrics import Bin, CurvePoint
from eval.results import Result

WIDTH, HEIGHT = 480, 270
LEFT, RIGHT, TOP, BOTTOM = 48, 22, 28, 42
LATENCY_BINS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """A drawing with the sentence that explains it."""

    title: str
    caption: str
    svg: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """What is laid along one side: its name, its ends, and where a number stands."""

    label: str
    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]

    def share(self, value: float) -> float:
        """How far along the axis a value lies, 0 to 1."""
        return (value - self.low) / (self.high - self.low)


SHARES = tuple((share / 5, f"{share * 20}%") for share in range(6))


def share_axis(label: str) -> Axis:
    """An axis from 0 to 100%."""
    return Axis(label=label, low=0, high=1, ticks=SHARES)


def count_axis(label: str, most: int) -> Axis:
    """An axis of counts from 0 to at least `most`, with at most six round numbers."""
    step = next(
        size * 10**power
        for power in range(10)
        for size in (1, 2, 5)
        if size * 10**power * 5 >= most
    )
    high = max(step, -(-most // step) * step)
    return Axis(
        label=label,
        low=0,
        high=high,
        ticks=tuple((float(count), f"{count:,}") for count in range(0, high + 1, step)),
    )


def plots(result: Result) -> list[Plot]:
    """The plots that a result has numbers for."""
    drawn = (
        risk_coverage_plot(result.risk_coverage),
        reliability_plot(result.reliability),
        first_hit_plot(result),
        latency_plot(result),
    )
    return [plot for plot in drawn if plot]


def risk_coverage_plot(points: Sequence[CurvePoint]) -> Plot | None:
    """Share of wrong answers over the share of questions answered."""
    if not points:
        return None
    x, y = share_axis("questions answered, surest first"), share_axis("of these, wrong")
    corners = [(points[0].coverage, points[0].risk)]
    for before, after in pairwise(points):
        corners += [(before.coverage, after.risk), (after.coverage, after.risk)]
    return Plot(
        title="Risk and coverage",
        caption="How many answers are wrong when only the surest questions are answered. Lower is"
        " better; the line ends where Byline refuses the rest.",
        svg=drawing(x, y, [line(x, y, [(0.0, points[0].risk), *corners], "curve")]),
    )


def reliability_plot(bins: Sequence[Bin]) -> Plot | None:
    """Share of right answers over confidence."""
    if not bins:
        return None
    x, y = share_axis("confidence"), share_axis("right answers")
    bars = [
        bar(
            x,
            y,
            (one.low, one.high),
            one.accuracy,
            f"{one.answers} answers, {one.confidence:.0%} sure, {one.accuracy:.0%} right",
        )
        for one in bins
    ]
    counts = [
        Markup('<text x="{:.1f}" y="{:.1f}" class="count">{}</text>').format(
            across(x, (one.low + one.high) / 2), down(y, 0) - 5, one.answers
        )
        for one in bins
    ]
    return Plot(
        title="Reliability",
        caption="How often answers of each confidence are right. On the dashed line confidence"
        " is what it says; above it Byline is too modest, below it too sure. The numbers count"
        " answers.",
        svg=drawing(x, y, [*bars, line(x, y, [(0, 0), (1, 1)], "ideal"), *counts]),
    )


def first_hit_plot(result: Result) -> Plot | None:
    """How many questions have their first relevant passage at each rank."""
    k = result.manifest.k
    ranked = [case.outcome.retrieved for case in result.cases if case.case.has_ranking]
    if not ranked:
        return None
    first = Counter(
        next((hit.passage.rank for hit in retrieved if hit.evidence), k + 1) for retrieved in ranked
    )
    ticks = tuple((float(rank), str(rank)) for rank in range(1, k + 1, 1 + (k - 1) // 10))
    x = Axis(
        label="rank of the first passage with evidence",
        low=0.4,
        high=k + 1.6,
        ticks=(*ticks, (k + 1, "none")),
    )
    y = count_axis("questions", max(first.values()))
    return Plot(
        title="First hit",
        caption="At which rank the first passage stands that holds evidence. "
        f'"None" is beyond rank {k}.',
        svg=drawing(x, y, [counted(x, y, rank, count) for rank, count in sorted(first.items())]),
    )


def counted(x: Axis, y: Axis, rank: int, count: int) -> Markup:
    """The bar of one rank."""
    return bar(x, y, (rank - 0.4, rank + 0.4), count, f"{count} questions")


def latency_plot(result: Result) -> Plot | None:
    """How long answers, or searches where none were asked for, took."""
    times = [case.outcome.times for case in result.cases]
    durations = [time.answer for time in times if time.answer is not None]
    durations = durations or [time.search for time in times if time.search is not None]
    if not durations:
        return None
    counts, edges = np.histogram(durations, bins=LATENCY_BINS, range=(0, max(durations)))
    x = count_axis("milliseconds", int(np.ceil(max(durations))))
    y = count_axis("questions", int(counts.max()))
    bars = [
        bar(
            x,
            y,
            (float(low), float(high)),
            int(count),
            f"{count} questions, {low:.0f}–{high:.0f} ms",
        )
        for (low, high), count in zip(pairwise(edges), counts, strict=True)
    ]
    median = float(np.median(durations))
    return Plot(
        title="Latency",
        caption=f"How long a question took; the dashed line is the median, {median:.0f} ms.",
        svg=drawing(x, y, [*bars, line(x, y, [(median, y.low), (median, y.high)], "ideal")]),
    )


# Drawing


def drawing(x: Axis, y: Axis, marks: Iterable[Markup]) -> Markup:
    """An SVG element with axes, grid and marks."""
    return Markup('<svg viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}</svg>').format(
        WIDTH, HEIGHT, f"{y.label} over {x.label}", frame(x, y), Markup().join(marks)
    )


def frame(x: Axis, y: Axis) -> Markup:
    """Grid lines, the numbers beside them, and what the axes are."""
    grid = [
        Markup(
            '<path class="grid" d="M{} {:.1f}H{}"/><text x="{}" y="{:.1f}" class="y">{}</text>'
        ).format(LEFT, down(y, value), WIDTH - RIGHT, LEFT - 6, down(y, value) + 4, text)
        for value, text in y.ticks
    ]
    numbers = [
        Markup('<text x="{:.1f}" y="{}" class="x">{}</text>').format(
            across(x, value), HEIGHT - BOTTOM + 16, text
        )
        for value, text in x.ticks
    ]
    labels = Markup(
        '<text x="{}" y="{}" class="x label">{}</text><text x="{}" y="{}" class="label">{}</text>'
    ).format((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 6, x.label, 4, 11, y.label)
    return Markup().join([*grid, *numbers, labels])


def line(x: Axis, y: Axis, points: Sequence[tuple[float, float]], kind: str) -> Markup:
    """A line through points; `kind` is its CSS class."""
    path = " ".join(f"{across(x, right):.1f},{down(y, up):.1f}" for right, up in points)
    return Markup('<polyline class="{}" points="{}"/>').format(kind, path)


def bar(x: Axis, y: Axis, side: tuple[float, float], height: float, title: str) -> Markup:
    """A bar from the ground, with a title that shows under the pointer."""
    left, right = across(x, side[0]), across(x, side[1])
    top, ground = down(y, height), down(y, y.low)
    return Markup(
        '<rect class="bar" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" rx="1.5">'
        "<title>{}</title></rect>"
    ).format(left + 0.75, top, max(0.5, right - left - 1.5), ground - top, title)


def across(x: Axis, value: float) -> float:
    """The horizontal place of a value, in SVG units."""
    return LEFT + x.share(value) * (WIDTH - LEFT - RIGHT)


def down(y: Axis, value: float) -> float:
    """The vertical place of a value, in SVG units."""
    return HEIGHT - BOTTOM - y.share(value) * (HEIGHT - TOP - BOTTOM)
