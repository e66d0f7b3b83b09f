"""`byline eval SET`, `… check SET` and `… verify SET`: arguments in, reports and exit codes out.

What an evaluation needs is imported when it runs, so that help answers at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from rich.console import Console
from typer.core import TyperGroup

from commands.settings import WRITER, Chosen, writing
from commands.terminal import CHECK_FAILED, INTERRUPTED, progress_bar, stop
from index.clean import clean_line


class RunUnlessNamed(TyperGroup):
    """Takes what is no command for the arguments of `run`: `byline eval SET` is `eval run SET`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - as Typer has it
        """See `TyperGroup.parse_args`."""
        if not args or args[0] not in self.commands:
            args = ["run", *(args or ["--help"])]
        return super().parse_args(ctx, args)


eval_app = typer.Typer(cls=RunUnlessNamed, rich_markup_mode="rich")

Source = Annotated[
    str,
    typer.Argument(
        metavar="SET",
        help="A file, a BEIR folder, or a set that comes with Byline: seed, traps, wikinews.",
        show_default=False,
    ),
]
Format = Annotated[
    Literal["byline", "facts", "squad", "multihop-rag", "beir", "realtimeqa", "ramdocs", "rgb"]
    | None,
    typer.Option("--format", help="The format of the set; else its content shows it."),
]
Store = Annotated[
    str | None,
    typer.Option(
        metavar="DIR",
        help="The store to ask. Else sets that bring their articles (those that come with Byline,"
        " BEIR, RAMDocs, RGB) are asked over these alone, all others over your store.",
    ),
]


@eval_app.callback()
def evaluation(context: typer.Context) -> None:
    """Put a set of questions to Byline and measure the answers."""
    # `--store` may stand before `eval`; what it says is for either command.
    given = context.default_map or {}
    context.default_map = {"run": given, "check": given, "verify": given}


@eval_app.command()
@writing
def run(  # noqa: PLR0913 - each is an option of the command
    source: Source,
    *,
    format_name: Format = None,
    store: Store = None,
    json: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write every measure, question and answer as JSON."),
    ] = None,
    html: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write a page with plots and every question."),
    ] = None,
    compare: Annotated[
        Path | None,
        typer.Option(metavar="OLD.json", help="Compare with a result that --json wrote."),
    ] = None,
    fail_under: Annotated[
        list[str] | None,
        typer.Option(
            metavar="MEASURE=VALUE",
            help="Exit 1 when a measure is under the value (over it, where lower is better)."
            " May be given several times.",
        ),
    ] = None,
    fail_if_worse: Annotated[
        bool,
        typer.Option(
            "--fail-if-worse",
            help="Exit 1 when a measure is worse than in OLD.json beyond chance (p < .05,"
            " adjusted for the number of measures).",
        ),
    ] = False,
    limit: Annotated[
        int | None, typer.Option(min=1, help="Ask only this many questions, drawn by --seed.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Which questions --limit draws.")] = 0,
    workers: Annotated[int, typer.Option(min=1, help="Questions asked at the same time.")] = 1,
    slice_by: Annotated[
        Literal["kind", "publisher", "year"],
        typer.Option("--slice", help="Measure parts on their own: by kind, publisher or year."),
    ] = "kind",
    k: Annotated[int, typer.Option("-k", min=1, help="Passages retrieved for a question.")] = 10,
    answerer: Annotated[
        Literal["quotes", "written"],
        typer.Option(
            help="The articles' own words, or beside them what a language model writes (--llm).",
            rich_help_panel=WRITER,
        ),
    ] = "quotes",
    chosen: Chosen,
) -> None:
    """Put a set of questions to Byline and measure the answers.

    Sets are Byline's own JSONL, facts that must be told, SQuAD, MultiHop-RAG, a BEIR folder,
    RealTimeQA, RAMDocs or RGB. A run with --json or --html that is interrupted goes on where it
    was when it is started again.

    For example:
      byline eval seed
      byline eval wikinews --html report.html --json now.json
      byline eval wikinews --compare before.json --fail-if-worse
      byline eval questions.jsonl --store DIR --fail-under correct=0.5
      byline eval seed --answerer written --llm http://127.0.0.1:8080 --limit 20
      byline eval check questions.jsonl   (is anything wrong with the set?)
    """
    from eval.job import Job, evaluate
    from eval.results import RunSettings
    from qa.settings import read_settings

    job = Job(
        source=source,
        format_name=format_name,
        store=store,
        settings=RunSettings(k=k, limit=limit, seed=seed, workers=workers, slice_by=slice_by),
        json_path=json,
        html_path=html,
        old_path=compare,
        floors=tuple(fail_under or ()),
        fail_if_worse=fail_if_worse,
        chosen=chosen,
        writer=read_settings(chosen) if answerer == "written" else None,
    )
    try:
        with progress_bar() as bar:
            task = bar.add_task("", total=None)
            finished = evaluate(
                job,
                progress=lambda stage, done, total: bar.update(
                    task, description=stage.capitalize(), completed=done, total=total
                ),
            )
    except KeyboardInterrupt:
        kept = "the same command goes on from there" if job.journal_path else "nothing was kept"
        stop(f"interrupted; {kept}", code=INTERRUPTED)
    Console(markup=False, emoji=False, highlight=False).print(finished.report, crop=False)
    fail_with(finished.failures)


@eval_app.command()
def check(source: Source, *, format_name: Format = None, store: Store = None) -> None:
    """Say what is malformed in a set, and which evidence does not stand in its article.

    Exit code 1 when anything is wrong. SQuAD and BEIR need no store; the evidence of other sets
    is looked up in your store, or in DIR.

    For example:
      byline eval check questions.jsonl
    """
    from eval.check import problems_of
    from eval.shipped import find_set
    from eval.stores import lookup_for

    question_set = find_set(source, format_name=format_name)
    found = 0
    for problem in problems_of(question_set, lambda: lookup_for(question_set, store)):
        typer.echo(clean_line(str(problem)))
        found += 1
    typer.echo(f"{len(question_set.cases)} questions read as {question_set.format}")
    fail_with([f"{found} problems in {question_set.name}"] if found else [])


@eval_app.command()
def verify(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="SET",
            help="Sentences with what they cite: Byline's JSONL, premises and hypotheses,"
            " FEVER-Symmetric or WiCE; also packed (.gz).",
            show_default=False,
        ),
    ],
    *,
    store: Annotated[
        str | None,
        typer.Option(
            metavar="DIR",
            help="The store of the articles that the set does not bring; else the samples'.",
        ),
    ] = None,
    json: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write every measure and sentence as JSON."),
    ] = None,
) -> None:
    """Measure how well sentences are held against the words that they cite.

    Precision and recall of each verdict (supported, contradicted,
    unsupported), and by kind of sentence what was caught and what was lost.

    For example:
      byline eval verify pairs.jsonl
      byline eval verify pairs.jsonl --json now.json
    """
    import json as encoder

    from eval.check import Lookup
    from eval.shipped import find_set
    from eval.stores import lookup_for
    from eval.verification.pairs import read_pairs
    from eval.verification.report import report_lines, report_record
    from eval.verification.scoring import judge_all

    lookup: Lookup = lookup_for(find_set("seed"), store)
    pairs, problems = read_pairs(source, lookup)
    for problem in problems:
        typer.echo(clean_line(f"byline: {problem}"), err=True)
    with progress_bar() as bar:
        task = bar.add_task("Verifying", total=len(pairs))
        judged = judge_all(pairs, progress=lambda done: bar.update(task, completed=done))
    for text in report_lines(source.name, judged):
        typer.echo(text.rstrip())
    if json is not None:
        record = encoder.dumps(report_record(source.name, judged), indent=2)
        json.write_text(f"{record}\n", encoding="utf-8")
    fail_with([f"{len(problems)} lines of {source.name} are malformed"] if problems else [])


def fail_with(failures: Sequence[str]) -> None:
    """Ends with exit code 1 and a line on stderr for each failure; does nothing without any."""
    for failure in failures:
        typer.echo(f"byline: {failure}", err=True)
    if failures:
        raise typer.Exit(CHECK_FAILED)
