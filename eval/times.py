"""The times of many outcomes in, percentiles out; and the memory of this process."""

from __future__ import annotations

import resource
import sys
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

import numpy as np

from eval.outcomes import Outcome
from eval.results import Latency, RunTimes


def run_times(outcomes: Sequence[Outcome], *, began: datetime, seconds: float) -> RunTimes:
    """How long the parts of a run took; `seconds` is the whole of this sitting."""
    stages: dict[str, list[float]] = defaultdict(list)
    for outcome in outcomes:
        for stage, duration in outcome.times.stages.items():
            stages[stage].append(duration)
    return RunTimes(
        began=began,
        seconds=seconds,
        answer=latency([outcome.times.answer for outcome in outcomes]),
        search=latency([outcome.times.search for outcome in outcomes]),
        stages={stage: float(np.mean(durations)) for stage, durations in stages.items()},
        peak_memory=peak_memory(),
    )


def latency(durations: Sequence[float | None]) -> Latency | None:
    """The percentiles of the durations that there are, interpolated; None without any."""
    known = [duration for duration in durations if duration is not None]
    if not known:
        return None
    p50, p90, p95, p99 = np.percentile(known, [50, 90, 95, 99]).tolist()
    return Latency(p50=p50, p90=p90, p95=p95, p99=p99)


def peak_memory() -> float:
    """The largest resident size that this process has had, in MiB."""
    # macOS counts in bytes, Linux in KiB.
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20
