"""Many readers asking at once: errors, mixed-up answers, waiting times, memory.

`python -m web.benchmark --readers 40 --seconds 60` starts a server of its own on this machine,
over the store that `--store` or BYLINE_STORE names, and ends it again.
"""

from __future__ import annotations

import argparse
import http.client
import json
import statistics
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from eval.benchmark import RunningServer, server
from qa.build import open_library, store_folder
from web.server import EXAMPLES

QUESTIONS = 5
SECONDS_TO_ANSWER = 120
REFUSALS = frozenset({429, 503})


@dataclass(slots=True)
class Tally:
    """What became of the questions. `seconds` are those of the right answers."""

    seconds: list[float] = field(default_factory=list)
    refused: int = 0
    mixed_up: int = 0
    errors: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


def _ask(server: RunningServer, question: str, *, id: str) -> tuple[int, dict[str, Any]]:  # noqa: A002
    """The status and the JSON of an answer. Raises OSError, HTTPException."""
    host = urlsplit(server.address).netloc
    connection = http.client.HTTPConnection(host, timeout=SECONDS_TO_ANSWER)
    try:
        body = json.dumps({"question": question, "id": id})
        connection.request("POST", "/api/ask", body, {"Content-Type": "application/json"})
        response = connection.getresponse()
        return response.status, json.loads(response.read())
    finally:
        connection.close()


def _megabytes(process: int) -> float:
    """The memory that a process holds, in MiB."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def main() -> int:
    """Reads the command line; 1 when a question failed or an answer was another's."""
    parser = argparse.ArgumentParser(description="Let many readers ask at once.")
    parser.add_argument("--readers", type=int, default=40)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--store", type=Path)
    arguments = parser.parse_args()
    store = store_folder(arguments.store)
    questions = _questions(store)
    with server(store) as running:
        expected = {question: _gist(_ask(running, question, id="")[1]) for question in questions}
        at_start = _megabytes(running.process)
        tally = _load(running, expected, readers=arguments.readers, seconds=arguments.seconds)
        at_end = _megabytes(running.process)
    for line in _report(tally, arguments.seconds):
        print(line)  # noqa: T201 - what the command is for
    print(f"memory: {at_start:.0f} MiB at the start, {at_end:.0f} MiB at the end")  # noqa: T201
    return 1 if tally.errors or tally.mixed_up else 0


def _questions(store: Path) -> list[str]:
    """Questions that the articles of the store may answer."""
    library = open_library(store, create=False)
    titles = [entry.title for entry in library.catalogue.page(limit=QUESTIONS).entries]
    library.close()
    return [*EXAMPLES, *(f"What is known of this: {title}?" for title in titles if title)]


def _load(
    server: RunningServer, expected: dict[str, object], *, readers: int, seconds: float
) -> Tally:
    """Lets the readers ask, each a question after the other, until the time is over."""
    tally = Tally()
    deadline = time.monotonic() + seconds
    threads = [
        threading.Thread(target=_read, args=(server, expected, reader, deadline, tally))
        for reader in range(readers)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return tally


def _read(
    server: RunningServer, expected: dict[str, object], reader: int, deadline: float, tally: Tally
) -> None:
    questions = list(expected)
    for number in count(reader):
        if time.monotonic() >= deadline:
            return
        question = questions[number % len(questions)]
        asking = f"reader {reader}, question {number}"
        began = time.perf_counter()
        try:
            status, answer = _ask(server, question, id=asking)
        except (OSError, http.client.HTTPException, ValueError) as error:
            with tally.lock:
                tally.errors.append(f"{type(error).__name__}: {error}")
            continue
        with tally.lock:
            if status in REFUSALS:
                tally.refused += 1
            elif status != 200:
                tally.errors.append(f"{status}: {answer.get('error')}")
            elif answer["id"] != asking or _gist(answer) != expected[question]:
                tally.mixed_up += 1
            else:
                tally.seconds.append(time.perf_counter() - began)
        if status in REFUSALS:
            time.sleep(1)  # as the answer asks


def _gist(answer: dict[str, Any]) -> object:
    """What must be the same whenever the same question is asked."""
    return answer["question"], answer["status"], answer["answer"], answer["citations"]


def _report(tally: Tally, seconds: float) -> Iterator[str]:
    answered = len(tally.seconds)
    yield f"answered: {answered} ({answered / seconds:.1f} a second)"
    yield f"refused: {tally.refused}; mixed up: {tally.mixed_up}; errors: {len(tally.errors)}"
    yield from sorted(set(tally.errors))[:3]
    if answered > 1:
        median, slow = (_share(tally.seconds, percent) for percent in (50, 95))
        yield f"seconds to an answer: p50 {median}, p95 {slow}"


def _share(seconds: Sequence[float], percent: int) -> str:
    return f"{statistics.quantiles(seconds, n=100, method='inclusive')[percent - 1]:.2f}"


if __name__ == "__main__":
    sys.exit(main())
