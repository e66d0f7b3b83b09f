"""What one `byline eval` was asked for in; files written, and what to show and what failed out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from rich.console import RenderableType

from eval.checks import missed_floors, parse_floor, worsened
from eval.compare import compare, require_same_questions
from eval.html_report import html_report
from eval.report import terminal_report
from eval.results import RunSettings, read_result, result_to_json
from eval.run import plan_run, run
from eval.shipped import find_set
from eval.stores import engine_for
from index.errors import UsageError
from index.library import Progress
from index.places import Place
from qa.build import models_of, written_of
from qa.engine import Engine
from qa.settings import Settings, read_settings
from qa.writing.written import Written, quoting


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One evaluation: the set, where it is asked, what is written, and what must hold.

    `chosen` are settings of the engine, as `read_settings` takes them.
    """

    source: str
    format_name: str | None
    store: Place | None
    settings: RunSettings
    json_path: Path | None
    html_path: Path | None
    old_path: Path | None
    floors: tuple[str, ...]
    fail_if_worse: bool
    chosen: Mapping[str, object]
    writer: Settings | None = None
    """Names the language model that is to write; None where none is."""

    @property
    def journal_path(self) -> Path | None:
        """Where an unfinished run is kept: beside the output; None without one."""
        output = self.json_path or self.html_path
        return output.with_name(f"{output.name}.partial.jsonl") if output else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """What the terminal shows, and a sentence for each check that failed."""

    report: RenderableType
    failures: tuple[str, ...]


def evaluate(job: Job, *, progress: Progress) -> Finished:
    """Runs the set and writes the files. `progress` gets the stages "adding" and "asking".

    All that can be wrong with the request is found before the first question is asked. Raises
    UsageError, BadQuestion and Unavailable errors.
    """
    floors = [parse_floor(text, k=job.settings.k) for text in job.floors]
    if job.fail_if_worse and job.old_path is None:
        raise UsageError("--fail-if-worse needs --compare OLD.json to be worse than")
    for path in (job.json_path, job.html_path):
        if path and not path.parent.is_dir():
            raise UsageError(f"{path} cannot be written: there is no folder {path.parent}")
    old = read_result(job.old_path) if job.old_path else None
    question_set = find_set(job.source, format_name=job.format_name)
    engine = engine_for(question_set, job.store, progress=progress, chosen=job.chosen)
    engine, settings = quoting(engine), job.settings
    if job.writer is not None:
        engine = written_of(job.writer, engine)
        settings = replace(settings, writer=writer_of(engine))
    models = models_of(read_settings(job.chosen))
    plan = plan_run(question_set, engine.library, settings, models=models)
    if old:
        require_same_questions(old.manifest, plan.manifest)
    result = run(plan, engine, journal_path=job.journal_path, progress=partial(progress, "asking"))
    comparison = compare(old, result) if old else None
    if job.json_path:
        write(job.json_path, result_to_json(result))
    if job.html_path:
        write(job.html_path, html_report(result, comparison).encode())
    if job.journal_path:
        job.journal_path.unlink(missing_ok=True)
    failures = [*missed_floors(result, floors)]
    if job.fail_if_worse and comparison:
        failures += worsened(comparison)
    return Finished(report=terminal_report(result, comparison), failures=tuple(failures))


def writer_of(engine: Engine) -> str:
    """The language model of an engine, and where it is. Raises Unavailable, before any question.

    Raises UsageError where the settings name none.
    """
    if not isinstance(engine, Written):
        raise UsageError("--answerer written needs a language model: name its server with --llm")
    return f"{engine.model.chosen().name} at {engine.model.address.host}"


def write(path: Path, content: bytes) -> None:
    """Writes a file that is whole or not there. Raises UsageError when it cannot be written."""
    unfinished = path.with_name(f"{path.name}.unfinished")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(path)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror or error}") from error
