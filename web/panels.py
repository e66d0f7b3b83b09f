"""Parts of the page that bring their own HTML and JavaScript, from the files beside this one."""

from __future__ import annotations

from pathlib import Path

import gradio as gr

from index.library import Library
from web.evidence import Evidence, open_evidence

_HERE = Path(__file__).parent


def asset(name: str) -> str:
    """The text of a file beside this one."""
    return (_HERE / name).read_text(encoding="utf-8")


def evidence_panel(library: Library) -> None:
    """The panel that opens the citations and articles of the part of the page it stands in."""

    def open_address(address: object) -> Evidence:
        return open_evidence(library, address)

    open_address.__name__ = "open_evidence"
    gr.HTML(
        html_template=asset("evidence.html"),
        js_on_load=asset("evidence.js"),
        server_functions=[open_address],
        apply_default_css=False,
    )


def article_list(*, read_only: bool) -> None:
    """The list of the library, which the HTTP API feeds."""
    gr.HTML(
        html_template=asset("library.html"),
        js_on_load=asset("library.js"),
        apply_default_css=False,
        elem_classes="is-read-only" if read_only else None,
    )


def front_page() -> None:
    """What is in the library and what may be asked of it, which the HTTP API tells."""
    gr.HTML(
        html_template=asset("front.html"), js_on_load=asset("front.js"), apply_default_css=False
    )


def kept_conversations() -> None:
    """The button to the conversations that the browser keeps, and their list."""
    gr.HTML(
        html_template=asset("conversations.html"),
        js_on_load=asset("conversations.js"),
        apply_default_css=False,
    )
