"""How long a reader waits: `python -m eval.benchmark --store DIR`.

Measured from outside, in processes of their own: the time from the start of `byline ask` to its
answer, and the time of `POST /api/ask` against a running server on this machine. With `--against
CHECKOUT` instead what this build and that of another checkout need, in alternation: a cold start,
and answers and searches once it is warm. With `--add SOURCE` beside it what adding articles costs
this build, a plain loop of sentence-transformers and FAISS and, with `--llama-index PYTHON`,
LlamaIndex.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

from eval.cost import Cost
from eval.manifest import ROOT, commit
from eval.run import draw, require_sound
from eval.shipped import find_set
from eval.side_by_side import adding, cold_asks
from eval.two_builds import Compared, compare_builds

COLD_STARTS = 3
SECONDS_TO_START = 120
BYLINE = (sys.executable, "-m", "cli")


def main() -> None:
    """Runs the measurements and prints them."""
    parser = argparse.ArgumentParser(description="Measure how long a reader waits.")
    parser.add_argument("--store", type=Path, required=True, help="the store to ask")
    parser.add_argument("--against", type=Path, help="a checkout whose answers to time as well")
    parser.add_argument(
        "--set", default="seed", help="with --against: a set that comes with Byline, or a file"
    )
    parser.add_argument("--limit", type=int, help="with --against: ask only so many questions")
    parser.add_argument(
        "--rounds", type=int, default=3, help="with --against: how often each question is asked"
    )
    parser.add_argument(
        "--add", type=Path, help="with --against: articles to add, in a file that `add` takes"
    )
    parser.add_argument("--articles", type=int, default=80, help="with --add: so many of them")
    parser.add_argument(
        "--llama-index", type=Path, help="with --add: a Python that has LlamaIndex installed"
    )
    options = parser.parse_args()
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors")  # noqa: T201
    if options.against:
        against(options)
    else:
        alone(options.store)


def against(options: argparse.Namespace) -> None:
    """Prints how long this build and another take to answer the same questions.

    Raises SystemExit when one of them cannot.
    """
    question_set = find_set(options.set)
    require_sound(question_set)
    cases = draw(question_set.cases, limit=options.limit, seed=0)
    other = options.against.resolve()
    print(f"{question_set.name}: {len(cases)} questions, {options.rounds} rounds")  # noqa: T201
    try:
        cold = cold_asks(
            (ROOT, other), store=options.store, question=cases[0].question, rounds=options.rounds
        )
        print_costs("byline ask, cold", {"this": cold[0], "other": cold[1]})
        for does in ("ask", "search"):
            compared = compare_builds(
                ROOT, other, store=options.store, cases=cases, rounds=options.rounds, does=does
            )
            print_compared(does, compared, other)
        if options.add:
            added = adding(
                options.add,
                articles=options.articles,
                rounds=options.rounds,
                llama_index=options.llama_index,
            )
            print_costs(f"adding {options.articles} articles", added)
    except RuntimeError as error:
        raise SystemExit(f"eval.benchmark: {error}") from error


def print_compared(does: str, compared: Compared, other: Path) -> None:
    """Prints how long both builds took, warm, and the ratios."""
    print(f"{does}, warm")  # noqa: T201
    for name, checkout, taken in (
        ("this", ROOT, compared.this),
        ("other", other, compared.other),
    ):
        print(  # noqa: T201
            f"{name} ({commit(checkout) or checkout}): median {statistics.median(taken):.0f} ms, "
            f"90th percentile {percentile(taken, 90):.0f} ms"
        )
    medians = [statistics.median(taken) for taken in (compared.this, compared.other)]
    print(  # noqa: T201
        f"this / other: ratio of the medians {medians[0] / medians[1]:.3f}, "
        f"median of the ratios {compared.ratio:.3f}"
    )


def print_costs(what: str, costs: Mapping[str, Cost]) -> None:
    """Prints costs, and how many times those of the first the others are."""
    print(what)  # noqa: T201
    first = next(iter(costs.values()))
    for name, cost in costs.items():
        print(  # noqa: T201
            f"{name:10} {cost}; times the first: {cost.seconds / first.seconds:.2f}, "
            f"{cost.processor / first.processor:.2f}, {cost.memory / first.memory:.2f}"
        )


def alone(store: Path) -> None:
    """Prints how long a reader waits for this build."""
    questions = [case.question for case in find_set("seed").cases]
    cold = [cold_start(store, questions[0]) for _ in range(COLD_STARTS)]
    print(f"byline ask, cold start, best of {COLD_STARTS}: {min(cold):.1f} s")  # noqa: T201
    with server(store) as running:
        post(running.address, questions[0])  # the first question pays for loading the model
        warm = [post(running.address, question) for question in questions]
    print(  # noqa: T201
        f"POST /api/ask, warm, {len(warm)} questions: median {statistics.median(warm):.0f} ms, "
        f"95th percentile {percentile(warm, 95):.0f} ms"
    )


def cold_start(store: Path, question: str) -> float:
    """Seconds from the start of `byline ask` to its end. Raises CalledProcessError."""
    began = time.perf_counter()
    command = [*BYLINE, "ask", question, "--store", str(store)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own command
    return time.perf_counter() - began


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningServer:
    """Where a server answers, "http://127.0.0.1:<port>", and the number of its process."""

    address: str
    process: int


@contextmanager
def server(store: Path) -> Iterator[RunningServer]:
    """A server of its own on a free port of this machine, from when it answers.

    Raises TimeoutError when it does not answer in time.
    """
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    command = [*BYLINE, "serve", "--port", str(port), "--store", str(store)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)  # noqa: S603 - our own command
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until_healthy(address)
        yield RunningServer(address=address, process=process.pid)
    finally:
        process.terminate()
        process.wait()


def wait_until_healthy(address: str) -> None:
    """Returns when `GET /healthz` answers. Raises TimeoutError."""
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end:
        try:
            with urlopen(f"{address}/healthz"):  # noqa: S310 - our own server
                return
        except URLError:
            time.sleep(0.2)
    raise TimeoutError(f"the server at {address} did not answer in {SECONDS_TO_START} s")


def post(address: str, question: str) -> float:
    """Milliseconds from sending a question until the whole answer is here."""
    body = json.dumps({"question": question}).encode()
    headers = {"Content-Type": "application/json"}
    request = Request(f"{address}/api/ask", data=body, headers=headers)  # noqa: S310 - see above
    began = time.perf_counter()
    with urlopen(request) as response:  # noqa: S310
        response.read()
    return 1000 * (time.perf_counter() - began)


def percentile(values: Sequence[float], rank: int) -> float:
    """The value that `rank` of 100 values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * rank // 100) - 1)]


if __name__ == "__main__":
    main()
