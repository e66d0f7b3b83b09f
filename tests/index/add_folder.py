"""A program for tests: adds a folder to a store and then more, as the command does.

    python -m tests.index.add_folder FOLDER STORE FIRST COUNT

Writes the number added of the folder; then waits for a line, adds so many articles more, writes
that number too, and ends without closing the store.
"""

import os
import sys
from pathlib import Path

from index.embed import HashingEmbedder
from index.library import Library
from index.loaders import load
from tests.index.add_many import numbered_article


def main():
    folder, store, first, count = sys.argv[1:]
    library = Library.open(Path(store), embedder=HashingEmbedder())
    tell(library.add(load(folder)).added)
    sys.stdin.readline()
    more = range(int(first), int(first) + int(count))
    tell(library.add(map(numbered_article, more)).added)
    os._exit(0)


def tell(number):
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
