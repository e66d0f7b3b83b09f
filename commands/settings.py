"""The options that stand for settings, on every command that needs them, and what they say."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
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
WRITER = "Language model"
WRITER_OPTIONS: dict[str, object] = {
    "llm": Annotated[
        str | None,
        typer.Option(
            "--llm",
            metavar="URL",
            help="Have a language model write answers too: the address of its server "
            "(OpenAI-compatible). `byline llm` lists those of this machine.",
            rich_help_panel=WRITER,
        ),
    ],
    "llm_model": Annotated[
        str | None,
        typer.Option(
            "--llm-model",
            metavar="NAME",
            help="Which of the server's models; else the only one that it offers.",
            rich_help_panel=WRITER,
        ),
    ],
    "llm_context": Annotated[
        int | None,
        typer.Option(
            "--llm-context",
            metavar="TOKENS",
            min=256,
            help="How many it reads and writes at once, where its server says nothing, or more.",
            show_default=False,
            rich_help_panel=WRITER,
        ),
    ],
}
"""The same of commands whose answers a language model may write."""


def writing(command: Callable[..., None]) -> Callable[..., None]:
    """Gives a command the options of `configured`, and those of a language model."""
    return configured(command, options=OPTIONS | WRITER_OPTIONS)


def configured(
    command: Callable[..., None], *, options: Mapping[str, object] = OPTIONS
) -> Callable[..., None]:
    """Gives a command an option for each setting; it gets what they say as `chosen`.

    An option of its own takes the place of a setting's of the same name.
    """
    own = inspect.signature(command, eval_str=True)
    taken = [parameter for name, parameter in own.parameters.items() if name != "chosen"]
    added = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=option)
        for name, option in options.items()
        if name not in own.parameters
    ]

    @wraps(command)
    def run(**values: object) -> None:
        chosen: Chosen = {each.name: values.pop(each.name) for each in added}
        command(**values, chosen=chosen)

    # What Typer makes the options of.
    vars(run)["__signature__"] = own.replace(parameters=[*taken, *added])
    return run
