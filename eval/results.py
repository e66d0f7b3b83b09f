"""The result of a run: what it measured, case by case, and where the numbers come from.

The JSON form is these records, field by field. Every time lies under a key `times`, so that two
runs of the same thing differ nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from eval.cases import Case
from eval.metrics import Bin, CurvePoint
from eval.outcomes import Outcome
from eval.statistics import Interval
from index.errors import UsageError

RESULT_FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSettings:
    """How a set is run.

    `k` passages are retrieved for a question. `limit` questions are drawn by `seed`, or all
    asked. `workers` threads share the engine. `slice_by` is "kind", "publisher" or "year".
    `writer` is the language model that writes, None where quotations are asked for alone.
    """

    k: int = 10
    limit: int | None = None
    seed: int = 0
    workers: int = 1
    slice_by: str = "kind"
    writer: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """All that a number depends on. Digests are SHA-256, hexadecimal.

    `models` are digests or fingerprints by name; `cases` are the ids drawn, in order, digested;
    `commit` ends in "+changes" when the working tree had any.
    """

    set_name: str
    set_format: str
    set_sha256: str
    cases: int
    cases_sha256: str
    k: int
    limit: int | None
    seed: int
    version: str
    commit: str | None
    program_sha256: str
    models: Mapping[str, str]
    store_articles: int
    store_passages: int
    store_sha256: str
    workers: int
    machine: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """One measure over a run: its value and how many cases it applies to."""

    value: float
    interval: Interval | None
    cases: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResult:
    """One case: what was asked, what came back, what that scores, and whether it is right.

    Right is by the answer, or where the set has none by the passages; None when it has neither.
    `slices` names those that it belongs to: ("BBC", "Wired").
    """

    case: Case
    outcome: Outcome
    scores: Mapping[str, float | None]
    slices: tuple[str, ...]
    right: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Latency:
    """Percentiles of a time in milliseconds."""

    p50: float
    p90: float
    p95: float
    p99: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RunTimes:
    """When the run began, how long it took in seconds (this sitting alone), what it used.

    `stages` are means in milliseconds. `peak_memory` is the most memory this process had, MiB.
    """

    began: datetime
    seconds: float
    answer: Latency | None
    search: Latency | None
    stages: Mapping[str, float]
    peak_memory: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A whole run.

    `measures` leaves out what applies to no case. `slices` are by `slice_by`, then by measure:
    {"who": {"correct": ...}}.
    """

    format: int
    manifest: Manifest
    measures: Mapping[str, Summary]
    slice_by: str
    slices: Mapping[str, Mapping[str, Summary]]
    risk_coverage: tuple[CurvePoint, ...]
    reliability: tuple[Bin, ...]
    cases: tuple[CaseResult, ...]
    times: RunTimes


def result_to_json(result: Result) -> bytes:
    """The JSON form, ending in a line break."""
    return TypeAdapter(Result).dump_json(result, indent=1) + b"\n"


def read_result(path: Path) -> Result:
    """Reads a result that `byline eval --json` wrote. Raises UsageError when it is none."""
    try:
        return TypeAdapter(Result).validate_json(path.read_bytes())
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}") from error
    except ValidationError as error:
        raise UsageError(
            f"{path} is not a result that `byline eval --json` of this version writes: "
            "run that evaluation again"
        ) from error
