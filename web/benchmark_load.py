"""Readers at every door while articles are added: errors, mixed-up answers, and what is left over.

Page, HTTP API, its events and MCP are asked at once, no question twice, while another program adds
an article every few seconds, about which one reader then asks. Every answer has to be one to its
question, every quotation to stand in its article word for word, and every added article to be
found. Afterwards the threads and handles of the servers are counted again.

`python -m web.benchmark_load --readers 40 --seconds 180` does that on this machine, with a copy of
the store that `--store` or BYLINE_STORE names. Linux only: it reads `/proc`.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from http.client import HTTPException
from itertools import count
from pathlib import Path
from queue import Empty

from eval.benchmark import RunningServer, server
from eval.shipped import find_set
from index.library import Library
from index.records import Article
from qa.build import open_library, store_folder
from web.benchmark import FIRST_ADDRESS, SETS, Shared, megabytes
from web.doors import Json, McpDoor, Refused, ask_api, ask_in_events, ask_page, fetch, mcp_door

ADDING_SECONDS = 5
FIRST_SECONDS = 30
IDLE_SECONDS = 15
"""For so long threads without work and connections of browsers are kept, and a little longer."""
SAMPLE_SECONDS = 5
LAST_SECONDS = 120
ADDED = date(2024, 5, 6)
WORDINGS = (
    "Who spoke about this: {}?",
    "When did this happen: {}?",
    "Where did this happen: {}?",
    "How many people does this concern: {}?",
    "What was said about this: {}?",
    "What came before this: {}?",
    "Who was against this: {}?",
    "What is known of this: {}?",
)

Door = Callable[[str], Json]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a process holds: threads, handles, and apart from these the handles of the store.

    The last are as many as connections were ever used at once: SQLite keeps them for those to come.
    """

    threads: int
    handles: int
    of_the_store: int

    @classmethod
    def by(cls, process: int) -> Held:
        """Counted by the system."""
        folder = Path(f"/proc/{process}")
        files = list(filter(None, map(_named, (folder / "fd").iterdir())))
        of_the_store = sum("byline.sqlite" in name for name in files)
        return cls(
            threads=len(list((folder / "task").iterdir())),
            handles=len(files) - of_the_store,
            of_the_store=of_the_store,
        )


def main() -> int:
    """Reads the command line; 1 when anything went wrong or is left over."""
    parser = argparse.ArgumentParser(description="Let readers ask at every door at once.")
    parser.add_argument("--readers", type=int, default=40)
    parser.add_argument("--seconds", type=float, default=180)
    parser.add_argument("--store", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        shutil.copytree(store_folder(arguments.store), store)
        library = open_library(store, create=False)
        with server(store) as running, mcp_door(store) as mcp:
            doors = [_door(running, mcp, number) for number in range(arguments.readers)]
            load = Load(library, doors)
            lines, failed = _measure(load, running, mcp, seconds=arguments.seconds)
        library.close()
    for line in lines:
        print(line)  # noqa: T201 - what the command is for
    return 1 if failed else 0


class Load:
    """Readers at their doors, a program that adds articles, and what became of the questions."""

    def __init__(self, library: Library, doors: Sequence[tuple[str, Door]]) -> None:
        self.answered: Counter[str] = Counter()
        self.refused = 0
        self.found = 0
        self.errors: list[str] = []
        self.mixed_up: list[str] = []
        self._library = library
        self._doors = doors
        self._questions = Shared(_questions(library))
        self._numbers = count()
        self._lock = threading.Lock()

    def run(self, *others: Callable[[], None], end: float) -> None:
        """Lets all do their part until the end, and at least once."""
        parts: list[Callable[[], None]] = [partial(self._add, end), *others]
        parts += [partial(self._read, *door, end) for door in self._doors]
        threads = [threading.Thread(target=part) for part in parts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _read(self, name: str, ask: Door, end: float) -> None:
        for question in self._questions:
            self._tried(name, ask, question)
            if time.monotonic() >= end:
                return

    def _add(self, end: float) -> None:
        """Adds an article every few seconds, and asks for it at one door after the other."""
        while True:
            number = next(self._numbers)
            name, ask = self._doors[number % len(self._doors)]
            who, where = f"Zora {_word(number)}", f"Port {_word(7 * number)}"
            text = f"Mayor {who} opened the pier of {where} on Monday. It rained."
            self._library.add([Article(id=f"load-{number}", text=text, published=ADDED)])
            answer = self._tried(name, ask, f"Who opened the pier of {where}?")
            if answer is not None:
                found = any(who in short for short in answer["short_answers"])
                with self._lock:
                    self.found += found
                    if not found:
                        self.mixed_up.append(f"{name}: load-{number} was added, but not found")
            time.sleep(min(ADDING_SECONDS, max(0.0, end - time.monotonic())))
            if time.monotonic() >= end:
                return

    def _tried(self, name: str, ask: Door, question: str) -> Json | None:
        try:
            answer = ask(question)
            wrong = _is_wrong(answer, question, self._library)
        except Refused:
            with self._lock:
                self.refused += 1
            time.sleep(1)  # as the answer asks
            return None
        except (OSError, HTTPException, ValueError, Empty) as error:
            with self._lock:
                self.errors.append(f"{name}: {type(error).__name__}: {error}")
            return None
        with self._lock:
            self.answered[name] += 1
            if wrong:
                self.mixed_up.append(f"{name}: {question!r}: {wrong}")
        return answer

    def lines(self) -> Iterator[str]:
        """The report."""
        answered = ", ".join(f"{name} {number}" for name, number in sorted(self.answered.items()))
        yield f"answered: {answered}; refused: {self.refused}"
        yield f"articles added and found: {self.found}"
        yield f"errors: {len(self.errors)}; mixed up: {len(self.mixed_up)}"
        yield from sorted({*self.errors, *self.mixed_up})[:5]


def _measure(
    load: Load, running: RunningServer, mcp: McpDoor, *, seconds: float
) -> tuple[list[str], bool]:
    """The report, and whether anything went wrong or is left over."""
    # What a program starts once it keeps: its threads, the models, connections to the store.
    load.run(end=time.monotonic() + min(FIRST_SECONDS, seconds))
    processes = {"server": running.process, "MCP server": mcp.process.pid}
    before = _held(running, processes)
    memory: list[tuple[float, float]] = []
    end = time.monotonic() + seconds
    load.run(partial(_watch, running.process, memory, end), end=end)
    after = _held(running, processes)
    lines = [
        *load.lines(),
        *(
            f"{name}: threads {before[name].threads} to {after[name].threads}, "
            f"handles {before[name].handles} to {after[name].handles}, "
            f"of the store {before[name].of_the_store} to {after[name].of_the_store}"
            for name in processes
        ),
        *_memory_lines(memory, seconds),
    ]
    left_over = any(_is_more(after[name], before[name]) for name in processes)
    return lines, bool(load.errors or load.mixed_up or left_over)


def _door(running: RunningServer, mcp: McpDoor, number: int) -> tuple[str, Door]:
    """The door of the n-th reader (from 0) and its name: of ten one has MCP."""
    address = str(FIRST_ADDRESS + number)
    if number % 10 == 9:
        return "MCP", mcp.ask
    name, ask = (("page", ask_page), ("API", ask_api), ("events", ask_in_events))[number % 3]
    return name, partial(ask, running.address, address=address)


def _questions(library: Library) -> Iterator[str]:
    """Questions to the articles, none twice; at last none."""
    asked = [case.question for name in SETS for case in find_set(name).cases]
    titles = [article.title for article in library.articles() if article.title]
    made = [wording.format(title) for wording in WORDINGS for title in titles]
    questions = list(dict.fromkeys([*asked, *made]))
    random.Random(1).shuffle(questions)
    return iter(questions)


def _is_wrong(answer: Json, question: str, library: Library) -> str:
    """What shows that this is no answer to the question, or quotes what is nowhere; else empty."""
    if answer["question"] != question:
        return f"answers {answer['question']!r}"
    for citation in [*answer["citations"], *answer["nearest"]]:
        text = library.article(citation["article_id"]).text
        if text[citation["start"] : citation["end"]] != citation["quote"]:
            return f"{citation['article_id']} has no such words"
    return ""


def _word(number: int) -> str:
    """A name for a number: each has one of its own."""
    syllables = ("ba", "de", "fi", "go", "lu", "ma", "ne", "ri", "so", "tu")
    return "".join(syllables[int(digit)] for digit in f"{number:03}").capitalize()


def _watch(process: int, memory: list[tuple[float, float]], end: float) -> None:
    """Notes the seconds left and the memory in MiB, every few seconds."""
    while (left := end - time.monotonic()) > 0:
        memory.append((left, megabytes(process)))
        time.sleep(min(SAMPLE_SECONDS, left))


def _memory_lines(memory: Sequence[tuple[float, float]], seconds: float) -> Iterator[str]:
    """The memory over time, and at the beginning and end of the last two minutes."""
    every = max(1, len(memory) // 12)
    shown = ", ".join(f"{seconds - left:.0f} s {used:.0f}" for left, used in memory[::every])
    yield f"memory of the server in MiB: {shown}, at the end {memory[-1][1]:.0f}"
    last = [used for left, used in memory if left <= LAST_SECONDS]
    yield f"over the last {min(LAST_SECONDS, seconds):.0f} s: {last[0]:.0f} to {last[-1]:.0f} MiB"


def _held(running: RunningServer, processes: dict[str, int]) -> dict[str, Held]:
    """What the processes hold once they have had time to let go of what they no longer need."""
    time.sleep(IDLE_SECONDS)
    # Threads that have been idle end only when another thread is needed.
    fetch(running.address, "GET", "/api/months")
    time.sleep(1)
    return {name: Held.by(process) for name, process in processes.items()}


def _named(handle: Path) -> str | None:
    """What a handle is of; None where it has just been closed."""
    try:
        return str(handle.readlink())
    except FileNotFoundError:
        return None


def _is_more(held: Held, before: Held) -> bool:
    return held.threads > before.threads or held.handles > before.handles


if __name__ == "__main__":
    sys.exit(main())
