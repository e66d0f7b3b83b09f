"""The articles that the web tests ask about, and a real server over them."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from index.records import Article
from qa.engine import Engine
from qa.types import Answer, Citation, Claim

SEED = Path(__file__).parents[2] / "seeds" / "seed.jsonl"
MISSION_QUESTION = "Who first called for a national inquiry?"
HOSTILE_TEXT = (
    "Mayor Ada Quill closed the Port Ellery lighthouse on Tuesday, "
    '<img src="http://evil.example/a.png" onerror="window.hacked=1"> '
    '<svg><a href="javascript:window.hacked=2">go</a></svg> ${window.hacked=3} '
    "{{window.hacked=4}} \\u0041 ![b](http://evil.example/b.png) [c](javascript:alert(1)) "
    "<form action=http://evil.example><button>x</button></form> *starred* `ticked` & all.\n"
    "The storm had broken its lamp 😀."
)
ARTICLES = (
    Article(
        id='port/ellery <b>"1"</b>',
        text=HOSTILE_TEXT,
        title='<img src=x onerror="window.hacked=5"> "Lamp" ](javascript:alert(2)) out',
        publisher="Ellery & Sons <Gazette>",
        url="javascript:window.hacked=6",
        published=date(2024, 3, 5),
    ),
    Article(
        id="harbour-2",
        text="The Port Ellery harbour reopened in May. Captain Ines Roe sailed out first.",
        title="Harbour reopens",
        publisher="Harbour Times",
        url="https://harbour.example/reopens",
        published=date(2024, 5, 2),
    ),
)

CITATION = Citation(
    number=1,
    article_id="echo-1",
    version=1,
    title="A call for justice",
    publisher="Liverpool Echo",
    published=date(2025, 1, 5),
    url=None,
    quote="The call must be heeded.",
    start=10,
    end=34,
)
CLAIM = Claim(
    text="The call must be heeded.",
    short_answer=None,
    scope=None,
    speaker=None,
    outlet=None,
    when=None,
    citations=(1,),
)
ANSWER = Answer(
    question="What must be heeded?",
    standalone="What must be heeded?",
    status="answered",
    text="“The call must be heeded.” [1]",
    short_answers=(),
    confidence=0.9,
    claims=(CLAIM,),
    citations=(CITATION,),
    nearest=(),
)


class Slow(Engine):
    """The real engine, with time between the parts of an answer, as a large model takes."""

    def __init__(self, engine: Engine, *, seconds: float) -> None:
        self.library = engine.library
        self._engine = engine
        self._seconds = seconds

    def stream(self, question) -> Iterator:
        for answer in self._engine.stream(question):
            yield answer
            time.sleep(self._seconds)


class Held(Engine):
    """The real engine, which gives the first part of an answer and then waits for `goes_on`."""

    def __init__(self, engine: Engine) -> None:
        self.library = engine.library
        self.goes_on = threading.Event()
        self._engine = engine

    def stream(self, question) -> Iterator:
        for answer in self._engine.stream(question):
            yield answer
            self.goes_on.wait(60)


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """The address under which a real server on this machine serves the app."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # as `serve` has it
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            log_level="error",
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=1,
        )
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
