"""The options that several commands share, and how what is typed after them is read."""

from __future__ import annotations

from datetime import date
from importlib.metadata import version
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated

import typer


def read_day(text: str) -> date:
    """A day written as 2025-01-31."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a date: write it as 2025-01-31") from None


def read_duration(text: str) -> float:
    """Seconds written as 15m, 2h or 1d: a minute at least, for the sake of who is asked."""
    seconds = {"m": 60, "h": 3600, "d": 86400}
    number, unit = text[:-1], text[-1:]
    if unit not in seconds or not number.isdecimal() or not 0 < int(number) < 1000:
        raise typer.BadParameter(f"{text!r} is not a time: write it as 15m, 2h or 1d")
    return float(int(number) * seconds[unit])


def read_network(text: str) -> str:
    """The address of a machine, or those of a network written as 10.0.0.0/8."""
    try:
        ip_network(text)
    except ValueError:
        raise typer.BadParameter(
            f"{text!r} is not an address: write it as 10.0.0.1, or a network as 10.0.0.0/8"
        ) from None
    return text


def print_version(wanted: bool) -> None:
    """Prints the version and ends."""
    if wanted:
        typer.echo(f"byline {version('byline')}")
        raise typer.Exit


Store = Annotated[
    str | None,
    typer.Option(
        metavar="DIR",
        help="Where the store lies: a folder, or an address (lancedb+file:/data/news); else "
        "BYLINE_STORE says, else it is in your data folder.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")]
Words = Annotated[list[str] | None, typer.Argument(metavar="QUESTION", show_default=False)]
"""A question, which may be typed without quotation marks: its words come one by one."""
Out = Annotated[
    Path | None,
    typer.Option(metavar="OUT.jsonl", help="Where the answers to a file of questions are written."),
]
Since = typer.Option(
    parser=read_day, metavar="YYYY-MM-DD", help="Only articles of this day or later."
)
Until = typer.Option(
    parser=read_day, metavar="YYYY-MM-DD", help="Only articles of this day or earlier."
)
AskedOn = typer.Option(
    "--asked",
    parser=read_day,
    metavar="YYYY-MM-DD",
    help='The day of asking, from which "last week" and "latest" are told; else today.',
)
