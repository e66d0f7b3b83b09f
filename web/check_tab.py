"""The part of the page where a draft is held against the library: its layout, and what it does."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import gradio as gr

from index.errors import BylineError
from index.library import Library
from index.split import sentences
from qa.verify.drafts import Checked, DraftChecker
from web.check_text import checked_text
from web.markdown import escape_markdown
from web.panels import evidence_panel
from web.steps import UNQUEUED
from web.streaming import latest
from web.turns import Turn

LONGEST_DRAFT = 20_000
TOO_LONG = (
    "A draft may have up to {longest:,} characters, and this one has {typed:,}: check it in parts."
)
"""Characters."""
_CHECKED_AT_ONCE = 2


def check_tab(library: Library, checker: DraftChecker) -> None:
    """Lays out the tab, in the tabs that are being laid out."""
    # Parsing is done by the same thread each time: each that ever does it keeps memory for it.
    threads = ThreadPoolExecutor(1, thread_name_prefix="checking")
    with gr.Tab("Check", elem_id="check", elem_classes="check"), gr.Row(elem_classes="columns"):
        with gr.Column(scale=3, min_width=320):
            draft = gr.Textbox(
                "",
                label="Draft",
                info="Each sentence is held against the articles of the library.",
                placeholder="Paste a draft, or another program’s answer",
                lines=6,
                max_lines=20,
            )
            with gr.Row(elem_classes="pills"):
                check = gr.Button("Check", size="sm", variant="primary")
                stop = gr.Button("Stop", size="sm", interactive=False)
            found = gr.Markdown(elem_classes="checked")
        with gr.Column(scale=2, min_width=320, elem_classes="evidence-column"):
            evidence_panel(library)

    async def run(text: str) -> AsyncIterator[tuple[object, object]]:
        if len(text) > LONGEST_DRAFT:
            yield TOO_LONG.format(longest=LONGEST_DRAFT, typed=len(text)), gr.skip()
            return
        total = len(sentences(text))
        yield checked_text((), sentences=total), gr.Button(interactive=total > 0)
        try:
            async for checked in latest(Turn(threads, _grown(checker.check(text)))):
                yield checked_text(checked, sentences=total), gr.skip()
        except BylineError as error:
            yield escape_markdown(str(error)), gr.skip()
        yield gr.skip(), gr.Button(interactive=False)

    running = check.click(
        run,
        [draft],
        [found, stop],
        concurrency_limit=_CHECKED_AT_ONCE,
        show_progress="hidden",
        api_visibility="private",
    )
    stop.click(lambda: gr.Button(interactive=False), None, [stop], cancels=[running], **UNQUEUED)


def _grown(checked: Iterator[Checked]) -> Iterator[Sequence[Checked]]:
    so_far: list[Checked] = []
    for one in checked:
        so_far.append(one)
        yield tuple(so_far)
