"""A command in, what it cost out: seconds by the clock and of the processor, and peak of memory."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Seconds by the clock, seconds that the processors worked, and mebibytes at the most."""

    seconds: float
    processor: float
    memory: float

    def __str__(self) -> str:
        return (
            f"{self.seconds:6.2f} s, {self.processor:6.2f} s of processor, {self.memory:5.0f} MiB"
        )


def cost_of(command: Sequence[str | Path], *, checkout: Path | None = None) -> Cost:
    """Runs a command to its end, with the modules of a checkout where one is given.

    Raises RuntimeError when it fails.
    """
    began = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603 - our own commands
        list(map(str, command)),
        cwd=checkout,
        env=os.environ if checkout is None else os.environ | {"PYTHONPATH": str(checkout)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr  # noqa: S101 - asked for above
    said = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command[0]} failed: {said.strip()[-300:]}")
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return Cost(
        seconds=time.perf_counter() - began,
        processor=used.ru_utime + used.ru_stime,
        memory=used.ru_maxrss / unit,
    )


def median_cost(costs: Sequence[Cost]) -> Cost:
    """The median of each."""
    return Cost(
        seconds=statistics.median(cost.seconds for cost in costs),
        processor=statistics.median(cost.processor for cost in costs),
        memory=statistics.median(cost.memory for cost in costs),
    )
