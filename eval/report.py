"""A result in, what the terminal shows of it out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from eval import wording
from eval.compare import Comparison, Difference
from eval.results import CaseResult, Result
from eval.scores import all_measures
from index.clean import clean_line

VERDICT_STYLES = {"better": "green", "worse": "red", "changed": "yellow", "not shown": "dim"}
FLIPS_SHOWN = 10


def terminal_report(result: Result, comparison: Comparison | None = None) -> RenderableType:
    """The measures, the slices, the times, and how it compares; nothing in it is read as markup."""
    parts: list[RenderableType] = [
        heading(wording.title(result.manifest)),
        measures_table(result),
    ]
    if len(result.slices) > 1:
        parts += [heading(f"by {result.slice_by}"), slices_table(result)]
    parts.append(times_table(result))
    if comparison:
        parts += comparison_parts(comparison)
    return Group(*parts)


def heading(text: str) -> Text:
    """A line above a table; beside it the table would fold it."""
    return Text(clean_line(text), style="bold")


def table(*names: str) -> Table:
    """A table whose first column is text and whose others are numbers."""
    made = Table(box=None)
    for position, name in enumerate(names):
        made.add_column(Text(name), justify="right" if position else "left", no_wrap=True)
    return made


def measures_table(result: Result) -> Table:
    """Every measure that applies, in groups."""
    made = table("measure", "value", "95% interval", "questions")
    known = all_measures(result.manifest.k).values()
    for group, measures in groupby(known, key=lambda measure: measure.group):
        applying = [measure for measure in measures if measure.name in result.measures]
        if applying:
            made.add_section()
            made.add_row(Text(group, style="bold"))
        for measure in applying:
            summary = result.measures[measure.name]
            made.add_row(
                Text(f"  {measure.name}"),
                wording.number(summary.value),
                wording.interval(summary.interval),
                str(summary.cases),
            )
    return made


def slices_table(result: Result) -> Table:
    """The headline measures in each slice."""
    names = wording.headlines(result)
    # Long names stand on two lines, so that the table fits into 80 columns.
    headings = (name.replace("_", "_\n") for name in names)
    made = table(result.slice_by, "questions", *headings)
    for name, measures in result.slices.items():
        most = max((summary.cases for summary in measures.values()), default=0)
        cells = (
            wording.number(measures[measure].value) if measure in measures else "–"
            for measure in names
        )
        made.add_row(Text(clean_line(name)), str(most), *cells)
    return made


def times_table(result: Result) -> Table:
    """How long the parts took, and where the run comes from."""
    made = Table(box=None, show_header=False)
    made.add_row("answer", wording.milliseconds(result.times.answer))
    made.add_row("search", wording.milliseconds(result.times.search))
    made.add_row("run", wording.resources(result.times))
    made.add_row("program", Text(wording.circumstances(result.manifest)))
    return made


def comparison_parts(comparison: Comparison) -> Iterator[RenderableType]:
    """What differs from the earlier result, and the questions that flipped."""
    yield heading("compared")
    made = table("measure", "old", "new", "change", "95% interval", "p", "verdict")
    for difference in comparison.differences:
        made.add_row(*comparison_row(difference), style=VERDICT_STYLES[difference.verdict])
    yield made
    for name, old, new in comparison.circumstances:
        yield Text(f"differs: {name}: {old} -> {new}", style="dim")
    yield from flips("became wrong", comparison.lost)
    yield from flips("became right", comparison.gained)


def comparison_row(difference: Difference) -> tuple[str, ...]:
    """The cells of one measure."""
    return (
        difference.measure,
        wording.number(difference.old),
        wording.number(difference.new),
        wording.change(difference.change),
        wording.interval(difference.interval),
        "–" if difference.p_value is None else wording.number(difference.p_value),
        difference.verdict,
    )


def flips(title: str, pairs: Sequence[tuple[CaseResult, CaseResult]]) -> Iterator[Text]:
    """The first of the questions that flipped, with both answers."""
    yield heading(f"{title}: {len(pairs)}")
    for old, new in pairs[:FLIPS_SHOWN]:
        replies = f"{wording.reply(old.outcome)} -> {wording.reply(new.outcome)}"
        yield Text(clean_line(f"  {new.case.id}  {new.case.question}  [{replies}]"))
    if len(pairs) > FLIPS_SHOWN:
        yield Text(f"  … and {len(pairs) - FLIPS_SHOWN} more, in --json and --html")
