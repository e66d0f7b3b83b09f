"""Kills processes that embed while articles are added; nothing may be lost, nothing stored twice.

python -m tests.index.kill_workers --times 20
"""

import argparse
import os
import signal
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from unittest.mock import patch

from index.embed import HashingEmbedder
from index.library import Library
from index.workers import Workers
from tests.index.add_many import numbered_article

ARTICLES_A_KILL = 8


def embedder_of(name):
    return HashingEmbedder(dimension=int(name.partition(":")[2]))


def opened(folder):
    return Library.open(folder, embedder=embedder_of("hashing:64"), by_name=embedder_of)


class Watched(Workers):
    """Workers of which the last that were started are known."""

    last = None

    def __init__(self, *arguments):
        super().__init__(*arguments)
        Watched.last = self


def killing(times, given):
    """Articles, noted as given, while which are read so many of the processes are killed."""
    killed = 0
    while killed < times:
        given.append(numbered_article(len(given)))
        yield given[-1]
        turn, left = divmod(len(given), ARTICLES_A_KILL)
        if not left:
            process = list(Watched.last._pool._processes.values())[turn % 2]
            # One that is gone by now has not been followed by another yet.
            with suppress(ProcessLookupError):
                os.kill(process.pid, signal.SIGKILL)
                killed += 1


def added_under_fire(folder, *, kills):
    """The report of adding with so many kills, the library, and one that was left in peace."""
    peaceful, library = opened(folder / "peaceful"), opened(folder / "killed")
    given = []
    with (
        patch("index.workers.Workers", Watched),
        patch("index.embedded_store.EmbeddedStore.passages_a_step", 8),
    ):
        report = library.add(killing(kills, given), workers=2)
    peaceful.add(given)
    return report, library, peaceful


def stored(library):
    """What is stored of each article, but for the numbers of passages."""
    return [
        (article, [passage.sentences for passage in library.passages_of(article.id)])
        for article in library.articles()
    ]


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.index.kill_workers", description=__doc__)
    parser.add_argument("--times", type=int, default=20)
    times = parser.parse_args().times
    with tempfile.TemporaryDirectory() as folder:
        report, library, peaceful = added_under_fire(Path(folder), kills=times)
        if stored(library) != stored(peaceful) or library.problems():
            sys.exit("not what is stored without kills")
    sys.stdout.write(f"killed {times} times: all {report.added} articles are there, once\n")


if __name__ == "__main__":
    main()
