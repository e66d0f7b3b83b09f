"""Values in, what may be sent to a terminal out: safe text, plain ASCII JSON, one-line errors."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterable
from typing import Any, NoReturn

import typer
from rich.console import Console, RenderableType
from rich.live import Live
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text
from typer.core import TyperGroup

from index.clean import clean, clean_line
from index.errors import BylineError, UsageError

CHECK_FAILED = 1
WRONG_USE = 2
UNAVAILABLE = 3
INTERRUPTED = 130
SECONDS_A_LINE = 60.0
"""How often long work says how far it is where there is no terminal."""


class ErrorReportingGroup(TyperGroup):
    """Runs a command; what it raises on purpose becomes one line on stderr and an exit code."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - the types that Typer itself declares
        """See `TyperGroup.invoke`."""
        try:
            result = super().invoke(ctx)
            # Here a reader that has gone away (`| head`) can still be noticed quietly.
            sys.stdout.flush()
        except BrokenPipeError:
            # The interpreter flushes once more when it ends, and would complain then.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return None
        except KeyboardInterrupt:
            stop("interrupted", code=INTERRUPTED)
        except BylineError as error:
            stop(str(error), code=WRONG_USE if isinstance(error, UsageError) else UNAVAILABLE)
        return result


class QuietPipeConsole(Console):
    """Leaves it to the group what happens when nobody reads on; rich would exit with 1."""

    def on_broken_pipe(self) -> None:
        """See `Console.on_broken_pipe`."""
        raise BrokenPipeError


def print_view(view: RenderableType) -> None:
    """Prints a view; what must stay on one line may be wider than the terminal."""
    QuietPipeConsole(markup=False, emoji=False, highlight=False).print(view, crop=False)


def print_growing(views: Iterable[RenderableType]) -> None:
    """Prints the last view; a terminal shows each of them in the place of the one before."""
    console = QuietPipeConsole(markup=False, emoji=False, highlight=False)
    last: RenderableType = ""
    if console.is_terminal:
        with Live(console=console, transient=True, auto_refresh=False) as live:
            for last in views:
                live.update(last, refresh=True)
    else:
        *_, last = views
    console.print(last, crop=False)


def messages() -> Console:
    """Standard error, for what is no result: progress, notes, errors."""
    return Console(stderr=True, markup=False, emoji=False, highlight=False, soft_wrap=True)


def print_json(value: object) -> None:
    """Prints a value as one line of JSON."""
    typer.echo(to_json(value))


def to_json(value: object) -> str:
    """One line of JSON in plain ASCII, which no encoding and no terminal reads otherwise."""
    return json.dumps(value, ensure_ascii=True)


def line(text: str) -> Text:
    """A text from outside as one line, without control characters; never read as markup."""
    return Text(clean_line(text))


def paragraphs(text: str) -> Text:
    """A text from outside with its line breaks, without control characters or markup."""
    return Text(clean(text))


def stop(message: str, *, code: int) -> NoReturn:
    """Ends the command with one line on stderr."""
    messages().print(Text("byline: ", style="bold red") + line(message))
    raise typer.Exit(code)


class Rate(ProgressColumn):
    """How many are done in a second."""

    def render(self, task: Task) -> Text:
        """See `ProgressColumn.render`."""
        speed = task.finished_speed or task.speed
        return Text("" if speed is None else f"{speed:.1f}/s", style="progress.data.speed")


class LoggedProgress(Progress):
    """Tells in a plain line now and then how far the work is: in a log a bar would be noise."""

    def __init__(self, console: Console) -> None:
        super().__init__(console=console, disable=True)
        self._told = time.monotonic()

    def update(self, task_id: TaskID, **changes: Any) -> None:  # noqa: ANN401 - as in `Progress`
        """See `Progress.update`."""
        super().update(task_id, **changes)
        self._tell(task_id)

    def advance(self, task_id: TaskID, advance: float = 1) -> None:
        """See `Progress.advance`."""
        super().advance(task_id, advance)
        self._tell(task_id)

    def _tell(self, task_id: TaskID) -> None:
        if time.monotonic() - self._told < SECONDS_A_LINE:
            return
        self._told = time.monotonic()
        task = next(task for task in self.tasks if task.id == task_id)
        total = "" if task.total is None else f" of {task.total:,.0f}"
        self.console.print(f"{task.description}: {task.completed:,.0f}{total}")


def progress_bar() -> Progress:
    """A bar with count, rate and estimate on stderr; where that is no terminal, lines."""
    console = messages()
    if not console.is_terminal:
        return LoggedProgress(console)
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
    )
