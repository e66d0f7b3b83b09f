"""Kills a process that changes a store, again and again: what is left must be whole.

    python -m tests.index.kill_at_random --times 200

Each time a process adds, updates and removes articles, near-copies among them, copies the store,
repairs it and embeds it anew with another embedder, and tells before and after each change. It is
killed in the midst of a change, the kinds of change taking turns, three times of four within some
milliseconds of a commit or of the start of a copy; then the store is opened and held against what
was told.
"""

import argparse
import json
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from itertools import count
from pathlib import Path

from index.database import Database
from index.embed import HashingEmbedder
from index.errors import UnknownArticle
from index.library import Library
from index.records import Article

REPOSITORY = Path(__file__).parents[2]
NAMES = [f"n{number}" for number in range(40)]
KINDS = ("adding", "updating", "removing", "copying", "repairing", "re-embedding")
DIMENSIONS = (64, 128)  # of the embedders
AT_ONCE = 3  # articles that a change is made to
LONGEST_CHANGE = 0.015  # seconds; most take longer
NEAR = 0.004
SO_MANY_NEAR = 0.75  # of the kills


def open_library(folder, *, other=False):
    """With the embedder that made the store's vectors, or with the other one."""
    library = Library.open(folder, embedder=HashingEmbedder(dimension=DIMENSIONS[0]))
    if (library.status().model == f"hashing:{DIMENSIONS[1]}") == other:
        return library
    library.close()
    return Library.open(folder, embedder=HashingEmbedder(dimension=DIMENSIONS[1]))


def article(name, edition):
    """One of many editions; articles whose names end alike are near-copies of one another."""
    chance = random.Random(name[-1])
    story = " ".join(f"word{chance.randrange(500)}" for _ in range(120))
    return Article(id=name, title=name, text=f"{story}. Edition {edition} of {name}.")


# The process that is killed


def change(folder, seed):
    """Changes the store until it is killed; every change is told before and after it is made."""
    tell_commits()
    library, chance = open_library(folder), random.Random(seed)
    held = {found.id for found in library.articles()}
    for edition in count(start=1):
        kind = chance.choice(KINDS)
        free = held if kind in {"updating", "removing"} else set(NAMES) - held
        if len(free) < AT_ONCE:
            continue
        names, named = chance.sample(sorted(free), k=AT_ONCE), f"{seed}.{edition}"
        if kind == "repairing":
            tell("doing", kind)
            library.repair()
        elif kind == "re-embedding":
            tell("doing", kind)
            library.close()
            library = open_library(folder, other=True)
            library.embed_anew()
        elif kind == "copying":
            tell("doing", kind)
            copy(folder)
        elif kind == "removing":
            tell("doing", kind, dict.fromkeys(names))
            library.remove(names)
            held -= set(names)
        else:
            tell("doing", kind, dict.fromkeys(names, named))
            library.add([article(name, named) for name in names])
            held |= set(names)
        tell("done")


def copy(folder):
    """Copies the store as a user does; not in this process, which has its files open."""
    shutil.rmtree(copy_of(folder), ignore_errors=True)
    subprocess.run(["cp", "-r", str(folder), str(copy_of(folder))], check=True)


def copy_of(folder):
    return folder.with_name(f"{folder.name}-copy")


def tell_commits():
    """Has every connection tell when it comes to commit."""
    connect = Database._connect

    def connect_and_tell(self):
        connection = connect(self)
        connection.set_trace_callback(lambda said: said == "COMMIT" and tell("committing"))
        return connection

    Database._connect = connect_and_tell


def tell(when, kind=None, editions=None):
    sys.stdout.write(json.dumps([when, kind, editions or {}]) + "\n")
    sys.stdout.flush()


# The one that kills it


def kill_once(folder, told, *, kind, seed):
    """Starts a process on the store, kills it, and enters in `told` what it said to be done.

    It is killed while a change of this kind is under way, unless that is over sooner. Returns what
    it was doing when it was killed, and what that was to make of which article.
    """
    chance = random.Random(seed)
    with start_changing(folder, seed=seed) as changing:
        lines = []
        for _ in range(chance.randrange(1, 4)):
            lines += up_to(kind, changing.stdout)
        near = chance.random() < SO_MANY_NEAR
        if near and kind != "copying":
            lines += up_to("committing", changing.stdout)
        time.sleep(chance.uniform(0, NEAR if near else LONGEST_CHANGE))
        changing.send_signal(signal.SIGKILL)
        lines += changing.stdout
    under_way, doing = enter(lines, told)
    if "committing" in lines[-1]:
        under_way += ", at a commit"
    if under_way != "copying" and copy_of(folder).exists():
        check_copy(copy_of(folder))
    shutil.rmtree(copy_of(folder), ignore_errors=True)
    return under_way, doing


def up_to(word, lines):
    """The next of the lines, up to the first that tells this."""
    read = []
    while not read or f'"{word}"' not in read[-1]:
        read.append(next(lines))
    return read


def start_changing(folder, *, seed, **options):
    """The process that changes the store, started with these options of `Popen`."""
    program = [sys.executable, "-m", "tests.index.kill_at_random"]
    return subprocess.Popen(
        [*program, "--change", str(folder), "--seed", str(seed)],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        text=True,
        **options,
    )


def enter(lines, told):
    """Enters in `told` what was said to be done; returns what was begun and not done, as above."""
    under_way, doing = None, {}
    for line in lines:
        when, kind, editions = json.loads(line)
        if when == "doing":
            under_way, doing = kind, editions
        elif when == "done":
            told.update(doing)
            under_way, doing = None, {}
    return under_way, doing


def check_copy(folder):
    """Raises AssertionError when a copy that was made to its end is not whole."""
    library = open_library(folder)
    assert library.problems() == []
    library.close()


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
    """Kills a process on one store so many times; returns how often what was under way."""
    told, interrupted = {}, Counter()
    for number in range(times):
        kind = KINDS[number % len(KINDS)]
        under_way, doing = kill_once(folder, told, kind=kind, seed=seed + number)
        interrupted[under_way] += 1
        check(folder, told, doing)
    return interrupted


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--change", type=Path)
    given = parser.parse_args()
    if given.change:
        change(given.change, given.seed)
    with tempfile.TemporaryDirectory() as folder:
        interrupted = kill_many(Path(folder) / "store", times=given.times, seed=given.seed)
    for under_way, times in interrupted.most_common():
        sys.stdout.write(f"{under_way or 'between two changes'}: killed {times} times\n")
    sys.stdout.write(
        f"killed {given.times} times: nothing reported was missing, nothing was damaged\n"
    )


if __name__ == "__main__":
    main()
