"""The buttons that copy or save a conversation: their layout, and what each does."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import gradio as gr

from web.conversation import Conversation, Exchange, load_conversation
from web.steps import UNQUEUED
from web.transcript import as_json, as_markdown, as_text


def _by_itself(exchange: Exchange) -> str:
    """What a link asks, as the page takes it: the question as it was read, and its filters.

    Whoever opens the link has not had this conversation.
    """
    answer = exchange.answer
    question = exchange.question if answer is None else answer.standalone
    return json.dumps({"question": question, "filters": asdict(exchange.filters)})


_COPY = "(text) => window.byline.copy(text)"
_SAVE_MARKDOWN = "(text) => window.byline.save(text, 'conversation.md', 'text/markdown')"
_SAVE_JSON = "(text) => window.byline.save(text, 'conversation.json', 'application/json')"
_COPY_LINK = "(text) => window.byline.copy(window.byline.linkTo(text))"
_KINDS: tuple[tuple[str, Callable[[Conversation], str], str], ...] = (
    ("Copy as text", as_text, _COPY),
    ("Copy as Markdown", as_markdown, _COPY),
    ("Save Markdown", as_markdown, _SAVE_MARKDOWN),
    ("Save JSON", as_json, _SAVE_JSON),
    (
        "Copy a link to the last answer",
        lambda conversation: _by_itself(conversation[-1]) if conversation else "",
        _COPY_LINK,
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """The buttons, and the hidden field through which the browser gets what they give."""

    buttons: tuple[gr.Button, ...]
    text: gr.Textbox


def keeping_buttons() -> Keeping:
    """Lays the buttons out where the page is being laid out."""
    with gr.Accordion("Copy or save", open=False), gr.Row(elem_classes="pills"):
        buttons = tuple(gr.Button(name, size="sm") for name, _, _ in _KINDS)
        return Keeping(buttons=buttons, text=gr.Textbox("", visible="hidden"))


def connect_keeping(keeping: Keeping, stored: gr.BrowserState) -> None:
    """Says what each button does with the conversation that the browser keeps."""
    for button, (_, render, use) in zip(keeping.buttons, _KINDS, strict=True):
        given = button.click(_renderer(render), [stored], [keeping.text], **UNQUEUED)
        given.then(None, [keeping.text], None, js=use)


def _renderer(render: Callable[[Conversation], str]) -> Callable[[Any], str]:
    return lambda stored: render(load_conversation(stored))
