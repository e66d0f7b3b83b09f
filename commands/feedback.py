"""`byline feedback export FILE`: what readers said of answers, as a question set."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from commands.options import Store

feedback_app = typer.Typer(rich_markup_mode="rich", no_args_is_help=True)


@feedback_app.callback()
def feedback() -> None:
    """What readers of the page said of its answers.

    For example:
      byline feedback export judged.jsonl
    """


@feedback_app.command()
def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", show_default=False)],
    *,
    store: Store = None,
) -> None:
    """Write the judged answers as a question set that `byline eval` runs.

    Only judgements that say what a right answer is become questions.

    For example:
      byline feedback export judged.jsonl
      byline eval judged.jsonl
    """
    from eval.feedback import export as exported
    from eval.feedback import judgements
    from index.errors import UsageError
    from qa.build import store_folder

    made = exported(judgements(store_folder(store)))
    if not made.lines:
        raise UsageError(
            f"no judgement in {store_folder(store)} says what a right answer is "
            f"({made.left_out} do not): judge answers on the page first"
        )
    try:
        file.write_text("".join(f"{line}\n" for line in made.lines), encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{file} cannot be written ({error.strerror}): name another") from error
    typer.echo(f"Questions written: {len(made.lines)}. Left out: {made.left_out}.")
