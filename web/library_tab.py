"""The part of the page that shows what is in the library: its layout, and the way to add to it."""

from __future__ import annotations

from collections.abc import Iterator

import gradio as gr

from index.library import Library
from web.days import UnclearDay, read_day
from web.intake import Progress, add_addresses, add_files, add_text
from web.panels import article_list, evidence_panel
from web.sources import format_day
from web.steps import UNQUEUED
from web.uploads import Uploads

_SHOW_LIBRARY = "() => { window.byline?.showLibrary?.(); window.byline?.showFront?.(); }"


def library_tab(
    library: Library, publishers: gr.Dropdown, *, uploads: Uploads, read_only: bool
) -> None:
    """Lays out the tab, in the tabs that are being laid out.

    `publishers` are those to choose from when asking: they grow with what is added. Only files
    that the `uploads` hold are read.
    """
    with gr.Tab("Library", elem_id="library") as tab, gr.Row(elem_classes="columns"):
        with gr.Column(scale=3, min_width=320):
            if not read_only:
                _adding(library, publishers, uploads)
            article_list(read_only=read_only)
        with gr.Column(scale=2, min_width=320, elem_classes="evidence-column"):
            evidence_panel(library)
    tab.select(js=_SHOW_LIBRARY)


def _adding(library: Library, publishers: gr.Dropdown, uploads: Uploads) -> None:
    """The place to hand in articles."""
    with gr.Accordion("Add articles", open=False):
        files = gr.File(label="Files", file_count="multiple", height=136, elem_classes="drop")
        addresses = gr.Textbox(
            "",
            label="Or addresses of pages and feeds, one on a line",
            placeholder="https://www.example.org/feed.xml",
            lines=1,
            max_lines=6,
        )
        text = gr.Textbox("", label="Or paste an article", lines=4, max_lines=12)
        with gr.Row():
            title = gr.Textbox("", label="Its headline")
            publisher = gr.Textbox("", label="Its publisher")
            published = gr.Textbox("", label="Its date", placeholder="2025-01-31")
        meant = gr.Radio([], label="Which day is meant?", visible=False, elem_classes="meant")
        button = gr.Button("Add to the articles", size="sm", elem_classes="add")
        report = gr.Markdown(elem_classes="report")

    def add(  # noqa: PLR0913, PLR0917 - Gradio hands over each field by itself
        files: list[str] | None,
        addresses: str,
        text: str,
        title: str,
        publisher: str,
        published: str,
        progress: gr.Progress = gr.Progress(),  # noqa: B008 - how Gradio hands it over
    ) -> tuple[object, ...]:
        readings = _readings(published) if text.strip() else None
        pasted = {"text": text, "title": title, "publisher": publisher, "published": published}
        lines = [
            *add_files(library, files or [], uploads=uploads, progress=progress),
            *_add_addresses(library, addresses, progress=progress),
            *add_text(library, **pasted),
        ]
        report = "\n".join(lines) or "Choose files, or give an address or an article first."
        # What is not added yet stays in its fields.
        kept = tuple(pasted.values()) if readings is not None else ("", "", "", "")
        asked = gr.Radio(readings or [], visible=bool(readings), value=None)
        return None, "", *kept, report, gr.Dropdown(library.publishers()), asked

    given = [files, addresses, text, title, publisher, published]
    added = button.click(
        add,
        given,
        [*given, report, publishers, meant],
        concurrency_limit=1,
        show_progress_on=report,
        api_visibility="private",
    )
    meant.input(lambda day: (day, gr.Radio(visible=False)), [meant], [published, meant], **UNQUEUED)
    added.then(js=_SHOW_LIBRARY)


def _readings(published: str) -> list[tuple[str, str]] | None:
    """The days that are meant, in words and as the field takes them; None where it is clear."""
    try:
        read_day(published)
    except UnclearDay as unclear:
        return [(format_day(day) or "", day.isoformat()) for day in unclear.readings]
    return None


def _add_addresses(library: Library, text: str, *, progress: Progress) -> Iterator[str]:
    if not text.strip():
        return
    # Few readers need the network, and its libraries take a while to import.
    from index.fetching.addresses import Addresses
    from index.fetching.fetcher import Fetcher

    yield from add_addresses(library, text, addresses=Addresses(Fetcher()), progress=progress)
