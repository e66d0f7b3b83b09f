"""Kills a process that changes a store, again and again: what is left must be whole.

    python -m tests.index.kill_at_random --times 50

Each time a process adds, changes and removes articles, near-copies among them, and tells before and
after each change. It is killed at a random moment; then the store is opened and held against what
was told.
"""

import argparse
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from itertools import count
from pathlib import Path

from index.embed import HashingEmbedder
from index.errors import UnknownArticle
from index.library import Library
from index.records import Article

REPOSITORY = Path(__file__).parents[2]
NAMES = [f"n{number}" for number in range(40)]
LONGEST_LIFE = 0.8  # seconds


def open_library(folder):
    return Library.open(folder, embedder=HashingEmbedder())


def article(name, edition):
    """One of many editions; articles whose names end alike are near-copies of one another."""
    chance = random.Random(name[-1])
    story = " ".join(f"word{chance.randrange(500)}" for _ in range(120))
    return Article(id=name, title=name, text=f"{story}. Edition {edition} of {name}.")


# The process that is killed


def change(folder, seed):
    """Changes the store until it is killed; every change is told before and after it is made."""
    library, chance = open_library(folder), random.Random(seed)
    held = {found.id for found in library.articles()}
    for edition in count(start=1):
        names = chance.sample(NAMES, k=3)
        if chance.random() < 0.3 and held >= set(names):
            tell("doing", names, None)
            library.remove(names)
            held -= set(names)
            tell("done", names, None)
        else:
            tell("doing", names, f"{seed}.{edition}")
            library.add([article(name, f"{seed}.{edition}") for name in names])
            held |= set(names)
            tell("done", names, f"{seed}.{edition}")


def tell(when, names, edition):
    sys.stdout.write(json.dumps([when, names, edition]) + "\n")
    sys.stdout.flush()


# The one that kills it


def kill_once(folder, told, *, seed):
    """Starts a process on the store, kills it, and enters in `told` what it said to be done.

    Returns what it was doing, name by name, when it was killed.
    """
    program = [sys.executable, "-m", "tests.index.kill_at_random"]
    with subprocess.Popen(
        [*program, "--change", str(folder), "--seed", str(seed)],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        text=True,
    ) as changing:
        first = changing.stdout.readline()
        time.sleep(random.Random(seed).uniform(0, LONGEST_LIFE))
        changing.send_signal(signal.SIGKILL)
        lines = [first, *changing.stdout]
    doing = {}
    for line in lines:
        when, names, edition = json.loads(line)
        doing = dict.fromkeys(names, edition) if when == "doing" else {}
        if when == "done":
            told.update(dict.fromkeys(names, edition))
    return doing


def check(folder, told, doing):
    """Raises AssertionError when the store is not what was told; enters what it is instead."""
    library = open_library(folder)
    assert library.problems() == []
    for name in {*told, *doing}:
        stored = edition_of(library, name)
        possible = {told.get(name), doing.get(name, told.get(name))}
        assert stored in possible, f"{name} is {stored}, not {possible}"
        told[name] = stored
    held = [name for name, edition in told.items() if edition is not None]
    by_meaning = library.search_meaning("word1", limit=10_000)
    found = library.passages([hit.passage_id for hit in by_meaning])
    assert sorted(passage.article_id for passage in found) == sorted(held)
    groups = Counter(found.story for found in library.articles())
    alike = Counter(name[-1] for name in held)
    assert sorted(n for s, n in groups.items() if s) == sorted(n for n in alike.values() if n > 1)
    report = library.add([article(name, "last") for name in NAMES[:2]])
    assert report.added + report.updated + report.unchanged == 2
    told.update(dict.fromkeys(NAMES[:2], "last"))
    assert library.problems() == []
    library.close()


def edition_of(library, name):
    try:
        text = library.article(name).text
    except UnknownArticle:
        return None
    return text.split("Edition ")[1].split(" of")[0]


def kill_many(folder, *, times, seed=0):
    """Kills a process on one store so many times; returns how often a change was under way."""
    told, interrupted = {}, 0
    for number in range(times):
        doing = kill_once(folder, told, seed=seed + number)
        interrupted += bool(doing)
        check(folder, told, doing)
    return interrupted


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--change", type=Path)
    given = parser.parse_args()
    if given.change:
        change(given.change, given.seed)
    with tempfile.TemporaryDirectory() as folder:
        interrupted = kill_many(Path(folder), times=given.times, seed=given.seed)
    sys.stdout.write(
        f"killed {given.times} times, {interrupted} times in the middle of a change: "
        "nothing reported was missing, nothing was damaged\n"
    )


if __name__ == "__main__":
    main()
