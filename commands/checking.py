"""`byline check`: what is to be checked in, its verdicts for the terminal out."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from commands.terminal import line, progress_bar
from index.errors import UsageError
from index.loaders import load
from index.records import Article
from index.split import sentences
from qa.verify.drafts import Checked, DraftChecker
from qa.verify.record import counts
from qa.verify.types import Cited

STANDARD_INPUT = "-"
LABELS = {
    "supported": ("Supported", "bold green"),
    "contradicted": ("Contradicted", "bold red"),
    "unsupported": ("Not in the library", "bold yellow"),
}
HEADINGS = {
    "contradicted": "The articles say instead:",
    "unsupported": "What is nearest:",
}
INDENT = 4


def read_draft(source: str) -> tuple[str, str]:
    """The name and the text of what is to be checked: a file, "-" for standard input, or a text.

    Raises UsageError where a file is not there or holds no text.
    """
    if source == STANDARD_INPUT:
        return "standard input", sys.stdin.read()
    path = Path(source)
    if len(source) < 1024 and "\n" not in source and path.exists():
        found = [item for item in load(source) if isinstance(item, Article)]
        if not found:
            raise UsageError(f"{source} holds no text to check")
        return path.name, "\n\n".join(article.text for article in found)
    if " " not in source.strip():
        raise UsageError(f"no file {source!r}; a text to check has more than one word")
    return "Text", source


def check_all(checker: DraftChecker, draft: str) -> list[Checked]:
    """Every sentence of a draft, checked, with a bar on the terminal."""
    with progress_bar() as bar:
        task = bar.add_task("Checking", total=len(sentences(draft)))
        checked = []
        for one in checker.check(draft):
            checked.append(one)
            bar.advance(task)
    return checked


def check_view(checked: Sequence[Checked]) -> RenderableType:
    """The sentences, each under its verdict and above the words it rests on; the counts last."""
    parts: list[RenderableType] = []
    for one in checked:
        parts += [Group(*_sentence(one)), Text()]
    told = counts(checked)
    total = sum(told.values())
    summary = (
        f"{total} {'sentence' if total == 1 else 'sentences'} checked: {told['supported']} "
        f"supported, {told['contradicted']} contradicted, {told['unsupported']} not in the library."
    )
    return Group(*parts, Text(summary, style="bold"))


def _sentence(one: Checked) -> Iterator[RenderableType]:
    if one.found is None:
        yield Text("Not checked (states nothing): ", style="dim") + line(one.text)
        return
    label, style = LABELS[one.found.verdict]
    yield Text(f"{label}: ", style=style) + line(one.text)
    if one.read_as:
        yield _indented(Text("Read as: ", style="dim") + line(one.read_as))
    if one.found.reason:
        reason = one.found.reason
        yield _indented(line(f"{reason[0].upper()}{reason[1:]}."))
    if one.found.places and one.found.verdict in HEADINGS:
        yield _indented(Text(HEADINGS[one.found.verdict], style="dim"))
    for place in one.found.places:
        yield _indented(Text("“") + line(place.text) + Text("”"))
        yield _indented(Text(style="dim") + line(_source(place)))


def _source(place: Cited) -> str:
    article = place.article
    day = f"{article.published.day} {article.published:%B %Y}" if article.published else None
    told = (article.title or article.id, article.publisher, day)
    return ", ".join(part for part in told if part)


def _indented(text: Text) -> RenderableType:
    return Padding.indent(text, INDENT)
