"""What this build costs beside another, and beside what one would write first, in alternation.

Each measurement is of a process of its own. What is compared runs one after the other, round by
round, so that whatever else the machine does slows all alike; medians of the rounds are given.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from eval.cost import Cost, cost_of, median_cost
from eval.manifest import ROOT
from index.bundled import bundled_model
from index.intake import embedded_texts
from index.loaders import load
from index.records import Article
from index.split import passages

PLAINLY = Path(__file__).with_name("adding_plainly.py")
WITH_LLAMA_INDEX = Path(__file__).with_name("adding_with_llama_index.py")
# -P: a script's folder holds modules that bear names of the standard library's.
PYTHON = (sys.executable, "-P")


def cold_asks(checkouts: Sequence[Path], *, store: Path, question: str, rounds: int) -> list[Cost]:
    """What `byline ask` costs each checkout from a cold start, over a copy of the store."""
    with TemporaryDirectory() as folder:
        copies = [
            shutil.copytree(store, Path(folder) / str(number)) for number in range(len(checkouts))
        ]

        def ask(checkout: Path, copy: Path) -> Callable[[], Cost]:
            command: list[str | Path] = [*PYTHON, "-m", "cli", "ask", question, "--store", copy]
            return lambda: cost_of(command, checkout=checkout)

        asks = {
            str(number): ask(checkout, copy)
            for number, (checkout, copy) in enumerate(zip(checkouts, copies, strict=True))
        }
        return list(_in_turn(asks, rounds=rounds).values())


def adding(
    source: Path, *, articles: int, rounds: int, llama_index: Path | None = None
) -> dict[str, Cost]:
    """What taking in the first articles of a source costs, by who does it.

    `llama_index` is a Python that has LlamaIndex; without it that is left out. Raises RuntimeError
    where something cannot be run.
    """
    chosen = list(islice((one for one in load(str(source)) if isinstance(one, Article)), articles))
    with TemporaryDirectory() as folder:
        lines, texts = Path(folder) / "articles.jsonl", Path(folder) / "texts.jsonl"
        _write(lines, ({"id": one.id, "title": one.title, "text": one.text} for one in chosen))
        _write(texts, (embedded_texts(one, passages(one.text)) for one in chosen))
        store = Path(folder) / "store"

        def byline() -> Cost:
            shutil.rmtree(store, ignore_errors=True)
            return cost_of([*PYTHON, "-m", "cli", "add", lines, "--store", store], checkout=ROOT)

        model = bundled_model()
        ways: dict[str, Callable[[], Cost]] = {
            "Byline": byline,
            "plain loop": lambda: cost_of([*PYTHON, PLAINLY, model, texts]),
        }
        if llama_index is not None:
            ways["LlamaIndex"] = lambda: cost_of(
                [llama_index, "-P", WITH_LLAMA_INDEX, model, texts]
            )
        return _in_turn(ways, rounds=rounds)


def _in_turn(ways: Mapping[str, Callable[[], Cost]], *, rounds: int) -> dict[str, Cost]:
    costs: dict[str, list[Cost]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, run in ways.items():
            costs[name].append(run())
    return {name: median_cost(found) for name, found in costs.items()}


def _write(path: Path, values: Iterable[object]) -> None:
    path.write_text("".join(f"{json.dumps(value)}\n" for value in values), encoding="utf-8")
