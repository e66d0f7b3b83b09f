"""Numbers and answers in, the words that every report uses for them out."""

from __future__ import annotations

from eval.outcomes import Outcome
from eval.results import Latency, Manifest, Result, RunTimes
from eval.statistics import Interval

HEADLINES = ("correct", "f1", "refused", "citation_precision", "hits@{k}", "mrr@{k}")
"""The measures that tables of slices show; the JSON has all."""


def number(value: float) -> str:
    """A measure with three decimals."""
    return f"{value:.3f}"


def change(value: float) -> str:
    """A difference with its sign."""
    return f"{value:+.3f}"


def interval(found: Interval | None) -> str:
    """An interval, or a dash where there is none."""
    return f"{found.low:.3f} to {found.high:.3f}" if found else "–"


def milliseconds(found: Latency | None) -> str:
    """The percentiles of a time, or a dash."""
    if found is None:
        return "–"
    return (
        f"{found.p50:.0f} ms (median), {found.p90:.0f} (90%), {found.p95:.0f} (95%),"
        f" {found.p99:.0f} (99%)"
    )


def reply(outcome: Outcome) -> str:
    """What came back, in a line: the short answers, "not found", or why it was not asked."""
    if outcome.error:
        return f"not asked: {outcome.error}"
    if outcome.answer is None:
        return f"{len(outcome.retrieved)} passages"
    return " / ".join(outcome.short_answers) if outcome.answered else "not found"


def headlines(result: Result) -> list[str]:
    """The names of the headline measures that apply to this run."""
    names = (name.format(k=result.manifest.k) for name in HEADLINES)
    return [name for name in names if name in result.measures]


def title(manifest: Manifest) -> str:
    """The set and how much of it was asked."""
    drawn = "" if manifest.limit is None else f", drawn with seed {manifest.seed}"
    return f"{manifest.set_name}: {manifest.cases} questions{drawn}"


def circumstances(manifest: Manifest) -> str:
    """Which program, over which store."""
    commit = f", commit {manifest.commit[:12]}{manifest.commit[40:]}" if manifest.commit else ""
    return (
        f"Byline {manifest.version}{commit}; {manifest.store_articles:,} articles in"
        f" {manifest.store_passages:,} passages, {manifest.k} retrieved"
    )


def resources(times: RunTimes) -> str:
    """When, how long, how much memory."""
    return (
        f"{times.began:%Y-%m-%d %H:%M} UTC, {times.seconds:.1f} s,"
        f" at most {times.peak_memory:.0f} MiB of memory"
    )
