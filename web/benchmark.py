"""Many readers asking at once: errors, mixed-up answers, waiting times, memory.

Twice: first no question comes twice (those of the shipped sets, in turn), then the readers ask the
same few over and over, which are answered from memory.

`python -m web.benchmark --readers 40 --seconds 60` starts a server of its own on this machine,
over the store that `--store` or BYLINE_STORE names, and ends it again.
"""

from __future__ import annotations

import argparse
import http.client
import json
import secrets
import statistics
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from eval.benchmark import RunningServer, server
from eval.shipped import find_set
from qa.build import open_library, store_folder
from web.server import EXAMPLES

SETS = ("seed", "wikinews")
QUESTIONS = 5
SECONDS_TO_ANSWER = 120
REFUSALS = frozenset({429, 503})


@dataclass(slots=True)
class Tally:
    """What became of the questions. `seconds` are those of the right answers, `lasted` of all."""

    seconds: list[float] = field(default_factory=list)
    refused: int = 0
    mixed_up: int = 0
    errors: list[str] = field(default_factory=list)
    lasted: float = 0.0
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
    different = [case.question for name in SETS for case in find_set(name).cases]
    failed = False
    with server(store) as running:
        _ask(running, different[0], id="")  # loads the models
        expected = {asked: _gist(_ask(running, asked, id="")[1]) for asked in _repeated(store)}
        for name, questions in (
            ("no question twice", iter(dict.fromkeys(different[1:]))),
            (f"{len(expected)} questions over and over", cycle(expected)),
        ):
            at_start = _megabytes(running.process)
            tally = _load(
                running,
                _Shared(questions),
                expected,
                readers=arguments.readers,
                seconds=arguments.seconds,
            )
            at_end = _megabytes(running.process)
            for line in (name, *_report(tally), f"memory: {at_start:.0f} to {at_end:.0f} MiB", ""):
                print(line)  # noqa: T201 - what the command is for
            failed = failed or bool(tally.errors or tally.mixed_up)
    return 1 if failed else 0


class _Shared:
    """Gives each of many threads the next question. Safe to use from several threads."""

    def __init__(self, questions: Iterable[str]) -> None:
        self._questions = iter(questions)
        self._lock = threading.Lock()

    def next(self) -> str | None:
        """The next question; None when there is no further one."""
        with self._lock:
            return next(self._questions, None)


def _repeated(store: Path) -> list[str]:
    """Questions that the articles of the store may answer."""
    library = open_library(store, create=False)
    titles = [entry.title for entry in library.catalogue.page(limit=QUESTIONS).entries]
    library.close()
    return [*EXAMPLES, *(f"What is known of this: {title}?" for title in titles if title)]


def _load(
    server: RunningServer,
    questions: _Shared,
    expected: dict[str, object],
    *,
    readers: int,
    seconds: float,
) -> Tally:
    """Lets the readers ask, each a question after the other, until the time or they are over."""
    tally = Tally()
    began = time.monotonic()
    threads = [
        threading.Thread(target=_read, args=(server, questions, expected, began + seconds, tally))
        for _ in range(readers)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    tally.lasted = time.monotonic() - began
    return tally


def _read(
    server: RunningServer,
    questions: _Shared,
    expected: dict[str, object],
    deadline: float,
    tally: Tally,
) -> None:
    while time.monotonic() < deadline and (question := questions.next()):
        asking = secrets.token_hex(8)
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
            elif answer["id"] != asking or _is_another(answer, question, expected):
                tally.mixed_up += 1
            else:
                tally.seconds.append(time.perf_counter() - began)
        if status in REFUSALS:
            time.sleep(1)  # as the answer asks


def _is_another(answer: dict[str, Any], question: str, expected: dict[str, object]) -> bool:
    """Whether this is the answer to some other question, as far as one can tell."""
    if question in expected:
        return _gist(answer) != expected[question]
    return bool(answer["question"] != question)


def _gist(answer: dict[str, Any]) -> object:
    """What must be the same whenever the same question is asked."""
    return answer["question"], answer["status"], answer["answer"], answer["citations"]


def _report(tally: Tally) -> Iterator[str]:
    answered = len(tally.seconds)
    yield f"answered: {answered} ({answered / tally.lasted:.1f} a second)"
    yield f"refused: {tally.refused}; mixed up: {tally.mixed_up}; errors: {len(tally.errors)}"
    yield from sorted(set(tally.errors))[:3]
    if answered > 1:
        median, slow = (_share(tally.seconds, percent) for percent in (50, 95))
        yield f"seconds to an answer: p50 {median}, p95 {slow}"


def _share(seconds: Sequence[float], percent: int) -> str:
    return f"{statistics.quantiles(seconds, n=100, method='inclusive')[percent - 1]:.2f}"


if __name__ == "__main__":
    sys.exit(main())
