"""Health is told at once, whatever else goes on; readiness is something else."""

import threading
import time

import httpx
import pytest
from served import serving

from index.embed import HashingEmbedder
from index.errors import StoreUnavailable
from index.library import Library
from qa.build import build_engine
from qa.engine import Engine
from web.server import create_app

QUESTIONS = 64


class Held(Engine):
    """An engine that answers nothing until it is let."""

    def __init__(self, library) -> None:
        self.library = library
        self.released = threading.Event()

    def ask(self, question):
        assert self.released.wait(60)
        raise StoreUnavailable(f"never answered: {question.text}")


@pytest.fixture
def library(tmp_path):
    library = Library.open(tmp_path, embedder=HashingEmbedder())
    yield library
    library.close()


def test_neither_health_nor_an_article_waits_for_questions(library):
    held = Held(library)
    with serving(create_app(held)) as address:
        asking = [
            threading.Thread(target=_ask, args=(address, f"Question {number}?"))
            for number in range(QUESTIONS)
        ]
        for thread in asking:
            thread.start()
        try:
            time.sleep(1)
            for path in ("/healthz", "/readyz", "/api/articles", "/api/months"):
                assert httpx.get(f"{address}{path}", timeout=5).status_code == 200
        finally:
            held.released.set()
            for thread in asking:
                thread.join()


def test_a_program_whose_store_is_gone_is_alive_but_not_ready(tmp_path):
    library = Library.open(tmp_path / "store", embedder=HashingEmbedder())
    with serving(create_app(build_engine(library))) as address:
        assert httpx.get(f"{address}/readyz").json() == {"status": "ready", "articles": 0}
        library.close()
        health = httpx.get(f"{address}/healthz")
        readiness = httpx.get(f"{address}/readyz")
    assert health.status_code == 200
    assert health.json()["articles"] == 0  # as far as is known
    assert readiness.status_code == 503
    assert "closed" in readiness.json()["error"]


def _ask(address, question):
    httpx.post(f"{address}/api/ask", json={"question": question}, timeout=90)
