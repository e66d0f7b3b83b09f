"""Sources in; their new articles added again and again, with a line a round, until interrupted."""

from __future__ import annotations

import time
from dataclasses import asdict
from datetime import datetime, timedelta

import typer

from commands.intake import Intake
from commands.terminal import line, print_json, print_view
from index.library import Library
from index.records import AddReport


def keep_adding(library: Library, intake: Intake, *, every: float, as_json: bool) -> None:
    """Adds what is new every so many seconds. Ctrl-C ends it; what was stored by then stays."""
    try:
        while True:
            began = datetime.now()
            report = library.add(intake.items())
            pause = max(every - report.seconds, 0.0)
            if as_json:
                print_json(asdict(report) | {"seconds": round(report.seconds, 3)})
            else:
                print_view(line(_told(report, began=began, pause=pause)))
            time.sleep(pause)
    except KeyboardInterrupt:
        typer.echo(f"Ended; the library holds {library.status().articles} articles.", err=True)


def _told(report: AddReport, *, began: datetime, pause: float) -> str:
    skipped = ""
    if report.skipped:
        first = report.skipped[0]
        skipped = f" ({first.source}: {first.reason})"
    following = datetime.now() + timedelta(seconds=pause)
    return (
        f"{began:%H:%M} {report.added} added, {report.updated} updated, "
        f"{report.unchanged} unchanged, {len(report.skipped)} skipped{skipped}; "
        f"next at {following:%H:%M}"
    )
