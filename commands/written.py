"""What a language model wrote, and which models are at hand, in; what the terminal shows out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from commands.terminal import line, messages
from qa.claims.compose import in_words
from qa.types import Answer, Sent, Statement, Writing

if TYPE_CHECKING:
    from qa.engine import Engine
    from qa.verify import Verified
    from qa.writing.servers import AtHand, Server

INDENT = 4
QUIET = "dim"


def tell_where_it_goes(engine: Engine) -> None:
    """Says on stderr what leaves this machine, before anything does; nothing where nothing does."""
    from qa.writing.telling import where_it_goes
    from qa.writing.written import Written

    if isinstance(engine, Written) and not engine.model.address.is_here:
        messages().print(line(where_it_goes(engine.model)))


def written(answer: Answer, *, left_out: bool) -> Iterator[RenderableType]:
    """What a language model wrote, as far as the articles say it, and a heading for the quotes."""
    writing = answer.writing
    if writing is None:
        return
    if writing.shown or not writing.finished:
        by = line(f"Written by {writing.by} ({writing.host}), each sentence checked:")
        yield Text(style="bold") + by
    if writing.shown:
        yield Group(*map(_statement, writing.shown))
    if not writing.finished:
        yield Text("Writing …", style=QUIET)
    if writing.note:
        yield Text(style=QUIET) + line(writing.note)
    if left_out and writing.left_out:
        yield Group(*map(_struck, writing.left_out))
    if writing.sent:
        yield _sent(writing)
    yield Text("In the articles' own words:", style="bold")


def _statement(statement: Statement) -> RenderableType:
    marks = "".join(f"[{number}]" for number in statement.citations)
    return line(statement.text) + Text(f" {marks}", style="bold cyan")


def _struck(statement: Statement) -> RenderableType:
    reason = f"{statement.verdict}: {statement.reason}" if statement.reason else statement.verdict
    struck = line(statement.text)
    struck.stylize("strike dim")
    return Group(struck, Padding.indent(Text(style=QUIET) + line(reason), INDENT))


def _sent(writing: Writing) -> RenderableType:
    rows = (Padding.indent(Text(style=QUIET) + line(_label(one)), INDENT) for one in writing.sent)
    sentences = sum(one.sentences for one in writing.sent)
    told = f"Sent to {writing.host}: the question and {sentences} sentences of these articles:"
    return Group(line(told), *rows)


def _label(sent: Sent) -> str:
    day = in_words(sent.published.isoformat()) if sent.published else None
    origin = ", ".join(filter(None, (sent.publisher, day)))
    return ": ".join(filter(None, (origin, sent.title))) or f"Article {sent.article_id}"


def models_view(found: AtHand) -> RenderableType:
    """Each server and what it offers; then what came of the question that one was asked."""
    parts: list[RenderableType] = [*map(_server, found.servers)]
    if found.problem:
        parts += [Text(), line(found.problem)]
    if found.trial is None:
        if not any(one.models for one in found.servers):
            parts += [Text(), line("No language model answers: start one, or name it with --llm.")]
        return Group(*parts)
    trial = found.trial
    schema = "follows a JSON schema" if trial.structured else "follows no JSON schema"
    parts += [
        Text(),
        line(
            f"{trial.model} was asked one question: first words after {trial.first:.1f} s, all "
            f"after {trial.seconds:.1f} s; its server {schema}."
        ),
        *(Padding.indent(_tried(one), INDENT) for one in trial.sentences),
    ]
    if not trial.sentences:
        parts.append(line("It wrote nothing that can be read as an answer."))
    return Group(*parts)


def _server(server: Server) -> RenderableType:
    name = server.usual or "Named"
    if server.problem:
        told = "nothing answers" if server.usual else server.problem
    else:
        told = ", ".join(
            f"{one.name} ({one.context} tokens)" if one.context else one.name
            for one in server.models
        )
    return Text(f"{name:<10}", style="bold") + line(f"{server.address.host}: {told or 'no model'}")


def _tried(held: Verified) -> Text:
    style = "" if held.verdict == "supported" else "strike dim"
    told = line(held.text)
    told.stylize(style)
    return told + Text(f" ({held.verdict})", style=QUIET)


def models_to_dict(found: AtHand) -> dict[str, Any]:
    """What `byline llm --json` prints."""
    trial = found.trial
    return {
        "servers": [
            {
                "usual": one.usual,
                "url": one.address.url,
                "on_this_machine": one.address.is_here,
                "models": [asdict(model) | {"name": model.name} for model in one.models],
                "problem": one.problem,
            }
            for one in found.servers
        ],
        "trial": trial
        and {
            "model": trial.model,
            "seconds_to_first_words": round(trial.first, 2),
            "seconds": round(trial.seconds, 2),
            "structured": trial.structured,
            "sentences": [
                {"text": one.text, "verdict": one.verdict, "reason": one.reason}
                for one in trial.sentences
            ],
        },
        "problem": found.problem,
    }
