"""How long a large library makes its readers wait: `python -m web.benchmark_library`.

Makes a store of `--articles` in a temporary folder, the sentences of the sample articles in another
order under headlines, publishers and days drawn by chance, its words hashed in place of a model,
as nothing here searches by meaning. Then asks a server on this machine for what the front page,
the list of the library and its search show. Exits 1 where one of them took `--most` milliseconds.
"""

from __future__ import annotations

import argparse
import random
import socket
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlencode

import uvicorn

from eval.shipped import sample_articles
from index.embed import HashingEmbedder
from index.library import Library
from index.records import Article
from index.split import sentences
from qa.build import build_engine
from web.doors import fetch
from web.server import create_app

REPEATS = 7
PUBLISHERS = 40
FIRST_DAY = date(2022, 1, 1)
DAYS = 1_000
SENTENCES = 12
"""Of an article."""
REQUESTS: Mapping[str, tuple[str, dict[str, str | int]]] = {
    "front page": ("/api/front", {}),
    "list": ("/api/articles", {}),
    "list by headline, page 100": ("/api/articles", {"order": "headline", "skip": 2_500}),
    "search for a rare word": ("/api/articles", {"words": "Novichok"}),
    "search for three words": ("/api/articles", {"words": "president said election"}),
    "search for half a word": ("/api/articles", {"words": "pres"}),
    "search in a publisher and a year": (
        "/api/articles",
        {"words": "virus", "publisher": "Paper 3", "since": "2023-01-01", "until": "2023-12-31"},
    ),
}


def main() -> int:
    """Prints the median and the slowest of each; 1 where one was too slow."""
    parser = argparse.ArgumentParser(prog="python -m web.benchmark_library", description=__doc__)
    parser.add_argument("--articles", type=int, default=12_000)
    parser.add_argument("--most", type=float, default=300, help="milliseconds")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        library = Library.open(Path(folder), embedder=HashingEmbedder())
        library.add(list(made(given.articles)))
        with _serving(library) as address:
            slowest = max([_measure(address, name) for name in REQUESTS])
        library.close()
    return int(slowest >= given.most)


def made(number: int) -> Iterator[Article]:
    """So many articles, the same each time."""
    chance = random.Random(0)
    texts = [item.text for item in sample_articles() if isinstance(item, Article)]
    said = [text[one.start : one.end] for text in texts for one in sentences(text)]
    for place in range(number):
        text = " ".join(chance.sample(said, SENTENCES))
        yield Article(
            id=f"made-{place}",
            title=" ".join(text.split()[:8]),
            text=text,
            publisher=f"Paper {chance.randrange(PUBLISHERS)}",
            published=FIRST_DAY + timedelta(days=chance.randrange(DAYS)),
        )


@contextmanager
def _serving(library: Library) -> Iterator[str]:
    listener = socket.create_server(("127.0.0.1", 0))
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    app = create_app(build_engine(library), examples=())
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    while not server.started:
        time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


def _measure(address: str, name: str) -> float:
    """Prints the times of one request, the first among them; returns the slowest."""
    path, parameters = REQUESTS[name]
    took = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        fetch(address, "GET", f"{path}?{urlencode(parameters)}")
        took.append(1000 * (time.perf_counter() - began))
    first, slowest = took[0], max(took)
    print(  # noqa: T201 - what the command is for
        f"{name}: median {statistics.median(took):.0f} ms, first {first:.0f}, slowest {slowest:.0f}"
    )
    return slowest


if __name__ == "__main__":
    sys.exit(main())
