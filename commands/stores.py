"""`byline store copy FROM TO`: the same articles in another store."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from commands.options import AsJson
from commands.terminal import CHECK_FAILED, print_json, progress_bar

store_app = typer.Typer(rich_markup_mode="rich", no_args_is_help=True)


@store_app.callback()
def store() -> None:
    """What is done with a store as a whole.

    For example:
      byline store copy ~/.local/share/byline lancedb+file:/data/news
    """


@store_app.command()
def copy(
    source: Annotated[str, typer.Argument(metavar="FROM", show_default=False)],
    target: Annotated[str, typer.Argument(metavar="TO", show_default=False)],
    *,
    json: AsJson = False,
) -> None:
    """Copy a store into another one, a folder or an address, and compare them.

    Articles with all their versions, passages and vectors; nothing is embedded
    again. What is there already is passed over: the same command goes on after
    an interruption. Exit code 1 when an article is not the same in both.

    For example:
      byline store copy ~/.local/share/byline lancedb+file:/data/news
      byline store copy lancedb+s3://bucket/news copy-of-news/
    """
    from index.copy_store import copy_store
    from index.open_store import open_store
    from index.places import read_place

    opened = open_store(read_place(source), create=False)
    with progress_bar() as bar:
        task = bar.add_task("Copying articles", total=None)
        copied = copy_store(
            opened,
            open_store(read_place(target), create=True),
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )
    if json:
        print_json(asdict(copied))
    else:
        typer.echo(
            f"Articles: {copied.articles:,} with {copied.versions:,} versions and "
            f"{copied.passages:,} passages; copied now: {copied.copied:,}."
        )
    if copied.different:
        named = ", ".join(copied.different[:3])
        typer.echo(f"Not the same in both: {len(copied.different):,} ({named})", err=True)
        raise typer.Exit(CHECK_FAILED)
