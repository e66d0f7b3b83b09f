"""Many readers asking at once: errors, mixed-up answers, waiting times, memory.

Three rounds, each with a server that remembers no answer yet:

- as readers: each thinks for some seconds before every question; a few questions are asked often,
  most of them seldom. This is what a newsroom at work is like.
- no question twice: each asks again as soon as it is answered. So much can be read.
- the same few over and over, answered from memory. So much can be served.

`python -m web.benchmark --readers 40 --seconds 60` starts the servers itself, on this machine,
over the store that `--store` or BYLINE_STORE names, and ends them again. Each reader has an address
of its own, from 127.0.0.2 on, since a server counts what comes from one; Linux has all of them.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import secrets
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from ipaddress import IPv4Address
from itertools import cycle, repeat
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from eval.benchmark import RunningServer, server
from eval.shipped import find_set
from qa.build import open_library, store_folder

SETS = ("seed", "wikinews")
QUESTIONS = 5
SECONDS_TO_ANSWER = 120
SECONDS_TO_THINK = (5.0, 15.0)
FIRST_ADDRESS = IPv4Address("127.0.0.2")
REFUSALS = frozenset({429, 503})


@dataclass(slots=True)
class Tally:
    """What became of the questions. `seconds` are those of the right answers, `lasted` of all.

    `gists` has for each question what its first answer said.
    """

    seconds: list[float] = field(default_factory=list)
    refused: int = 0
    mixed_up: int = 0
    errors: list[str] = field(default_factory=list)
    lasted: float = 0.0
    gists: dict[str, object] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Asks from an address one question after the other, each after a pause in seconds."""

    address: str
    questions: Iterator[str]
    pauses: Iterator[float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What the n-th reader (from 0) asks and how long it pauses; `before` is asked before all."""

    name: str
    before: Sequence[str]
    questions: Callable[[int], Iterator[str]]
    pauses: Callable[[int], Iterator[float]]

    def reader(self, number: int) -> Reader:
        """The n-th reader, from 0."""
        return Reader(
            address=str(FIRST_ADDRESS + number),
            questions=self.questions(number),
            pauses=self.pauses(number),
        )


class Shared(Iterator[str]):
    """Gives each of many threads the next question. Safe to use from several threads."""

    def __init__(self, questions: Iterable[str]) -> None:
        self._questions = iter(questions)
        self._lock = threading.Lock()

    def __next__(self) -> str:
        with self._lock:
            return next(self._questions)


def main() -> int:
    """Reads the command line; 1 when a question failed or an answer was another's."""
    parser = argparse.ArgumentParser(description="Let many readers ask at once.")
    parser.add_argument("--readers", type=int, default=40)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--store", type=Path)
    arguments = parser.parse_args()
    store = store_folder(arguments.store)
    failed = False
    for each in _rounds(store):
        with server(store) as running:
            for question in each.before:
                _ask(running, question)
            at_start = megabytes(running.process)
            readers = [each.reader(number) for number in range(arguments.readers)]
            tally = _load(running, readers, seconds=arguments.seconds)
            at_end = megabytes(running.process)
        for line in (each.name, *_report(tally), f"memory: {at_start:.0f} to {at_end:.0f} MiB", ""):
            print(line)  # noqa: T201 - what the command is for
        failed = failed or bool(tally.errors or tally.mixed_up)
    return 1 if failed else 0


def _rounds(store: Path) -> Iterator[Round]:
    cases = [case for name in SETS for case in find_set(name).cases]
    first, *others = dict.fromkeys(case.question for case in cases)
    yield Round(
        name="as readers",
        before=[first],  # loads the models
        questions=lambda number: popular(others, random.Random(number)),
        pauses=lambda number: thinking(random.Random(number)),
    )
    all_others = Shared(others)
    yield Round(
        name="no question twice",
        before=[first],
        questions=lambda _: all_others,
        pauses=lambda _: repeat(0.0),
    )
    few = _repeated(store)
    over_and_over = Shared(cycle(few))
    yield Round(
        name=f"{len(few)} questions over and over",
        before=few,
        questions=lambda _: over_and_over,
        pauses=lambda _: repeat(0.0),
    )


def popular(questions: Sequence[str], chance: random.Random) -> Iterator[str]:
    """Questions without end: the n-th of them (from 1) comes 1/n as often as the first (Zipf)."""
    weights = [1 / rank for rank in range(1, len(questions) + 1)]
    while True:
        yield from chance.choices(questions, weights)


def thinking(chance: random.Random) -> Iterator[float]:
    """Seconds without end. Before the first question they may be few: readers come one by one."""
    shortest, longest = SECONDS_TO_THINK
    yield chance.uniform(0, longest)
    while True:
        yield chance.uniform(shortest, longest)


def _repeated(store: Path) -> list[str]:
    """Questions that the articles of the store may answer."""
    library = open_library(store, create=False)
    titles = [entry.title for entry in library.catalogue.page(limit=QUESTIONS).entries]
    library.close()
    return [f"What is known of this: {title}?" for title in titles if title]


def _load(running: RunningServer, readers: Sequence[Reader], *, seconds: float) -> Tally:
    """Lets the readers ask, all at once, until the time or their questions are over."""
    tally = Tally()
    began = time.monotonic()
    threads = [
        threading.Thread(target=_read, args=(running, reader, began + seconds, tally))
        for reader in readers
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    tally.lasted = time.monotonic() - began
    return tally


def _read(running: RunningServer, reader: Reader, deadline: float, tally: Tally) -> None:
    for pause in reader.pauses:
        time.sleep(min(pause, max(0.0, deadline - time.monotonic())))
        question = next(reader.questions, None) if time.monotonic() < deadline else None
        if question is None:
            return
        asking = secrets.token_hex(8)
        began = time.perf_counter()
        try:
            status, answer = _ask(running, question, id=asking, address=reader.address)
        except (OSError, http.client.HTTPException, ValueError) as error:
            with tally.lock:
                tally.errors.append(f"{type(error).__name__}: {error}")
            continue
        seconds = time.perf_counter() - began
        with tally.lock:
            if status in REFUSALS:
                tally.refused += 1
            elif status != 200:
                tally.errors.append(f"{status}: {answer.get('error')}")
            elif answer["id"] != asking or _is_another(answer, question, tally.gists):
                tally.mixed_up += 1
            else:
                tally.seconds.append(seconds)
        if status in REFUSALS:
            time.sleep(1)  # as the answer asks


def _ask(
    running: RunningServer,
    question: str,
    *,
    id: str = "",  # noqa: A002 - as it is called in JSON
    address: str = "127.0.0.1",
) -> tuple[int, dict[str, Any]]:
    """The status and the JSON of an answer. Raises OSError, HTTPException, ValueError."""
    connection = http.client.HTTPConnection(
        urlsplit(running.address).netloc, timeout=SECONDS_TO_ANSWER, source_address=(address, 0)
    )
    try:
        body = json.dumps({"question": question, "id": id})
        connection.request("POST", "/api/ask", body, {"Content-Type": "application/json"})
        response = connection.getresponse()
        return response.status, json.loads(response.read())
    finally:
        connection.close()


def _is_another(answer: dict[str, Any], question: str, gists: dict[str, object]) -> bool:
    """Whether this is the answer to some other question, as far as one can tell.

    What is answered must be the same whenever the same question is asked.
    """
    gist = answer["status"], answer["answer"], answer["citations"]
    return answer["question"] != question or gists.setdefault(question, gist) != gist


def _report(tally: Tally) -> Iterator[str]:
    answered = len(tally.seconds)
    yield f"answered: {answered} ({answered / tally.lasted:.1f} a second)"
    yield f"refused: {tally.refused}; mixed up: {tally.mixed_up}; errors: {len(tally.errors)}"
    yield from sorted(set(tally.errors))[:3]
    if answered > 1:
        median, slow = (_share(tally.seconds, percent) for percent in (50, 95))
        yield f"seconds to an answer: p50 {median}, p95 {slow}"


def megabytes(process: int) -> float:
    """The memory that a process holds, in MiB."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def _share(seconds: Sequence[float], percent: int) -> str:
    return f"{statistics.quantiles(seconds, n=100, method='inclusive')[percent - 1]:.2f}"


if __name__ == "__main__":
    sys.exit(main())
