"""The page that readers ask in: its layout, and which part does what.

Gradio is imported here, in `panels.py` and in the files of the tabs, nowhere else.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, cast

import gradio as gr
from fastapi import FastAPI
from gradio import events
from gradio.utils import get_upload_folder
from starlette.middleware import Middleware

from eval.feedback import REASONS, RIGHT, WRONG
from qa.serialize import answer_to_dict
from qa.types import Question
from qa.verify.drafts import DraftChecker
from qa.writing.telling import where_it_goes
from web.chat import Chat, View
from web.check_tab import check_tab
from web.conversation import Message
from web.evaluation_tab import evaluation_tab
from web.evaluations import Evaluations
from web.gradio_guard import GradioGuard
from web.keeping import Keeping, connect_keeping, keeping_buttons
from web.library_tab import library_tab
from web.markdown import escape_markdown
from web.panels import asset, evidence_panel, front_page, kept_conversations
from web.remembered import Remembering
from web.steps import UNQUEUED
from web.theme import COLOURS, FONT, FONT_MONO, light_on_paper
from web.uploads import Uploads

STYLES = (
    "style.css",
    "front.css",
    "answers.css",
    "evidence.css",
    "library.css",
    "evaluation.css",
)
SCRIPTS = ("conversation.js", "steps.js")
_STORAGE_KEY = "byline-conversation"
_MOST_WAITING = 64
_ANSWERED_AT_ONCE = 4
_WRITTEN_AT_ONCE = 32
WRITTEN = "Written, and quotes"
QUOTES_ONLY = "Quotes only"
# Following the end of a growing answer would scroll its beginning out of sight.
_SHOW_LAST_QUESTION = "() => window.byline?.showLastQuestion()"
# Which link was clicked only the browser knows.
_TAKEN = "(stored) => [stored, window.byline.taken]"
_BEGIN = "(stored, question, shown) => window.byline.begin(stored, question, shown)"
_GIVEN = "(stored) => [stored, window.byline.given]"
# Ids of articles as JSON; empty where all are asked.
_WITHIN = "() => [window.byline.within]"
_CHOSEN = "() => [window.byline.chosen]"
# A question that was asked before the page had opened was not cut off: it is being answered.
_KEEP = (
    "(stored) => { window.byline.keepConversation?.(stored); "
    "return [window.byline.isBusy() ? [] : stored]; }"
)
# What is kept of another day is not shown, and then it is not gone on with either.
_EDITED = "(stored) => { window.byline?.beforeEdit?.(stored); return [stored]; }"
# Where there is nothing to leave nothing is written: a question may be asked meanwhile.
_LEAVE = "(stored, shown) => [shown?.length || !stored?.length ? { __type__: 'update' } : []]"
_SETTLED = "() => window.byline?.settled()"
# An answer may still be on its way when its question is taken back.
_TAKE_IN = "(arriving, stored) => window.byline.takeIn(arriving, stored)"
_SHOW_WHOLE = "(stored) => window.byline.isAnswering(stored) || window.byline.showLastQuestion()"
_CHANGED = "(stored) => window.byline.changed(stored)"
# What the address asks, put where the text of the field would be.
_LINKED = "(stored, _) => [stored, window.byline.linkedQuestion()]"
_RESTRICTED = (
    "(publishers, since, until, within) => "
    "window.byline.restricted(publishers, since, until, within)"
)
_ALL = "() => [[], '', '', '']"
_ASK_LINKED = "() => window.byline?.askLinked()"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asking:
    """The parts of the page that a question concerns."""

    stored: gr.BrowserState
    chat: gr.Chatbot
    arriving: gr.Textbox
    question: gr.Textbox
    within: gr.Textbox
    choose: gr.Button
    everything: gr.Button
    given: gr.Button
    reopen: gr.Button
    chosen: gr.Textbox
    as_typed: gr.Button
    without: gr.Button
    taken: gr.Textbox
    linked: gr.Button
    stop: gr.Button
    restart: gr.Button
    publishers: gr.Dropdown
    since: gr.Textbox
    until: gr.Textbox
    how: gr.Radio
    keeping: Keeping

    @property
    def view(self) -> list[Any]:
        """What each step of the conversation changes."""
        return [self.stored, self.chat]

    @property
    def filters(self) -> list[Any]:
        """What says which articles are asked."""
        return [self.publishers, self.since, self.until, self.within]


def build_page(
    engine: Remembering,
    *,
    evaluations: Evaluations | None,
    checker: DraftChecker,
    read_only: bool,
) -> gr.Blocks:
    """The page over an engine; nothing is served yet. `checker` holds drafts against its library.

    Where `evaluations` is None it has no part for them, nor for the library: they need routes of
    their own. Where `read_only` is true it takes in no articles.
    """
    page = gr.Blocks(
        title="Byline", analytics_enabled=False, fill_width=True, delete_cache=(3600, 86400)
    )
    # Else Gradio takes any file of the server for a file value: it checks paths only once a page
    # was launched, and one that is mounted never is.
    page.has_launched = True
    with page:
        gr.HTML(html_template=asset("header.html"), apply_default_css=False)
        with gr.Tabs(elem_classes="parts"):
            with gr.Tab("Questions", elem_id="questions"), gr.Row(elem_classes="columns"):
                with gr.Column(scale=3, min_width=320):
                    parts = _asking(engine)
                with gr.Column(scale=2, min_width=320, elem_classes="evidence-column"):
                    evidence_panel(engine.library)
            if evaluations is not None:
                library_tab(
                    engine.library, parts.publishers, uploads=_uploads(), read_only=read_only
                )
                check_tab(engine.library, checker)
                evaluation_tab(evaluations, uploads=_uploads(), read_only=read_only)
        _connect(page, parts, engine)
        _offer_to_programs(engine)
    page.queue(
        max_size=_MOST_WAITING,
        default_concurrency_limit=_ANSWERED_AT_ONCE,
        api_open=False,  # else a step is taken past the queue, and past its limits
    )
    return page


def mount_page(  # noqa: PLR0913 - see `create_app`
    app: FastAPI,
    engine: Remembering,
    *,
    evaluations: Evaluations,
    checker: DraftChecker,
    read_only: bool,
    address: str | None,
) -> None:
    """Puts the page at the root of the app, behind the routes that it already has.

    `address` is where readers find it; None where that is told by each request.
    """
    gr.mount_gradio_app(
        app,
        build_page(
            engine,
            evaluations=evaluations,
            checker=checker,
            read_only=read_only,
        ),
        path="/",
        root_path=address,
        theme=_theme(),
        css="".join(map(asset, STYLES)),
        head=_head(),
        app_kwargs={
            "docs_url": None,
            "redoc_url": None,
            "openapi_url": None,
            "middleware": [Middleware(GradioGuard, uploads=_uploads())],
        },
        allowed_paths=[],
        enable_monitoring=False,
        footer_links=[],
        max_file_size="20mb",
        # Where one of these is not given, a variable of the environment switches it on.
        mcp_server=False,
        run_history=False,
        ssr_mode=False,
        show_error=False,
    )


def _head() -> str:
    """What is there before the page can be used: a quick reader has asked by then.

    Rules for paper stand here as they are: of `css`, Gradio keeps what lies within its own part of
    the page, and the colours are set above that.
    """
    styles = asset("print.css") + light_on_paper()
    return f"<style>{styles}</style><script>{''.join(map(asset, SCRIPTS))}</script>"


def _uploads() -> Uploads:
    return Uploads(Path(get_upload_folder()))


def _asking(engine: Remembering) -> _Asking:
    with gr.Row(elem_classes="bar"):
        kept_conversations()
        restart = gr.Button("New conversation", size="sm", elem_classes="step", elem_id="restart")
    front_page()
    chat = gr.Chatbot(
        label="Conversation",
        show_label=False,
        height="auto",
        layout="bubble",
        buttons=["copy"],
        editable="user",
        feedback_options=(RIGHT, WRONG, *REASONS),
        autoscroll=False,
        allow_tags=False,
        latex_delimiters=[],
        elem_classes="conversation",
    )
    with gr.Accordion("Filters", open=False):
        publishers = gr.Dropdown(
            engine.library.publishers(), label="Publishers", multiselect=True, value=[]
        )
        with gr.Row():
            since = gr.Textbox("", label="Published since", placeholder="May 2025")
            until = gr.Textbox("", label="Published until", placeholder="31 May 2025")
    keeping = keeping_buttons()
    with gr.Column(elem_classes="composer"):
        gr.HTML(html_template=asset("within.html"), apply_default_css=False)
        question = gr.Textbox(
            label="Question",
            placeholder="Ask about the articles",
            max_lines=6,
            submit_btn="Ask",
            elem_id="question",
        )
        with gr.Row(elem_classes="pills"):
            # Hidden where no language model writes: then there is nothing to choose.
            how = gr.Radio(
                [WRITTEN, QUOTES_ONLY],
                value=WRITTEN,
                label="Answers",
                show_label=False,
                container=False,
                visible=engine.writer is not None,
                elem_classes="how",
            )
            # Pressed by conversation.js for links that Gradio does not hear of.
            as_typed = gr.Button("Ask exactly as typed", visible="hidden", elem_id="ask-as-typed")
            without = gr.Button("Ask without this", visible="hidden", elem_id="ask-without")
            taken = gr.Textbox("", visible="hidden")
            linked = gr.Button("Ask the linked question", visible="hidden", elem_id="ask-linked")
            within = gr.Textbox("", visible="hidden")
            choose = gr.Button("Ask within these", visible="hidden", elem_id="ask-within")
            everything = gr.Button("Ask all articles", visible="hidden", elem_id="ask-all")
            given = gr.Button("Ask this", visible="hidden", elem_id="ask-given")
            reopen = gr.Button("Open a conversation", visible="hidden", elem_id="reopen")
            chosen = gr.Textbox("", visible="hidden")
            arriving = gr.Textbox("", visible="hidden")
            stop = gr.Button("Stop", size="sm", elem_classes=["push-right", "step"], elem_id="stop")
        if engine.writer is not None:
            gr.Markdown(escape_markdown(where_it_goes(engine.writer)), elem_classes="where")
    return _Asking(
        # The secret protects nothing, but with a new one at each start the conversation is lost.
        stored=gr.BrowserState([], storage_key=_STORAGE_KEY, secret=_STORAGE_KEY),
        chat=chat,
        arriving=arriving,
        question=question,
        within=within,
        choose=choose,
        everything=everything,
        given=given,
        reopen=reopen,
        chosen=chosen,
        as_typed=as_typed,
        without=without,
        taken=taken,
        linked=linked,
        stop=stop,
        restart=restart,
        publishers=publishers,
        since=since,
        until=until,
        how=how,
        keeping=keeping,
    )


def _connect(page: gr.Blocks, parts: _Asking, engine: Remembering) -> None:
    """Says which part does what. A question takes two steps: it is shown, then it is answered."""
    steps = Chat(engine)

    def restore(stored: object) -> tuple[object, ...]:
        kept, shown = steps.restore(stored)
        publishers = gr.Dropdown(engine.library.publishers())
        # A reader may have asked already: nothing must not take the place of that.
        return (kept, shown, publishers) if shown else (gr.skip(), gr.skip(), publishers)

    async def answer(*asked: Any) -> AsyncIterator[object]:  # noqa: ANN401 - what Gradio hands over
        *restricted, how = asked
        async for view in steps.answer(*restricted, quotes_only=how == QUOTES_ONLY):
            # Without a last item Gradio would show the one before it again, or nothing at all.
            yield gr.skip() if view is None else _to_browser(parts.chat, view)

    opened = page.load(
        restore, [parts.stored], [*parts.view, parts.publishers], js=_KEEP, **UNQUEUED
    )
    reopened = parts.reopen.click(steps.reopen, [parts.chosen], parts.view, js=_CHOSEN, **UNQUEUED)
    opened.then(None, [parts.stored, parts.chat], [parts.stored], js=_LEAVE, **UNQUEUED)
    opened.then(js=_ASK_LINKED)
    asking = _ask(parts, steps, engine)
    answering = [
        asked.then(
            answer,
            [parts.stored, *parts.filters, parts.how],
            [parts.arriving],
            concurrency_id="answer",
            concurrency_limit=_at_once(engine),
            trigger_mode="multiple",  # else a question asked while one is answered gets no answer
            show_progress="hidden",
            show_progress_on=parts.chat,  # whose buttons wait for the answer
            api_visibility="private",
        )
        for asked in asking
    ]
    taken_in = parts.arriving.change(
        None, [parts.arriving, parts.stored], parts.view, js=_TAKE_IN, show_progress="hidden"
    )
    taken_in.then(None, [parts.stored], None, js=_SHOW_WHOLE)
    parts.stored.change(None, [parts.stored], None, js=_CHANGED)
    for event in (opened, reopened, *asking):
        event.then(js=_SHOW_LAST_QUESTION)
    for event in (*asking, *_interrupt(parts, steps, answering)):
        event.then(js=_SETTLED)
    parts.choose.click(None, None, [parts.within], js=_WITHIN, **UNQUEUED)
    parts.everything.click(None, None, parts.filters, js=_ALL, **UNQUEUED)
    for field in parts.filters:
        field.change(None, parts.filters, None, js=_RESTRICTED, **UNQUEUED)
    _judge(parts, steps)
    connect_keeping(parts.keeping, parts.stored)


def _to_browser(chat: gr.Chatbot, view: View) -> str:
    """A view as JSON, its messages as the chat in the browser holds them."""
    stored, shown = view
    held = chat.postprocess(cast("Any", shown)).model_dump()  # Gradio names its own dictionaries
    return json.dumps({"stored": stored, "shown": held})


def _ask(parts: _Asking, steps: Chat, engine: Remembering) -> list[Any]:
    """The ways to ask: typed, chosen, suggested, changed, once more, as typed, without a part."""

    def edit(stored: object, event: gr.EditData) -> View:
        return steps.edit(stored, _position(event.index), str(event.value))

    def suggestion(stored: object, event: gr.SelectData) -> View:
        return steps.begin(stored, str(event.value))

    def retry(stored: object, event: gr.RetryData) -> View:
        return steps.retry(stored, _position(event.index))

    def linked(stored: object, address: str) -> tuple[object, ...]:
        view, asked = steps.linked(stored, address)
        # A publisher that is not in the library is kept: without it, all would be asked.
        choices = dict.fromkeys((*engine.library.publishers(), *asked.publishers))
        publishers = gr.Dropdown(list(choices), value=list(asked.publishers))
        within = json.dumps(asked.articles) if asked.articles else ""
        return (*view, publishers, asked.since, asked.until, within)

    # Shown by the browser itself: a reader who has pressed Enter waits for one reply, not for two.
    typed = parts.question.submit(
        None,
        [parts.stored, parts.question, parts.chat],
        [parts.question, *parts.view],
        js=_BEGIN,
        show_progress="hidden",
    )
    given = parts.given.click(
        steps.begin, [parts.stored, parts.taken], parts.view, js=_GIVEN, **UNQUEUED
    )
    suggested = parts.chat.option_select(suggestion, [parts.stored], parts.view, **UNQUEUED)
    changed = parts.chat.edit(edit, [parts.stored], parts.view, js=_EDITED, **UNQUEUED)
    once_more = parts.chat.retry(retry, [parts.stored], parts.view, **UNQUEUED)
    as_typed = parts.as_typed.click(steps.as_typed, [parts.stored], parts.view, **UNQUEUED)
    without = parts.without.click(
        steps.without, [parts.stored, parts.taken], parts.view, js=_TAKEN, **UNQUEUED
    )
    linked_to = parts.linked.click(
        linked, [parts.stored, parts.taken], [*parts.view, *parts.filters], js=_LINKED, **UNQUEUED
    )
    return [typed, given, suggested, changed, once_more, as_typed, without, linked_to]


def _interrupt(parts: _Asking, steps: Chat, answering: list[Any]) -> list[Any]:
    """The ways to end an answer that is still being given, without another question.

    A new question ends it as well, but cancels nothing here: Gradio might cancel the new answer.
    """

    def undo(stored: object, event: gr.UndoData) -> tuple[str, object, list[Message]]:
        return steps.undo(stored, _position(event.index))

    undone = [parts.question, *parts.view]
    cancelling = {"cancels": answering} | UNQUEUED
    return [
        parts.stop.click(steps.stop, [parts.stored], parts.view, **cancelling),
        parts.chat.undo(undo, [parts.stored], undone, **cancelling),
        parts.restart.click(steps.restart, [parts.stored], parts.view, **cancelling),
    ]


def _offer_to_programs(engine: Remembering) -> None:
    """The one step of the page that programs call by name, with `gradio_client`."""

    def ask(question: str) -> dict[str, Any]:
        return answer_to_dict(engine.ask(Question(text=question, asked=date.today())))

    events.api(ask, api_name="ask", concurrency_id="answer", concurrency_limit=_at_once(engine))


def _judge(parts: _Asking, steps: Chat) -> None:
    """What a reader says of an answer is kept, and the reader told so."""

    def judge(stored: object, event: gr.LikeData) -> None:
        # Of the thumbs it is told whether they point up; of other choices, their words.
        verdict = event.liked if isinstance(event.liked, str) else (WRONG, RIGHT)[event.liked]
        try:
            steps.judge(stored, _position(event.index), verdict)
        except OSError:
            gr.Warning("That could not be kept: the store cannot be written.")
        else:
            gr.Info("Kept beside the store, on this machine alone.", duration=3)

    parts.chat.like(judge, [parts.stored], None, show_progress="hidden", api_visibility="private")


def _at_once(engine: Remembering) -> int:
    """How many answers may be under way; those being written wait for their model, not for us."""
    return _ANSWERED_AT_ONCE if engine.writer is None else _WRITTEN_AT_ONCE


def _position(index: int | tuple[int, int]) -> int:
    """The exchange that a message belongs to: each has two messages."""
    return (index if isinstance(index, int) else index[0]) // 2


def _theme() -> gr.themes.Base:
    """Every font is one of the reader's own machine: none is fetched."""
    theme = gr.themes.Base(neutral_hue="stone", radius_size="sm", font=FONT, font_mono=FONT_MONO)
    return theme.set(
        block_border_width="0px",
        button_border_width="1px",
        input_border_width="1px",
        **COLOURS,
    )
