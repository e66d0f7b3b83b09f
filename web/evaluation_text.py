"""Runs and reports in, the Markdown and the words that the page shows of them out."""

from __future__ import annotations

from collections.abc import Sequence

from eval import wording
from eval.results import Result
from eval.scores import all_measures
from eval.shipped import find_set, shipped_names
from index.errors import UsageError
from web.evaluation_plain import beside, in_plain_words
from web.evaluations import Report, Running
from web.markdown import escape_markdown
from web.reports import json_address, page_address
from web.set_titles import set_title


def set_choices() -> list[tuple[str, str]]:
    """What to choose from: how each set is shown, and its name."""
    return [(f"{set_title(name)} ({len(find_set(name).cases)})", name) for name in shipped_names()]


def read_limit(text: str) -> int | None:
    """How many questions to ask, as it is typed into a field; None, which is all, for an empty one.

    Raises UsageError.
    """
    text = text.strip()
    try:
        return int(text) if text else None
    except ValueError:
        raise UsageError(
            f"{text!r} is not a number of questions: write it as 20, or leave it empty to ask all"
        ) from None


def progress_words(running: Running) -> str:
    """What a run is doing, and about how long it will take."""
    title = set_title(running.set_name)
    if running.stage == "adding":
        return f"{title}: taking in its articles"
    if running.done == running.total:
        return f"{title}: working out the measures"
    left = "" if running.seconds_left is None else f", {about(running.seconds_left)} left"
    return f"{title}: {running.done} of {running.total} asked{left}"


def about(seconds: float) -> str:
    """A time that is estimated: to five seconds, then to minutes."""
    if seconds < 90:
        return f"about {max(5, 5 * round(seconds / 5))} s"
    return f"about {round(seconds / 60)} min"


def reports_text(reports: Sequence[Report]) -> str:
    """The newest report in plain words, its main measures folded away, a line for each earlier."""
    if not reports:
        return ""
    newest, *earlier = reports
    result = newest.result
    circumstances = f"{wording.circumstances(result.manifest)}. {wording.resources(result.times)}."
    parts = [
        f"## {escape_markdown(set_title(result.manifest.set_name))}",
        in_plain_words(result),
        *beside(result, [report.result for report in earlier]),
        "<details><summary>The numbers behind it</summary>",
        measures_table(result),
        f"{escape_markdown(circumstances)}\n\n</details>",
    ]
    if earlier:
        parts += ["### Earlier", "\n".join(map(report_line, earlier))]
    return "\n\n".join(filter(None, parts))


def measures_table(result: Result) -> str:
    """The headline measures: value, 95% interval, questions, and what each is."""
    known = all_measures(result.manifest.k)
    rows = ["| measure | value | 95% interval | questions | what it is |", "|---|--:|---|--:|---|"]
    for name in wording.headlines(result):
        summary = result.measures[name]
        cells = (
            escape_markdown(name),
            f"**{wording.number(summary.value)}**",
            wording.interval(summary.interval),
            str(summary.cases),
            escape_markdown(known[name].definition),
        )
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def report_line(report: Report) -> str:
    """A report in a line, with its links."""
    result = report.result
    manifest = result.manifest
    asked = "1 question" if manifest.cases == 1 else f"{manifest.cases} questions"
    when = f"{result.times.began:%H:%M} UTC"
    title = escape_markdown(f"{set_title(manifest.set_name)}, {asked}, {when}")
    return f"- {title}: [report]({page_address(report.id)}), [JSON]({json_address(report.id)})"
