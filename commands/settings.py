"""The options that stand for settings, on every command that needs them, and what they say."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Annotated, TypeAlias

import typer

from commands.options import Store

Chosen: TypeAlias = dict[str, object]
"""Setting → what its option says, None where it was not given: what `read_settings` takes."""
MODELS = "Models"


def _named(option: str, help_: str) -> object:
    return Annotated[
        str | None,
        typer.Option(option, metavar="NAME_OR_FOLDER", help=help_, rich_help_panel=MODELS),
    ]


OPTIONS: dict[str, object] = {
    "store": Store,
    "embedder": _named(
        "--embedder",
        "What finds passages by meaning: bundled, bundled-torch (the same, run by "
        "sentence-transformers) or any model of sentence-transformers.",
    ),
    "reader": _named(
        "--reader",
        "What marks answers: bundled, or any extractive question answering model of transformers.",
    ),
    "reranker": _named(
        "--reranker",
        "What puts the first passages in order: none, or any cross-encoder of "
        "sentence-transformers.",
    ),
    "fetch_models": Annotated[
        bool | None,
        typer.Option(
            "--fetch-models",
            help="Fetch a named model that is not on this disk from the hub.",
            show_default=False,
            rich_help_panel=MODELS,
        ),
    ],
}
"""Setting → its option."""


def configured(command: Callable[..., None]) -> Callable[..., None]:
    """Gives a command an option for each setting; it gets what they say as `chosen`.

    An option of its own takes the place of a setting's of the same name.
    """
    own = inspect.signature(command, eval_str=True)
    taken = [parameter for name, parameter in own.parameters.items() if name != "chosen"]
    added = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=option)
        for name, option in OPTIONS.items()
        if name not in own.parameters
    ]

    @wraps(command)
    def run(**values: object) -> None:
        chosen: Chosen = {each.name: values.pop(each.name) for each in added}
        command(**values, chosen=chosen)

    # What Typer makes the options of.
    vars(run)["__signature__"] = own.replace(parameters=[*taken, *added])
    return run
