"""The part of the page where evaluators run question sets: its layout, and what each part does."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from index.errors import UsageError
from web.evaluation_text import progress_words, read_limit, reports_text, set_choices
from web.evaluations import Evaluations
from web.markdown import escape_markdown
from web.reports import json_address, page_address
from web.steps import UNQUEUED
from web.uploads import Uploads

_SECONDS_BETWEEN_LOOKS = 0.25
# Screen readers say what comes to stand there.
_ANNOUNCE_NOTES = "() => document.querySelector('.run-note .prose')?.setAttribute('role', 'status')"
_EXAMPLE = (
    {"id": "1", "question": "Who won the bread prize?", "answers": ["Olly Finch", "Finch"]},
    {"id": "2", "question": "Who judged it?", "answers": [], "answerable": False},
)
"""A question set as a reader may bring it: one question a line, as JSON."""
_SAVE_EXAMPLE = "() => window.byline.save({}, 'questions.jsonl', 'application/jsonl')".format(
    json.dumps("".join(f"{json.dumps(row)}\n" for row in _EXAMPLE))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """The parts of the tab that a run concerns."""

    set_name: gr.Dropdown
    limit: gr.Textbox
    own: gr.File
    followed: gr.Textbox
    run: gr.Button
    stop: gr.Button
    note: gr.Markdown
    outcome: gr.Column
    report: gr.Markdown
    page_link: gr.Button
    json_link: gr.Button

    @property
    def controls(self) -> list[Any]:
        """What changes when a run begins."""
        return [self.run, self.stop, self.note, self.followed]

    @property
    def results(self) -> list[Any]:
        """What changes when a run has ended."""
        return [self.outcome, self.report, self.page_link, self.json_link]


def evaluation_tab(evaluations: Evaluations, *, uploads: Uploads, read_only: bool) -> None:
    """Lays out the tab, in the tabs that are being laid out.

    Only files that the `uploads` hold are read, and none where the program is `read_only`.
    """
    with gr.Tab("Evaluation", elem_id="evaluation", elem_classes="evaluation") as tab:
        gr.Markdown(
            "How often is Byline right? It is asked questions whose right answers are known, and "
            "tells here which it got right and wrong. The sets below bring their own articles; a "
            "set of your own is asked of your library. Your articles are left as they are."
        )
        with gr.Row():
            set_name = gr.Dropdown(set_choices(), label="Question set (and its questions)")
            limit = gr.Textbox("", label="How many questions", placeholder="all", max_lines=1)
        with gr.Accordion("A question set of your own", open=False, visible=not read_only):
            gr.Markdown(
                "A file of questions, each with its right answers, or with none where your "
                "articles do not tell it. The example shows how such a file is written."
            )
            example = gr.Button("Save an example", size="sm", elem_classes="add")
            example.click(None, None, None, js=_SAVE_EXAMPLE, **UNQUEUED)
            own = gr.File(label="Question set", height=136, elem_classes="drop")
        with gr.Row(elem_classes="pills"):
            run = gr.Button("Run", size="sm", variant="primary")
            stop = gr.Button("Stop", size="sm", interactive=False)
        followed = gr.Textbox("", visible="hidden")
        note = gr.Markdown(elem_classes="run-note")
        with gr.Column(visible=False) as outcome:
            with gr.Row(elem_classes="pills"):
                page_link = gr.Button("Open the report", size="sm", link="", link_target="_blank")
                json_link = gr.Button("Download JSON", size="sm", link="")
            report = gr.Markdown(elem_classes="run-report")
    parts = _Parts(
        set_name=set_name,
        limit=limit,
        own=own,
        followed=followed,
        run=run,
        stop=stop,
        note=note,
        outcome=outcome,
        report=report,
        page_link=page_link,
        json_link=json_link,
    )
    _connect(tab, parts, evaluations, uploads=uploads)


def _connect(tab: gr.Tab, parts: _Parts, evaluations: Evaluations, *, uploads: Uploads) -> None:
    """A run takes two steps: it is begun, then it is followed; so it is after a reload too.

    A step that waits in Gradio's queue may be lost when another ends just before, so nothing but
    a run that goes on is followed there, and that once.
    """

    def begin(set_name: str, limit: str, own: str | None) -> tuple[object, ...]:
        try:
            if own is None:
                evaluations.start(set_name, limit=read_limit(limit))
            elif uploads.hold(own):
                evaluations.start_own(Path(own), limit=read_limit(limit))
            else:
                return _controls(evaluations, note="That is no file that was uploaded here.")
        except UsageError as error:
            return _controls(evaluations, note=str(error))
        return _controls(evaluations, note="")

    def look() -> tuple[object, ...]:
        # Where there is nothing to say, what was said of a step taken meanwhile stays.
        return (*_controls(evaluations, note=evaluations.note or None), *_results(evaluations))

    async def follow(
        progress: gr.Progress = gr.Progress(),  # noqa: B008 - how Gradio hands it over
    ) -> tuple[object, ...]:
        while running := evaluations.running:
            progress((running.done, running.total), desc=progress_words(running), unit="questions")
            await asyncio.sleep(_SECONDS_BETWEEN_LOOKS)
        return look()

    shown = [*parts.controls, *parts.results]
    tab.select(look, None, shown, **UNQUEUED)
    parts.run.click(begin, [parts.set_name, parts.limit, parts.own], parts.controls, **UNQUEUED)
    parts.followed.change(
        follow,
        None,
        shown,
        concurrency_limit=None,
        show_progress_on=parts.note,
        api_visibility="private",
    )
    parts.stop.click(evaluations.stop, **UNQUEUED)
    tab.select(js=_ANNOUNCE_NOTES)


def _controls(evaluations: Evaluations, *, note: str | None) -> tuple[object, ...]:
    """What a run that goes on allows; where `note` is None, the one on the page stays."""
    running = evaluations.running
    return (
        gr.Button(interactive=running is None),
        gr.Button(interactive=running is not None),
        gr.skip() if note is None else escape_markdown(note),
        gr.skip() if running is None else str(running.number),
    )


def _results(evaluations: Evaluations) -> tuple[object, ...]:
    reports = evaluations.reports
    if not reports:
        return gr.Column(visible=False), "", gr.Button(), gr.Button()
    newest = reports[0].id
    return (
        gr.Column(visible=True),
        reports_text(reports),
        gr.Button(link=page_address(newest)),
        gr.Button(link=json_address(newest)),
    )
