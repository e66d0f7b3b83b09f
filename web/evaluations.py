"""The question sets that come with Byline, run while readers go on asking: one run at a time.

A run has a thread of its own and belongs to no browser. Whoever opens the page sees how far it is,
may stop it, and finds its report at the end.
"""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType

from eval.cases import QuestionSet
from eval.formats import read_set
from eval.manifest import commit
from eval.results import Result, RunSettings
from eval.run import plan_run, run
from eval.shipped import find_set, shipped_names
from index.errors import BadQuestion, BylineError, UsageError
from index.library import Progress
from qa.engine import Engine
from web.set_titles import set_title

KEPT_REPORTS = 5
"""Earlier ones are let go: a report holds every question with all that was found for it."""
FAILED = "Something went wrong in the run; the log says what. Nothing of it is kept."

EARLIER = "What stands below is of the run before."

OpenEngine = Callable[[QuestionSet, Progress], Engine]
"""Opens an engine over a set's articles, taking them in where that has not been done."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """How far a run is. `stage` is "adding" articles or "asking" questions.

    The runs of a program are numbered from 1. `total` is None while it is not known. `began` is
    when the first step of the stage was done, by the monotonic clock: the very first one waits for
    the models.
    """

    set_name: str
    number: int
    stage: str = "adding"
    done: int = 0
    total: int | None = None
    began: float = field(default_factory=time.monotonic)

    @property
    def seconds_left(self) -> float | None:
        """By the pace so far; None until there is one."""
        if self.total is None or self.done < 2:
            return None
        pace = (time.monotonic() - self.began) / (self.done - 1)
        return pace * (self.total - self.done)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A run that came to its end. The id cannot be guessed: its address needs nothing else."""

    id: str
    result: Result


class Evaluations:
    """Runs sets and keeps the last reports, in memory alone. Safe to use from several threads.

    `models` are those that are named for the engine besides the library's, by kind. The commit
    that reports name is that of the program's start: a checkout may be at another by the time of a
    run, but what runs is what was loaded.
    """

    def __init__(
        self, open_engine: OpenEngine, *, models: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        self._open_engine = open_engine
        self._models = models
        self._commit = _commit_at_start()
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._begun = 0
        self._running: Running | None = None
        self._note = ""
        self._reports: tuple[Report, ...] = ()

    @property
    def running(self) -> Running | None:
        """The run that is going on; None when none is."""
        return self._running

    @property
    def note(self) -> str:
        """A sentence on how the last run ended; empty while none has."""
        return self._note

    @property
    def reports(self) -> tuple[Report, ...]:
        """The last reports, the newest first."""
        return self._reports

    def start(self, set_name: str, *, limit: int | None) -> None:
        """Begins to ask a set that comes with Byline: `limit` of its questions, or all (None).

        Raises UsageError when there is no such set, nothing to ask, or a run is going on.
        """
        # Any other name would be taken for a file on this machine.
        if set_name not in shipped_names():
            raise UsageError(f"choose one of the question sets: {', '.join(shipped_names())}")
        self._begin(find_set(set_name), limit=limit)

    def start_own(self, path: Path, *, limit: int | None) -> None:
        """Begins to ask a set that a reader brought in a file.

        Raises BadQuestion when that is no question set, UsageError as `start` does.
        """
        try:
            question_set = read_set(path)
        except UsageError:  # which names a folder of this machine, and options that no page has
            raise BadQuestion(
                f"{path.name} is no question set: such a file has one question a line, as JSON"
            ) from None
        if not question_set.cases:
            raise BadQuestion(f"{path.name} holds no question that can be asked")
        self._begin(replace(question_set, name=path.stem), limit=limit)

    def _begin(self, question_set: QuestionSet, *, limit: int | None) -> None:
        set_name = question_set.name
        if limit is not None and limit < 1:
            raise UsageError("ask at least one question, or leave the number empty to ask all")
        with self._lock:
            if self._running is not None:
                raise UsageError(
                    f"a run of “{set_title(self._running.set_name)}” is going on: "
                    "wait until it ends, or stop it"
                )
            self._stop.clear()
            self._begun += 1
            self._running, self._note = Running(set_name=set_name, number=self._begun), ""
        threading.Thread(target=self._run, args=(question_set, limit), name="evaluation").start()

    def stop(self) -> None:
        """Ends the run that is going on, once the question in the making is answered."""
        self._stop.set()

    def _run(self, question_set: QuestionSet, limit: int | None) -> None:
        set_name = question_set.name
        reports = self._reports
        try:
            report = Report(
                id=secrets.token_urlsafe(16), result=self._evaluate(question_set, limit)
            )
            reports = (report, *reports)[:KEPT_REPORTS]
            note = f"The report on “{set_title(set_name)}” is ready."
        except _Stopped as stopped:
            note = f"{stopped} {EARLIER}" if reports else str(stopped)
        except BylineError as error:
            note = str(error)
        except Exception:
            _log.exception("the evaluation of %s broke off", set_name)
            note = FAILED
        with self._lock:
            self._running, self._note, self._reports = None, note, reports

    def _evaluate(self, question_set: QuestionSet, limit: int | None) -> Result:
        engine = self._open_engine(question_set, self._advance)
        try:
            plan = plan_run(
                question_set, engine.library, RunSettings(limit=limit), models=self._models
            )
            begun = replace(plan, manifest=replace(plan.manifest, commit=self._commit))
            return run(begun, engine, progress=partial(self._advance, "asking"))
        finally:
            engine.library.close()

    def _advance(self, stage: str, done: int, total: int | None) -> None:
        """Notes how far the run is. Raises _Stopped where it is to go no further."""
        running = self._running
        if running is None:
            return
        if self._stop.is_set():
            asked = f"after {done} of {total} questions" if stage == "asking" else "before it asked"
            raise _Stopped(f"Stopped {asked}: nothing of it is kept.")
        if stage == running.stage:
            self._running = replace(running, done=done, total=total)
        else:
            began = time.monotonic()
            self._running = replace(running, stage=stage, done=done, total=total, began=began)


@cache
def _commit_at_start() -> str | None:
    """The commit of the checkout when this is first asked."""
    return commit()


class _Stopped(Exception):
    """The run was stopped; the message says how far it had come."""
