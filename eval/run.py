"""A question set and an engine in, a `Result` out: `plan_run`, then `run`.

A run may be broken off at any point: given a journal, the next one goes on from there and ends
with the same numbers.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

import numpy as np

from eval.cases import Case, QuestionSet
from eval.check import missing_articles
from eval.journal import Journal
from eval.manifest import make_manifest, run_digest
from eval.outcomes import Outcome, put
from eval.results import Manifest, Result, RunSettings
from eval.slices import slice_names
from eval.summary import summarise
from eval.times import run_times
from index.errors import BadQuestion, UsageError
from index.library import Library
from qa.engine import Engine

Progress = Callable[[int, int], None]
"""Called as progress(done, total) after each case; an exception it raises ends the run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a run is about to do: the cases drawn, and all that their numbers will depend on."""

    cases: tuple[Case, ...]
    manifest: Manifest
    slice_by: str


def plan_run(
    question_set: QuestionSet,
    library: Library,
    settings: RunSettings,
    *,
    models: Mapping[str, str] = MappingProxyType({}),
) -> Plan:
    """Draws the cases and looks whether they can be asked.

    `models` are those that are named for the engine besides the library's, by kind.

    Raises BadQuestion when the set is malformed, and UsageError when the library lacks articles
    that its evidence names.
    """
    require_sound(question_set)
    cases = draw(question_set.cases, limit=settings.limit, seed=settings.seed)
    require_articles(question_set, cases, library)
    manifest = make_manifest(question_set, cases, library, settings, models)
    return Plan(cases=cases, manifest=manifest, slice_by=settings.slice_by)


def run(
    plan: Plan,
    engine: Engine,
    *,
    journal_path: Path | None = None,
    progress: Progress | None = None,
) -> Result:
    """Puts the cases to the engine, whose library the plan was made for, and measures.

    With a journal the run can be broken off; the caller removes it once the result is kept.
    Raises UsageError when the journal belongs to another run, and Unavailable errors.
    """
    began, clock = datetime.now(UTC), time.perf_counter()
    manifest = plan.manifest
    with (
        Journal(journal_path, run=run_digest(manifest)) if journal_path else nullcontext()
    ) as journal:
        done = dict(journal.outcomes) if journal else {}
        remaining = [case for case in plan.cases if case.id not in done]
        for outcome in put_all(remaining, engine, k=manifest.k, workers=manifest.workers):
            done[outcome.case_id] = outcome
            if journal:
                journal.add(outcome)
            if progress:
                progress(len(done), len(plan.cases))
    outcomes = [done[case.id] for case in plan.cases]
    return summarise(
        list(zip(plan.cases, outcomes, strict=True)),
        manifest,
        slice_by=plan.slice_by,
        slices=[slice_names(case, engine.library, by=plan.slice_by) for case in plan.cases],
        times=run_times(outcomes, began=began, seconds=time.perf_counter() - clock),
    )


def put_all(cases: Sequence[Case], engine: Engine, *, k: int, workers: int) -> Iterator[Outcome]:
    """The outcome of every case, as each is ready."""
    with ThreadPoolExecutor(workers) as pool:
        try:
            for future in as_completed([pool.submit(put, case, engine, k=k) for case in cases]):
                yield future.result()
        finally:
            # Broken off, the pool would otherwise ask all the questions that still wait.
            pool.shutdown(cancel_futures=True)


def draw(cases: Sequence[Case], *, limit: int | None, seed: int) -> tuple[Case, ...]:
    """All cases, or `limit` of them drawn without replacement, in their order."""
    if limit is None or limit >= len(cases):
        return tuple(cases)
    rows = np.random.default_rng(seed).choice(len(cases), size=limit, replace=False)
    return tuple(cases[row] for row in sorted(rows.tolist()))


def require_sound(question_set: QuestionSet) -> None:
    """Raises BadQuestion when something in the set is malformed, or it is empty."""
    if question_set.problems:
        more = len(question_set.problems) - 1
        raise BadQuestion(
            f"{question_set.name}, {question_set.problems[0]}"
            f"{f' (and {more} more)' if more else ''}: `byline eval check` lists what to mend"
        )
    if not question_set.cases:
        raise BadQuestion(f"{question_set.name} holds no questions")


def require_articles(question_set: QuestionSet, cases: Sequence[Case], library: Library) -> None:
    """Raises UsageError when the library lacks articles that the evidence names."""
    missing = missing_articles(cases, library.article)
    if missing:
        named = ", ".join(missing[:3]) + (", …" if len(missing) > 3 else "")
        remedy = (
            "leave --store out, and the articles of the set are used"
            if question_set.articles
            else "`byline add` them, or name the store that has them with --store"
        )
        raise UsageError(
            f"the store at {library.status().place} lacks {len(missing)} of the articles that"
            f" {question_set.name} names ({named}): {remedy}"
        )
